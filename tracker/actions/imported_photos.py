"""The photos of a diary that is taken in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple
from uuid import UUID, uuid5

from tracker.domain import records
from tracker.domain.canonical import is_uuid
from tracker.models import Child, Entry, Photo
from tracker.models.rows import values_of


class StoredPhoto(NamedTuple):
    """A photo whose two files are in the storage, under these names."""

    large: str
    small: str
    width: int
    height: int


def add_missing_photos(
    diary: records.Diary, child: Child, stored: Mapping[str, StoredPhoto]
) -> list[Photo]:
    """Puts photos that an entry does not have yet behind those that it has. Three queries.

    The ids of ``diary`` are those of the child's records.
    """
    if not count_photos(diary):
        return []
    rows = Entry.objects.filter(concern__child=child, concern__deleted_at=None)
    entries = dict(rows.values_list("uuid", "pk"))
    there: dict[int, dict[UUID, int]] = defaultdict(dict)
    holders: dict[UUID, object] = {}  # of each id: the entry, then the file of the diary
    photos = Photo.all_objects.filter(entry__concern__child=child)
    for entry_id, uuid, position in photos.values_list("entry_id", "uuid", "position"):
        there[entry_id][uuid] = position
        holders[uuid] = entry_id
    rows = []
    for entry in _entries(diary):
        entry_uuid = UUID(entry.id)
        known = there[entries[entry_uuid]]
        for photo in entry.photos:
            uuid = _uuid(photo.file, entry_uuid)
            if holders.get(uuid, entries[entry_uuid]) != entries[entry_uuid]:
                uuid = uuid5(entry_uuid, photo.file)
            holders[uuid] = photo.file
            if uuid in known:
                continue
            known[uuid] = max(known.values(), default=0) + 1
            rows.append(
                Photo(
                    entry_id=entries[entry_uuid],
                    uuid=uuid,
                    position=known[uuid],
                    **values_of(photo),
                    **stored[photo.file]._asdict(),
                )
            )
    return Photo.objects.bulk_create(rows)


def count_photos(diary: records.Diary) -> int:
    return sum(len(entry.photos) for entry in _entries(diary))


def _entries(diary: records.Diary) -> Iterator[records.Entry]:
    """Those with photos."""
    for concern in diary.concerns:
        for entry in concern.entries:
            if entry.photos:
                yield entry


def _uuid(file: str, entry: UUID) -> UUID:
    """A photo keeps the UUID that its file is called by; any other name gives the same one again
    and again.
    """
    name = PurePosixPath(file).stem
    return UUID(name) if is_uuid(name) else uuid5(entry, file)
