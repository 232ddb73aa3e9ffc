"""The list of urgent signs, with what to do about each at the baby's age."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tracker.domain.records import Child
from tracker.domain.rules import STANDARD_RULES
from tracker.domain.urgent import rule_for_sign, rule_for_temperature
from tracker.domain.vocabulary import GATE, SIGNS
from tracker.forms.signs import SignsForm
from tracker.presenters.signs import (
    Advice,
    GateLine,
    SignContext,
    sign_list,
    temperature_advice,
)

BORN = date(2026, 1, 10)
SEEN = SignContext(Child("Iris", BORN), BORN + timedelta(days=50), "GB", "milia", "parent")


def advice_about(sign: str, seen: SignContext = SEEN) -> tuple[Advice, ...]:
    groups = sign_list([sign], (), seen, STANDARD_RULES).groups
    return groups[0].signs[0].advice


def test_the_list_is_grouped_and_what_needs_help_now_stands_together() -> None:
    groups = sign_list(SignsForm().offered.listed, {"worried"}, SEEN, STANDARD_RULES).groups
    assert [(group.title, len(group.signs)) for group in groups] == [
        ("On the skin", 13),
        ("Call for help now", 9),
        ("Iris", 5),
        ("You", 1),
    ]
    ticked = [row.key for group in groups for row in group.signs if row.is_ticked]
    assert ticked == ["worried"]


def test_a_retired_sign_stands_last_in_its_group() -> None:
    offered = SignsForm(stored={"unwell": "yes"}).offered.listed
    groups = sign_list(offered, (), SEEN, STANDARD_RULES).groups
    assert [row.key for row in groups[1].signs][-2:] == ["bulging_soft_spot", "unwell"]


def test_an_emergency_names_the_number_to_dial() -> None:
    [advice] = advice_about("nonblanching")
    assert (advice.level, advice.level_label, advice.mark) == (
        "emergency",
        "Call for help now",
        "▲",
    )
    assert advice.call is not None
    assert advice.call.address == "tel:999"
    assert advice.sentence == (
        "NHS Healthier Together says to go to an emergency department or call the emergency number"
        " now."
    )


def test_what_is_to_be_seen_today_names_the_line_for_advice() -> None:
    [advice] = advice_about("painful")
    assert advice.level == "same_day"
    assert advice.call is not None
    assert advice.call.address == "tel:111"


def test_a_country_without_a_line_for_advice_names_none() -> None:
    [advice] = advice_about("painful", replace(SEEN, country="IE"))
    assert (advice.level, advice.call) == ("same_day", None)


def test_a_country_that_is_not_known_dials_112() -> None:
    [advice] = advice_about("unwell", replace(SEEN, country=""))
    assert advice.call is not None
    assert advice.call.number == "112"


def test_a_blister_is_an_emergency_on_the_youngest() -> None:
    young, older = advice_about("blister")
    day = BORN + timedelta(days=42)
    assert (young.level, young.from_day, young.until_day) == ("emergency", None, day)
    assert (older.level, older.from_day, older.until_day) == ("same_day", day, None)
    assert (young.applies_now, older.applies_now) == (False, True)


def test_a_preterm_baby_is_younger_than_the_calendar_says() -> None:
    child = Child("Iris", BORN, due_date=BORN + timedelta(days=30))
    young, _older = advice_about("blister", replace(SEEN, child=child))
    assert young.until_day == BORN + timedelta(days=72)


def test_pus_means_nothing_where_a_doctor_named_what_looks_like_that() -> None:
    named = replace(SEEN, condition="erythema_toxicum", named_by="doctor")
    assert advice_about("pus", named) == ()


@pytest.mark.parametrize("condition", ["milia", "eczema", "erythema_toxicum"])
@pytest.mark.parametrize("sign", list(SIGNS))
def test_what_is_said_before_saving_is_what_the_check_says(sign: str, condition: str) -> None:
    for days in (0, 27, 28, 41, 42, 89, 120, 400):
        day = BORN + timedelta(days=days)
        seen = replace(SEEN, day=day, condition=condition)
        holding = [advice for advice in advice_about(sign, seen) if advice.applies_now]
        rule = rule_for_sign(sign, STANDARD_RULES, BORN, day, condition, "parent")
        assert [advice.level for advice in holding] == ([rule.level.key] if rule else [])


@pytest.mark.parametrize("celsius", [35.9, 36.0, 37.99, 38.0, 38.99, 39.0])
@pytest.mark.parametrize("days", [0, 88, 89, 90, 91, 180, 181, 182, 400])
def test_a_temperature_gets_what_the_check_says(celsius: float, days: int) -> None:
    day = BORN + timedelta(days=days)
    rule = rule_for_temperature(celsius, STANDARD_RULES, BORN, day)
    holding = [
        row.advice.level
        for row in temperature_advice(replace(SEEN, day=day), STANDARD_RULES)
        if row.advice.applies_now
        and (
            celsius >= row.celsius_from
            if row.celsius_from is not None
            else celsius < (row.celsius_below or 0)
        )
    ]
    assert holding[:1] == ([rule.level.key] if rule else [])


SKIN = (
    "blisters, pus, peeling, spreading colour, warm, swollen, weeping or crusted, a bruise, sore"
    " mouth, painful, over most of the body."
)
CHILD = (
    "pale, blue or blotchy; floppy; hard to wake; weak or high-pitched cry; a fit; trouble"
    " breathing; swollen face; cannot be settled; feeding much less or no wet nappies; yellow skin"
    " or eyes; you are worried."
)


def test_the_short_question_has_the_words_of_each_sign_that_it_asks() -> None:
    offered = SignsForm().offered.listed
    gate = sign_list(offered, (), SEEN, STANDARD_RULES).gate
    assert gate == (GateLine("On the skin", SKIN), GateLine("Iris", CHILD))
    for key, words in GATE.items():
        assert str(words) in (SKIN if SIGNS[key].about == "spot" else CHILD)


def test_the_short_question_of_a_day_note_is_about_the_child_alone() -> None:
    offered = SignsForm(is_about_child=True).offered.listed
    assert sign_list(offered, (), SEEN, STANDARD_RULES).gate == (GateLine("Iris", CHILD),)
