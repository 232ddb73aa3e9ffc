"""Screen and paper tell the same: all that a sheet says, each text in its own place.

Every text is given a number of its own, so that one which is left out is missed even where the
same words stand elsewhere; what was empty in the case has one, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from django.template.loader import render_to_string

from tests.cases import AS_OF, eczema_diary, red_flag_diary
from tests.reports.paper import squeezed, text_of
from tests.reports.sheets import KEYS, sheet_of
from tests.views.pages import text_of as words_of
from tracker.domain.records import DayNote
from tracker.presenters.body_map import BodyView
from tracker.presenters.charts import CourseChart
from tracker.presenters.summary import Sheet
from tracker.reports.summary_pdf import summary_pdf


def numbered(value: Any, numbers: Iterator[int]) -> Any:
    match value:
        case str():
            return f"{value} [{next(numbers)}]"
        case tuple():
            return tuple(numbered(item, numbers) for item in value)
        case CourseChart() | BodyView():
            return value
        case _ if is_dataclass(value) and not isinstance(value, type):
            read = {field.name for field in fields(value)} - KEYS.get(type(value).__name__, set())
            told = {name: numbered(getattr(value, name), numbers) for name in sorted(read)}
            return replace(value, **told)
        case _:
            return value


def on_paper(page: Sheet) -> str:
    made = summary_pdf(page, paper="a4", photo_bytes=lambda _file: None, language="en")
    return text_of(made)


def on_screen(page: Sheet) -> str:
    return words_of(render_to_string("_partials/summary/sheet.html", {"sheet": page}))


@pytest.fixture(scope="module")
def page() -> Sheet:
    """A case that has something in every part."""
    eczema = eczema_diary()
    worried = (DayNote(AS_OF - timedelta(days=5), signs={"jaundice": "yes"}), red_flag_note())
    return sheet_of(replace(eczema, day_notes=(*eczema.day_notes, *worried)))


def red_flag_note() -> DayNote:
    return red_flag_diary().day_notes[0]


def test_no_part_of_the_page_is_empty(page: Sheet) -> None:
    empty = {field.name for field in fields(page) if getattr(page, field.name) == ()}
    assert empty == set()


@pytest.mark.parametrize("shown", [on_screen, on_paper])
def test_every_text_of_a_sheet_stands_in_its_place(
    page: Sheet, shown: Callable[[Sheet], str]
) -> None:
    numbers = count(1)
    words = squeezed(shown(numbered(page, numbers)))
    assert [n for n in range(1, next(numbers)) if f"[{n}]" not in words] == []
