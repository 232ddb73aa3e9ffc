"""The facts that a course chart shows, before layout."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby, pairwise
from operator import itemgetter

from tracker.domain import records
from tracker.domain.periods import Limit, limits
from tracker.domain.spells import Course, CourseDay, Spell
from tracker.domain.timeline import Timeline
from tracker.models import Care

MIN_DAYS = 7
"""The shortest axis, so that three days do not fill a page."""
GAP_DAYS = 14
"""Entries further apart than this are drawn with a gap between them."""
MAX_LIMITS = 4
ONE_DAY = timedelta(days=1)

AnyCare = records.Care | Care
"""Care as a record or as a model instance."""


@dataclass(frozen=True)
class Stretch:
    """The days from a change of the status to the next, ``first`` to ``last``.

    ``seen``: the days on which it was seen so. ``is_back``: present again after clear days.
    """

    is_present: bool
    seen: tuple[date, ...]
    last: date
    is_back: bool

    @property
    def first(self) -> date:
        return self.seen[0]


def stretches_until(course: Course, days: Iterable[CourseDay], as_of: date) -> tuple[Stretch, ...]:
    """Return the stretches known on ``as_of``, oldest first; the last one ends on that day.

    A day without a sighting belongs to the stretch before it, also where it ends no spell.
    ``days``: those of the course up to ``as_of``.
    """
    sightings = [(row.day, row.is_present) for row in days]
    noticed = course.concern.first_noticed_on
    place = bisect_left(sightings, noticed, key=itemgetter(0))
    is_seen = place < len(sightings) and sightings[place][0] == noticed
    if noticed <= as_of and not is_seen:
        sightings.insert(place, (noticed, True))
    runs = [
        (is_present, tuple(day for day, _is_present in run))
        for is_present, run in groupby(sightings, key=itemgetter(1))
    ]
    ends = [*(seen[0] - ONE_DAY for _is_present, seen in runs[1:]), as_of]
    return tuple(
        Stretch(is_present, seen, last, is_back=is_present and number > 0)
        for number, ((is_present, seen), last) in enumerate(zip(runs, ends, strict=False))
    )


@dataclass(frozen=True)
class CourseFacts:
    """``days``: all days with entries up to ``as_of``."""

    concern: records.Concern
    start: date
    as_of: date
    days: Sequence[CourseDay]
    stretches: tuple[Stretch, ...]
    spell: Spell | None
    limits: tuple[Limit, ...]
    visits: tuple[records.Visit, ...]
    care: tuple[AnyCare, ...]

    @classmethod
    def of(
        cls,
        course: Course,
        care: Iterable[AnyCare],
        timeline: Timeline,
        as_of: date,
        days: Sequence[CourseDay] | None = None,
    ) -> CourseFacts:
        """``timeline`` is of the whole diary, for the limits and visits.

        ``days``: those of the course, where the timeline was read with few of its entries.
        """
        concern = course.concern
        days = course.course_days_until(as_of) if days is None else days
        return cls(
            concern=concern,
            start=course.begins_on,
            as_of=as_of,
            days=days,
            stretches=stretches_until(course, days, as_of),
            spell=course.last_spell_on(as_of),
            limits=limits(timeline, course, as_of)[-MAX_LIMITS:],
            visits=tuple(
                visit
                for visit in timeline.diary.visits
                if concern.id in visit.concerns and course.begins_on <= visit.day <= as_of
            ),
            care=tuple(row for row in care if row.started_on <= as_of),
        )

    @property
    def end(self) -> date:
        """The last day of the axis: ``as_of`` or a coming limit.

        A limit further ahead than half of the past plus 7 days is not included.
        """
        so_far = (self.as_of - self.start).days
        furthest = self.start + timedelta(days=so_far * 3 // 2 + MIN_DAYS)
        ahead = [row.due.due_on for row in self.limits if row.due.due_on <= furthest]
        shortest = self.start + timedelta(days=MIN_DAYS - 1)
        return max([self.as_of, shortest, *ahead])

    def shows(self, days: Iterable[date]) -> bool:
        """Return whether any of the days is in the picture, up to today."""
        return any(self.start <= day <= self.as_of for day in days)

    @cached_property
    def severities(self) -> list[tuple[date, int]]:
        """The highest severity of each day that ended with the concern present."""
        return [
            (row.day, row.severity)
            for row in self.days
            if row.severity is not None and row.is_present
        ]

    @cached_property
    def trends(self) -> list[tuple[date, str]]:
        return [(row.day, row.trend) for row in self.days if row.trend]

    @cached_property
    def itches(self) -> list[tuple[date, int]]:
        """The highest itch of each day on which it was asked."""
        return [(row.day, row.itch) for row in self.days if row.itch is not None]

    @cached_property
    def nights(self) -> list[tuple[date, bool]]:
        """Whether sleep was lost, of each day on which it was asked."""
        return [(row.day, row.sleep_lost) for row in self.days if row.sleep_lost is not None]

    @cached_property
    def present_days(self) -> list[date]:
        return [row.day for row in self.days if row.is_present]

    @cached_property
    def clear_days(self) -> list[date]:
        return [row.day for row in self.days if not row.is_present]

    def is_clear_between(self, first: date, last: date) -> bool:
        """Return whether a day strictly between these two was recorded as clear."""
        following = bisect_right(self.clear_days, first)
        return following < len(self.clear_days) and self.clear_days[following] < last


@dataclass(frozen=True)
class SpellSegment:
    """Part of a stretch. ``has_entries`` is False in a gap of more than ``GAP_DAYS``."""

    first: date
    last: date
    has_entries: bool


def segments(stretches: Iterable[Stretch]) -> Iterator[SpellSegment]:
    """Yield the segments of every stretch in which it was present, split at gaps."""
    for stretch in stretches:
        if stretch.is_present:
            yield from _segments(stretch)


def _segments(stretch: Stretch) -> Iterator[SpellSegment]:
    first = stretch.first
    for day, until in pairwise((*stretch.seen, stretch.last + ONE_DAY)):
        if (until - day).days > GAP_DAYS:
            yield SpellSegment(first, day, has_entries=True)
            yield SpellSegment(day + ONE_DAY, until - ONE_DAY, has_entries=False)
            first = until
    if first <= stretch.last:
        yield SpellSegment(first, stretch.last, has_entries=True)
