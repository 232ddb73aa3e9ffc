"""The sample cases as sheets, and all that a sheet says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from tests.cases import AS_OF, eczema_diary, newborn_diary, red_flag_diary
from tests.doctor_cases import chin_bumps_diary, pus_spots_diary
from tracker.domain.records import Diary
from tracker.domain.rules import STANDARD_RULES
from tracker.domain.summary import Choice, default_span, summarise
from tracker.presenters.body_map import BodyView
from tracker.presenters.charts import CourseChart
from tracker.presenters.charts.drawing import ChartLabel
from tracker.presenters.summary import PhotoRow, Sheet, sheet

CASES: dict[str, Callable[[], Diary]] = {
    "newborn": newborn_diary,
    "eczema": eczema_diary,
    "red flag": red_flag_diary,
    "chin bumps": chin_bumps_diary,
    "pus spots": pus_spots_diary,
}

KEYS = {
    "PhotoRow": {"file", "address", "alt"},
    "SignRow": {"state"},
    "Block": {"narrow_chart"},
    "Sheet": {"narrow_chart_key"},
    "KeyEntryRow": {"dots"},
    "KeyItem": {"kind"},
}
"""What is a text to the program and none to a reader. The alternatives have their own test."""


def sheet_of(diary: Diary) -> Sheet:
    choice = Choice(default_span(diary, AS_OF), with_other_photos=True)
    return sheet(summarise(diary, AS_OF, choice, STANDARD_RULES))


def texts_of(value: Any) -> Iterator[str]:
    """Every text of a sheet that a reader is to see, with the words in its drawings."""
    match value:
        case str():
            if value:
                yield value
        case CourseChart():
            yield from (words.text for words in _every(value, ChartLabel))
        case BodyView():
            yield from (str(dot.number) for dot in value.dots)
        case tuple():
            for item in value:
                yield from texts_of(item)
        case _ if is_dataclass(value):
            for field in fields(value):
                if field.name not in KEYS.get(type(value).__name__, set()):
                    yield from texts_of(getattr(value, field.name))


def picture_descriptions(value: Any) -> Iterator[str]:
    """What is said of every picture to whoever cannot see it."""
    yield from (chart.label for chart in _every(value, CourseChart))
    yield from (photo.alt for photo in _every(value, PhotoRow))
    for view in _every(value, BodyView):
        yield view.label
        yield from (dot.label for dot in view.dots)


def _every(value: Any, kind: type) -> Iterator[Any]:
    if isinstance(value, kind):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _every(item, kind)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _every(getattr(value, field.name), kind)
