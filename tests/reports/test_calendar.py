"""Calendar files, byte by byte, and read again: by the library that writes, and by another."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID

import pytest
import vobject
from icalendar import Calendar, Event

from tracker.presenters.calendar import CalendarDay, DayAlarm
from tracker.reports.calendar import day_file, feed_file

WRITTEN = datetime(2026, 3, 10, 12, 30, 5, tzinfo=UTC)
TODAY = date(2026, 3, 10)
DIARY = "https://example.org/children/1/"
DAY = CalendarDay(
    key=UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8"),
    day=date(2026, 4, 7),
    title="Milkspot: something is due",
    about="Höcker, Kinn",
    text="Worth showing to a doctor, if it's still there.",
    alarms=(DayAlarm(timedelta(hours=9), "Something is due: open the diary"),),
    source="Milia, Mayo Clinic",
    address="https://example.org/milia",
)


def only_event(file: bytes) -> Event:
    (event,) = Calendar.from_ical(file).walk("VEVENT")
    return event


EVENT = (
    b"BEGIN:VEVENT\r\n"
    b"SUMMARY:Milkspot: something is due\r\n"
    b"DTSTART;VALUE=DATE:20260407\r\n"
    b"DTSTAMP:20260310T123005Z\r\n"
    b"UID:6ba7b810-9dad-11d1-80b4-00c04fd430c8\r\n"
    b"CLASS:PRIVATE\r\n"
    b"DESCRIPTION:https://example.org/children/1/\r\n"
    b"TRANSP:TRANSPARENT\r\n"
    b"URL:https://example.org/children/1/\r\n"
    b"BEGIN:VALARM\r\n"
    b"ACTION:DISPLAY\r\n"
    b"DESCRIPTION:Something is due: open the diary\r\n"
    b"TRIGGER:PT9H\r\n"
    b"END:VALARM\r\n"
    b"END:VEVENT\r\n"
)


def test_one_day_to_the_byte() -> None:
    assert day_file([DAY], written=WRITTEN, address=DIARY, today=TODAY) == (
        b"BEGIN:VCALENDAR\r\n"
        b"VERSION:2.0\r\n"
        b"PRODID:-//Milkspot//skin diary//EN\r\n" + EVENT + b"END:VCALENDAR\r\n"
    )


def test_the_address_of_a_calendar_to_the_byte() -> None:
    assert feed_file([DAY], written=WRITTEN, address=DIARY, today=TODAY) == (
        b"BEGIN:VCALENDAR\r\n"
        b"VERSION:2.0\r\n"
        b"PRODID:-//Milkspot//skin diary//EN\r\n"
        b"NAME:Milkspot\r\n"
        b"X-WR-CALNAME:Milkspot\r\n"
        b"REFRESH-INTERVAL;VALUE=DURATION:PT12H\r\n" + EVENT + b"END:VCALENDAR\r\n"
    )


def test_it_is_read_as_it_was_meant() -> None:
    event = only_event(day_file([DAY], written=WRITTEN, address=DIARY, today=TODAY))
    assert event.start == date(2026, 4, 7)
    assert event.end == date(2026, 4, 8)
    assert event["dtstamp"].dt == WRITTEN
    assert event["uid"] == str(DAY.key)
    assert event["summary"] == DAY.title


@pytest.mark.parametrize("write", [day_file, feed_file])
def test_another_library_finds_the_alarms_on_the_day_and_the_evening_before(write) -> None:
    alarms = (DayAlarm(timedelta(hours=-6), "tomorrow"), DayAlarm(timedelta(hours=9), "today"))
    file = write([replace(DAY, alarms=alarms)], written=WRITTEN, address=DIARY, today=TODAY)
    calendar = vobject.readOne(file.decode())
    calendar.validate(raiseException=True)
    event = calendar.vevent
    assert event.dtstart.value == date(2026, 4, 7)
    assert [
        (alarm.action.value, alarm.description.value, alarm.trigger.value)
        for alarm in event.valarm_list
    ] == [("DISPLAY", "tomorrow", timedelta(hours=-6)), ("DISPLAY", "today", timedelta(hours=9))]


@pytest.mark.parametrize("write", [day_file, feed_file])
@pytest.mark.parametrize(("today", "rings"), [(DAY.day, True), (date(2026, 4, 8), False)])
def test_a_day_gone_by_does_not_ring(write, today: date, rings: bool) -> None:
    file = write([DAY], written=WRITTEN, address=DIARY, today=today)
    assert bool(only_event(file).walk("VALARM")) is rings


def test_the_time_of_writing_is_told_in_utc() -> None:
    there = WRITTEN.astimezone(timezone(timedelta(hours=-5)))
    file = day_file([DAY], written=there, address=DIARY, today=TODAY)
    assert file == day_file([DAY], written=WRITTEN, address=DIARY, today=TODAY)


def test_a_calendar_without_days_has_no_events() -> None:
    file = feed_file([], written=WRITTEN, address=DIARY, today=TODAY)
    assert Calendar.from_ical(file).walk("VEVENT") == []


@pytest.mark.parametrize("write", [day_file, feed_file])
def test_nothing_that_a_family_wrote_is_in_it(write) -> None:
    row = replace(DAY, about="x\r\nEND:VEVENT", text="Dr Singh", source="Milia")
    assert write([row], written=WRITTEN, address=DIARY, today=TODAY) == write(
        [DAY], written=WRITTEN, address=DIARY, today=TODAY
    )


@pytest.mark.parametrize("title", ["نقاط على الذقن", "👶🏽" * 400, "ß" * 20_000, "a;b,c\\d:e"])
def test_no_line_is_longer_than_75_bytes_or_cut_within_a_letter(title: str) -> None:
    """Titles are translated."""
    row = replace(DAY, title=title)
    file = day_file([row], written=WRITTEN, address=DIARY, today=TODAY)
    lines = file.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert all(line.decode() == line.decode(errors="replace") for line in lines)
    assert only_event(file)["summary"] == title
