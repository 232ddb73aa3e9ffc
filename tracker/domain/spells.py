"""From dated looks to spells: the unbroken courses of a concern."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from tracker.domain.records import Concern, Entry, moment

CLEAR_DAYS_THAT_END_A_SPELL = 7
"""Present again fewer than this many days after the first clear day: one spell all along."""


@dataclass(frozen=True)
class Spell:
    """``cleared_on`` is the first clear day at its end; None while it is going on."""

    onset: date
    cleared_on: date | None = None

    @property
    def is_going_on(self) -> bool:
        return self.cleared_on is None


@dataclass(frozen=True)
class DayEntries:
    """All entries of one day, in order; the last one decides the day."""

    day: date
    entries: tuple[Entry, ...]

    @property
    def last(self) -> Entry:
        return self.entries[-1]


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """By day, then time of day (none first), then as written."""
    return sorted(entries, key=lambda entry: moment(entry.day, entry.at))


@dataclass(frozen=True)
class Course:
    """A concern with its looks in order and what its spells were after each of them.

    What is known on a day depends only on what is dated up to that day, so the spells of any
    past day are found by cutting the looks off there.
    """

    concern: Concern
    days: tuple[DayEntries, ...]
    _dates: tuple[date, ...]
    _spells_after: tuple[tuple[int, Spell], ...]
    _ended: tuple[Spell, ...]

    @classmethod
    def of(cls, concern: Concern) -> Course:
        """From the concern's entries, in whatever order they stand."""
        days: list[DayEntries] = []
        after: list[tuple[int, Spell]] = []
        ended: list[Spell] = []
        for day_entries, number, spell in follow(
            concern.first_noticed_on, in_order(concern.entries)
        ):
            if number > len(ended):
                ended.append(after[-1][1])
            days.append(day_entries)
            after.append((number, spell))
        dates = tuple(day_entries.day for day_entries in days)
        return cls(concern, tuple(days), dates, tuple(after), tuple(ended))

    def days_until(self, as_of: date) -> tuple[DayEntries, ...]:
        """Oldest first, that of ``as_of`` included."""
        return self.days[: bisect_right(self._dates, as_of)]

    def spells_on(self, as_of: date) -> tuple[Spell, ...]:
        """Oldest first; empty before the concern was first noticed."""
        current = self.current_on(as_of)
        if current is None:
            return ()
        seen = bisect_right(self._dates, as_of)
        ended = self._spells_after[seen - 1][0] if seen else 0
        return (*self._ended[:ended], current)

    def current_on(self, as_of: date) -> Spell | None:
        """The last spell known on that day, going on or over."""
        if as_of < self.concern.first_noticed_on:
            return None
        seen = bisect_right(self._dates, as_of)
        if seen == 0:
            return Spell(self.concern.first_noticed_on)
        return self._spells_after[seen - 1][1]

    def going_on(self, as_of: date) -> Spell | None:
        """None where it is clear on that day, or not noticed yet."""
        current = self.current_on(as_of)
        return current if current and current.is_going_on else None


def follow(
    first_noticed_on: date, entries: Iterable[Entry]
) -> Iterator[tuple[DayEntries, int, Spell]]:
    """Each day with entries, how many spells had ended by then, and the last spell known then.

    The entries stand in order; no more of them is held than those of one day.
    """
    ended, current = 0, Spell(first_noticed_on)
    for day, of_day in groupby(entries, key=lambda entry: entry.day):
        day_entries = DayEntries(day, tuple(of_day))
        following = _following(current, day_entries)
        ended += following.onset != current.onset
        current = following
        yield day_entries, ended, current


def _following(current: Spell, day_entries: DayEntries) -> Spell:
    """The spell after one more day with entries."""
    if not day_entries.last.is_present:
        return current if current.cleared_on else Spell(current.onset, day_entries.day)
    if current.cleared_on is None:
        return current
    if (day_entries.day - current.cleared_on).days < CLEAR_DAYS_THAT_END_A_SPELL:
        return Spell(current.onset)
    return Spell(day_entries.day)
