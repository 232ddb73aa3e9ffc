"""What the calendar alone brings: the day on which something next falls due, and what just did."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Protocol, TypeVar

from tracker.domain.days import add_days
from tracker.domain.due import SILENCE_DAYS, candidates, silenced_by
from tracker.domain.records import Diary, Visit
from tracker.domain.reminders import (
    FALLEN_DUE_DAYS,
    ChildFacts,
    FallenDue,
    GoingOn,
    rhythm_of,
)
from tracker.domain.rules import Row, RuleTable, fingerprint
from tracker.domain.timeline import Flag, Timeline

LOGIC = 1
"""Increase it when the same rules and records give a flag on another day than before."""

LOOKS_BACK = timedelta(days=FALLEN_DUE_DAYS)
"""``child_facts`` needs a timeline that is right since so long before its day."""


def next_due_day(timeline: Timeline, today: date) -> date | None:
    """Return the first day after ``today`` on which a flag comes, also one that was silenced.

    Nothing is taken to be written until then. A record of a later day ends the search on its day.
    """
    shown = _keys(timeline.flags_on(today))
    dated_later = min((day for day in _days_of(timeline.diary) if day > today), default=None)
    for day in sorted(_days_that_matter(timeline, today)):
        if dated_later is not None and day >= dated_later:
            break
        if _keys(timeline.flags_on(day)) - shown:
            return day
    return dated_later


def child_facts(timeline: Timeline, today: date) -> ChildFacts:
    """Return what reminders depend on. ``timeline``: right for each day since ``LOOKS_BACK``."""
    going_on = tuple(
        GoingOn(rhythm_of(situation.condition), situation.last_noted_on())
        for situation in timeline.situations_on(today)
    )
    return ChildFacts(
        going_on=going_on,
        last_written_on=max(
            (day for day in _days_of(timeline.diary) if day <= today), default=None
        ),
        follow_ups=frozenset(_days_noted(timeline, today)),
        fallen_due=tuple(_fallen_due(timeline, today)),
    )


def rules_fingerprint(rules: RuleTable) -> str:
    """Return a hash of what decides the days, besides the records: 16 hexadecimal digits.

    It also changes with a word of a rule; then the days are worked out once without need.
    """
    rows: tuple[Row, ...] = (
        *rules.concern_rules,
        *rules.urgent_rules,
        *rules.conditions.values(),
    )
    parts = [f"{LOGIC} {rules.diary_only}", *(f"{row.key} {fingerprint(row)}" for row in rows)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _days_that_matter(timeline: Timeline, today: date) -> set[date]:
    """Return the days after ``today`` on which a rule holds for the first time or again."""
    days = {
        due.due_on
        for situation in timeline.situations_on(today)
        for due in candidates(situation, timeline.rules)
    }
    days |= {visit.follow_up_on for visit in timeline.diary.visits if visit.follow_up_on}
    days |= {add_days(ack.day, SILENCE_DAYS) for ack in timeline.diary.acknowledgements}
    return {day for day in days if day > today}


_Key = tuple[str, str | None, str | None, date]


def _keys(flags: Iterable[Flag]) -> set[_Key]:
    return {(flag.rule, flag.concern, flag.entry, flag.due_on) for flag in flags}


def _days_of(diary: Diary) -> Iterator[date]:
    """Yield the days of all records."""
    for concern in diary.concerns:
        yield concern.first_noticed_on
        yield from (entry.day for entry in concern.entries)
    for records in (diary.day_notes, diary.exposures, diary.visits, diary.acknowledgements):
        yield from (record.day for record in records)


def _days_noted(timeline: Timeline, today: date) -> Iterator[date]:
    """Yield the days that the last visits named: to come back, and by which to expect something."""
    yield from open_follow_ups(timeline, today)
    about_something = (situation.visit for situation in timeline.situations_on(today))
    for visit in (*about_something, *_latest_about_the_child(timeline, today)):
        if visit is not None and visit.expect_by is not None:
            yield visit.expect_by


def open_follow_ups(timeline: Timeline, today: date) -> Iterator[date]:
    """Yield the days from ``today`` on to come back, unless they are silenced."""
    for situation in timeline.situations_on(today):
        for due in candidates(situation, timeline.rules):
            if due.rule.key == "follow_up" and silenced_by(due, situation) is None:
                yield due.due_on
    if timeline.rules.concern_rule("follow_up") is None:
        return
    for visit in _latest_about_the_child(timeline, today):
        if visit.follow_up_on and timeline.follow_up_silenced_by(visit, today) is None:
            yield visit.follow_up_on


def _latest_about_the_child(timeline: Timeline, today: date) -> Iterator[Visit]:
    """Yield the visits of the last day with one that are about no concern in particular."""
    visits = [visit for visit in timeline.diary.visits if visit.day <= today]
    latest = max((visit.day for visit in visits), default=None)
    return (visit for visit in visits if visit.day == latest and not visit.concerns)


def _fallen_due(timeline: Timeline, today: date) -> Iterator[FallenDue]:
    """Yield the flags of ``today`` that came within ``FALLEN_DUE_DAYS`` without a new record."""
    shown = _course_flags(timeline, today)
    for back in range(FALLEN_DUE_DAYS):
        day = today - timedelta(days=back)
        came = shown - _course_flags(timeline, day - timedelta(days=1))
        shown -= came
        if came:
            unwritten = Timeline.of(_before(timeline.diary, day), timeline.rules)
            by_calendar = came & _course_flags(unwritten, day)
            yield from (
                FallenDue(rule, concern, day) for rule, concern in sorted(by_calendar, key=str)
            )


def _course_flags(timeline: Timeline, day: date) -> set[tuple[str, str | None]]:
    flags = timeline.flags_on(day)
    return {(flag.rule, flag.concern) for flag in flags if not flag.is_urgent_sign}


class _Dated(Protocol):
    @property
    def day(self) -> date: ...


_Record = TypeVar("_Record", bound=_Dated)


def _before(diary: Diary, day: date) -> Diary:
    """Return the diary without what is dated on that day or later."""

    def earlier(records: Iterable[_Record]) -> tuple[_Record, ...]:
        return tuple(record for record in records if record.day < day)

    concerns = (replace(row, entries=earlier(row.entries)) for row in diary.concerns)
    return replace(
        diary,
        concerns=tuple(row for row in concerns if row.begins_on < day),
        day_notes=earlier(diary.day_notes),
        exposures=earlier(diary.exposures),
        visits=earlier(diary.visits),
        acknowledgements=earlier(diary.acknowledgements),
    )
