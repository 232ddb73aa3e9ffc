"""The rows of the rule table."""

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

    ``group`` and one of ``months`` or ``days`` are set for the two limits only. Such a rule holds
    from the day after the limit day. ``is_overridden``: the host changed the row.
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
    is_overridden: bool = False

    def limit_day(self, start: date) -> date:
        """Return the last day that is not past the limit, counted from ``start``."""
        if self.months is not None:
            return add_months(start, self.months)
        return add_days(start, self.days or 0)

    @property
    def counts_days(self) -> bool:
        return self.group is not None

    def with_days(self, days: int) -> ConcernRule:
        """Return the row with a limit set by the host."""
        return replace(self, months=None, days=days, is_overridden=True)

    @property
    def limit(self) -> Phrase:
        """``3 months`` or ``28 days``; only for a rule that counts days."""
        if self.months is not None:
            return ngettext("%(n)s month", "%(n)s months", self.months)
        return days_phrase(self.days or 0)


@dataclass(frozen=True)
class UrgentRule:
    """A rule about a single entry or day note. ``about``: ``spot`` or ``child``.

    It claims one of ``signs``, or a temperature (°C) of at least ``temperature_from`` or below
    ``temperature_below``, within its ages; the first rule of the table that claims a sign or
    temperature applies. ``days``: exclusive upper age limit in days. ``age_months_from``
    (included) and ``age_months_under`` (excluded) are calendar months. ``run_days``: length of a
    run of such temperatures in days, the first one included. ``is_overridden``: the host changed
    the row.
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
    is_overridden: bool = False

    @property
    def counts_days(self) -> bool:
        return self.days is not None or self.run_days is not None

    def with_days(self, days: int) -> UrgentRule:
        """Return the row with an age limit or length of a run set by the host."""
        if self.run_days is not None:
            return replace(self, run_days=days, is_overridden=True)
        return replace(self, days=days, is_overridden=True)

    def fits_age(self, age_from: date, day: date) -> bool:
        """Return whether a child whose age counts from ``age_from`` has the age on ``day``."""
        if self.days is not None and (day - age_from).days >= self.days:
            return False
        if self.age_months_under is not None and day >= add_months(age_from, self.age_months_under):
            return False
        return self.age_months_from is None or day >= add_months(age_from, self.age_months_from)

    def fits_temperature(self, celsius: float) -> bool:
        """Return whether the rule claims the temperature (°C); False for a rule about signs."""
        if self.temperature_from is not None:
            return celsius >= self.temperature_from
        return self.temperature_below is not None and celsius < self.temperature_below


def days_phrase(days: int) -> Phrase:
    """Return ``28 days``."""
    return ngettext("%(n)s day", "%(n)s days", days)


@dataclass(frozen=True)
class RuleTable:
    """The rules in force, without those that the host switched off."""

    concern_rules: tuple[ConcernRule, ...]
    urgent_rules: tuple[UrgentRule, ...]
    conditions: Mapping[str, Condition]

    def concern_rule(self, key: str) -> ConcernRule | None:
        """Return the rule, None for one that is switched off or unknown."""
        return next((rule for rule in self.concern_rules if rule.key == key), None)
