"""What a doctor said to come back for: offered while it goes on, open until a later visit."""

from __future__ import annotations

from typing import Any

import pytest

from tests.domain.builders import clear, clock, concern, day, entry
from tracker.domain.come_back import advice_in, met_advice_on
from tracker.domain.records import Child, Concern, Diary, Visit
from tracker.domain.spells import Course

CHILD = Child("Iris", day("2026-01-01"))


def visit(on: str, id: str = "v1", at: str | None = None, **given: Any) -> Visit:
    given = {"concerns": ("c1",), "come_back_words": "it weeps", **given}
    return Visit(day(on), at=clock(at), id=id, **given)


def offered(rash: Concern, *visits: Visit, on: str = "2026-06-10") -> str | None:
    spell = Course.of(rash).last_spell_on(day(on))
    assert spell is not None
    found = advice_in(spell, visits, day(on))
    return found.id if found else None


def open_on(rash: Concern, *visits: Visit, on: str = "2026-06-20") -> list[tuple[str | None, str]]:
    diary = Diary(CHILD, concerns=(rash,), visits=visits)
    return [(met.visit.id, met.entry.day.isoformat()) for met in met_advice_on(diary, day(on))]


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


def test_it_is_open_until_a_later_visit() -> None:
    rash = concern("eczema", "2026-05-20", entry("2026-06-09", come_back=("v1",)))
    assert open_on(rash, visit("2026-06-03")) == [("v1", "2026-06-09")]
    assert open_on(rash, visit("2026-06-03"), on="2026-06-08") == []
    later = visit("2026-06-12", "v2")
    assert open_on(rash, visit("2026-06-03"), later, on="2026-06-11") == [("v1", "2026-06-09")]
    assert open_on(rash, visit("2026-06-03"), later, on="2026-06-12") == []


@pytest.mark.parametrize(
    ("given", "is_open"),
    [({"concerns": ("c2",)}, True), ({"concerns": ()}, False), ({"at": "11:00"}, False)],
)
def test_which_visits_answer(given: dict[str, Any], is_open: bool) -> None:
    rash = concern("eczema", "2026-05-20", entry("2026-06-09", "10:00", come_back=("v1",)))
    on = "2026-06-09" if "at" in given else "2026-06-10"
    assert bool(open_on(rash, visit("2026-06-03"), visit(on, "v2", **given))) is is_open


def test_a_visit_earlier_that_day_does_not_answer() -> None:
    rash = concern("eczema", "2026-05-20", entry("2026-06-09", "10:00", come_back=("v1",)))
    assert open_on(rash, visit("2026-06-03"), visit("2026-06-09", "v2", "09:00")) != []
    assert open_on(rash, visit("2026-06-03"), visit("2026-06-09", "v2")) != []


def test_each_advice_is_told_once_with_its_first_entry() -> None:
    rash = concern(
        "eczema",
        "2026-05-20",
        entry("2026-06-10", come_back=("v1", "v2")),
        entry("2026-06-09", come_back=("v1", "gone")),
    )
    visits = (visit("2026-06-03"), visit("2026-06-04", "v2"))
    assert open_on(rash, *visits) == [("v1", "2026-06-09"), ("v2", "2026-06-10")]
