"""A child's diary where it is stored, of which no more is in memory than a few entries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from django.db.models import QuerySet

from tracker.domain import records
from tracker.models import Child, Entry, Photo, Spot
from tracker.models.rows import columns_of, record_of
from tracker.queries.diaries import EntryParts, entry_rows, outline_of

AT_A_TIME = 500
"""Entries in memory. Each so many cost two queries, or three with photos."""

_LOOK = ("day", "at", "status", "id", "author")


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
        rows = entry_rows(self._rows(concern)).iterator(chunk_size=AT_A_TIME)
        while some := list(islice(rows, AT_A_TIME)):
            ids = [row.pk for row in some]
            photos = Photo.objects.filter(entry__in=ids) if self.with_photos else None
            parts = EntryParts.read(ids, photos)
            yield from map(parts.entry, some)

    def outlines_of(self, concern: records.Concern) -> Iterator[records.Entry]:
        """One query."""
        columns = columns_of(records.Entry, _LOOK)
        rows = self._rows(concern).values_list(*columns, named=True)
        for row in rows.iterator(chunk_size=AT_A_TIME):
            yield record_of(records.Entry, row, _LOOK)

    def sites_of(self, concern: records.Concern) -> set[str]:
        """One query."""
        spots = Spot.objects.filter(entry__in=self._rows(concern).order_by())
        return set(spots.order_by().values_list("site", flat=True).distinct())

    def _rows(self, concern: records.Concern) -> QuerySet[Entry]:
        rows: QuerySet[Entry] = Entry.objects.filter(
            concern__child=self.child, concern__uuid=concern.id
        ).in_order()
        return rows
