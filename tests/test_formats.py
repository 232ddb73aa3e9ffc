"""Days, times and numbers: one module names their formats."""

import re
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from django.utils import translation

from tracker import formats
from tracker.presenters.log import temperature_text

ROOT = Path(__file__).parent.parent
DAY = date(2026, 3, 3)
FORMAT_IN_PYTHON = re.compile(
    r"\b(?:date_format|time_format|number_format|strftime)\(|\{[^{}\"']*:%-?[A-Za-z]"
)
FORMAT_IN_TEMPLATE = re.compile(r"\|(?:date|time|floatformat)\b(?!:\"Y-m-d\")|\{% now ")
"""The ISO day is for attributes and hidden fields."""

FOR_MACHINES: set[str] = {
    "tracker/reports/calendar.py",
    "tracker/reports/entries_csv.py",
}


def formats_in(folder: str, suffixes: set[str], pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in suffixes and str(path.relative_to(ROOT)) not in FOR_MACHINES
        for found in pattern.finditer(path.read_text("utf-8"))
    ]


def test_no_other_module_has_a_format():
    found = formats_in("tracker", {".py"}, FORMAT_IN_PYTHON)
    assert [line for line in found if not line.startswith("tracker/formats.py:")] == []


def test_no_template_has_a_format():
    assert formats_in("templates", {".html", ".txt"}, FORMAT_IN_TEMPLATE) == []


@pytest.mark.parametrize(
    ("text", "finds"),
    [
        ('date_format(day, "j F")', True),
        ('f"{at:%H:%M}"', True),
        ("text % values", False),
        ("_('%(day)s: %(what)s')", False),
    ],
)
def test_formats_in_python_are_found(text, finds):
    assert bool(FORMAT_IN_PYTHON.search(text)) == finds


@pytest.mark.parametrize(
    ("text", "finds"),
    [
        ('{{ day|date:"j F" }}', True),
        ("{{ day|date }}", True),
        ('{{ day|date:"Y-m-d" }}', False),
        ("{{ day|day_text }}", False),
    ],
)
def test_formats_in_templates_are_found(text, finds):
    assert bool(FORMAT_IN_TEMPLATE.search(text)) == finds


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("day_text", "3 March 2026"),
        ("day_in_year", "3 March"),
        ("short_day_in_year", "3 Mar"),
        ("short_day_with_year", "3 Mar 2026"),
        ("weekday_text", "Tue 3 March 2026"),
        ("full_day", "Tuesday, 3 March 2026"),
        ("full_day_in_year", "Tuesday, 3 March"),
        ("month_text", "March 2026"),
        ("short_month", "Mar"),
        ("short_month_with_year", "Mar 2026"),
        ("year_text", "2026"),
    ],
)
def test_a_day(name, text):
    assert getattr(formats, name)(DAY) == text


def test_the_year_is_left_out_in_that_year():
    assert [formats.near_day(DAY, DAY), formats.near_day(DAY, date(2027, 1, 1))] == [
        "3 March",
        "3 March 2026",
    ]
    assert [formats.short_day(DAY, DAY), formats.short_day(DAY, date(2027, 1, 1))] == [
        "3 Mar",
        "3 Mar 2026",
    ]


def test_a_time():
    assert [formats.time_text(time(9, 5)), formats.time_text(None)] == ["09:05", ""]
    at = datetime(2026, 3, 3, 14, 5, tzinfo=UTC)
    assert formats.day_and_time(at) == "3 March 2026, 14:05"
    assert formats.day_and_time_with_zone(at) == "3 March 2026, 14:05 UTC"


def test_a_number_has_the_decimal_sign_of_the_language():
    assert temperature_text(38.25, "C") == "38.25 °C"
    with translation.override("de"):
        assert temperature_text(38.25, "C") == "38,25 °C"
