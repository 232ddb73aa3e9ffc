"""Derives the spells of a concern, its unbroken courses, from its entries."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from heapq import merge
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import NamedTuple

from tracker.domain.records import Concern, Entry, moment

CLEAR_DAYS_TO_END_SPELL = 7
"""Present again fewer than this many days after the first clear day, the same spell continues."""


@dataclass(frozen=True)
class ClearGap:
    """Clear days within a spell: from ``cleared_on`` to the day before ``back_on``."""

    cleared_on: date
    back_on: date

    @property
    def days(self) -> int:
        return (self.back_on - self.cleared_on).days


@dataclass(frozen=True)
class Spell:
    """An unbroken course. ``cleared_on``: the first clear day after it; None while it is open.

    ``gaps``: clear days that did not end it, each fewer than ``CLEAR_DAYS_TO_END_SPELL``.
    """

    onset: date
    cleared_on: date | None = None
    gaps: tuple[ClearGap, ...] = ()

    @property
    def is_going_on(self) -> bool:
        return self.cleared_on is None

    @property
    def came_back_on(self) -> date | None:
        """The last day on which it was present again; None where it never was gone."""
        return self.gaps[-1].back_on if self.gaps else None


@dataclass(frozen=True)
class DayEntries:
    """All entries of one day, in order; the last one decides the status of the day.

    Without entries it is the day first noticed, on which the concern was present.
    """

    day: date
    entries: tuple[Entry, ...]

    @property
    def last(self) -> Entry:
        return self.entries[-1]

    @property
    def is_present(self) -> bool:
        return not self.entries or self.last.is_present


class CourseDay(NamedTuple):
    """What the chart of a course draws of a day with entries.

    ``is_present`` and ``trend`` are those of its last entry; ``severity`` and ``itch`` the highest
    of the day. ``sleep_lost``: whether an entry says so, None where none has an answer.
    """

    day: date
    is_present: bool
    trend: str | None
    severity: int | None
    itch: int | None
    sleep_lost: bool | None


def course_days(entries: Iterable[CourseDay]) -> tuple[CourseDay, ...]:
    """Return the days of entries, each given as the day that it alone would be, in order."""
    same_days = (tuple(same) for _day, same in groupby(entries, key=itemgetter(0)))
    return tuple(same[0] if len(same) == 1 else _course_day(same) for same in same_days)


def _course_day(entries: Sequence[CourseDay]) -> CourseDay:
    nights = {entry.sleep_lost for entry in entries} - {None}
    return entries[-1]._replace(
        severity=max((row.severity for row in entries if row.severity is not None), default=None),
        itch=max((row.itch for row in entries if row.itch is not None), default=None),
        sleep_lost=any(nights) if nights else None,
    )


def sorted_entries(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries by day, then time (none first); the sort is stable."""
    return sorted(entries, key=lambda entry: moment(entry.day, entry.at))


@dataclass(frozen=True)
class Course:
    """A concern with its sightings in order and the spells known after each of them.

    ``sightings``: the days with entries and the day first noticed. What is known on a day depends
    only on what is dated up to that day, so the spells known on a past day are found by leaving
    later sightings out.
    """

    concern: Concern
    sightings: tuple[DayEntries, ...]
    days: tuple[DayEntries, ...]
    _spells_after: tuple[tuple[int, Spell], ...]
    _ended: tuple[Spell, ...]

    @classmethod
    def of(cls, concern: Concern) -> Course:
        """Return the course of a concern, whose entries may be in any order."""
        sightings: list[DayEntries] = []
        after: list[tuple[int, Spell]] = []
        ended: list[Spell] = []
        for sighting, number, spell in spells_by_day(
            concern.first_noticed_on, sorted_entries(concern.entries)
        ):
            if number > len(ended):
                ended.append(after[-1][1])
            sightings.append(sighting)
            after.append((number, spell))
        days = tuple(sighting for sighting in sightings if sighting.entries)
        return cls(concern, tuple(sightings), days, tuple(after), tuple(ended))

    @property
    def begins_on(self) -> date:
        """The day of the earliest sighting, on which the first spell begins."""
        return self.sightings[0].day

    def days_until(self, as_of: date) -> tuple[DayEntries, ...]:
        """Return the days with entries up to and including ``as_of``, oldest first."""
        return _until(self.days, as_of)

    def course_days_until(self, as_of: date) -> tuple[CourseDay, ...]:
        """Return what a chart draws of ``days_until``."""
        return course_days(
            CourseDay(
                entry.day,
                entry.is_present,
                entry.trend,
                entry.severity,
                entry.itch,
                entry.sleep_lost,
            )
            for day_entries in self.days_until(as_of)
            for entry in day_entries.entries
        )

    def sightings_until(self, as_of: date) -> tuple[DayEntries, ...]:
        """Return the sightings up to and including ``as_of``, oldest first."""
        return _until(self.sightings, as_of)

    def spells_on(self, as_of: date) -> tuple[Spell, ...]:
        """Return the spells known on that day, oldest first; empty before the first sighting."""
        seen = _count_until(self.sightings, as_of)
        if seen == 0:
            return ()
        ended, current = self._spells_after[seen - 1]
        return (*self._ended[:ended], current)

    def last_spell_on(self, as_of: date) -> Spell | None:
        """Return the last spell known on that day; None before the first sighting."""
        seen = _count_until(self.sightings, as_of)
        return self._spells_after[seen - 1][1] if seen else None

    def open_spell_on(self, as_of: date) -> Spell | None:
        """Return the spell that is open on that day; None where it is clear or not noticed yet."""
        current = self.last_spell_on(as_of)
        return current if current and current.is_going_on else None


def spells_by_day(
    first_noticed_on: date, entries: Iterable[Entry]
) -> Iterator[tuple[DayEntries, int, Spell]]:
    """Yield each sighting, the number of spells ended by then, and the last spell.

    The first spell begins on the earliest sighting, whatever its status. ``entries`` must be
    sorted as in ``sorted_entries``. Holds the entries of one day at a time.
    """
    ended, current = 0, None
    for sighting in _sightings(first_noticed_on, entries):
        next_spell = _next_spell(current or Spell(sighting.day), sighting)
        ended += current is not None and next_spell.onset != current.onset
        current = next_spell
        yield sighting, ended, current


def _sightings(first_noticed_on: date, entries: Iterable[Entry]) -> Iterator[DayEntries]:
    noticed: tuple[date, Entry | None] = (first_noticed_on, None)
    dated = merge([noticed], ((entry.day, entry) for entry in entries), key=itemgetter(0))
    for day, same_day in groupby(dated, key=itemgetter(0)):
        yield DayEntries(day, tuple(entry for _day, entry in same_day if entry is not None))


def _next_spell(current: Spell, sighting: DayEntries) -> Spell:
    """Return the last spell after one more sighting."""
    if not sighting.is_present:
        return current if current.cleared_on else replace(current, cleared_on=sighting.day)
    if current.cleared_on is None:
        return current
    gap = ClearGap(current.cleared_on, sighting.day)
    if gap.days < CLEAR_DAYS_TO_END_SPELL:
        return Spell(current.onset, gaps=(*current.gaps, gap))
    return Spell(sighting.day)


def _until(days: tuple[DayEntries, ...], as_of: date) -> tuple[DayEntries, ...]:
    return days[: _count_until(days, as_of)]


def _count_until(days: tuple[DayEntries, ...], as_of: date) -> int:
    return bisect_right(days, as_of, key=attrgetter("day"))
