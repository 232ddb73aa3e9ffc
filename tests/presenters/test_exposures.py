"""The list of what was eaten, used or happened, and the things that a chart marks."""

from __future__ import annotations

from datetime import date, time

from tracker.models import Exposure
from tracker.presenters.charts import MarkedThing
from tracker.presenters.exposures import MAX_LISTED, ExposureRow, exposure_list, marked_things

TODAY = date(2026, 5, 10)


def food(day: int, name: str = "oats", **given: object) -> Exposure:
    return Exposure(day=date(2026, 5, day), kind="food", name=name, **given)


def egg() -> Exposure:
    return food(1, "egg", at=time(12, 10), followed="weals on both cheeks", after_minutes=10)


def test_what_followed_stands_first_and_the_rest_is_grouped_by_name() -> None:
    found = exposure_list([egg(), food(2), food(3, "Oats "), food(4, "pear")], TODAY)
    assert found.rows == (
        ExposureRow("egg", "1 May 12:10", "After 10 minutes: weals on both cheeks"),
        ExposureRow("Oats", "2–3 May", ""),
        ExposureRow("pear", "4 May", ""),
    )
    assert found.more == ""


def test_a_long_list_ends_with_the_number_left_out_and_keeps_what_followed() -> None:
    things = [food(day, f"thing {day}") for day in range(2, MAX_LISTED + 5)]
    found = exposure_list([egg(), *things], TODAY)
    assert (len(found.rows), found.rows[0].what, found.more) == (MAX_LISTED, "egg", "and 4 more")


def test_a_chart_marks_each_thing_by_its_name_or_kind() -> None:
    heat = Exposure(day=date(2026, 5, 3), kind="heat")
    assert marked_things([food(2), egg(), heat, food(4)]) == (
        MarkedThing("egg", (date(2026, 5, 1),)),
        MarkedThing("oats", (date(2026, 5, 2), date(2026, 5, 4))),
        MarkedThing("heat", (date(2026, 5, 3),)),
    )
