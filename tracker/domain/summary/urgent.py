"""Collects the urgent entries and day notes that a doctor should read first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from tracker.domain.records import moment
from tracker.domain.sentences import concern_name
from tracker.domain.summary.values import UrgentRecord
from tracker.domain.timeline import Timeline
from tracker.domain.urgent import Finding, open_findings

RECENT_DAYS = 2
"""The day itself and the day before: by date, as entries may have no time."""


def recent_urgent(timeline: Timeline, as_of: date) -> tuple[UrgentRecord, ...]:
    """Return the urgent records of the last days, answered or not; the most urgent first."""
    recent = [row for row in timeline.findings if _is_recent(row, as_of) and row.day <= as_of]
    return _by_record(recent, timeline)


def unanswered(timeline: Timeline, as_of: date) -> tuple[UrgentRecord, ...]:
    """Return the earlier urgent records that no visit and no answer followed."""
    still_open = open_findings(timeline.findings, as_of)
    return _by_record([row for row in still_open if not _is_recent(row, as_of)], timeline)


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
