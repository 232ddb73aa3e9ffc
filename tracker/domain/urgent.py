"""Urgent findings in entries and day notes, open until a visit or an acknowledgement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from tracker.domain.records import Acknowledgement, Concern, DayNote, Diary, Entry, Visit, moment
from tracker.domain.rules import EXPECTED_SIGNS, RuleTable, UrgentRule
from tracker.domain.vocabulary import SIGNS

MAX_RUN_GAP_DAYS = 2
"""Maximum days between two temperatures of one run of fever."""


@dataclass(frozen=True)
class Finding:
    """An urgent rule that an entry or day note meets. ``concern``: None for a rule about the child.

    ``entry``: id of the entry or day note. ``seen``: keys of the signs seen. ``closed_on``: the
    day of the first visit or acknowledgement that answers it, or None.
    """

    rule: UrgentRule
    concern: Concern | None
    day: date
    at: time | None
    entry: str | None
    seen: tuple[str, ...]
    temperature_c: float | None
    closed_on: date | None = None

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


def findings(diary: Diary, rules: RuleTable) -> tuple[Finding, ...]:
    """Return every urgent finding of the diary, oldest first."""
    return tuple(_with_closing_day(finding, diary) for finding in _all_findings(diary, rules))


def rule_for_sign(
    sign: str, rules: RuleTable, age_from: date, day: date, condition: str, named_by: str
) -> UrgentRule | None:
    """Return the first rule that claims a sign on that day, None without one.

    ``age_from``: the day from which the child's age counts.
    """
    if named_by == "doctor" and sign in EXPECTED_SIGNS.get(condition, ()):
        return None
    for rule in rules.urgent_rules:
        if sign not in rule.signs or not rule.fits_age(age_from, day):
            continue
        if rule.condition in (None, condition):
            return rule
    return None


def rule_for_temperature(
    celsius: float, rules: RuleTable, age_from: date, day: date
) -> UrgentRule | None:
    """Return the first rule that claims a single temperature on that day, None without one."""
    for rule in rules.urgent_rules:
        if rule.run_days is not None or not rule.fits_age(age_from, day):
            continue
        if rule.fits_temperature(celsius):
            return rule
    return None


def _all_findings(diary: Diary, rules: RuleTable) -> Iterator[Finding]:
    records = _dated_records(diary)
    runs = _fever_runs(records, rules)
    age_from = diary.child.age_counts_from
    for item, run_rule in zip(records, runs, strict=True):
        record, concern = item.record, item.concern
        seen_by_rule: dict[UrgentRule, list[str]] = {}
        for sign, answer in record.signs.items():
            if answer != "yes":
                continue
            condition = concern.condition if concern else ""
            named_by = concern.named_by if concern else ""
            rule = rule_for_sign(sign, rules, age_from, record.day, condition, named_by)
            if rule:
                seen_by_rule.setdefault(rule, []).append(sign)
        celsius = record.temperature_c
        temperature_rules = [run_rule] if run_rule else []
        if celsius is not None:
            temperature_rule = rule_for_temperature(celsius, rules, age_from, record.day)
            temperature_rules += [temperature_rule] if temperature_rule else []
        for rule, signs in seen_by_rule.items():
            yield _finding(rule, item, tuple(key for key in SIGNS if key in signs), None)
        for rule in temperature_rules:
            yield _finding(rule, item, (), celsius)


def _finding(
    rule: UrgentRule, item: _DatedRecord, seen: tuple[str, ...], celsius: float | None
) -> Finding:
    record = item.record
    concern = item.concern if rule.about == "spot" else None
    return Finding(rule, concern, record.day, record.at, record.id, seen, celsius)


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
    if not _is_after(visit, finding):
        return False
    return finding.concern is None or not visit.concerns or finding.concern.id in visit.concerns


def _is_after(visit: Visit, finding: Finding) -> bool:
    """Return whether the visit is on a later day, or later that day where both have a time."""
    if visit.day != finding.day:
        return visit.day > finding.day
    return visit.at is not None and finding.at is not None and visit.at > finding.at


def _acknowledgement_closes(ack: Acknowledgement, finding: Finding) -> bool:
    """Return whether it acknowledges that entry or, without an entry, everything before its day."""
    if ack.rule != finding.rule.key:
        return False
    if finding.concern is not None and ack.concern != finding.concern.id:
        return False
    if ack.entry is None:
        return finding.day < ack.day
    return ack.entry == finding.entry and ack.day >= finding.day


def open_findings(all_findings: Iterable[Finding], as_of: date) -> list[Finding]:
    """Return the earliest open finding for each pair of rule and concern (or the child)."""
    earliest: dict[tuple[str, str | None], Finding] = {}
    for finding in all_findings:
        if finding.is_open_on(as_of):
            earliest.setdefault(finding.key, finding)
    return list(earliest.values())
