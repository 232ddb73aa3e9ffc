"""Urgent signs: found in single entries and day notes, open until someone dealt with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from tracker.domain.records import Acknowledgement, Concern, DayNote, Diary, Entry, Visit, moment
from tracker.domain.rules import SIGNS_OF_A_NAMED_CONDITION, RuleTable, UrgentRule
from tracker.domain.vocabulary import SIGNS

MAX_GAP_DAYS_IN_A_RUN = 2
"""Days between two temperatures that still belong to one run of fever."""


@dataclass(frozen=True)
class Finding:
    """A rule that one entry or day note gives. ``concern`` is None where it is about the child.

    ``closed_on`` is the first day a visit or an acknowledgement answers it, if ever.
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
    def place(self) -> tuple[str, str | None]:
        """Its rule and the id of its concern: of one place only one flag is shown."""
        return (self.rule.key, self.concern.id if self.concern else None)

    def is_open_on(self, as_of: date) -> bool:
        """Seen by then, and not yet answered by a visit or an acknowledgement."""
        return self.day <= as_of and (self.closed_on is None or as_of < self.closed_on)


@dataclass(frozen=True)
class _Written:
    """An entry with its concern, or a day note with none."""

    record: Entry | DayNote
    concern: Concern | None


def findings(diary: Diary, rules: RuleTable) -> tuple[Finding, ...]:
    """Every urgent finding of the diary, in the order in which they were seen."""
    return tuple(_with_end(finding, diary) for finding in _found(diary, rules))


def rule_for_sign(
    sign: str, rules: RuleTable, age_from: date, day: date, condition: str, named_by: str
) -> UrgentRule | None:
    """The rule a sign gives on that day, if any."""
    if named_by == "doctor" and sign in SIGNS_OF_A_NAMED_CONDITION.get(condition, ()):
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
    """The rule a single temperature gives on that day, if any."""
    for rule in rules.urgent_rules:
        if rule.run_days is not None or not rule.fits_age(age_from, day):
            continue
        if rule.fits_temperature(celsius):
            return rule
    return None


def _found(diary: Diary, rules: RuleTable) -> Iterator[Finding]:
    written = _in_order(diary)
    runs = _fever_runs(written, rules)
    age_from = diary.child.age_counts_from
    for item, run_rule in zip(written, runs, strict=True):
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
        by_temperature = [run_rule] if run_rule else []
        if celsius is not None:
            single = rule_for_temperature(celsius, rules, age_from, record.day)
            by_temperature += [single] if single else []
        for rule, signs in seen_by_rule.items():
            yield _finding(rule, item, tuple(key for key in SIGNS if key in signs), None)
        for rule in by_temperature:
            yield _finding(rule, item, (), celsius)


def _finding(
    rule: UrgentRule, item: _Written, seen: tuple[str, ...], celsius: float | None
) -> Finding:
    record = item.record
    concern = item.concern if rule.about == "spot" else None
    return Finding(rule, concern, record.day, record.at, record.id, seen, celsius)


def _in_order(diary: Diary) -> list[_Written]:
    """By day, then time (none first), then concerns before day notes, then as written."""
    written = [_Written(entry, concern) for concern in diary.concerns for entry in concern.entries]
    written += [_Written(note, None) for note in diary.day_notes]
    return sorted(written, key=lambda item: moment(item.record.day, item.record.at))


def _fever_runs(written: Sequence[_Written], rules: RuleTable) -> Iterator[UrgentRule | None]:
    """For each record in order, the run rule that its temperature completes, if any."""
    rule = next((rule for rule in rules.urgent_rules if rule.run_days is not None), None)
    first: date | None = None
    last: date | None = None
    for item in written:
        celsius, day = item.record.temperature_c, item.record.day
        if rule is None or celsius is None:
            yield None
            continue
        if not rule.fits_temperature(celsius):
            first = last = None
            yield None
            continue
        if first is None or last is None or (day - last).days > MAX_GAP_DAYS_IN_A_RUN:
            first = day
        last = day
        yield rule if (day - first).days >= (rule.run_days or 0) - 1 else None


def _with_end(finding: Finding, diary: Diary) -> Finding:
    closing = [visit.day for visit in diary.visits if _visit_closes(visit, finding)]
    closing += [ack.day for ack in diary.acknowledgements if _acknowledged(ack, finding)]
    return replace(finding, closed_on=min(closing, default=None))


def _visit_closes(visit: Visit, finding: Finding) -> bool:
    """A visit after it, about the concern or about the child; about the child: any visit."""
    if not _is_after(visit, finding):
        return False
    return finding.concern is None or not visit.concerns or finding.concern.id in visit.concerns


def _is_after(visit: Visit, finding: Finding) -> bool:
    """A later day, or the same day with a later time where both have one."""
    if visit.day != finding.day:
        return visit.day > finding.day
    return visit.at is not None and finding.at is not None and visit.at > finding.at


def _acknowledged(ack: Acknowledgement, finding: Finding) -> bool:
    """Of that entry or, naming none, of everything dated before its day."""
    if ack.rule != finding.rule.key:
        return False
    if finding.concern is not None and ack.concern != finding.concern.id:
        return False
    if ack.entry is None:
        return finding.day < ack.day
    return ack.entry == finding.entry and ack.day >= finding.day


def open_findings(found: Iterable[Finding], as_of: date) -> list[Finding]:
    """For one rule and one concern (or the child), the earliest finding still open."""
    earliest: dict[tuple[str, str | None], Finding] = {}
    for finding in found:
        if finding.is_open_on(as_of):
            earliest.setdefault(finding.place, finding)
    return list(earliest.values())
