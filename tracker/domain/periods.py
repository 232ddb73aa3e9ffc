"""What was due when: the check walked over many days, and the limits of every spell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.domain.due import DATED, Due, candidates, situation, window
from tracker.domain.phrases import Phrase
from tracker.domain.spells import Course, Spell
from tracker.domain.timeline import Flag, Timeline
from tracker.domain.urgent import Finding


@dataclass(frozen=True)
class FlagPeriod:
    """Unbroken days on which one flag was shown. ``flag`` is that of the first of them."""

    flag: Flag
    first: date
    last: date


@dataclass(frozen=True)
class Limit:
    """A day from which a rule holds for a spell, whether reached or still ahead."""

    due: Due
    spell: Spell
    window: Phrase | None


def flag_periods(timeline: Timeline, start: date, end: date) -> tuple[FlagPeriod, ...]:
    """What was due from ``start`` to ``end``, both included, as known on each of these days.

    In the order in which it fell due; on one day most urgent first.
    """
    timeline = replace(timeline, findings=tuple(_that_decide(timeline.findings)))
    periods: list[FlagPeriod] = []
    holding: dict[tuple[str, str | None], int] = {}
    for day in (start + timedelta(days=n) for n in range((end - start).days + 1)):
        still: dict[tuple[str, str | None], int] = {}
        for flag in timeline.flags_on(day):
            place = (flag.rule, flag.concern)
            if place in holding:
                still[place] = holding[place]
                periods[holding[place]] = replace(periods[holding[place]], last=day)
            else:
                still[place] = len(periods)
                periods.append(FlagPeriod(flag, day, day))
        holding = still
    return tuple(periods)


def _that_decide(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Without those that an earlier finding of the same rule and place outlasts."""
    furthest: dict[tuple[str, str | None], date] = {}
    for finding in findings:
        end = finding.closed_on or date.max
        if end > furthest.get(finding.place, date.min):
            furthest[finding.place] = end
            yield finding


def limits(timeline: Timeline, course: Course, as_of: date) -> tuple[Limit, ...]:
    """The dated limits of the spell going on, and those that earlier spells reached."""
    found: list[Limit] = []
    for spell in course.spells_on(as_of):
        until = spell.cleared_on - timedelta(days=1) if spell.cleared_on else as_of
        now = situation(course, timeline.diary, timeline.rules, until)
        if now is None or now.spell.onset != spell.onset:
            continue
        dated = (due for due in candidates(now, timeline.rules) if due.rule.key in DATED)
        found += [
            Limit(due, spell, window(due.rule, now.condition))
            for due in dated
            if spell.is_going_on or due.due_on <= until
        ]
    return tuple(found)
