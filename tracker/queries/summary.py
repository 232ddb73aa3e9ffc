"""What the doctor's page reads of a diary: its days, and of the others what it says of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from pathlib import PurePosixPath
from typing import Any

from django.db.models import (
    Case,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from tracker.domain import records
from tracker.domain.canonical import is_uuid
from tracker.domain.spells import Course, CourseDay, course_days
from tracker.domain.summary import WEEK_DAYS, Span
from tracker.domain.vocabulary import PRIVATE_SITES
from tracker.models import Child, Concern, Entry, Photo, Sign, Spot
from tracker.queries.checked_entries import MAX_EARLIER_ENTRIES, needed_entries
from tracker.queries.diaries import EntryRelations, entry_rows, outline_of
from tracker.queries.photos import photos_of_child

_COLUMNS = ("pk", "concern_id", "day", "at", "status", "trend", "severity", "itch", "sleep_lost")


@dataclass(frozen=True)
class SummaryReading:
    """What was read of a child's diary, before the days of the page are known.

    ``rows``: a tuple of each entry up to ``today``, by concern and in order.
    """

    child: Child
    today: date
    concerns: Sequence[Concern]
    rows: Sequence[Any]
    bare: records.Diary

    @classmethod
    def of(cls, child: Child, today: date) -> SummaryReading:
        """Returns what is needed to ask for the days. Sixteen queries."""
        concerns = list(Concern.objects.filter(child=child).order_by("pk"))
        entries = Entry.objects.filter(concern__in=concerns, day__lte=today)
        ordered = entries.order_by("concern", "day", F("at").asc(nulls_first=True), "pk")
        rows = list(ordered.values_list(*_COLUMNS, named=True))
        return cls(child, today, concerns, rows, outline_of(child))

    @cached_property
    def course_days(self) -> Mapping[str, Sequence[CourseDay]]:
        """The days with entries by the concern's id."""
        return {
            str(concern.uuid): course_days(
                CourseDay(
                    row.day,
                    row.status == "present",
                    row.trend or None,
                    row.severity,
                    row.itch,
                    row.sleep_lost,
                )
                for row in self._rows_of.get(concern.pk, ())
            )
            for concern in self.concerns
        }

    def outline(self, picked: Collection[str] = ()) -> records.Diary:
        """Returns the diary with the entries that begin or change a course, and picked photos.

        Four queries where any photo is picked.
        """
        entries = {
            row.pk: records.Entry(day=row.day, at=row.at, status=row.status)
            for rows in self._rows_of.values()
            for row in _changes(rows)
        }
        return self._with(entries | self._in_full(self._entries_of(picked)))

    def diary(self, span: Span, picked: Collection[str] = ()) -> records.Diary:
        """Returns what ``summarise`` reads for the span. At most fifteen queries."""
        since = min(span.start, self.today - timedelta(days=WEEK_DAYS - 1))
        strongest = list(self._strongest_before(span.start))
        seen = Sign.objects.filter(entry__concern__in=self.concerns, answer="yes")
        needed = {
            *needed_entries(
                self.child,
                self.concerns,
                [(since, self.today)],
                seen.filter(entry__deleted_at=None).values_list("entry_id", flat=True),
                (row.pk for rows in self._rows_of.values() for row in _changes(rows)),
            ),
            *strongest,
            *self._with_places(strongest, since),
            *self._with_first_photos(since),
            *self._entries_of(picked),
            *(row.pk for row in self.rows if row.day >= since),
        }
        return self._with(self._in_full(needed))

    @cached_property
    def _rows_of(self) -> Mapping[int, Sequence[Any]]:
        """The rows by the primary key of their concern."""
        return {key: tuple(rows) for key, rows in groupby(self.rows, key=attrgetter("concern_id"))}

    def _with(self, entries: Mapping[int, records.Entry]) -> records.Diary:
        """Returns the diary with these entries, given by their primary keys, in order."""
        keys = {str(concern.uuid): concern.pk for concern in self.concerns}
        return replace(
            self.bare,
            concerns=tuple(
                replace(
                    concern,
                    entries=tuple(
                        entries[row.pk]
                        for row in self._rows_of.get(keys[concern.id], ())
                        if row.pk in entries
                    ),
                )
                for concern in self.bare.concerns
            ),
        )

    def _in_full(self, keys: Collection[int]) -> dict[int, records.Entry]:
        """Returns these entries by their primary keys; all where they are many. Five queries."""
        if not keys:
            return {}
        rows = Entry.objects.filter(concern__in=self.concerns)
        if len(keys) <= MAX_EARLIER_ENTRIES:
            rows = Entry.objects.filter(pk__in=keys)
        photos = photos_of_child(self.child).filter(entry__in=rows)
        parts = EntryRelations.read(rows, photos)
        return {row.pk: parts.entry(row) for row in entry_rows(rows)}

    def _entries_of(self, picked: Collection[str]) -> set[int]:
        """Returns the entries of photos, given by their files; unknown ones are left out."""
        ids = [name for file in picked if is_uuid(name := PurePosixPath(file).stem)]
        if not ids:
            return set()
        return set(photos_of_child(self.child).filter(uuid__in=ids).values_list("entry", flat=True))

    def _strongest_before(self, day: date) -> Iterator[int]:
        """Yields the entries of the day on which each concern was strongest before this day."""
        for rows in self._rows_of.values():
            graded = [
                row
                for row in rows
                if row.day < day and row.status == "present" and row.severity is not None
            ]
            if graded:
                first = max(graded, key=attrgetter("severity"))
                yield from (row.pk for row in rows if row.day == first.day)

    def _with_places(self, strongest: Sequence[int], since: date) -> Iterator[int]:
        """Yields the entries whose places are shown with a key entry, or make a photo private.

        Two queries.
        """
        own = Entry.objects.filter(concern=OuterRef("pk"), day__lte=self.today)
        placed, private = own.filter(_has_spot()), own.filter(_has_spot(site__in=PRIVATE_SITES))
        earlier = placed.filter(status="present", day__lt=since).newest_first()
        concerns = Concern.objects.filter(pk__in=[row.pk for row in self.concerns])
        found = concerns.annotate(
            earlier=Subquery(earlier.values("pk")[:1]),
            placed=Subquery(placed.newest_first().values("pk")[:1]),
            private=Subquery(private.newest_first().values("pk")[:1]),
        ).values_list("earlier", "placed", "private")
        before = Entry.objects.filter(
            _has_spot(), concern=OuterRef("concern"), status="present", day__lt=OuterRef("day")
        )
        keys = Entry.objects.filter(pk__in=strongest).annotate(
            before=Subquery(before.newest_first().values("pk")[:1])
        )
        yield from (key for row in found for key in row if key is not None)
        yield from (key for key in keys.values_list("before", flat=True) if key is not None)

    def _with_first_photos(self, since: date) -> Iterator[int]:
        """Yields the entries before ``since`` that may have the first photo of a last spell.

        Whether a photo is private can depend on its own site, on the spots of its entry, or on
        those of all entries; the first of each kind is among them. One query.
        """
        onsets = dict(self._onsets())
        if not onsets:
            return
        first = Case(
            *(When(pk=key, then=Value(day)) for key, day in onsets.items()),
            output_field=DateField(),
        )
        own = Entry.objects.filter(
            concern=OuterRef("pk"), status="present", day__gte=OuterRef("onset"), day__lt=since
        ).in_order()
        public = ~_has_spot(site__in=PRIVATE_SITES)
        kinds = {
            "sited": own.filter(_has_photo(~Q(site="") & ~Q(site__in=PRIVATE_SITES))),
            "placed": own.filter(_has_photo(Q(site="")), _has_spot(), public),
            "bare": own.filter(_has_photo(Q(site="")), ~_has_spot()),
        }
        rows = Concern.objects.filter(pk__in=onsets).annotate(
            onset=first, **{name: Subquery(rows.values("pk")[:1]) for name, rows in kinds.items()}
        )
        yield from (key for row in rows.values_list(*kinds) for key in row if key is not None)

    def _onsets(self) -> Iterator[tuple[int, date]]:
        """Yields the day on which each concern's last spell began."""
        keys = {str(concern.uuid): concern.pk for concern in self.concerns}
        for concern in self.outline().concerns:
            spell = Course.of(concern).last_spell_on(self.today)
            if spell is not None:
                yield keys[concern.id], spell.onset


def _changes(rows: Sequence[Any]) -> Iterator[Any]:
    """Yields the first row of a concern and those with another status than before."""
    for _status, same in groupby(rows, key=attrgetter("status")):
        yield next(same)


def _has_spot(**which: object) -> Exists:
    return Exists(Spot.objects.filter(entry=OuterRef("pk"), **which).order_by())


def _has_photo(which: Q) -> Exists:
    photos: QuerySet[Photo] = Photo.objects.filter(which, entry=OuterRef("pk"))
    return Exists(photos.order_by())
