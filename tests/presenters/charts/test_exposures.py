"""The marks of what was eaten, used or happened, and their names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.builders import after, concern, day, diary, entry
from tracker.domain.timeline import Timeline
from tracker.presenters.charts import NARROW, CourseChart, CourseFacts, course_chart
from tracker.presenters.charts.drawing import DayScale, text_width
from tracker.presenters.charts.exposures import (
    MAX_NAMED,
    MarkedThing,
    ThingMarks,
    lettered_marks,
    named_marks,
    named_things,
)

START = date(2026, 3, 1)
SCALE = DayScale(START, START + timedelta(89), 72, NARROW - 5)
DAYS = st.lists(
    st.integers(0, 89).map(lambda number: START + timedelta(number)), min_size=1, max_size=6
)
THINGS = st.lists(
    st.builds(MarkedThing, st.text("abcd ", min_size=1, max_size=40), DAYS.map(tuple)), max_size=9
)


def boxes(row: ThingMarks) -> list[tuple[float, float, float, float]]:
    """Left, right, top and bottom of the label and of each mark."""
    label = (row.label.start, row.label.start + text_width(row.label.text))
    return [
        (*label, row.label.y - 9, row.label.y + 1),
        *((mark.x - 4, mark.x + 4, mark.y - 4, mark.y + 4) for mark in row.marks),
    ]


def overlap(one: Sequence[float], other: Sequence[float]) -> bool:
    across = one[0] < other[1] - 0.2 and other[0] < one[1] - 0.2
    return across and one[2] < other[3] - 0.2 and other[2] < one[3] - 0.2


@pytest.mark.parametrize("draw", [named_marks, lettered_marks])
@given(things=THINGS)
def test_nothing_overlaps_on_a_phone(draw: Callable[..., Sequence[ThingMarks]], things) -> None:
    if draw is lettered_marks:
        things = [
            MarkedThing(letter, row.days) for letter, row in zip("ABCDEFGHI", things, strict=False)
        ]
    drawn = draw(named_things(things), SCALE, 0)
    for one, other in combinations(drawn, 2):
        assert not [pair for pair in product_of(one, other) if overlap(*pair)]
    assert all(box[0] >= 0 and box[1] <= NARROW for row in drawn for box in boxes(row))


def product_of(one: ThingMarks, other: ThingMarks):
    return ((first, second) for first in boxes(one) for second in boxes(other))


@given(things=THINGS)
def test_every_day_is_kept_and_at_most_six_are_named(things: list[MarkedThing]) -> None:
    shown = named_things(things)
    assert len(shown) == min(len(things), MAX_NAMED)
    assert {day for row in shown for day in row.days} == {day for row in things for day in row.days}


def test_of_many_things_the_last_share_a_row_with_their_number() -> None:
    things = [MarkedThing(f"thing {n}", (START + timedelta(n),)) for n in range(8)]
    last = named_things(things)[-1]
    assert last == MarkedThing("3 more", tuple(START + timedelta(n) for n in (5, 6, 7)))


def chart(*things: MarkedThing, compact: bool = False) -> CourseChart:
    rash = concern("eczema", "2026-03-01", entry(after("2026-03-01", 3), trend="worse"))
    timeline = Timeline.of(diary(rash))
    on = day("2026-03-10")
    facts = CourseFacts.of(timeline.course(rash.id), (), timeline, on)
    return course_chart(facts, things=things, compact=compact)


def test_a_thing_is_named_under_the_course_and_in_its_description() -> None:
    egg = MarkedThing("egg", (date(2026, 3, 2), date(2026, 3, 5)))
    drawn = chart(egg)
    (row,) = drawn.exposures
    assert (row.label.text, len(row.marks)) == ("egg", 2)
    assert row.marks[0].title == "egg: 2 March 2026, 5 March 2026"
    assert drawn.label.endswith(" Possible triggers: egg on 2 March 2026, 5 March 2026.")
    assert [item.text for item in drawn.key if item.kind == "exposure"] == ["possible trigger"]
    assert drawn.height > chart().height


@pytest.mark.parametrize("on", [date(2026, 2, 28), date(2026, 3, 11)])
def test_what_is_from_before_the_course_or_after_today_is_not_drawn(on: date) -> None:
    assert chart(MarkedThing("egg", (on,))) == chart()
