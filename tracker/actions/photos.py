"""Keeping and removing photos: the row and its two files come and go together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid5

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet

from tracker.actions.around import delete
from tracker.models import Entry, Photo, User
from tracker.photos import CleanPhoto

FOLDER_LETTERS = 2
"""Photos lie in folders named by so many letters; whatever else is there is not ours."""

MOST_AN_ENTRY = 20
"""Photos an entry may have."""


class TooManyPhotos(Exception):
    """The entry has as many photos as it may have."""


def add_photos(*, entry: Entry, photos: Iterable[CleanPhoto], uuid: UUID) -> list[Photo]:
    """Keeps photos at the end of the entry's photos. Sent twice with one ``uuid`` they are there
    once.

    All of them or none: where a row cannot be written, the files are removed again. Raises
    TooManyPhotos.
    """
    names: list[str] = []
    try:
        with transaction.atomic():
            Entry.objects.select_for_update().get(pk=entry.pk)
            kept = {row.uuid: row for row in Photo.all_objects.filter(entry=entry)}
            position = max((row.position for row in kept.values()), default=0)
            added = []
            for number, photo in enumerate(photos):
                photo_uuid = uuid5(uuid, str(number))
                if photo_uuid in kept:
                    continue
                row = Photo(
                    entry=entry,
                    uuid=photo_uuid,
                    position=position + number + 1,
                    width=photo.width,
                    height=photo.height,
                )
                for field, content in ((row.large, photo.large), (row.small, photo.small)):
                    field.save("photo.jpg", ContentFile(content), save=False)
                    names.append(str(field.name))
                row.save()
                added.append(row)
            if len(kept) + len(added) > MOST_AN_ENTRY:
                raise TooManyPhotos
            return added
    except BaseException:
        remove_files(names)
        raise


@transaction.atomic
def describe_photo(*, photo: Photo, site: str, view: str, caption: str) -> None:
    photo.site, photo.view, photo.caption = site, view, caption
    photo.save(update_fields=["site", "view", "caption"])


@transaction.atomic
def move_photo(*, photo: Photo, steps: int) -> None:
    """Moves a photo so many places towards the end (or, below nought, the start)."""
    rows = list(Photo.objects.filter(entry=photo.entry_id))
    place = next(index for index, row in enumerate(rows) if row.pk == photo.pk)
    rows.insert(max(0, place + steps), rows.pop(place))
    for position, row in enumerate(rows, start=1):
        row.position = position
    Photo.objects.bulk_update(rows, ["position"])


@transaction.atomic
def remove_photos(photos: QuerySet[Photo]) -> int:
    """Removes photos for good: the rows now, the files once that is certain. Returns how many."""
    names = [name for pair in photos.values_list("large", "small") for name in pair]
    photos.delete()
    transaction.on_commit(lambda: remove_files(names))
    return len(names) // 2


@transaction.atomic
def delete_entry(*, entry: Entry, by: User) -> UUID:
    """Puts a look out of sight; the returned batch brings it back, but its photos go for good."""
    remove_photos(Photo.all_objects.filter(entry=entry))
    return delete(record=entry, child=entry.concern.child, by=by)


def files_without_owner(*, before: datetime) -> list[str]:
    """Stored files that no photo names, say after the power failed in the middle of an upload.

    Only those written ``before`` that moment: a file comes a little earlier than its row.
    """
    owned = {name for pair in Photo.all_objects.values_list("large", "small") for name in pair}
    folders, _files = default_storage.listdir("")
    found = [
        f"{folder}/{name}"
        for folder in folders
        if len(folder) == FOLDER_LETTERS
        for name in default_storage.listdir(folder)[1]
    ]
    lost = (name for name in found if name not in owned)
    return sorted(name for name in lost if default_storage.get_modified_time(name) < before)


def remove_files(names: Iterable[str]) -> None:
    """What is gone already is no error."""
    for name in names:
        default_storage.delete(name)
