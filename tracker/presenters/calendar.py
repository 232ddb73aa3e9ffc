"""A child's days for a calendar: the days that visits named, and due reminders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from tracker.domain.timeline import Flag, Timeline, Upcoming
from tracker.domain.vocabulary import LEVEL_LABELS, Level
from tracker.formats import day_text
from tracker.models import Visit
from tracker.presenters.flags import source_text
from tracker.presenters.said import expected_by_now
from tracker.reminder_texts import DAY_NOTED_TODAY, DAY_NOTED_TOMORROW, SOMETHING_DUE
from tracker.rendering import render, title_of
from tracker.safety_texts import safety_text

_NAMESPACE = UUID("a4c5ad3e-7d1b-4f8e-9a55-2c1f0be7c9d6")
"""UUID namespace of the calendar keys, which reveal neither the record nor the rule."""


EVENING_BEFORE = timedelta(hours=-6)
MORNING = timedelta(hours=9)


@dataclass(frozen=True)
class DayAlarm:
    """``after``: the time since the midnight on which the day begins."""

    after: timedelta
    text: str


@dataclass(frozen=True)
class CalendarDay:
    """``title`` and ``alarms`` contain nothing about the child, as other people may read the
    calendar; ``about``, ``text`` and the source are for the page. ``key`` does not change when the
    day is moved. ``address`` is the URL of the source.
    """

    key: UUID
    day: date
    title: str
    about: str
    text: str
    alarms: tuple[DayAlarm, ...] = ()
    source: str = ""
    address: str = ""


def calendar_days(
    timeline: Timeline, visits: Iterable[Visit], today: date
) -> tuple[CalendarDay, ...]:
    """Return the days that visits named and the current and upcoming reminders, ordered by day.

    A reminder that is due ``today`` has the day on which it fell due. Urgent signs are left out:
    they are no appointments. ``visits``: those with their concerns prefetched as ``about``.
    """
    days = [*_days_of_visits(timeline, visits), *_reminder_days(timeline, today)]
    return tuple(sorted(days, key=lambda row: row.day))


def rows_of_day(
    days: Iterable[CalendarDay], day: date, timeline: Timeline, today: date
) -> list[CalendarDay]:
    """Return what falls on ``day``; what fell due before ``today`` and still is, dated today."""
    rows = [row for row in days if row.day == day]
    due_on = {flag.due_on for flag in timeline.flags_on(today) if not flag.is_urgent_sign}
    is_still_due = day < today and day in due_on
    return [replace(row, day=today) for row in rows] if is_still_due else rows


def _days_of_visits(timeline: Timeline, visits: Iterable[Visit]) -> Iterator[CalendarDay]:
    for visit in visits:
        titles = [title_of(concern) for concern in visit.about]  # type: ignore[attr-defined]
        about = ", ".join(titles) or timeline.diary.child.name
        if visit.follow_up_on is not None:
            yield CalendarDay(
                key=uuid5(_NAMESPACE, f"{visit.uuid} follow_up"),
                day=visit.follow_up_on,
                title=_("Milkspot: go back to the doctor"),
                about=about,
                text=_follow_up_text(visit),
                alarms=_follow_up_alarms(),
            )
        if visit.expect_by is not None:
            yield CalendarDay(
                key=uuid5(_NAMESPACE, f"{visit.uuid} expect_by"),
                day=visit.expect_by,
                title=_("Milkspot: a day you noted"),
                about=about,
                text=expected_by_now(visit),
                alarms=(DayAlarm(MORNING, str(DAY_NOTED_TODAY)),),
            )


def _follow_up_alarms() -> tuple[DayAlarm, ...]:
    return (
        DayAlarm(EVENING_BEFORE, str(DAY_NOTED_TOMORROW)),
        DayAlarm(MORNING, str(DAY_NOTED_TODAY)),
    )


def _follow_up_text(visit: Visit) -> str:
    values = {"who": visit.who, "day": day_text(visit.day)}
    if visit.who:
        return _("Follow-up, as %(who)s said on %(day)s.") % values
    return _("Follow-up, as said on %(day)s.") % values


def _reminder_days(timeline: Timeline, today: date) -> Iterator[CalendarDay]:
    """Yield reminders that depend on dates alone. Follow-ups are left out: visits have them;
    so is what is to be seen today, which is no appointment.

    A paused reminder has the day on which it shows again.
    """
    titles = {concern.id: title_of(concern) for concern in timeline.diary.concerns}
    now = [flag for flag in timeline.flags_on(today) if not flag.is_urgent_sign]
    paused = [replace(row.flag, due_on=row.shows_again_on) for row in timeline.set_aside_on(today)]
    due: list[Flag | Upcoming] = [*now, *paused, *timeline.upcoming_on(today)]
    for row in due:
        if row.concern is None or row.rule == "follow_up" or row.level == Level.SAME_DAY:
            continue
        yield CalendarDay(
            key=uuid5(_NAMESPACE, f"{row.concern} {row.rule}"),
            day=row.due_on,
            title=_("Milkspot: something is due"),
            about=titles[row.concern],
            text=_reminder_text(row.level),
            alarms=(DayAlarm(MORNING, str(SOMETHING_DUE)),),
            source=source_text(row.source),
            address=row.source.address,
        )


@safety_text
def _reminder_text(level: Level) -> str:
    return _("%(level)s, if it's still there.") % {"level": render(LEVEL_LABELS[level])}
