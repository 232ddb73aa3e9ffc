"""Counts the answers of seven days, in the words of the diary."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import partial

from tracker.domain.spells import DayEntries
from tracker.domain.summary.entries import answer_of_day
from tracker.domain.summary.values import TickCount

WEEK_DAYS = 7

Question = Callable[[DayEntries], bool | None]


def _is_worse(day_entries: DayEntries) -> bool | None:
    """Return None for a day without a present entry that says how it was doing."""
    trends = {entry.trend for entry in day_entries.entries if entry.is_present} - {None}
    return "worse" in trends if trends else None


def _is_itchy(day_entries: DayEntries) -> bool | None:
    itches = {entry.itch for entry in day_entries.entries} - {None}
    return any(itches) if itches else None


_QUESTIONS: Mapping[str, Question] = {
    "worse": _is_worse,
    "scratched": partial(answer_of_day, key="scratched"),
    "bleeding": partial(answer_of_day, key="bleeding"),
    "itchy": _is_itchy,
    "sleep_lost": partial(answer_of_day, key="sleep_lost"),
}
"""Neither the items nor the order of a published questionnaire, and never summed up."""


def last_week(days: Iterable[DayEntries], as_of: date) -> tuple[TickCount, ...]:
    """Return for each question on how many of the days with an answer it was yes.

    ``days``: those of a concern. ``as_of``: the last of the seven. Empty without an entry.
    """
    first = as_of - timedelta(days=WEEK_DAYS - 1)
    week = [row for row in days if first <= row.day <= as_of]
    if not week:
        return ()
    return tuple(_count(key, question, week) for key, question in _QUESTIONS.items())


def week_before(days: Iterable[DayEntries], as_of: date) -> tuple[TickCount, ...]:
    """Return the same of the seven days before those of ``last_week``."""
    return last_week(days, as_of - timedelta(days=WEEK_DAYS))


def _count(key: str, question: Question, week: Iterable[DayEntries]) -> TickCount:
    answers = [answer for row in week if (answer := question(row)) is not None]
    return TickCount(key, sum(answers), len(answers))
