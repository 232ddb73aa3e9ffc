"""What a doctor said to come back for is offered while the skin problem goes on."""

from __future__ import annotations

from typing import Any

from tests.domain.builders import clear, clock, concern, day, entry
from tracker.domain.come_back import advice_in
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
