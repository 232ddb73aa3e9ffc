"""Keeping and removing photos: the row and its two files come and go together."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID, uuid5

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max, QuerySet

from tracker.actions.history import ChangeRecorder
from tracker.actions.read_only import lock_family_for_writing
from tracker.actions.records import WriteResult, write_record
from tracker.domain import records
from tracker.models import Change, Concern, Entry, FileToRemove, Photo, User
from tracker.models.photo import random_name
from tracker.photos import CleanPhoto

MAX_PHOTOS_PER_ENTRY = 20
"""Photos an entry may have."""

OUR_FOLDER = re.compile(r"[0-9a-f]{2}")
OUR_FILE = re.compile(r"[0-9a-f]{30}\.jpg")
"""What ``random_name`` makes; whatever else lies in the storage is not ours."""

logger = logging.getLogger(__name__)


class TooManyPhotos(Exception):
    """The entry has as many photos as it may have."""


class PhotosNotKept(Exception):
    """The storage did not take a file: the disk is full, or the bucket out of reach."""


@contextmanager
def new_files() -> Iterator[Callable[[bytes], str]]:
    """Gives a function that stores a file and returns its name. If the block fails, all of its
    files are removed again.

    Enclose the transaction that writes the rows, never the other way round: what is rolled back
    after the block has left its files behind.
    """
    names: list[str] = []

    def keep(content: bytes) -> str:
        name = random_name()
        names.append(name)  # before it is there: half of it may be when this fails
        try:
            names[-1] = default_storage.save(name, ContentFile(content))
        except Exception as error:
            logger.exception("A photo could not be stored")
            raise PhotosNotKept from error
        return names[-1]

    try:
        yield keep
    except BaseException:
        remove_files(names)
        raise


def add_photos(
    *,
    entry: Entry,
    photos: Iterable[CleanPhoto],
    uuid: UUID,
    by: User,
    change_set: UUID | None = None,
) -> list[Photo]:
    """Keeps photos at the end of the entry's photos. Sent twice with one ``uuid`` they are there
    once. ``change_set``: that of the act that wrote the entry just now.

    All of them or none. The files are written before the transaction, so that nobody waits for
    a slow storage. Has no undo. Raises TooManyPhotos and PhotosNotKept.
    """
    sent = _with_ids(photos, uuid, entry)
    missing = _room_for(entry, sent)
    with new_files() as keep:
        rows = [photo_row(photo_uuid, sent[photo_uuid], keep) for photo_uuid in missing]
        with transaction.atomic(durable=True):
            added = _add_missing(entry, rows, by, change_set)
    _remove_files_sent_before(rows, added)
    return added


def write_entry_with_photos(
    *, concern: Concern, record: records.Entry, photos: Iterable[CleanPhoto], uuid: UUID, by: User
) -> WriteResult:
    """Writes one look as ``write_record`` does, and adds its photos: all of it or nothing.

    Raises TooManyPhotos and PhotosNotKept.
    """
    sent = _with_ids(photos, uuid, concern)
    with new_files() as keep:
        rows = [photo_row(photo_uuid, photo, keep) for photo_uuid, photo in sent.items()]
        with transaction.atomic(durable=True):
            written = write_record(owner=concern, record=record, uuid=uuid, by=by)
            added = _add_missing(written.entry, rows, by, written.change_set)
    _remove_files_sent_before(rows, added)
    return written


def id_of_photo(sent: UUID, place: Concern | Entry, number: int = 0) -> UUID:
    """The id of the photo with that number, from nought, of those sent under one id to one place.

    What is sent to two places under one id are two photos: an address names one.
    """
    return uuid5(sent, f"{place._meta.model_name} {place.uuid} {number}")


def photo_row(uuid: UUID, photo: CleanPhoto, keep: Callable[[bytes], str]) -> Photo:
    """A row that belongs to no entry yet, whose files are there."""
    return Photo(
        uuid=uuid,
        large=keep(photo.large),
        small=keep(photo.small),
        width=photo.width,
        height=photo.height,
    )


def append_photos(entry: Entry, rows: Iterable[Photo]) -> list[Photo]:
    """Saves rows as the last photos of the entry."""
    last = Photo.all_objects.filter(entry=entry).aggregate(last=Max("position"))["last"] or 0
    added = list(rows)
    for position, row in enumerate(added, start=last + 1):
        row.entry, row.position = entry, position
        row.save()
    return added


@transaction.atomic
def describe_photo(
    *, photo: Photo, site: str, view: str, caption: str, revision: int, by: User
) -> None:
    """Has no undo. Raises ChangedMeanwhile."""
    recorder = ChangeRecorder(photo.entry.child, by)
    recorder.change(photo, {"site": site, "view": view, "caption": caption}, revision)


@transaction.atomic
def move_photo(*, photo: Photo, steps: int) -> None:
    """Moves a photo so many places towards the end (or, below nought, the start)."""
    lock_family_for_writing(photo.entry.concern.child.family_id)
    Entry.all_objects.select_for_update().get(pk=photo.entry_id)  # two who move take turns
    rows = list(Photo.objects.filter(entry=photo.entry_id))
    place = next((index for index, row in enumerate(rows) if row.pk == photo.pk), None)
    if place is None:
        return  # it was removed meanwhile
    rows.insert(max(0, place + steps), rows.pop(place))
    for position, row in enumerate(rows, start=1):
        row.position = position
    Photo.objects.bulk_update(rows, ["position"])


@transaction.atomic
def remove_photo(*, photo: Photo, by: User) -> None:
    """Removes one photo by itself. That somebody removed a photo of this look is all that stays."""
    recorder = ChangeRecorder(photo.entry.child, by)
    if remove_photos(Photo.objects.filter(pk=photo.pk)):
        recorder.removed(photo)


@transaction.atomic
def remove_photos(photos: QuerySet[Photo]) -> int:
    """Removes photos for good: the rows and their changes now, the files once that is certain.
    Returns how many.
    """
    rows = list(photos.select_for_update(of=("self",)))
    keys = [row.pk for row in rows]
    Change.objects.filter(kind="photo", record_id__in=keys).delete()
    Photo.all_objects.filter(pk__in=keys).delete()
    names = [name for row in rows for name in file_names(row)]
    FileToRemove.objects.bulk_create(FileToRemove(name=name) for name in names)
    transaction.on_commit(lambda: remove_noted_files(names))
    return len(rows)


def remove_noted_files(names: Iterable[str] | None = None) -> int:
    """Files of removed photos, those with these names or all. Returns how many are left: what
    the storage does not give up now is tried again with the daily work.
    """
    if names is None:
        names = FileToRemove.objects.values_list("name", flat=True)
    names = set(names)
    left = remove_files(names)
    FileToRemove.objects.filter(name__in=names.difference(left)).delete()
    return len(left)


def files_without_owner(*, before: datetime) -> list[str]:
    """Stored files that no photo names, say after the power failed in the middle of an upload.

    Only those written ``before`` that moment: a file comes a little earlier than its row.
    """
    owned = {name for pair in Photo.all_objects.values_list("large", "small") for name in pair}
    lost = (name for name in our_files() if name not in owned)
    return sorted(name for name in lost if default_storage.get_modified_time(name) < before)


def our_files() -> Iterator[str]:
    """All files in the storage that a photo names or once named."""
    folders, _files = default_storage.listdir("")
    for folder in filter(OUR_FOLDER.fullmatch, folders):
        for name in filter(OUR_FILE.fullmatch, default_storage.listdir(folder)[1]):
            yield f"{folder}/{name}"


def remove_files(names: Iterable[str]) -> list[str]:
    """What is gone already is no error. Returns those that could not be removed now; they have no
    owner any more, so ``files_without_owner`` finds them.
    """
    left = []
    for name in names:
        try:
            default_storage.delete(name)
        except Exception:
            logger.exception("The file of a photo could not be removed")
            left.append(name)
    return left


def file_names(photo: Photo) -> tuple[str, str]:
    return str(photo.large.name), str(photo.small.name)


def _with_ids(
    photos: Iterable[CleanPhoto], uuid: UUID, place: Concern | Entry
) -> dict[UUID, CleanPhoto]:
    return {id_of_photo(uuid, place, number): photo for number, photo in enumerate(photos)}


def _add_missing(entry: Entry, rows: list[Photo], by: User, change_set: UUID | None) -> list[Photo]:
    """Saves those of the rows that the entry has not yet, while nobody else adds to it."""
    recorder = ChangeRecorder(entry.concern.child, by, change_set)
    Entry.all_objects.select_for_update().get(pk=entry.pk)
    missing = set(_room_for(entry, [row.uuid for row in rows]))
    added = append_photos(entry, [row for row in rows if row.uuid in missing])
    for photo in added:
        recorder.written(photo)
    return added


def _remove_files_sent_before(rows: list[Photo], added: list[Photo]) -> None:
    """Those of the photos that the entry had already."""
    remove_files(name for row in rows if row not in added for name in file_names(row))


def _room_for(entry: Entry, uuids: Iterable[UUID]) -> list[UUID]:
    """Those of the photos that the entry has not yet. Raises TooManyPhotos."""
    there = set(Photo.all_objects.filter(entry=entry).values_list("uuid", flat=True))
    missing = [uuid for uuid in uuids if uuid not in there]
    if missing and len(there) + len(missing) > MAX_PHOTOS_PER_ENTRY:
        raise TooManyPhotos
    return missing
