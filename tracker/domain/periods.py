"""The periods in which each flag was shown, and the dated limits of every spell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.domain.due import DATED_RULES, Due, candidates, situation_on, window
from tracker.domain.phrases import Phrase
from tracker.domain.spells import Course, Spell
from tracker.domain.timeline import Flag, Timeline
from tracker.domain.urgent import Finding


@dataclass(frozen=True)
class FlagPeriod:
    """Consecutive days with one flag, both ends included; ``flag`` is that of the first day."""

    flag: Flag
    first: date
    last: date


@dataclass(frozen=True)
class Limit:
    """A rule with the day from which it holds for a spell, past or future.

    ``window``: the period that the rule counts, or None.
    """

    due: Due
    spell: Spell
    window: Phrase | None


def flag_periods(timeline: Timeline, start: date, end: date) -> tuple[FlagPeriod, ...]:
    """Return what was due from ``start`` to ``end``, both included, as known on each day.

    Sorted by the first day; within a day most urgent first.
    """
    timeline = replace(timeline, findings=tuple(_without_outlasted(timeline.findings)))
    periods: list[FlagPeriod] = []
    open_periods: dict[tuple[str, str | None], int] = {}
    for day in (start + timedelta(days=n) for n in range((end - start).days + 1)):
        still_open: dict[tuple[str, str | None], int] = {}
        for flag in timeline.flags_on(day):
            key = (flag.rule, flag.concern)
            if key in open_periods:
                still_open[key] = open_periods[key]
                periods[open_periods[key]] = replace(periods[open_periods[key]], last=day)
            else:
                still_open[key] = len(periods)
                periods.append(FlagPeriod(flag, day, day))
        open_periods = still_open
    return tuple(periods)


def _without_outlasted(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings that no earlier one with the same key outlasts."""
    latest_end: dict[tuple[str, str | None], date] = {}
    for finding in findings:
        end = finding.closed_on or date.max
        if end > latest_end.get(finding.key, date.min):
            latest_end[finding.key] = end
            yield finding


def limits(timeline: Timeline, course: Course, as_of: date) -> tuple[Limit, ...]:
    """Return the dated limits of the open spell, and those that earlier spells reached."""
    found: list[Limit] = []
    for spell in course.spells_on(as_of):
        until = spell.cleared_on - timedelta(days=1) if spell.cleared_on else as_of
        situation = situation_on(course, timeline.diary, timeline.rules, until)
        if situation is None or situation.spell.onset != spell.onset:
            continue
        dated = (
            due for due in candidates(situation, timeline.rules) if due.rule.key in DATED_RULES
        )
        found += [
            Limit(due, spell, window(due.rule, situation.condition))
            for due in dated
            if spell.is_going_on or due.due_on <= until
        ]
    return tuple(found)
