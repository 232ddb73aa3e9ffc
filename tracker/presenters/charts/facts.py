"""What a concern's course shows, before it is drawn."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from tracker.domain import records
from tracker.domain.periods import Limit, limits
from tracker.domain.spells import Course, DayEntries, Spell
from tracker.domain.timeline import Timeline
from tracker.models import Care

FEWEST_DAYS = 7
"""The axis is never shorter, so that three days do not fill a page."""
GAP_DAYS = 14
"""Looks further apart than this leave the picture empty between them."""
MAX_LIMITS = 4
ONE_DAY = timedelta(days=1)

AnyCare = records.Care | Care
"""Care as a record or as a row."""


@dataclass(frozen=True)
class CourseFacts:
    concern: records.Concern
    as_of: date
    days: tuple[DayEntries, ...]
    spells: tuple[Spell, ...]
    limits: tuple[Limit, ...]
    visits: tuple[records.Visit, ...]
    care: tuple[AnyCare, ...]

    @classmethod
    def of(
        cls, course: Course, care: Iterable[AnyCare], timeline: Timeline, as_of: date
    ) -> CourseFacts:
        concern = course.concern
        return cls(
            concern=concern,
            as_of=as_of,
            days=course.days_until(as_of),
            spells=course.spells_on(as_of),
            limits=limits(timeline, course, as_of)[-MAX_LIMITS:],
            visits=tuple(
                visit
                for visit in timeline.diary.visits
                if concern.id in visit.concerns and concern.first_noticed_on <= visit.day <= as_of
            ),
            care=tuple(row for row in care if row.started_on <= as_of),
        )

    @property
    def start(self) -> date:
        return self.concern.first_noticed_on

    @property
    def end(self) -> date:
        """Today, or a limit ahead where the days so far still have room beside it."""
        so_far = (self.as_of - self.start).days
        furthest = self.start + timedelta(days=so_far * 3 // 2 + FEWEST_DAYS)
        ahead = [row.due.due_on for row in self.limits if row.due.due_on <= furthest]
        shortest = self.start + timedelta(days=FEWEST_DAYS - 1)
        return max([self.as_of, shortest, *ahead])

    @cached_property
    def severities(self) -> list[tuple[date, int]]:
        """The highest of each day at whose end it was still there."""
        return [
            (day_entries.day, max(given))
            for day_entries in self.days
            if day_entries.last.is_present
            and (given := [row.severity for row in day_entries.entries if row.severity is not None])
        ]

    @cached_property
    def trends(self) -> list[tuple[date, str]]:
        return [
            (day_entries.day, day_entries.last.trend)
            for day_entries in self.days
            if day_entries.last.trend
        ]

    @cached_property
    def present_days(self) -> list[date]:
        return [day_entries.day for day_entries in self.days if day_entries.last.is_present]

    @cached_property
    def clear_days(self) -> list[date]:
        return [day_entries.day for day_entries in self.days if not day_entries.last.is_present]

    def is_clear_between(self, first: date, last: date) -> bool:
        """Somebody wrote that it was gone on a day between these two."""
        following = bisect_right(self.clear_days, first)
        return following < len(self.clear_days) and self.clear_days[following] < last


def clear_stretches(spells: Sequence[Spell], as_of: date) -> Iterator[tuple[date, date]]:
    """From the first clear day to the day before it came back, or to ``as_of``."""
    ends = [*(spell.onset - ONE_DAY for spell in spells[1:]), as_of]
    for spell, last in zip(spells, ends, strict=False):
        if spell.cleared_on is not None:
            yield spell.cleared_on, last


@dataclass(frozen=True)
class Piece:
    """Part of a spell; ``is_written`` is False where nothing was written for long."""

    first: date
    last: date
    is_written: bool


def pieces(spells: Sequence[Spell], days: Sequence[DayEntries], as_of: date) -> Iterator[Piece]:
    """Every spell, cut where nothing was written for long."""
    written_on = [day_entries.day for day_entries in days]
    for spell in spells:
        last = spell.cleared_on - ONE_DAY if spell.cleared_on else as_of
        seen = [spell.onset, *(day for day in written_on if spell.onset < day <= last)]
        yield from _cut(seen, last)


def _cut(seen: Sequence[date], last: date) -> Iterator[Piece]:
    first = seen[0]
    for day, until in zip(seen, [*seen[1:], last + ONE_DAY], strict=True):
        if (until - day).days > GAP_DAYS:
            yield Piece(first, day, is_written=True)
            yield Piece(day + ONE_DAY, until - ONE_DAY, is_written=False)
            first = until
    if first <= last:
        yield Piece(first, last, is_written=True)
