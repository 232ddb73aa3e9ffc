"""A field that is added to a record is in the diary file without a word of its own there."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any

import pytest

from tracker.domain.records import Entry
from tracker.interchange.context import ReadingContext
from tracker.interchange.schema import adapter, dump

DAY = date(2026, 3, 1)


@dataclass(frozen=True)
class LaterEntry(Entry):
    oozing: bool = False
    cream: str = ""
    washed_at: time | None = None
    stopped_on: date | None = None
    patches: int | None = None
    width_cm: float | None = None
    helped: tuple[str, ...] = ()


ADDED = {
    "oozing": True,
    "cream": "plain",
    "washed_at": "08:05",
    "stopped_on": "2026-03-02",
    "patches": 0,
    "width_cm": 1.5,
    "helped": ["air"],
}


def read(**given: Any) -> tuple[Any, list[str]]:
    context = ReadingContext(100, checks_photos=False)
    value = {"date": "2026-03-01", "status": "present", **given}
    entry = adapter(LaterEntry).validate_python(value, context=context)
    return entry, [f"{problem.path}: {problem.sentence}" for problem in context.problems]


def test_new_fields_are_read():
    made = LaterEntry(
        DAY,
        "present",
        oozing=True,
        cream="plain",
        washed_at=time(8, 5),
        stopped_on=date(2026, 3, 2),
        patches=0,
        width_cm=1.5,
        helped=("air",),
    )
    assert read(**ADDED) == (made, [])
    assert read() == (LaterEntry(DAY, "present"), [])


def test_new_fields_are_written():
    entry, _ = read(**ADDED)
    assert {key: value for key, value in dump(entry).items() if key in ADDED} == ADDED
    assert dump(LaterEntry(DAY, "present")) == {"date": "2026-03-01", "status": "present"}


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ({"oozing": "yes"}, "('oozing',): must be true or false, not \"yes\""),
        ({"cream": "c" * 201}, "('cream',): 201 characters; the limit is 200"),
        ({"patches": 1.5}, "('patches',): must be a whole number, not 1.5"),
        ({"helped": [1]}, "('helped', 0): must be text, not 1"),
    ],
    ids=["bool", "text", "number", "list"],
)
def test_wrong_values_of_new_fields_are_told(given, line):
    assert read(**given)[1] == [line]


def test_new_fields_are_in_the_schema():
    described = adapter(LaterEntry).json_schema()["properties"]
    assert described["oozing"]["type"] == "boolean"
    assert described["cream"]["maxLength"] == 200
