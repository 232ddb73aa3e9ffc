"""Calendar files, byte by byte, and read again by the library of others."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID

import pytest
from icalendar import Calendar, Event

from tracker.presenters.calendar import CalendarDay
from tracker.reports.calendar import day_file, feed_file

WRITTEN = datetime(2026, 3, 10, 12, 30, 5, tzinfo=UTC)
DIARY = "https://example.org/children/1/"
DAY = CalendarDay(
    key=UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8"),
    day=date(2026, 4, 7),
    title="Milkspot: something is due",
    about="Höcker, Kinn",
    text="Worth showing to a doctor, if it's still there.",
    source="Milia, Mayo Clinic",
    address="https://example.org/milia",
)


def only_event(file: bytes) -> Event:
    (event,) = Calendar.from_ical(file).walk("VEVENT")
    return event


def test_one_day_to_the_byte() -> None:
    assert day_file([DAY], written=WRITTEN, address=DIARY) == (
        b"BEGIN:VCALENDAR\r\n"
        b"VERSION:2.0\r\n"
        b"PRODID:-//Milkspot//skin diary//EN\r\n"
        b"BEGIN:VEVENT\r\n"
        b"SUMMARY:Milkspot: something is due\r\n"
        b"DTSTART;VALUE=DATE:20260407\r\n"
        b"DTSTAMP:20260310T123005Z\r\n"
        b"UID:6ba7b810-9dad-11d1-80b4-00c04fd430c8\r\n"
        b"CLASS:PRIVATE\r\n"
        b"DESCRIPTION:H\xc3\xb6cker\\, Kinn\\nWorth showing to a doctor\\, if it's still ther\r\n"
        b" e.\\nMilia\\, Mayo Clinic\\nhttps://example.org/milia\r\n"
        b"TRANSP:TRANSPARENT\r\n"
        b"URL:https://example.org/children/1/\r\n"
        b"END:VEVENT\r\n"
        b"END:VCALENDAR\r\n"
    )


def test_the_address_of_a_calendar_to_the_byte() -> None:
    assert feed_file([DAY], written=WRITTEN, address=DIARY) == (
        b"BEGIN:VCALENDAR\r\n"
        b"VERSION:2.0\r\n"
        b"PRODID:-//Milkspot//skin diary//EN\r\n"
        b"NAME:Milkspot\r\n"
        b"X-WR-CALNAME:Milkspot\r\n"
        b"REFRESH-INTERVAL;VALUE=DURATION:PT12H\r\n"
        b"BEGIN:VEVENT\r\n"
        b"SUMMARY:Milkspot: something is due\r\n"
        b"DTSTART;VALUE=DATE:20260407\r\n"
        b"DTSTAMP:20260310T123005Z\r\n"
        b"UID:6ba7b810-9dad-11d1-80b4-00c04fd430c8\r\n"
        b"CLASS:PRIVATE\r\n"
        b"DESCRIPTION:https://example.org/children/1/\r\n"
        b"TRANSP:TRANSPARENT\r\n"
        b"URL:https://example.org/children/1/\r\n"
        b"END:VEVENT\r\n"
        b"END:VCALENDAR\r\n"
    )


def test_it_is_read_as_it_was_meant() -> None:
    event = only_event(day_file([DAY], written=WRITTEN, address=DIARY))
    assert event.start == date(2026, 4, 7)
    assert event.end == date(2026, 4, 8)
    assert event["dtstamp"].dt == WRITTEN
    assert event["uid"] == str(DAY.key)
    assert event["summary"] == DAY.title
    assert event["description"] == "\n".join([DAY.about, DAY.text, DAY.source, DAY.address])


def test_the_time_of_writing_is_told_in_utc() -> None:
    there = WRITTEN.astimezone(timezone(timedelta(hours=-5)))
    file = day_file([DAY], written=there, address=DIARY)
    assert file == day_file([DAY], written=WRITTEN, address=DIARY)


def test_a_calendar_without_days_has_no_events() -> None:
    file = feed_file([], written=WRITTEN, address=DIARY)
    assert Calendar.from_ical(file).walk("VEVENT") == []


HOSTILE = {
    "newlines": "a\nb\r\nc\rd",
    "ends of lines elsewhere": "a\x0bb\x0cc\x1cd\x85e\u2028f\u2029g",
    "an event in it": "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:mine",
    "marks with a meaning": 'a;b,c\\d:e"f\\n^n',
    "controls": "a\x00b\x07c\x1bd\x7fe",
    "tab": "a\tb",
    "right to left": "نقاط على الذقن",
    "emoji": "👶🏽" * 400,
    "20,000 characters": "ß" * 20_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_what_is_written_stays_one_text(text: str) -> None:
    row = CalendarDay(key=DAY.key, day=DAY.day, title=DAY.title, about=text, text=DAY.text)
    file = day_file([row], written=WRITTEN, address=DIARY)
    event = only_event(file)
    lines = "\n".join(text.splitlines())
    kept = "".join(sign for sign in lines if sign in "\t\n" or (sign >= " " and sign != "\x7f"))
    assert event["description"] == f"{kept}\n{DAY.text}"
    assert event["summary"] == DAY.title


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_line_is_longer_than_75_bytes_or_cut_within_a_letter(text: str) -> None:
    row = CalendarDay(key=DAY.key, day=DAY.day, title=text, about=text, text=DAY.text)
    file = day_file([row], written=WRITTEN, address=DIARY)
    lines = file.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert all(line.decode() == line.decode(errors="replace") for line in lines)
    assert b"\n" not in file.replace(b"\r\n", b"")
