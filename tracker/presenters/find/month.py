"""A month of the diary as a calendar with one mark a day."""

from __future__ import annotations

from calendar import Calendar
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from tracker.domain.days import add_months
from tracker.domain.phrases import phrase
from tracker.domain.vocabulary import STATUSES, TRENDS
from tracker.formats import day_in_year, first_weekday, month_text, weekday_names
from tracker.models import Concern
from tracker.queries.month import DayEntry
from tracker.rendering import joined, label, render, title_of

MARKS = {
    "worse": phrase("worse"),
    "new": phrase("new"),
    "there": phrase("still there"),
    "better": phrase("better"),
    "gone": phrase("gone"),
    "other": phrase("something else saved"),
}
"""The marks of a day. With several skin problems the first of these is shown."""

OTHERS = {
    "note": phrase("note"),
    "visit": phrase("visit"),
    "exposure": phrase("possible trigger"),
    "care": phrase("treatment"),
}


@dataclass(frozen=True)
class MonthDay:
    """``text``: what is said of the day, empty where nothing was saved."""

    number: int
    iso: str
    is_today: bool
    mark: str
    text: str


@dataclass(frozen=True)
class MonthPage:
    """``weeks``: days by week; None for a day of another month. ``earlier`` and ``later``: months
    as in the query string, empty where there is none.
    """

    label: str
    weekdays: tuple[tuple[str, str], ...]
    weeks: tuple[tuple[MonthDay | None, ...], ...]
    earlier: str
    later: str
    key: tuple[tuple[str, str], ...]


def month_start(text: str, earliest: date, today: date) -> date:
    """Return the first day of a month such as ``2026-05``, within the child's life."""
    first, last = earliest.replace(day=1), today.replace(day=1)
    try:
        return min(max(date.fromisoformat(f"{text}-01"), first), last)
    except ValueError:
        return last


def month_end(start: date) -> date:
    return add_months(start, 1) - timedelta(days=1)


def month_page(
    start: date,
    earliest: date,
    today: date,
    concerns: Mapping[int, Concern],
    entries: Iterable[DayEntry],
    others: Iterable[tuple[date, str]],
) -> MonthPage:
    """``concerns``: those shown, by primary key. ``entries`` are in order."""
    course = _course(concerns, entries)
    also: defaultdict[date, set[str]] = defaultdict(set)
    for day, kind in others:
        also[day].add(kind)
    first = first_weekday()
    names = weekday_names()
    weeks = Calendar(first).monthdatescalendar(start.year, start.month)
    return MonthPage(
        label=month_text(start),
        weekdays=(*names[first:], *names[:first]),
        weeks=tuple(
            tuple(
                _day(day, today, concerns, course[day], also[day])
                if day.month == start.month
                else None
                for day in week
            )
            for week in weeks
        ),
        earlier=_key(start - timedelta(days=1)) if start > earliest else "",
        later=_key(add_months(start, 1)) if add_months(start, 1) <= today else "",
        key=tuple((mark, render(text)) for mark, text in MARKS.items()),
    )


def _key(day: date) -> str:
    return day.isoformat()[:7]


def _course(
    concerns: Mapping[int, Concern], entries: Iterable[DayEntry]
) -> defaultdict[date, dict[int, DayEntry]]:
    """Return the last entry of each day by concern. The day first noticed is a sighting too."""
    course: defaultdict[date, dict[int, DayEntry]] = defaultdict(dict)
    for pk, concern in concerns.items():
        day = concern.first_noticed_on
        course[day][pk] = DayEntry(pk, day, "present", "new")
    for entry in entries:
        course[entry.day][entry.concern] = entry
    return course


def _day(
    day: date,
    today: date,
    concerns: Mapping[int, Concern],
    course: Mapping[int, DayEntry],
    also: set[str],
) -> MonthDay:
    marks = {_mark(entry) for entry in course.values()} or ({"other"} if also else set())
    said = [_("%(title)s: %(said)s") % _said(concerns[pk], entry) for pk, entry in course.items()]
    said += [render(text) for kind, text in OTHERS.items() if kind in also]
    return MonthDay(
        number=day.day,
        iso=day.isoformat(),
        is_today=day == today,
        mark=next((mark for mark in MARKS if mark in marks), ""),
        text=f"{day_in_year(day)}: {joined(said)}" if said else "",
    )


def _mark(entry: DayEntry) -> str:
    if entry.status == "clear":
        return "gone"
    return entry.trend if entry.trend in MARKS else "there"


def _said(concern: Concern, entry: DayEntry) -> dict[str, str]:
    said = label(STATUSES, entry.status) if not entry.trend else label(TRENDS, entry.trend)
    return {"title": title_of(concern), "said": said}


def months_offered(recorded: Sequence[date], start: date) -> tuple[tuple[str, str], ...]:
    """Return the months with a record, and the one shown, latest first."""
    months = {day.replace(day=1) for day in recorded} | {start}
    return tuple((_key(day), month_text(day)) for day in sorted(months, reverse=True))
