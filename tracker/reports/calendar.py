"""A child's days as a calendar file (RFC 5545), to be put into a calendar or to be asked for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from tracker.presenters.calendar import CalendarDay

ASK_AGAIN = timedelta(hours=12)

# What RFC 5545 has no place for in a text: control characters, apart from tab and the line's end.
_CONTROLS = dict.fromkeys([*range(0x09), *range(0x0B, 0x20), 0x7F])


def day_file(days: Iterable[CalendarDay], *, written: datetime, address: str) -> bytes:
    """A file to put into a calendar of one's own: it says in words what the day is about.

    ``written``: when the diary was last written in, with its time zone. ``address``: the diary's.
    """
    calendar = _calendar()
    for row in days:
        said = [row.about, row.text, row.source, row.address]
        calendar.add_component(_event(row, "\n".join(filter(None, said)), written, address))
    return bytes(calendar.to_ical())


def feed_file(days: Iterable[CalendarDay], *, written: datetime, address: str) -> bytes:
    """What a calendar is told that asks again and again, as in ``day_file``.

    It may be read by others, and by whoever keeps the calendar: it names nobody and nothing.
    """
    calendar = _calendar()
    calendar.calendar_name = "Milkspot"
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    for row in days:
        calendar.add_component(_event(row, address, written, address))
    return bytes(calendar.to_ical())


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Milkspot//skin diary//EN")
    calendar.add("version", "2.0")
    return calendar


def _event(row: CalendarDay, description: str, written: datetime, address: str) -> Event:
    """All day, taking up no time. Its id is that of the reminder: the same one twice is one."""
    event = Event()
    event.add("uid", str(row.key))
    event.add("dtstamp", written.astimezone(UTC))
    event.add("dtstart", row.day)
    event.add("summary", _text(row.title))
    event.add("description", _text(description))
    event.add("url", address)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event


def _text(text: str) -> str:
    """Lines end in one character: some calendars take others for the end of the property."""
    return "\n".join(text.splitlines()).translate(_CONTROLS)
