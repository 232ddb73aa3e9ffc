"""A child's days as a calendar file (RFC 5545), to import once or to subscribe to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from tracker.presenters.calendar import CalendarDay

REFRESH_INTERVAL = timedelta(hours=12)

# RFC 5545 allows no control characters in a text, apart from tab and line feed.
_CONTROLS = dict.fromkeys([*range(0x09), *range(0x0B, 0x20), 0x7F])


def day_file(days: Iterable[CalendarDay], *, written: datetime, address: str) -> bytes:
    """Return a file to import into the family's own calendar: it describes what each day is for.

    ``written``: when the diary was last changed, time zone aware. ``address``: the diary's URL.
    """
    calendar = _calendar()
    for row in days:
        lines = [row.about, row.text, row.source, row.address]
        calendar.add_component(_event(row, "\n".join(filter(None, lines)), written, address))
    return bytes(calendar.to_ical())


def feed_file(days: Iterable[CalendarDay], *, written: datetime, address: str) -> bytes:
    """Return a feed that a calendar subscribes to; arguments as of ``day_file``.

    Others may read such a calendar, and its provider: the feed contains nothing about the child.
    """
    calendar = _calendar()
    calendar.calendar_name = "Milkspot"
    calendar.add("refresh-interval", REFRESH_INTERVAL, parameters={"VALUE": "DURATION"})
    for row in days:
        calendar.add_component(_event(row, address, written, address))
    return bytes(calendar.to_ical())


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Milkspot//skin diary//EN")
    calendar.add("version", "2.0")
    return calendar


def _event(row: CalendarDay, description: str, written: datetime, address: str) -> Event:
    """Return an all-day event shown as free. Its UID is stable, so importing twice updates it."""
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
    """Normalise line ends to LF: some calendars end the property at any other."""
    return "\n".join(text.splitlines()).translate(_CONTROLS)
