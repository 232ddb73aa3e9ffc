"""Which reminders are due for a member, and when: by what they chose, the diaries and the clock.

There are two moments on each of the family's days. In the morning, the most pressing of these goes
out: a follow-up is today, one is tomorrow, something has fallen due, nobody wrote for a while. In
the evening, the nudge goes out if an entry is missing. So there are at most two a day, at most one
of them a nudge to write, and after an outage those of today alone. Once a day a third one says that
somebody else wrote, as soon as they did. Urgent signs are no reminder.

Nothing here remembers what was sent: ``DueReminder.key`` names a reminder, to be sent once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from tracker.domain.vocabulary import Condition

MORNING = time(9)

SILENT_DAYS = 14
"""After so many days without a record the nudges end, and "still there?" is asked."""

LAST_SILENT_DAY = 28
"""Later than that it is not asked any more: they have moved on."""

FALLEN_DUE_DAYS = 7
"""What fell due is told so many days later at most, as after an outage."""

WRITE_TOLD_FOR = timedelta(days=1)
"""How long it is news that somebody wrote; longer than quiet hours."""

FIRST_WEEK = timedelta(days=7)
"""So long after they joined, a member is offered the nudge."""

DAILY = frozenset(range(1, 8))
TWICE_A_WEEK = frozenset({4, 7})
WEEKLY = frozenset({7})
"""The days after the last entry, within a week, on which an entry is missing."""


class Choices(Protocol):
    """What a member chose. Times are the family's; there is no quiet from a time until the same."""

    @property
    def evening(self) -> bool: ...
    @property
    def due(self) -> bool: ...
    @property
    def follow_up(self) -> bool: ...
    @property
    def still_there(self) -> bool: ...
    @property
    def wrote(self) -> bool: ...
    @property
    def evening_at(self) -> time: ...
    @property
    def quiet_from(self) -> time: ...
    @property
    def quiet_until(self) -> time: ...


@dataclass(frozen=True)
class GoingOn:
    """A concern that goes on. ``last_noted_on``: the day of its last entry or first sighting."""

    rhythm: frozenset[int]
    last_noted_on: date


@dataclass(frozen=True)
class FallenDue:
    """A flag that shows, is not about an urgent sign, and came on ``day`` by the calendar alone."""

    rule: str
    concern: str | None
    day: date


@dataclass(frozen=True)
class ChildFacts:
    """What reminders depend on in a diary, on one day; made by ``look_again.child_facts``.

    ``last_written_on``: the day of the latest record. ``follow_ups``: days noted at visits that no
    later visit answered, about something that goes on or the child. ``fallen_due``: within the
    last ``FALLEN_DUE_DAYS``.
    """

    going_on: tuple[GoingOn, ...] = ()
    last_written_on: date | None = None
    follow_ups: frozenset[date] = frozenset()
    fallen_due: tuple[FallenDue, ...] = ()


@dataclass(frozen=True)
class DueReminder:
    """A reminder to a member. ``key`` is unique among theirs. ``switch``: the choice that stops it.

    It is sent from ``due_at`` until before ``expires_at``, except in quiet hours. Both are in UTC.
    """

    what: str
    about: date
    due_at: datetime
    expires_at: datetime

    @property
    def key(self) -> str:
        return f"{self.what} {self.about.isoformat()}"

    @property
    def switch(self) -> str:
        return "follow_up" if self.what.startswith("follow_up") else self.what


class Asked(Choices, Protocol):
    """Choices, and which offers a member declined."""

    @property
    def evening_declined(self) -> bool: ...
    @property
    def follow_up_declined(self) -> bool: ...


@dataclass(frozen=True)
class Offer:
    """A reminder that a member may want now. ``switch``: the choice that turns it on.

    ``about``: the day of the follow-up; None for the nudge.
    """

    switch: str
    about: date | None = None


def offer_on(
    asked: Asked, today: date, *, joined_on: date, goes_on: bool, follow_ups: Collection[date]
) -> Offer | None:
    """Return what to offer on ``today``: reminders of a day to come, else the nudge in the evening
    once the first week is over and there is something to follow.
    """
    to_come = [day for day in follow_ups if day > today]
    if to_come and not (asked.follow_up or asked.follow_up_declined):
        return Offer("follow_up", min(to_come))
    is_settled = today - joined_on >= FIRST_WEEK
    if is_settled and goes_on and not (asked.evening or asked.evening_declined):
        return Offer("evening")
    return None


def reminders_due(
    choices: Choices,
    children: Collection[ChildFacts],
    zone: ZoneInfo,
    now: datetime,
    others_wrote_at: datetime | None = None,
) -> tuple[DueReminder, ...]:
    """Return the reminders to send now; none in quiet hours. They stay due until they expire.

    ``children``: those of the family, on its day ``now``. ``others_wrote_at``: when somebody else
    wrote last, if the member has not written since.
    """
    if is_quiet(choices, zone, now):
        return ()
    today = now.astimezone(zone).date()
    found = (
        _morning_reminder(choices, children, zone, today),
        _evening_reminder(choices, children, zone, today),
        _others_wrote(choices, zone, others_wrote_at),
    )
    return tuple(each for each in found if each and each.due_at <= now < each.expires_at)


def next_moment(choices: Choices, zone: ZoneInfo, now: datetime) -> datetime:
    """Return the next moment, in UTC, at which another reminder can be due: within two days."""
    today = now.astimezone(zone).date()
    times = (choices.quiet_until, _morning_at(choices), choices.evening_at)
    moments = (_moment(day, at, zone) for day in _days_from(today) for at in times)
    return min(moment for moment in moments if moment > now)


def next_quiet(choices: Choices, zone: ZoneInfo, now: datetime) -> datetime:
    """Return when quiet hours begin next, in UTC, or in two days if there are none."""
    today = now.astimezone(zone).date()
    if choices.quiet_from == choices.quiet_until:
        return now + timedelta(days=2)
    moments = (_moment(day, choices.quiet_from, zone) for day in _days_from(today))
    return next(moment for moment in moments if moment > now)


def is_quiet(choices: Choices, zone: ZoneInfo, now: datetime) -> bool:
    return is_quiet_at(choices, now.astimezone(zone).time())


def is_quiet_at(choices: Choices, at: time) -> bool:
    """Return whether a time of day is in the quiet hours, which may go past midnight."""
    start, end = choices.quiet_from, choices.quiet_until
    if start <= end:
        return start <= at < end
    return at >= start or at < end


def rhythm_of(condition: Condition) -> frozenset[int]:
    """Return how often an entry is asked for: the slower it changes, the less often.

    ``WEEKLY`` for milk spots and birthmarks, ``TWICE_A_WEEK`` for what usually lasts for weeks.
    """
    if condition.group in ("milia", "birthmark") and condition.ask_after_days is None:
        return WEEKLY
    if condition.no_hurry or (condition.ask_after_days or 0) > 28:
        return TWICE_A_WEEK
    return DAILY


def _morning_reminder(
    choices: Choices, children: Collection[ChildFacts], zone: ZoneInfo, today: date
) -> DueReminder | None:
    tells = _follow_ups(choices, children, today) or _news(choices, children, today)
    if tells is None:
        return None
    what, about = tells
    due_at = _moment(today, _morning_at(choices), zone)
    is_of_today = what.startswith("follow_up")
    expires_at = _end_of(today, zone) if is_of_today else due_at + timedelta(days=1)
    return DueReminder(what, about, due_at, expires_at)


def _follow_ups(
    choices: Choices, children: Collection[ChildFacts], today: date
) -> tuple[str, date] | None:
    if not choices.follow_up:
        return None
    noted = {day for child in children for day in child.follow_ups}
    tomorrow = today + timedelta(days=1)
    if today in noted:
        return "follow_up_today", today
    return ("follow_up_tomorrow", tomorrow) if tomorrow in noted else None


def _news(
    choices: Choices, children: Collection[ChildFacts], today: date
) -> tuple[str, date] | None:
    """Return what fell due, or else that nobody wrote for a while."""
    fallen = [day for child in children for day in _fallen_due(choices, child, today)]
    if fallen:
        return "due", max(fallen)
    written = [row.last_written_on for row in children if row.last_written_on and row.going_on]
    if not choices.still_there or not written:
        return None
    silent = (today - max(written)).days
    return ("still_there", max(written)) if SILENT_DAYS <= silent <= LAST_SILENT_DAY else None


def _fallen_due(choices: Choices, child: ChildFacts, today: date) -> Iterator[date]:
    """Yield the days of what fell due, but not of a follow-up that is a reminder of its own."""
    for each in child.fallen_due if choices.due else ():
        is_recent = 0 <= (today - each.day).days < FALLEN_DUE_DAYS
        if is_recent and not (each.rule == "follow_up" and choices.follow_up):
            yield each.day


def _evening_reminder(
    choices: Choices, children: Collection[ChildFacts], zone: ZoneInfo, today: date
) -> DueReminder | None:
    if not choices.evening or not any(_misses_entry(child, today) for child in children):
        return None
    if is_quiet_at(choices, choices.evening_at):
        return None
    return DueReminder(
        "evening",
        today,
        _moment(today, choices.evening_at, zone),
        _end_of_evening(choices, zone, today),
    )


def _others_wrote(choices: Choices, zone: ZoneInfo, at: datetime | None) -> DueReminder | None:
    if not choices.wrote or at is None:
        return None
    return DueReminder("wrote", at.astimezone(zone).date(), at, at + WRITE_TOLD_FOR)


def _misses_entry(child: ChildFacts, today: date) -> bool:
    """Return whether an entry is missing today; never once the diary was silent for long."""
    written = child.last_written_on
    if written is None or (today - written).days >= SILENT_DAYS:
        return False
    return any(_is_missing(concern, today) for concern in child.going_on)


def _is_missing(concern: GoingOn, today: date) -> bool:
    days = (today - concern.last_noted_on).days
    return days > 0 and (days - 1) % 7 + 1 in concern.rhythm


def _morning_at(choices: Choices) -> time:
    return choices.quiet_until if is_quiet_at(choices, MORNING) else MORNING


def _end_of_evening(choices: Choices, zone: ZoneInfo, today: date) -> datetime:
    """Return when quiet hours begin, or the day ends."""
    ends_day = choices.quiet_from <= choices.evening_at or choices.quiet_from == choices.quiet_until
    return _end_of(today, zone) if ends_day else _moment(today, choices.quiet_from, zone)


def _end_of(day: date, zone: ZoneInfo) -> datetime:
    return _moment(day + timedelta(days=1), time(), zone)


def _days_from(today: date) -> Iterator[date]:
    return (today + timedelta(days=days) for days in range(3))


def _moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return the first moment with this local time; where clocks skip it, as much later."""
    return datetime.combine(day, at, zone).astimezone(UTC)
