"""The rows of the rule table."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from tracker.domain.days import add_days, add_months
from tracker.domain.phrases import Phrase, Sentences
from tracker.domain.phrases import phrase as _
from tracker.domain.phrases import plural as ngettext
from tracker.domain.rules.reviews import Review
from tracker.domain.sources import Source
from tracker.domain.temperature import to_hundredths
from tracker.domain.vocabulary import GATE, SIGNS, Condition, Level


@dataclass(frozen=True)
class ConcernRule:
    """A rule about the course of a concern.

    ``holds_when``: with the placeholder ``limit`` where the rule counts days. ``says``: what the
    source says; None where the condition or the visit says it. ``sooner``: who
    says it sooner. ``more_sources``: further sources of the row. ``others``: what other publishers
    say. ``group`` and one of ``months`` or ``days`` are set for the two limits only. Such a rule
    holds from the day after the limit day. ``is_overridden``: the host changed the row.
    """

    key: str
    level: Level
    label: Phrase
    holds_when: Phrase
    source: Source
    says: Phrase | None = None
    sooner: Phrase | None = None
    more_sources: tuple[Source, ...] = ()
    others: Phrase | None = None
    group: str | None = None
    months: int | None = None
    days: int | None = None
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

    It claims one of ``signs``, the yes/no field ``tick`` of an entry, or a temperature (°C) from
    ``temperature_from`` (included) to ``temperature_below`` (excluded), within its ages; the first
    rule of the table that claims a sign or temperature applies. ``days``: exclusive upper age
    limit in days. ``age_days_from`` (included) is in days, ``age_months_under`` (excluded) in
    calendar months. ``run_days``: length of a run of such temperatures in days, the first one
    included. ``after_vaccine`` and ``with_fresh_rash``: what
    other records must hold, as in ``tracker.domain.surroundings``.

    ``says``: what the source says, with the placeholders ``child``, ``day`` (of the vaccine, or of
    the entry), ``concern`` and ``onset`` (of the fresh rash). ``others``: what other publishers
    say. ``is_overridden``: the host changed the row.
    """

    key: str
    level: Level
    about: str
    label: Phrase
    says: Phrase
    source: Source
    more_sources: tuple[Source, ...] = ()
    others: Phrase | None = None
    signs: tuple[str, ...] = ()
    tick: str | None = None
    condition: str | None = None
    days: int | None = None
    age_days_from: int | None = None
    age_months_under: int | None = None
    temperature_from: float | None = None
    temperature_below: float | None = None
    run_days: int | None = None
    after_vaccine: bool = False
    with_fresh_rash: bool = False
    is_overridden: bool = False

    @property
    def counts_days(self) -> bool:
        return self.days is not None or self.run_days is not None

    @property
    def is_about_one_temperature(self) -> bool:
        has_limit = self.temperature_from is not None or self.temperature_below is not None
        return has_limit and self.run_days is None

    @property
    def is_about_fever(self) -> bool:
        return self.temperature_from is not None

    @property
    def needs_other_records(self) -> bool:
        """Whether a form cannot know, before it is saved, that the rule applies."""
        return self.after_vaccine or self.with_fresh_rash

    def claims_all_of(self, other: UrgentRule) -> bool:
        """Return whether every single temperature of ``other`` is one of this rule, at its ages."""
        if not self.is_about_one_temperature or not other.is_about_one_temperature:
            return False
        if self.needs_other_records or self.is_about_fever != other.is_about_fever:
            return False
        if self.is_about_fever:
            return (self.temperature_from or 0) <= (other.temperature_from or 0)
        return (self.temperature_below or 0) >= (other.temperature_below or 0)

    def with_days(self, days: int) -> UrgentRule:
        """Return the row with an age limit or length of a run set by the host."""
        if self.run_days is not None:
            return replace(self, run_days=days, is_overridden=True)
        return replace(self, days=days, is_overridden=True)

    def fits_age(self, age_from: date, day: date) -> bool:
        """Return whether a child whose age counts from ``age_from`` has the age on ``day``."""
        age_days = (day - age_from).days
        if self.days is not None and age_days >= self.days:
            return False
        if self.age_days_from is not None and age_days < self.age_days_from:
            return False
        return self.age_months_under is None or day < add_months(age_from, self.age_months_under)

    def fits_temperature(self, celsius: float) -> bool:
        """Return whether the rule claims the temperature (°C); False for a rule about signs."""
        celsius = to_hundredths(celsius)
        if self.temperature_from is None and self.temperature_below is None:
            return False
        if self.temperature_from is not None and celsius < self.temperature_from:
            return False
        return self.temperature_below is None or celsius < self.temperature_below


def days_phrase(days: int) -> Phrase:
    """Return ``28 days``."""
    return ngettext("%(n)s day", "%(n)s days", days)


Row = ConcernRule | UrgentRule | Condition


@dataclass(frozen=True)
class RuleTable:
    """The rules in force, without those that the host switched off.

    ``diary_only``: the host wants no advice from single entries and day notes. The urgent rules
    are then shown on the page "Worried now?" alone.
    """

    concern_rules: tuple[ConcernRule, ...]
    urgent_rules: tuple[UrgentRule, ...]
    conditions: Mapping[str, Condition]
    reviews: Mapping[str, Review] = field(default_factory=dict)
    diary_only: bool = False

    def concern_rule(self, key: str) -> ConcernRule | None:
        """Return the rule, None for one that is switched off or unknown."""
        return next((rule for rule in self.concern_rules if rule.key == key), None)

    def urgent_rule(self, key: str) -> UrgentRule | None:
        """Return the rule, None for one that is switched off or unknown."""
        return next((rule for rule in self.urgent_rules if rule.key == key), None)

    def age_months_from(self, rule: UrgentRule) -> int | None:
        """Return the age in calendar months below which earlier rules claim all of the rule's
        temperatures; None without such rules.
        """
        earlier = self.urgent_rules[: self.urgent_rules.index(rule)]
        ages = (other.age_months_under for other in earlier if other.claims_all_of(rule))
        return max((age for age in ages if age is not None), default=None)

    def review_of(self, row: Row) -> Review | None:
        """Return who reviewed the row as it is in force, None where nobody did."""
        review = self.reviews.get(row.key)
        return review if review and review.fingerprint == fingerprint(row) else None

    @cached_property
    def is_reviewed(self) -> bool:
        """Whether any row in force was reviewed."""
        rows: tuple[Row, ...] = (
            *self.concern_rules,
            *self.urgent_rules,
            *self.conditions.values(),
        )
        return any(self.review_of(row) for row in rows if row.key in self.reviews)

    def review_note(self, row: Row) -> Phrase | None:
        """Return who reviewed the row, or that nobody did.

        None while no row at all is reviewed: that is said once, for the whole table.
        """
        if not self.is_reviewed:
            return None
        review = self.review_of(row)
        if review is None:
            return _("not reviewed yet")
        return _(
            "reviewed by %(name)s (%(register)s) on %(day)s",
            name=review.name,
            register=review.register,
            day=review.day,
        )


def fingerprint(row: Row) -> str:
    """Return a hash of the words and numbers of a row: 16 hexadecimal digits.

    It changes with any word, number or source of the row, and with any word of its signs.
    """
    keys = row.signs if isinstance(row, UrgentRule) else ()
    values = {**row_values(row), "sign_words": [_sign_words(key) for key in keys]}
    words = json.dumps(values, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def row_values(row: Row) -> dict[str, Any]:
    """Return the words, in English, and the numbers of a row as plain JSON values.

    Without what is no statement of the row: whether it was changed here, and which view of the body
    map a form opens.
    """
    values = _plain(row)
    assert isinstance(values, dict)
    for name in ("is_overridden", "usual_view"):
        values.pop(name, None)
    return values


def _sign_words(key: str) -> list[str]:
    """Return the words with which the sign is asked."""
    sign = SIGNS[key]
    return [str(text) for text in (sign.label, sign.help, GATE.get(key)) if text is not None]


def _plain(value: object) -> object:
    if isinstance(value, Level):
        return value.key
    if isinstance(value, Phrase | Sentences):
        return str(value)
    if is_dataclass(value):
        return {item.name: _plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value
