"""Collects the urgent entries and day notes that a doctor should read first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from tracker.domain.records import moment
from tracker.domain.sentences import concern_name
from tracker.domain.summary.values import Temperature, UrgentRecord
from tracker.domain.timeline import Timeline
from tracker.domain.urgent import Finding, open_findings

RECENT_DAYS = 2
"""The day itself and the day before: by date, as entries may have no time."""

FEVER_IS_OLD_AFTER_DAYS = 14
"""After more days a single fever is history for a doctor, answered or not."""


def recent_urgent(timeline: Timeline, as_of: date) -> tuple[UrgentRecord, ...]:
    """Return the urgent records of the last days, answered or not; the most urgent first."""
    recent = [row for row in timeline.findings if _is_recent(row, as_of) and row.day <= as_of]
    return _by_record(recent, timeline)


def unanswered(timeline: Timeline, as_of: date) -> tuple[UrgentRecord, ...]:
    """Return the earlier urgent records that no visit and no answer followed."""
    still_open = open_findings(without_old_fevers(timeline, as_of).findings, as_of)
    return _by_record([row for row in still_open if not _is_recent(row, as_of)], timeline)


def old_fevers(timeline: Timeline, as_of: date) -> tuple[Temperature, ...]:
    """Return the single fevers that nothing answered and that are old by now, oldest first."""
    return tuple(
        Temperature(row.day, row.at, row.temperature_c, row.record.temperature_how)
        for row in timeline.findings
        if row.is_open_on(as_of) and _is_old(row, as_of) and row.temperature_c is not None
    )


def without_old_fevers(timeline: Timeline, as_of: date) -> Timeline:
    """Return the timeline whose flags leave the old fevers out."""
    findings = tuple(row for row in timeline.findings if not _is_old(row, as_of))
    return replace(timeline, findings=findings)


def _is_old(finding: Finding, as_of: date) -> bool:
    rule = finding.rule
    is_single_fever = rule.is_about_one_temperature and rule.is_about_fever
    return is_single_fever and (as_of - finding.day).days > FEVER_IS_OLD_AFTER_DAYS


def _is_recent(finding: Finding, as_of: date) -> bool:
    return finding.day > as_of - timedelta(days=RECENT_DAYS)


def _by_record(findings: Iterable[Finding], timeline: Timeline) -> tuple[UrgentRecord, ...]:
    """Return one row for each record, the most urgent first, then the newest."""
    by_record: dict[int, list[Finding]] = {}
    for finding in findings:
        by_record.setdefault(id(finding.record), []).append(finding)
    rows = [_row(of_record, timeline) for of_record in by_record.values()]
    rows.sort(key=lambda row: moment(row.record.day, row.record.at), reverse=True)
    return tuple(sorted(rows, key=lambda row: -row.level))


def _row(findings: Sequence[Finding], timeline: Timeline) -> UrgentRecord:
    child = timeline.diary.child.name
    closed = [row.closed_on for row in findings if row.closed_on is not None]
    return UrgentRecord(
        level=max(row.rule.level for row in findings),
        about=tuple(
            dict.fromkeys(concern_name(row.concern) if row.concern else child for row in findings)
        ),
        record=findings[0].record,
        seen=tuple(dict.fromkeys(key for row in findings for key in row.seen)),
        rules=tuple(row.rule.label for row in findings),
        answered_on=max(closed) if len(closed) == len(findings) else None,
    )
