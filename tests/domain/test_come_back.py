"""What a doctor said to come back for is offered while the skin problem goes on."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.domain.builders import clear, clock, concern, day, diary, entry
from tracker.domain.come_back import advice_in, days_ticked, open_ticks
from tracker.domain.records import Concern, Visit
from tracker.domain.spells import Course


def visit(on: str, id: str = "v1", at: str | None = None, **given: Any) -> Visit:
    given = {"concerns": ("c1",), "come_back_words": "it weeps", **given}
    return Visit(day(on), at=clock(at), id=id, **given)


def offered(rash: Concern, *visits: Visit, on: str = "2026-06-10") -> str | None:
    spell = Course.of(rash).last_spell_on(day(on))
    assert spell is not None
    found = advice_in(spell, visits, day(on))
    return found.id if found else None


def test_the_last_advice_is_offered_until_the_skin_problem_is_gone() -> None:
    rash = concern("eczema", "2026-05-20", clear("2026-06-11"))
    visits = (visit("2026-06-03"), visit("2026-06-05", "v2"), visit("2026-06-11", "v3"))
    assert offered(rash, *visits, on="2026-06-04") == "v1"
    assert offered(rash, *visits, on="2026-06-10") == "v2"
    assert offered(rash, *visits, on="2026-06-11") is None


def test_a_visit_without_a_reason_leaves_the_earlier_advice() -> None:
    rash = concern("eczema", "2026-05-20")
    assert offered(rash, visit("2026-06-03"), visit("2026-06-05", "v2", come_back_words="")) == "v1"
    assert offered(rash, visit("2026-06-03", come_back_words="", come_back_if=("pus",))) == "v1"


def test_advice_of_an_earlier_time_is_not_offered() -> None:
    rash = concern("eczema", "2026-05-01", clear("2026-05-20"), entry("2026-06-05"))
    assert offered(rash, visit("2026-05-10")) is None


def ticked(rash: Concern, *visits: Visit, on: str = "2026-06-20") -> list[tuple[str | None, date]]:
    """The visit and the day of each tick that nothing has answered."""
    ticks = open_ticks(diary(rash, *visits), day(on))
    return [(tick.visit.id, tick.entry.day) for tick in ticks]


TICKED = entry("2026-06-09", at="10:00", come_back=("v1",))
OPEN = [("v1", day("2026-06-09"))]


def test_a_tick_stays_open_until_a_later_visit() -> None:
    rash = concern("eczema", "2026-05-20", TICKED)
    assert ticked(rash, visit("2026-06-03")) == OPEN
    assert ticked(rash, visit("2026-06-03"), on="2026-06-08") == []
    later = visit("2026-06-10", "v2")
    assert ticked(rash, visit("2026-06-03"), later) == []
    assert ticked(rash, visit("2026-06-03"), later, on="2026-06-09") == OPEN


def test_a_visit_of_the_same_day_answers_where_its_time_is_later() -> None:
    rash = concern("eczema", "2026-05-20", TICKED)
    assert ticked(rash, visit("2026-06-03"), visit("2026-06-09", "v2", "12:00")) == []
    assert ticked(rash, visit("2026-06-03"), visit("2026-06-09", "v2", "09:00")) == OPEN
    assert ticked(rash, visit("2026-06-03"), visit("2026-06-09", "v2")) == OPEN


def test_a_visit_about_the_child_answers_and_one_about_another_skin_problem_does_not() -> None:
    rash = concern("eczema", "2026-05-20", TICKED)
    assert ticked(rash, visit("2026-06-03"), visit("2026-06-10", "v2", concerns=())) == []
    assert ticked(rash, visit("2026-06-03"), visit("2026-06-10", "v2", concerns=("c2",))) == OPEN


def test_the_last_tick_of_a_visit_stands_for_it() -> None:
    rash = concern("eczema", "2026-05-20", entry("2026-06-12", come_back=("v1",)), TICKED)
    told = visit("2026-06-03")
    assert ticked(rash, told) == [("v1", day("2026-06-12"))]
    days = days_ticked(diary(rash, told), day("2026-06-20"))
    assert days == {"v1": (day("2026-06-09"), day("2026-06-12"))}
    assert days_ticked(diary(rash, told), day("2026-06-20"), ["c2"]) == {}
