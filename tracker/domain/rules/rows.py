"""What a row of the rule table is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from tracker.domain.days import add_days, add_months
from tracker.domain.phrases import Phrase
from tracker.domain.phrases import plural as ngettext
from tracker.domain.sources import Source
from tracker.domain.vocabulary import Condition, Level


@dataclass(frozen=True)
class ConcernRule:
    """A rule about the course of a concern.

    ``group`` and one of ``months`` or ``days`` are set for the two limits only. The limit day is
    not yet past the limit; the rule holds from the day after it.
    """

    key: str
    level: Level
    label: Phrase
    holds_when: Phrase
    source: Source
    group: str | None = None
    months: int | None = None
    days: int | None = None
    reviewed_by: str = ""
    changed_here: bool = False

    def limit_day(self, start: date) -> date:
        """The last day that is not yet past the limit, counted from ``start``."""
        if self.months is not None:
            return add_months(start, self.months)
        return add_days(start, self.days or 0)

    @property
    def counts_days(self) -> bool:
        return self.group is not None

    def with_days(self, days: int) -> ConcernRule:
        """The row with a host's own limit."""
        return replace(self, months=None, days=days, changed_here=True)

    @property
    def limit(self) -> Phrase:
        if self.months is not None:
            return ngettext("%(n)s month", "%(n)s months", self.months)
        return days_phrase(self.days or 0)


@dataclass(frozen=True)
class UrgentRule:
    """A rule about a single look at the spot or the child.

    It claims one of ``signs``, or a temperature (°C) from ``temperature_from`` up or below
    ``temperature_below``, within its ages. Of all rules the first in the table that claims a sign
    or a temperature has it. Ages: ``days`` is the age in days it must be under; months are
    calendar months, ``age_months_from`` included and ``age_months_under`` excluded.
    ``run_days``: a run of such temperatures, counted in days with the first.
    """

    key: str
    level: Level
    about: str
    label: Phrase
    source: Source
    signs: tuple[str, ...] = ()
    condition: str | None = None
    days: int | None = None
    age_months_from: int | None = None
    age_months_under: int | None = None
    temperature_from: float | None = None
    temperature_below: float | None = None
    run_days: int | None = None
    reviewed_by: str = ""
    changed_here: bool = False

    @property
    def counts_days(self) -> bool:
        return self.days is not None or self.run_days is not None

    def with_days(self, days: int) -> UrgentRule:
        """The row with a host's own age limit or length of a run."""
        if self.run_days is not None:
            return replace(self, run_days=days, changed_here=True)
        return replace(self, days=days, changed_here=True)

    def fits_age(self, age_from: date, day: date) -> bool:
        if self.days is not None and (day - age_from).days >= self.days:
            return False
        if self.age_months_under is not None and day >= add_months(age_from, self.age_months_under):
            return False
        return self.age_months_from is None or day >= add_months(age_from, self.age_months_from)

    def fits_temperature(self, celsius: float) -> bool:
        if self.temperature_from is not None:
            return celsius >= self.temperature_from
        return self.temperature_below is not None and celsius < self.temperature_below


def days_phrase(days: int) -> Phrase:
    return ngettext("%(n)s day", "%(n)s days", days)


@dataclass(frozen=True)
class RuleTable:
    """The table in force: rows switched off are not in it."""

    concern_rules: tuple[ConcernRule, ...]
    urgent_rules: tuple[UrgentRule, ...]
    conditions: Mapping[str, Condition]

    def concern_rule(self, key: str) -> ConcernRule | None:
        return next((rule for rule in self.concern_rules if rule.key == key), None)
