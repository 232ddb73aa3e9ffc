"""Counts how often the skin was new or worse after things that were recorded more than once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from tracker.domain.days import add_days
from tracker.domain.records import Exposure
from tracker.domain.spells import Course

DAYS_AFTER = 2
"""A day counts as followed if the skin was new or worse on it, or up to this many days later."""

MIN_DAYS_RECORDED = 2
"""Nothing is counted for a thing recorded on fewer days."""


@dataclass(frozen=True)
class TriggerCount:
    """How often the skin was new or worse with one thing, and how often without it.

    ``days``: those on which it was recorded. ``days_followed``: those of them on which, or up to
    ``DAYS_AFTER`` days later, the skin was new or worse. ``days_unwritten``: those of them with
    nothing written about the skin in that time. ``other_days``: all days that lie in no such time
    and have something written about the skin; ``other_days_worse``: those of them on which it was
    new or worse.
    """

    kind: str
    name: str
    days: tuple[date, ...]
    days_followed: int
    days_unwritten: int
    other_days: int
    other_days_worse: int


def count_triggers(
    exposures: Iterable[Exposure], courses: Iterable[Course], as_of: date
) -> tuple[TriggerCount, ...]:
    """Return the counts of each thing recorded on two or more days up to ``as_of``.

    Things are told apart by kind and name, without regard to case and spaces. The one recorded
    last comes first.
    """
    courses = tuple(courses)
    written = {seen.day for course in courses for seen in course.sightings_until(as_of)}
    worse = {day for course in courses for day in _days_new_or_worse(course, as_of)}
    recorded: dict[tuple[str, str], list[Exposure]] = defaultdict(list)
    for exposure in exposures:
        if exposure.day <= as_of:
            recorded[exposure.kind, same_name(exposure.name)].append(exposure)
    counts = [_count(thing, written, worse) for thing in recorded.values()]
    repeated = [count for count in counts if len(count.days) >= MIN_DAYS_RECORDED]
    return tuple(sorted(repeated, key=lambda count: count.days[-1], reverse=True))


def _count(thing: list[Exposure], written: set[date], worse: set[date]) -> TriggerCount:
    days = sorted({exposure.day for exposure in thing})
    times = [_with_days_after(day) for day in days]
    others = written.difference(*times)
    latest = max(thing, key=lambda exposure: exposure.day)
    return TriggerCount(
        kind=latest.kind,
        name=latest.name.strip(),
        days=tuple(days),
        days_followed=sum(not worse.isdisjoint(time) for time in times),
        days_unwritten=sum(written.isdisjoint(time) for time in times),
        other_days=len(others),
        other_days_worse=len(others & worse),
    )


def _with_days_after(day: date) -> set[date]:
    return {add_days(day, later) for later in range(DAYS_AFTER + 1)}


def _days_new_or_worse(course: Course, as_of: date) -> Iterator[date]:
    """Yield the days on which a spell began, the skin problem came back, or was new or worse."""
    for spell in course.spells_on(as_of):
        yield spell.onset
        yield from (gap.back_on for gap in spell.gaps)
    for day_entries in course.days_until(as_of):
        if any(entry.trend in ("new", "worse") for entry in day_entries.entries):
            yield day_entries.day


def same_name(name: str) -> str:
    """Return a name as it is compared: without regard to case and spaces."""
    return " ".join(name.casefold().split())
