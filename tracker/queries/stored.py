"""A child's diary where it is stored, of which no more is in memory than a few entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from django.db import connection
from django.db.models import Prefetch, QuerySet

from tracker.domain import records
from tracker.domain.pictures import picture_file
from tracker.models import Child, Entry, Photo, Spot
from tracker.queries.diaries import entry_as_written, outline_of

T = TypeVar("T")

AT_A_TIME = 500
"""Entries in memory. Each so many cost four queries, or five with photos."""


@dataclass(frozen=True)
class StoredDiary:
    """A ``Source`` that reads as it is asked; ``of_one_moment`` keeps what it reads in step."""

    child: Child
    with_photos: bool = False

    @cached_property
    def diary(self) -> records.Diary:
        return outline_of(self.child)

    def entries_of(self, concern: records.Concern) -> Iterator[records.Entry]:
        rows = self._rows(concern).prefetch_related("spots", "signs")
        if self.with_photos:
            rows = rows.prefetch_related(
                Prefetch("photos", Photo.objects.all(), to_attr="pictures")
            )
        for row in rows.iterator(chunk_size=AT_A_TIME):
            yield replace(entry_as_written(row), photos=_photos(row) if self.with_photos else ())

    def looks_of(self, concern: records.Concern) -> Iterator[records.Entry]:
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


def _photos(row: Entry) -> tuple[records.Photo, ...]:
    pictures: list[Photo] = row.pictures  # type: ignore[attr-defined]
    return tuple(
        records.Photo(
            picture_file(str(row.uuid), str(photo.uuid)), photo.site, photo.view, photo.caption
        )
        for photo in pictures
    )


_BEGIN = {
    "sqlite": "BEGIN DEFERRED",
    "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
}


def of_one_moment(items: Iterable[T]) -> Iterator[T]:
    """The items, made while the database stands still for this reader alone.

    What somebody writes meanwhile is not in them, and nobody waits for the reader: it takes no
    lock that keeps others from writing.
    """
    with one_moment():
        yield from items


@contextmanager
def one_moment() -> Iterator[None]:
    """All that is read within is read as of the first read. Within a transaction, as of that."""
    if connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN[connection.vendor])
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
