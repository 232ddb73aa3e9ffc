"""Stores and removes photos: a row and its two files together."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID, uuid5

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max, QuerySet

from tracker.actions.history import ChangeRecorder
from tracker.actions.quota import check_quota_for
from tracker.actions.read_only import lock_family_for_writing
from tracker.actions.records import WriteResult, write_record
from tracker.domain import records
from tracker.interchange.photos import MAX_PHOTOS
from tracker.models import Change, Concern, Entry, FileToRemove, Photo, User
from tracker.models.photo import random_name
from tracker.photos import CleanPhoto, turn
from tracker.utils.disk import disk_is_low

MAX_PHOTOS_PER_ENTRY = 20

PHOTO_FOLDER = re.compile(r"[0-9a-f]{2}")
PHOTO_FILE = re.compile(r"[0-9a-f]{30}\.jpg")
"""Names that ``random_name`` makes. Other files in the storage are not photos."""

logger = logging.getLogger(__name__)


class TooManyPhotos(Exception):
    """The entry would have more than ``MAX_PHOTOS_PER_ENTRY`` photos.

    Or more than ``MAX_PHOTOS`` of a diary file, together with those that can be restored.
    """


class PhotosNotStored(Exception):
    """The storage refused a file: the disk is full, or the bucket cannot be reached."""


class PhotoNotTurned(Exception):
    """The file cannot be read just now, or somebody else turned the photo meanwhile."""


@contextmanager
def new_files() -> Iterator[Callable[[bytes], str]]:
    """Yields a function that stores a file and returns its name.

    Removes the files if the block fails. It must enclose the transaction that writes the rows: a
    rollback after the block would leave files behind.
    """
    names: list[str] = []

    def store(content: bytes) -> str:
        name = random_name()
        if disk_is_low():
            logger.error("Low disk: a photo was refused")
            raise PhotosNotStored
        names.append(name)  # first, since a failed write can leave half a file
        try:
            names[-1] = default_storage.save(name, ContentFile(content))
        except Exception as error:
            logger.exception("A photo could not be stored")
            raise PhotosNotStored from error
        return names[-1]

    try:
        yield store
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
    """Appends photos to an entry, all or none. Sent twice with one ``uuid``, they are stored once.

    One that was removed since is restored.
    ``change_set`` is that of the act that wrote the entry. Files are written before the
    transaction, so that a slow storage holds no lock. Has no undo. Raises TooManyPhotos,
    PhotosNotStored and QuotaExceeded.
    """
    sent = _with_ids(photos, uuid, entry)
    missing = _missing_ids(entry, sent)
    check_quota_for(entry.concern.child.family_id, sent)
    with new_files() as store:
        rows = [photo_row(photo_uuid, sent[photo_uuid], store) for photo_uuid in missing]
        with transaction.atomic(durable=True):
            added = _add_missing(entry, rows, sent, by, change_set)
    _remove_duplicate_files(rows, added)
    return added


def write_entry_with_photos(
    *,
    concern: Concern,
    record: records.Entry,
    photos: Iterable[CleanPhoto],
    uuid: UUID,
    by: User,
    revision: int = 0,
) -> WriteResult:
    """Writes an entry as ``write_record`` does, with its photos, all or nothing.

    Raises also TooManyPhotos, PhotosNotStored and QuotaExceeded.
    """
    sent = _with_ids(photos, uuid, _sent_to(concern, uuid))
    check_quota_for(concern.child.family_id, sent)
    with new_files() as store:
        rows = [photo_row(photo_uuid, photo, store) for photo_uuid, photo in sent.items()]
        with transaction.atomic(durable=True):
            written = write_record(
                owner=concern, record=record, uuid=uuid, by=by, revision=revision
            )
            added = _add_missing(written.entry, rows, sent, by, written.change_set)
    _remove_duplicate_files(rows, added)
    return written


def id_of_photo(sent: UUID, place: Concern | Entry, number: int = 0) -> UUID:
    """Derives the id of a photo from the id of its form, its owner and its number (from 0).

    The owner is included because a form can be sent for two owners, and a photo's address must be
    unique.
    """
    return uuid5(sent, f"{place._meta.model_name} {place.uuid} {number}")


class StoredPhoto(NamedTuple):
    """The columns of a photo whose two files are in the storage. Turning a photo replaces them."""

    large: str
    small: str
    large_sha256: str
    small_sha256: str
    stored_bytes: int
    width: int
    height: int


def store_photo(photo: CleanPhoto, store: Callable[[bytes], str]) -> StoredPhoto:
    """Stores both files, with a function of ``new_files``."""
    return StoredPhoto(
        large=store(photo.large),
        small=store(photo.small),
        large_sha256=sha256(photo.large).hexdigest(),
        small_sha256=sha256(photo.small).hexdigest(),
        stored_bytes=len(photo.large) + len(photo.small),
        width=photo.width,
        height=photo.height,
    )


def photo_row(uuid: UUID, photo: CleanPhoto, store: Callable[[bytes], str]) -> Photo:
    """Returns an unsaved row without an entry; its files are stored."""
    return Photo(uuid=uuid, **store_photo(photo, store)._asdict())


def append_photos(entry: Entry, rows: Iterable[Photo]) -> list[Photo]:
    """Saves the rows as the last photos of the entry."""
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
    """Saves what a photo shows. Has no undo. Raises ChangedMeanwhile."""
    recorder = ChangeRecorder(photo.entry.child, by)
    recorder.change(photo, {"site": site, "view": view, "caption": caption}, revision)


def turn_photo(*, photo: Photo, turned: int, by: User) -> None:
    """Turns a photo until it is ``turned`` quarters to the right of how it was sent.

    Its new files get new names. The former ones stay until the daily tasks, for a backup that is
    being written. Has no undo. Raises PhotoNotTurned and PhotosNotStored.
    """
    quarters = (turned - photo.turned) % len(Photo.Turn)
    if not quarters:
        return
    redrawn = _turned(photo, quarters)
    with new_files() as store:
        row = photo_row(photo.uuid, redrawn, store)
        with transaction.atomic(durable=True):
            recorder = ChangeRecorder(photo.child, by)
            stored = Photo.objects.select_for_update(of=("self",)).get(pk=photo.pk)
            if stored.turned != photo.turned:
                raise PhotoNotTurned
            files = {name: getattr(row, name) for name in StoredPhoto._fields}
            recorder.change(stored, {**files, "turned": turned}, None)
            FileToRemove.objects.bulk_create(FileToRemove(name=name) for name in file_names(photo))


def _turned(photo: Photo, quarters: int) -> CleanPhoto:
    try:
        with photo.large.open("rb") as file:
            return turn(file.read(), quarters)
    except Exception as error:  # of the disk, the bucket or the decoder
        logger.exception("A photo could not be turned")
        raise PhotoNotTurned from error


@transaction.atomic
def move_photo(*, photo: Photo, steps: int) -> None:
    """Moves a photo by ``steps`` positions, towards the end or, if negative, the start."""
    lock_family_for_writing(photo.entry.concern.child.family_id)
    Entry.all_objects.select_for_update().get(pk=photo.entry_id)  # serialises moves
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
    """Removes one photo permanently, deleted or not. Only a change that names its entry remains."""
    recorder = ChangeRecorder(photo.child, by)
    if remove_photos(Photo.all_objects.filter(pk=photo.pk)):
        recorder.note_removed(photo)


@transaction.atomic
def remove_deleted_photos(*, before: datetime) -> int:
    """Removes photos deleted before that moment, as ``remove_photos``. Returns how many.

    The history keeps who deleted each from which entry.
    """
    photos = Photo.all_objects.filter(deleted_at__lt=before)
    keys = list(photos.select_for_update().values_list("pk", flat=True))
    deletions = Change.objects.filter(kind="photo", verb=Change.Verb.DELETED, record_id__in=keys)
    last = dict(deletions.order_by("pk").values_list("record_id", "pk"))
    Change.objects.filter(pk__in=last.values()).update(verb=Change.Verb.REMOVED)
    return remove_photos(Photo.all_objects.filter(pk__in=keys))


@transaction.atomic
def remove_photos(photos: QuerySet[Photo]) -> int:
    """Removes photos permanently: rows and changes now, files on commit. Returns how many."""
    rows = list(photos.select_for_update(of=("self",)))
    keys = [row.pk for row in rows]
    changes = Change.objects.filter(kind="photo", record_id__in=keys)
    changes.exclude(verb=Change.Verb.REMOVED).delete()
    Photo.all_objects.filter(pk__in=keys).delete()
    names = [name for row in rows for name in file_names(row)]
    FileToRemove.objects.bulk_create(FileToRemove(name=name) for name in names)
    transaction.on_commit(remove_pending_files)  # those from before a turn too
    return len(rows)


def remove_pending_files() -> int:
    """Removes files that no photo has any more. Returns how many could not be removed.

    The daily tasks try these again.
    """
    names = set(FileToRemove.objects.values_list("name", flat=True))
    left = remove_files(names)
    FileToRemove.objects.filter(name__in=names.difference(left)).delete()
    return len(left)


def files_without_owner(*, before: datetime) -> list[str]:
    """Returns stored files that no photo refers to, such as after a power failure during an upload.

    Only files written ``before`` that moment, since a file is written shortly before its row.
    """
    owned = {name for pair in Photo.all_objects.values_list("large", "small") for name in pair}
    lost = (name for name in stored_photo_files() if name not in owned)
    return sorted(name for name in lost if default_storage.get_modified_time(name) < before)


def stored_photo_files() -> Iterator[str]:
    """Yields the names of all photo files in the storage, whether a row refers to them or not."""
    folders, _files = default_storage.listdir("")
    for folder in filter(PHOTO_FOLDER.fullmatch, folders):
        for name in filter(PHOTO_FILE.fullmatch, default_storage.listdir(folder)[1]):
            yield f"{folder}/{name}"


def remove_files(names: Iterable[str]) -> list[str]:
    """Removes files; one that does not exist is no error. Returns those that could not be removed.

    ``files_without_owner`` finds these later.
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
    """Returns the names of both files in the storage."""
    return str(photo.large.name), str(photo.small.name)


def _with_ids(
    photos: Iterable[CleanPhoto], uuid: UUID, place: Concern | Entry
) -> dict[UUID, CleanPhoto]:
    return {id_of_photo(uuid, place, number): photo for number, photo in enumerate(photos)}


def _sent_to(concern: Concern, uuid: UUID) -> Concern:
    """Returns the concern for which a form with photos was saved before: one that was joined with
    this one since, or else this one.
    """
    joined = Concern.all_objects.filter(joined_into=concern)
    ids = {id_of_photo(uuid, each): each for each in joined}
    known = Photo.all_objects.filter(uuid__in=ids).first() if ids else None
    return ids[known.uuid] if known else concern


def _add_missing(
    entry: Entry, rows: list[Photo], sent: Iterable[UUID], by: User, change_set: UUID | None
) -> list[Photo]:
    """Saves the rows that the entry does not have yet, with the entry locked.

    Restores those of the ``sent`` ids that were removed.
    """
    recorder = ChangeRecorder(entry.concern.child, by, change_set)
    Entry.all_objects.select_for_update().get(pk=entry.pk)
    for removed in Photo.all_objects.filter(entry=entry, uuid__in=sent).exclude(deleted_at=None):
        recorder.restore(removed)
    missing = set(_missing_ids(entry, [row.uuid for row in rows]))
    added = append_photos(entry, [row for row in rows if row.uuid in missing])
    for photo in added:
        recorder.note_written(photo)
    return added


def _remove_duplicate_files(rows: list[Photo], added: list[Photo]) -> None:
    """Removes the files of photos that the entry had already."""
    remove_files(name for row in rows if row not in added for name in file_names(row))


def _missing_ids(entry: Entry, uuids: Iterable[UUID]) -> list[UUID]:
    """Returns the ids that no photo of the entry has, removed or not. Raises TooManyPhotos."""
    ever = set(Photo.all_objects.filter(entry=entry).values_list("uuid", flat=True))
    missing = [uuid for uuid in uuids if uuid not in ever]
    present = Photo.objects.filter(entry=entry).count()
    has_room = (
        present + len(missing) <= MAX_PHOTOS_PER_ENTRY and len(ever) + len(missing) <= MAX_PHOTOS
    )
    if missing and not has_room:
        raise TooManyPhotos
    return missing
