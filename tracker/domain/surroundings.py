"""What the other records of a diary say about the day of a temperature."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.domain.records import Concern, DayNote, Diary, Entry
from tracker.domain.rules import UrgentRule
from tracker.domain.spells import Course
from tracker.domain.vocabulary import Condition, condition_of

FRESH_RASH_DAYS = 7
"""A rash is fresh up to this many days after its onset."""

_COMES_WITH_FEVER = frozenset({"chickenpox", "hand_foot_mouth", "viral_rash"})
"""Conditions to which a fever belongs; a doctor who named one knows."""


@dataclass(frozen=True)
class FreshRash:
    """A rash that began within the week. ``onset``: of its spell, as known on the day asked for."""

    concern: Concern
    onset: date


@dataclass(frozen=True)
class Surroundings:
    """The records that decide which rule claims a temperature.

    ``conditions``: those of the rule table in force. ``sign_days``: the days with any sign seen.
    """

    courses: Sequence[Course]
    conditions: Mapping[str, Condition]
    vaccine_days: frozenset[date]
    sign_days: frozenset[date]

    @classmethod
    def of(
        cls, diary: Diary, courses: Sequence[Course], conditions: Mapping[str, Condition]
    ) -> Surroundings:
        """Return the surroundings of the diary's temperatures."""
        records: list[Entry | DayNote] = [*diary.day_notes]
        records += [entry for concern in diary.concerns for entry in concern.entries]
        return cls(
            courses,
            conditions,
            frozenset(row.day for row in diary.exposures if row.kind == "vaccine"),
            frozenset(record.day for record in records if "yes" in record.signs.values()),
        )

    def allow(self, rule: UrgentRule, day: date) -> bool:
        """Return whether the other records let the rule claim a temperature of that day."""
        if rule.after_vaccine and not self._is_after_vaccine_alone(day):
            return False
        return not rule.with_fresh_rash or self.fresh_rash(day) is not None

    def fresh_rash(self, day: date) -> FreshRash | None:
        """Return the first fresh rash in the diary's order, None without one.

        Rashes to which a fever belongs do not count where a doctor named them.
        """
        return next((rash for rash in self._fresh_rashes(day) if not _explains_fever(rash)), None)

    def vaccine_before(self, day: date) -> date | None:
        """Return the latest day of a vaccine on that day or the day before, None without one.

        By dates alone such a vaccine was given within 48 hours.
        """
        return next((d for d in (day, day - timedelta(days=1)) if d in self.vaccine_days), None)

    def _is_after_vaccine_alone(self, day: date) -> bool:
        """Return whether a vaccine was given and nothing else was seen, neither sign nor rash."""
        if self.vaccine_before(day) is None or day in self.sign_days:
            return False
        return next(self._fresh_rashes(day), None) is None

    def _fresh_rashes(self, day: date) -> Iterator[FreshRash]:
        for course in self.courses:
            if condition_of(course.concern.condition, self.conditions).group != "rash":
                continue
            spell = course.last_spell_on(day)
            if spell is None or not 0 <= (day - spell.onset).days <= FRESH_RASH_DAYS:
                continue
            if _was_present_lately(course, day):
                yield FreshRash(course.concern, spell.onset)


def _was_present_lately(course: Course, day: date) -> bool:
    """Return whether the entries of that day or of the day before ended with present."""
    last_two = course.days_until(day)[-2:]
    return any((day - entries.day).days <= 1 and entries.last.is_present for entries in last_two)


def _explains_fever(rash: FreshRash) -> bool:
    return rash.concern.named_by == "doctor" and rash.concern.condition in _COMES_WITH_FEVER
