"""A stored diary that is read in chunks, so that only a few entries are in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import islice
from operator import or_

from django.db.models import F, Q, QuerySet

from tracker.domain import records
from tracker.domain.photos.pictures import picture_file
from tracker.domain.vocabulary import TICKS
from tracker.models import Child, Entry, Photo, Spot
from tracker.models.rows import columns_of, record_of
from tracker.queries.diaries import EntryRelations, concerns_of, entry_rows, outline_of

CHUNK_SIZE = 2_000
"""Entries in memory. Each chunk costs three queries, four with photos."""

_OUTLINE_FIELDS = ("day", "at", "status", "id", "author")


@dataclass(frozen=True)
class StoredDiary:
    """A ``DiaryReader`` of the database. Within ``read_snapshot`` all its reads are consistent."""

    child: Child
    with_photos: bool = False

    @cached_property
    def diary(self) -> records.Diary:
        return outline_of(self.child)

    @cached_property
    def concerns(self) -> tuple[records.Concern, ...]:
        """Three queries, where the rest of the diary is not needed."""
        return concerns_of(self.child)

    def entries_of(self, concern: records.Concern) -> Iterator[records.Entry]:
        """Yields entries, read as tuples.

        Models that refer to one another would wait for the garbage collector.
        """
        rows = entry_rows(self._rows(concern)).iterator(chunk_size=CHUNK_SIZE)
        while chunk := list(islice(rows, CHUNK_SIZE)):
            days = chunk[0].day, chunk[-1].day
            same_days = self._rows(concern).filter(day__range=days)
            photos = Photo.objects.filter(entry__in=same_days) if self.with_photos else None
            parts = EntryRelations.read(same_days, photos)
            yield from map(parts.entry, chunk)

    def outlines_of(self, concern: records.Concern) -> Iterator[records.Entry]:
        """Yields entries with only the fields of an outline. One query."""
        columns = columns_of(records.Entry, _OUTLINE_FIELDS)
        rows = self._rows(concern).values_list(*columns, named=True)
        for row in rows.iterator(chunk_size=CHUNK_SIZE):
            yield record_of(records.Entry, row, _OUTLINE_FIELDS)

    def sites_of(self, concern: records.Concern) -> set[str]:
        """Returns the sites of the concern's spots. One query."""
        spots = Spot.objects.filter(entry__in=self._rows(concern).order_by())
        return set(spots.order_by().values_list("site", flat=True).distinct())

    def photo_files_of(self, concern: records.Concern) -> Iterator[str]:
        """Yields the files of the photos, none without ``with_photos``. One query."""
        if not self.with_photos:
            return
        in_order = ("entry__day", F("entry__at").asc(nulls_first=True), "entry", "position", "pk")
        rows = Photo.objects.filter(entry__in=self._rows(concern).order_by()).order_by(*in_order)
        names = rows.values_list("entry__uuid", "uuid").iterator(chunk_size=CHUNK_SIZE)
        yield from (picture_file(str(entry), str(photo)) for entry, photo in names)

    @property
    def entry_count(self) -> int:
        """One query."""
        return self._all_rows().count()

    @cached_property
    def has_answer_no(self) -> bool:
        """One query."""
        answers_no = reduce(or_, (Q(**{key: False}) for key in TICKS))
        return self._all_rows().filter(answers_no).exists()

    def _all_rows(self) -> QuerySet[Entry]:
        rows: QuerySet[Entry] = Entry.objects.filter(
            concern__child=self.child, concern__deleted_at=None
        )
        return rows

    def _rows(self, concern: records.Concern) -> QuerySet[Entry]:
        rows: QuerySet[Entry] = Entry.objects.filter(
            concern__child=self.child, concern__uuid=concern.id
        ).in_order()
        return rows
