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
    owners: dict[UUID, object] = {}  # by photo id: the entry, then the file in the diary
    photos = Photo.all_objects.filter(entry__concern__child=child)
    for entry_id, uuid, position in photos.values_list("entry_id", "uuid", "position"):
        positions[entry_id][uuid] = position
        owners[uuid] = entry_id
    removed = {(row.entry_id, row.uuid): row for row in photos.exclude(deleted_at=None)}
    restored, rows = [], []
    for entry in _entries(diary):
        entry_uuid = UUID(entry.id)
        entry_positions = positions[entries[entry_uuid]]
        for photo in entry.photos:
            uuid = _uuid(photo.file, entry_uuid)
            if owners.get(uuid, entries[entry_uuid]) != entries[entry_uuid]:
                uuid = uuid5(entry_uuid, photo.file)
            owners[uuid] = photo.file
            if uuid in entry_positions:
                row = removed.get((entries[entry_uuid], uuid))
                if row is not None and recorder.restore(row):
                    restored.append(row)
                continue
            entry_positions[uuid] = max(entry_positions.values(), default=0) + 1
            rows.append(
                Photo(
                    entry_id=entries[entry_uuid],
                    uuid=uuid,
                    position=entry_positions[uuid],
                    **values_of(photo),
                    **stored[photo.file]._asdict(),
                )
            )
    check_quota(child.family_id, sum(row.stored_bytes for row in rows))
    return restored + Photo.objects.bulk_create(rows)


def count_photos(diary: records.Diary) -> int:
    """Counts the photos of all entries."""
    return sum(len(entry.photos) for entry in _entries(diary))


def _entries(diary: records.Diary) -> Iterator[records.Entry]:
    """Yields the entries with photos."""
    for concern in diary.concerns:
        for entry in concern.entries:
            if entry.photos:
                yield entry


def _uuid(file: str, entry: UUID) -> UUID:
    """Returns the UUID in the file's name.

    For any other name it is derived, so that a second import finds the same.
    """
    name = PurePosixPath(file).stem
    return UUID(name) if is_uuid(name) else uuid5(entry, file)
