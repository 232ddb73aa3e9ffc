"""A child's diary where it is stored, of which no more is in memory than a few entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from tracker.domain import records
from tracker.domain.pictures import picture_file
from tracker.models import Child, Entry, Photo, Sign, Spot
from tracker.queries.diaries import entry_record, outline_of, spot_record

AT_A_TIME = 500
"""Entries in memory. Each so many cost four queries, or five with photos."""


@dataclass(frozen=True)
class StoredDiary:
    """A ``DiaryReader`` of the database. Within ``read_snapshot`` all reads see one moment."""

    child: Child
    with_photos: bool = False

    @cached_property
    def diary(self) -> records.Diary:
        return outline_of(self.child)

    def entries_of(self, concern: records.Concern) -> Iterator[records.Entry]:
        """No models are made: those that know one another wait long for the collector."""
        rows = self._rows(concern).values_list(named=True).iterator(chunk_size=AT_A_TIME)
        while some := list(islice(rows, AT_A_TIME)):
            yield from self._in_full(some)

    def outlines_of(self, concern: records.Concern) -> Iterator[records.Entry]:
        """One query."""
        columns = ("day", "at", "status", "uuid", "author_name")
        rows = self._rows(concern).values_list(*columns).iterator(chunk_size=AT_A_TIME)
        for day, at, status, uuid, author in rows:
            yield records.Entry(day=day, status=status, id=str(uuid), at=at, author=author)

    def sites_of(self, concern: records.Concern) -> set[str]:
        """One query."""
        spots = Spot.objects.filter(entry__in=self._rows(concern).order_by())
        return set(spots.order_by().values_list("site", flat=True).distinct())

    def _rows(self, concern: records.Concern) -> QuerySet[Entry]:
        rows: QuerySet[Entry] = Entry.objects.filter(
            concern__child=self.child, concern__uuid=concern.id
        ).in_order()
        return rows

    def _in_full(self, rows: Sequence[Any]) -> Iterator[records.Entry]:
        ids = [row.id for row in rows]
        spots: dict[int, list[records.Spot]] = defaultdict(list)
        of_spots: Any = Spot.objects.filter(entry__in=ids).values_list(named=True)
        for spot in of_spots:
            spots[spot.entry_id].append(spot_record(spot))
        signs: dict[int, dict[str, str]] = defaultdict(dict)
        of_signs = Sign.objects.filter(entry__in=ids).values_list("entry", "key", "answer")
        for entry, key, answer in of_signs:
            signs[entry][key] = answer
        photos = _photos(ids) if self.with_photos else defaultdict(tuple)
        for row in rows:
            record = entry_record(row, spots[row.id], signs[row.id])
            yield replace(record, photos=photos[row.id])


def _photos(entries: Sequence[int]) -> dict[int, tuple[records.Photo, ...]]:
    photos: dict[int, tuple[records.Photo, ...]] = defaultdict(tuple)
    columns = ("entry", "entry__uuid", "uuid", "site", "view", "caption")
    rows = Photo.objects.filter(entry__in=entries).values_list(*columns)
    for entry, entry_uuid, uuid, site, view, caption in rows:
        file = picture_file(str(entry_uuid), str(uuid))
        photos[entry] += (records.Photo(file, site, view, caption),)
    return photos
