"""Photos of an imported diary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from uuid import UUID, uuid5

from tracker.actions.history import ChangeRecorder
from tracker.actions.photos import StoredPhoto
from tracker.actions.quota import check_quota
from tracker.domain import records
from tracker.domain.canonical import is_uuid
from tracker.models import Child, Entry, Photo
from tracker.models.rows import values_of


def add_missing_photos(
    diary: records.Diary,
    child: Child,
    stored: Mapping[str, StoredPhoto],
    recorder: ChangeRecorder,
) -> list[Photo]:
    """Appends the photos that an entry does not have yet, and restores removed ones.

    Returns both. Four queries, more with removed ones. ``diary`` has the ids of the child's
    records. Raises QuotaExceeded.
    """
    if not count_photos(diary):
        return []
    rows = Entry.objects.filter(concern__child=child, concern__deleted_at=None)
    entries = dict(rows.values_list("uuid", "pk"))
    positions: dict[int, dict[UUID, int]] = defaultdict(dict)
    owners: dict[UUID, UUID] = {}
    photos = Photo.all_objects.filter(entry__concern__child=child)
    known = photos.values_list("entry__uuid", "entry_id", "uuid", "position")
    for entry_uuid, entry_id, uuid, position in known:
        positions[entry_id][uuid] = position
        owners[uuid] = entry_uuid
    removed = {(row.entry_id, row.uuid): row for row in photos.exclude(deleted_at=None)}
    restored, rows = [], []
    for entry_uuid, uuid, photo in _with_uuids(diary, owners):
        entry_id = entries[entry_uuid]
        entry_positions = positions[entry_id]
        if uuid in entry_positions:
            row = removed.get((entry_id, uuid))
            if row is not None and recorder.restore(row):
                restored.append(row)
            continue
        entry_positions[uuid] = max(entry_positions.values(), default=0) + 1
        rows.append(
            Photo(
                entry_id=entry_id,
                uuid=uuid,
                position=entry_positions[uuid],
                **values_of(photo),
                **stored[photo.file]._asdict(),
            )
        )
    check_quota(child.family_id, sum(row.stored_bytes for row in rows))
    return restored + Photo.objects.bulk_create(rows)


def missing_files(diary: records.Diary, child: Child) -> list[str]:
    """Returns the files of those photos that ``add_missing_photos`` would add. One query."""
    photos = Photo.all_objects.filter(entry__concern__child=child)
    known = set(photos.values_list("uuid", "entry__uuid"))
    return [
        photo.file
        for entry_uuid, uuid, photo in _with_uuids(diary, dict(known))
        if (uuid, entry_uuid) not in known
    ]


def count_photos(diary: records.Diary) -> int:
    """Counts the photos of all entries."""
    return sum(len(entry.photos) for entry in _entries(diary))


def _entries(diary: records.Diary) -> Iterator[records.Entry]:
    """Yields the entries with photos."""
    for concern in diary.concerns:
        for entry in concern.entries:
            if entry.photos:
                yield entry


def _with_uuids(
    diary: records.Diary, owners: Mapping[UUID, UUID]
) -> Iterator[tuple[UUID, UUID, records.Photo]]:
    """Yields each photo with the ids of its entry and of its own.

    ``owners``: the entries of the child's photos. An id that another entry or photo has is not
    given again.
    """
    given: dict[UUID, object] = dict(owners)
    for entry in _entries(diary):
        entry_uuid = UUID(entry.id)
        for photo in entry.photos:
            uuid = _uuid(photo.file, entry_uuid)
            if given.get(uuid, entry_uuid) != entry_uuid:
                uuid = uuid5(entry_uuid, photo.file)
            given[uuid] = photo.file
            yield entry_uuid, uuid, photo


def _uuid(file: str, entry: UUID) -> UUID:
    """Returns the UUID in the file's name.

    For any other name it is derived, so that a second import finds the same.
    """
    name = PurePosixPath(file).stem
    return UUID(name) if is_uuid(name) else uuid5(entry, file)
