"""Derives the spells of a concern, its unbroken courses, from its entries."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from tracker.domain.records import Concern, Entry, moment

CLEAR_DAYS_TO_END_SPELL = 7
"""Present again fewer than this many days after the first clear day, the same spell continues."""


@dataclass(frozen=True)
class Spell:
    """An unbroken course. ``cleared_on``: the first clear day after it; None while it is open."""

    onset: date
    cleared_on: date | None = None

    @property
    def is_going_on(self) -> bool:
        return self.cleared_on is None


@dataclass(frozen=True)
class DayEntries:
    """All entries of one day, in order; the last one decides the status of the day."""

    day: date
    entries: tuple[Entry, ...]

    @property
    def last(self) -> Entry:
        return self.entries[-1]


def sorted_entries(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries by day, then time (none first); the sort is stable."""
    return sorted(entries, key=lambda entry: moment(entry.day, entry.at))


@dataclass(frozen=True)
class Course:
    """A concern with its sorted entries and the spells known after each day with entries.

    What is known on a day depends only on entries dated up to that day, so the spells known on a
    past day are found by leaving later entries out.
    """

    concern: Concern
    days: tuple[DayEntries, ...]
    _dates: tuple[date, ...]
    _spells_after: tuple[tuple[int, Spell], ...]
    _ended: tuple[Spell, ...]

    @classmethod
    def of(cls, concern: Concern) -> Course:
        """Return the course of a concern, whose entries may be in any order."""
        days: list[DayEntries] = []
        after: list[tuple[int, Spell]] = []
        ended: list[Spell] = []
        for day_entries, number, spell in spells_by_day(
            concern.first_noticed_on, sorted_entries(concern.entries)
        ):
            if number > len(ended):
                ended.append(after[-1][1])
            days.append(day_entries)
            after.append((number, spell))
        dates = tuple(day_entries.day for day_entries in days)
        return cls(concern, tuple(days), dates, tuple(after), tuple(ended))

    def days_until(self, as_of: date) -> tuple[DayEntries, ...]:
        """Return the days with entries up to and including ``as_of``, oldest first."""
        return self.days[: bisect_right(self._dates, as_of)]

    def spells_on(self, as_of: date) -> tuple[Spell, ...]:
        """Return the spells known on that day, oldest first; empty before the first notice."""
        current = self.last_spell_on(as_of)
        if current is None:
            return ()
        seen = bisect_right(self._dates, as_of)
        ended = self._spells_after[seen - 1][0] if seen else 0
        return (*self._ended[:ended], current)

    def last_spell_on(self, as_of: date) -> Spell | None:
        """Return the last spell known on that day, open or ended; None before the first notice."""
        if as_of < self.concern.first_noticed_on:
            return None
        seen = bisect_right(self._dates, as_of)
        if seen == 0:
            return Spell(self.concern.first_noticed_on)
        return self._spells_after[seen - 1][1]

    def open_spell_on(self, as_of: date) -> Spell | None:
        """Return the spell that is open on that day; None where it is clear or not noticed yet."""
        current = self.last_spell_on(as_of)
        return current if current and current.is_going_on else None


def spells_by_day(
    first_noticed_on: date, entries: Iterable[Entry]
) -> Iterator[tuple[DayEntries, int, Spell]]:
    """Yield each day with entries, the number of spells ended by then, and the last spell.

    ``entries`` must be sorted as in ``sorted_entries``. Holds the entries of one day at a time.
    """
    ended, current = 0, Spell(first_noticed_on)
    for day, same_day in groupby(entries, key=lambda entry: entry.day):
        day_entries = DayEntries(day, tuple(same_day))
        next_spell = _next_spell(current, day_entries)
        ended += next_spell.onset != current.onset
        current = next_spell
        yield day_entries, ended, current


def _next_spell(current: Spell, day_entries: DayEntries) -> Spell:
    """Return the last spell after one more day with entries."""
    if not day_entries.last.is_present:
        return current if current.cleared_on else Spell(current.onset, day_entries.day)
    if current.cleared_on is None:
        return current
    if (day_entries.day - current.cleared_on).days < CLEAR_DAYS_TO_END_SPELL:
        return Spell(current.onset)
    return Spell(day_entries.day)
