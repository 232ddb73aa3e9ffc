"""Urgent findings in entries and day notes, open until a visit or an acknowledgement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from tracker.domain.records import Acknowledgement, Concern, DayNote, Diary, Entry, Visit, moment
from tracker.domain.rules import (
    STANDARD_RULES,
    RuleTable,
    UrgentRule,
    is_sign_of_named_condition,
)
from tracker.domain.spells import Course
from tracker.domain.surroundings import FreshRash, Surroundings
from tracker.domain.vocabulary import SIGNS

MAX_RUN_GAP_DAYS = 2
"""Maximum days between two temperatures of one run of fever."""


@dataclass(frozen=True)
class Finding:
    """An urgent rule that an entry or day note meets. ``concern``: None for a rule about the child.

    ``seen``: keys of the signs seen. ``rash`` and ``vaccine_on``: the fresh rash or the latest
    vaccine that makes the rule apply. ``closed_on``: the day of the first visit or acknowledgement
    that answers it, or None.
    """

    rule: UrgentRule
    concern: Concern | None
    record: Entry | DayNote
    seen: tuple[str, ...]
    temperature_c: float | None
    rash: FreshRash | None = None
    vaccine_on: date | None = None
    closed_on: date | None = None

    @property
    def day(self) -> date:
        return self.record.day

    @property
    def at(self) -> time | None:
        return self.record.at

    @property
    def entry(self) -> str | None:
        """The id of the entry or day note."""
        return self.record.id

    @property
    def key(self) -> tuple[str, str | None]:
        """The keys of its rule and concern; only one flag is shown for each such pair."""
        return (self.rule.key, self.concern.id if self.concern else None)

    def is_open_on(self, as_of: date) -> bool:
        """Return whether it was seen by ``as_of`` and not yet answered."""
        return self.day <= as_of and (self.closed_on is None or as_of < self.closed_on)


@dataclass(frozen=True)
class _DatedRecord:
    """An entry with its concern, or a day note without one."""

    record: Entry | DayNote
    concern: Concern | None


def findings(diary: Diary, courses: Sequence[Course], rules: RuleTable) -> tuple[Finding, ...]:
    """Return every urgent finding of the diary, oldest first; none in a diary alone.

    ``courses``: of the diary's concerns.
    """
    if rules.diary_only:
        return ()
    surroundings = Surroundings.of(diary, courses, rules.conditions)
    return tuple(
        _with_closing_day(finding, diary) for finding in _all_findings(diary, rules, surroundings)
    )


def rule_for_sign(
    sign: str, rules: RuleTable, age_from: date, day: date, condition: str, named_by: str
) -> UrgentRule | None:
    """Return the first rule that claims a sign on that day, None without one.

    ``age_from``: the day from which the child's age counts.
    """
    if is_sign_of_named_condition(sign, condition, named_by, (day - age_from).days):
        return None
    for rule in rules.urgent_rules:
        if sign not in rule.signs or not rule.fits_age(age_from, day):
            continue
        if rule.condition in (None, condition):
            return rule
    return None


def rule_for_temperature(
    celsius: float,
    rules: RuleTable,
    age_from: date,
    day: date,
    surroundings: Surroundings | None = None,
) -> UrgentRule | None:
    """Return the first rule that claims a single temperature on that day, None without one.

    Without ``surroundings``, rules that need other records are left out.
    """
    for rule in rules.urgent_rules:
        if not rule.is_about_one_temperature or not rule.fits_age(age_from, day):
            continue
        if not rule.fits_temperature(celsius):
            continue
        if not rule.needs_other_records or (surroundings and surroundings.allow(rule, day)):
            return rule
    return None


def _all_findings(diary: Diary, rules: RuleTable, surroundings: Surroundings) -> Iterator[Finding]:
    records = _dated_records(diary)
    runs = _fever_runs(records, rules)
    age_from = diary.child.age_counts_from
    for item, run_rule in zip(records, runs, strict=True):
        yield from _sign_findings(item, rules, age_from)
        if run_rule is not None:
            yield _finding(run_rule, item)
        celsius, day = item.record.temperature_c, item.record.day
        if celsius is not None:
            rule = rule_for_temperature(celsius, rules, age_from, day, surroundings)
            if rule is not None:
                yield _temperature_finding(rule, item, surroundings)


def _sign_findings(item: _DatedRecord, rules: RuleTable, age_from: date) -> Iterator[Finding]:
    """Yield one finding for each rule that claims signs, or a tick, of the record."""
    record, concern = item.record, item.concern
    condition = concern.condition if concern else ""
    named_by = concern.named_by if concern else ""
    seen_by_rule: dict[UrgentRule, list[str]] = {}
    for sign in (key for key in SIGNS if record.signs.get(key) == "yes"):
        rule = rule_for_sign(sign, rules, age_from, record.day, condition, named_by)
        if rule:
            seen_by_rule.setdefault(rule, []).append(sign)
    for rule in rules.urgent_rules:
        if rule.tick and rule.condition == condition and getattr(record, rule.tick):
            seen_by_rule[rule] = []
    for rule, signs in seen_by_rule.items():
        yield replace(_finding(rule, item), seen=tuple(signs), temperature_c=None)


def _temperature_finding(
    rule: UrgentRule, item: _DatedRecord, surroundings: Surroundings
) -> Finding:
    day = item.record.day
    return replace(
        _finding(rule, item),
        rash=surroundings.fresh_rash(day) if rule.with_fresh_rash else None,
        vaccine_on=surroundings.vaccine_before(day) if rule.after_vaccine else None,
    )


def _finding(rule: UrgentRule, item: _DatedRecord) -> Finding:
    record = item.record
    concern = item.concern if rule.about == "spot" else None
    return Finding(rule, concern, record, (), record.temperature_c)


def _dated_records(diary: Diary) -> list[_DatedRecord]:
    """Return all entries and day notes by day, then time (none first).

    Of equals, entries come before day notes, each in the order of writing.
    """
    records = [
        _DatedRecord(entry, concern) for concern in diary.concerns for entry in concern.entries
    ]
    records += [_DatedRecord(note, None) for note in diary.day_notes]
    return sorted(records, key=lambda item: moment(item.record.day, item.record.at))


def _fever_runs(records: Sequence[_DatedRecord], rules: RuleTable) -> Iterator[UrgentRule | None]:
    """Yield, for each record, the fever-run rule that its temperature meets, or None."""
    rule = next((rule for rule in rules.urgent_rules if rule.run_days is not None), None)
    first: date | None = None
    last: date | None = None
    for item in records:
        celsius, day = item.record.temperature_c, item.record.day
        if rule is None or celsius is None:
            yield None
            continue
        if not rule.fits_temperature(celsius):
            first = last = None
            yield None
            continue
        if first is None or last is None or (day - last).days > MAX_RUN_GAP_DAYS:
            first = day
        last = day
        yield rule if (day - first).days >= (rule.run_days or 0) - 1 else None


def _with_closing_day(finding: Finding, diary: Diary) -> Finding:
    closing = [visit.day for visit in diary.visits if _visit_closes(visit, finding)]
    closing += [ack.day for ack in diary.acknowledgements if _acknowledgement_closes(ack, finding)]
    return replace(finding, closed_on=min(closing, default=None))


def _visit_closes(visit: Visit, finding: Finding) -> bool:
    """Return whether it is a later visit about the finding's concern or the child.

    Any later visit answers a finding about the child.
    """
    if not is_after(visit, finding.day, finding.at):
        return False
    return finding.concern is None or not visit.concerns or finding.concern.id in visit.concerns


def is_after(visit: Visit, day: date, at: time | None) -> bool:
    """Return whether the visit is on a later day, or later that day where both have a time."""
    if visit.day != day:
        return visit.day > day
    return visit.at is not None and at is not None and visit.at > at


def _acknowledgement_closes(ack: Acknowledgement, finding: Finding) -> bool:
    """Return whether it answers the finding.

    It must name the finding's concern, or none for a finding about the child. It answers the entry
    that it names or, naming none, everything dated before its day.
    """
    if ack.concern != (finding.concern.id if finding.concern else None):
        return False
    if ack.entry is None:
        return ack.rule == finding.rule.key and finding.day < ack.day
    if ack.entry != finding.entry or ack.day < finding.day:
        return False
    return ack.rule == finding.rule.key or _answers_temperature(ack.rule, finding.rule)


def _answers_temperature(answered: str, rule: UrgentRule) -> bool:
    """Return whether the answer to one temperature rule also answers the other.

    A vaccine, sign or rash written later can turn one rule into another: what was answered at the
    same or a higher level, fever for fever and low for low, stays answered.
    """
    answered_rule = STANDARD_RULES.urgent_rule(answered)
    if answered_rule is None or not answered_rule.is_about_one_temperature:
        return False
    return (
        rule.is_about_one_temperature
        and answered_rule.is_about_fever == rule.is_about_fever
        and answered_rule.level >= rule.level
    )


def open_findings(all_findings: Iterable[Finding], as_of: date) -> list[Finding]:
    """Return the earliest open finding for each pair of rule and concern (or the child)."""
    earliest: dict[tuple[str, str | None], Finding] = {}
    for finding in all_findings:
        if finding.is_open_on(as_of):
            earliest.setdefault(finding.key, finding)
    return list(earliest.values())
