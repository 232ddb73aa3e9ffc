"""A child's days as a calendar file (RFC 5545), to import once or to subscribe to.

Others may read such a calendar, and its provider: it contains nothing about the child.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from tracker.presenters.calendar import CalendarDay, DayAlarm

REFRESH_INTERVAL = timedelta(hours=12)


def day_file(days: Iterable[CalendarDay], *, written: datetime, address: str, today: date) -> bytes:
    """Return a file to import into the family's own calendar.

    ``written``: when the diary was last changed, time zone aware. ``address``: the diary's URL.
    Only days from ``today`` on have alarms: some calendars ring at once for an earlier one.
    """
    return _with_days(_calendar(), days, written, address, today)


def feed_file(
    days: Iterable[CalendarDay], *, written: datetime, address: str, today: date
) -> bytes:
    """Return a feed that a calendar subscribes to; arguments as of ``day_file``."""
    calendar = _calendar()
    calendar.calendar_name = "Milkspot"
    calendar.add("refresh-interval", REFRESH_INTERVAL, parameters={"VALUE": "DURATION"})
    return _with_days(calendar, days, written, address, today)


def _with_days(
    calendar: Calendar, days: Iterable[CalendarDay], written: datetime, address: str, today: date
) -> bytes:
    for row in days:
        event = _event(row, written, address)
        if row.day >= today:
            for alarm in row.alarms:
                event.add_component(_alarm(alarm))
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Milkspot//skin diary//EN")
    calendar.add("version", "2.0")
    return calendar


def _event(row: CalendarDay, written: datetime, address: str) -> Event:
    """Return an all-day event shown as free. Its UID is stable, so importing twice updates it."""
    event = Event()
    event.add("uid", str(row.key))
    event.add("dtstamp", written.astimezone(UTC))
    event.add("dtstart", row.day)
    event.add("summary", row.title)
    event.add("description", address)
    event.add("url", address)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event


def _alarm(row: DayAlarm) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", row.text)
    alarm.add("trigger", row.after)
    return alarm
