"""The glass test, the question before the urgent signs, and the list behind it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from django.http import QueryDict

from tests.views.entry_posts import signs_post
from tracker.domain.vocabulary import ASKED_SIGNS, GATE, GLASS_TEST, SIGNS, SIGNS_OF_VERSION_1
from tracker.forms.signs import SignsForm

LISTED = ("warmth", "painful", "worried", "limb_not_used")
IN_GATE = ("warmth", "painful", "worried")

NONE_OF_GATE = dict.fromkeys(IN_GATE, "no")
NONE_OF_LIST = dict.fromkeys(LISTED, "no")
NONE_OF_VERSION_1 = dict.fromkeys(SIGNS_OF_VERSION_1, "no")


def post(fields: Mapping[str, Any]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in fields.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def form_of(fields: Mapping[str, Any], **arguments: Any) -> SignsForm:
    form = SignsForm(post(fields), **arguments)
    form.is_valid()
    return form


def sent(
    gate: str, *seen: str, glass: str = "not_checked", listed: tuple[str, ...] = LISTED, **more: Any
) -> SignsForm:
    """Return the form as a page sent it that listed these signs."""
    short = tuple(key for key in listed if key in GATE)
    return form_of(signs_post(gate, *seen, glass=glass, listed=listed, in_gate=short), **more)


def sent_by_version_1(gate: str, *seen: str, **more: Any) -> SignsForm:
    return form_of({"signs-gate": gate, "signs-seen": list(seen)}, **more)


@pytest.mark.parametrize(
    ("gate", "seen", "answers"),
    [
        ("none", (), NONE_OF_GATE),
        ("not_looked", (), {}),
        ("", (), {}),
        ("yes", ("warmth",), NONE_OF_LIST | {"warmth": "yes"}),
        ("", ("warmth",), {"warmth": "yes"}),
    ],
    ids=["none", "did not look", "no answer", "yes", "ticked without the gate"],
)
def test_a_new_entry_answers(gate: str, seen: tuple[str, ...], answers: dict[str, str]) -> None:
    assert sent(gate, *seen).answers() == answers


def test_none_of_these_answers_the_short_question_alone() -> None:
    offered = SignsForm().offered
    answers = sent("none", listed=offered.listed).answers()
    assert answers == dict.fromkeys(GATE, "no")
    assert set(offered.listed) - answers.keys() == {
        "spreading_fast",
        "rash_after_medicine",
        "stiff_neck",
        "bulging_soft_spot",
        "sunken_soft_spot",
        "limb_not_used",
    }


@pytest.mark.parametrize(
    ("gate", "seen", "stored", "sentence"),
    [
        (
            "yes",
            (),
            {},
            "Tick what you see, or choose “None of these” or “Didn't look”.",
        ),
        (
            "none",
            ("warmth",),
            {},
            "Something is ticked below. Choose “Yes, show the list” or remove the ticks.",
        ),
        (
            "not_looked",
            ("warmth",),
            {"warmth": "yes"},
            "Something is ticked below. Choose “Yes, show the list” or remove the ticks.",
        ),
    ],
    ids=["yes and nothing ticked", "none and a tick", "a yes taken back with its tick left"],
)
def test_what_contradicts_itself_is_asked_about(
    gate: str, seen: tuple[str, ...], stored: dict[str, str], sentence: str
) -> None:
    assert sent(gate, *seen, stored=stored).errors == {"gate": [sentence]}


def test_an_unknown_sign_is_refused_and_not_dropped() -> None:
    assert sent("yes", "warmth", "glitter").errors == {
        "seen": ["One of the signs is not on this list. Tick again."]
    }


def test_a_sign_that_is_listed_and_unknown_here_is_ignored() -> None:
    form = form_of(signs_post("none", listed=("warmth", "glow"), in_gate=("warmth", "glow")))
    assert form.answers() == {"warmth": "no"}


def test_a_day_note_takes_no_sign_about_the_skin() -> None:
    assert not sent("yes", "warmth", is_about_child=True).is_valid()
    assert sent("none", is_about_child=True).answers() == {"worried": "no"}


@pytest.mark.parametrize(
    ("stored", "gate", "seen"),
    [
        ({}, "not_looked", []),
        ({"warmth": "not_checked"}, "not_looked", []),
        (dict.fromkeys(GATE, "no"), "none", []),
        ({"warmth": "no"}, "", []),
        (NONE_OF_VERSION_1, "", []),
        ({"warmth": "yes", "painful": "no"}, "yes", ["warmth"]),
        ({GLASS_TEST: "no"}, "not_looked", []),
    ],
    ids=["nothing", "not checked", "all no", "some no", "of version 1", "a yes", "glass test"],
)
def test_the_gate_stands_as_it_was_answered(
    stored: dict[str, str], gate: str, seen: list[str]
) -> None:
    form = SignsForm(stored=stored)
    assert (form["gate"].value(), form["seen"].value()) == (gate, seen)


@pytest.mark.parametrize(
    ("stored", "gate", "seen", "answers"),
    [
        ({"warmth": "no"}, "", (), {"warmth": "no"}),
        (NONE_OF_GATE, "none", (), NONE_OF_GATE),
        (NONE_OF_GATE, "", (), NONE_OF_GATE),
        ({"warmth": "yes"}, "yes", ("warmth",), {"warmth": "yes"}),
        ({"warmth": "yes"}, "yes", ("painful",), {"warmth": "no", "painful": "yes"}),
        (NONE_OF_GATE, "not_looked", (), {}),
        (NONE_OF_LIST, "not_looked", (), {}),
        ({"limb_not_used": "yes"}, "none", (), NONE_OF_GATE),
        ({"from_later": "yes"}, "none", (), NONE_OF_GATE | {"from_later": "yes"}),
        ({"from_later": "yes"}, "not_looked", (), {"from_later": "yes"}),
    ],
    ids=[
        "some no stay some",
        "all no stay",
        "no answer touches nothing",
        "a yes left alone",
        "another yes",
        "taken back",
        "the whole list taken back",
        "none of these answers nothing beyond its words",
        "a sign of a later version stays beside none",
        "a sign of a later version stays beside nothing",
    ],
)
def test_a_change_touches_only_what_was_touched(
    stored: dict[str, str], gate: str, seen: tuple[str, ...], answers: dict[str, str]
) -> None:
    assert sent(gate, *seen, stored=stored).answers() == answers


def test_a_link_can_open_the_gate() -> None:
    assert SignsForm(opened=True)["gate"].value() == "yes"


def test_every_sign_is_offered() -> None:
    assert set(SignsForm().offered.listed) == {*ASKED_SIGNS} - {GLASS_TEST}
    assert SignsForm().offered.in_gate == tuple(key for key in SIGNS if key in GATE)
    assert set(SignsForm(is_about_child=True).offered.listed) == {
        key for key in ASKED_SIGNS if SIGNS[key].about == "child"
    }


# The glass test


@pytest.mark.parametrize(
    ("stored", "glass", "answers"),
    [
        ({}, "not_checked", {}),
        ({}, "", {}),
        ({}, "no", {GLASS_TEST: "no"}),
        ({}, "yes", {GLASS_TEST: "yes"}),
        ({GLASS_TEST: "yes"}, "yes", {GLASS_TEST: "yes"}),
        ({GLASS_TEST: "yes"}, "no", {GLASS_TEST: "no"}),
        ({GLASS_TEST: "yes"}, "not_checked", {}),
        ({GLASS_TEST: "yes"}, "", {GLASS_TEST: "yes"}),
        (NONE_OF_VERSION_1, "not_checked", NONE_OF_VERSION_1),
    ],
)
def test_the_glass_test_answers_for_itself(
    stored: dict[str, str], glass: str, answers: dict[str, str]
) -> None:
    assert sent("", glass=glass, stored=stored).answers() == answers


@pytest.mark.parametrize("gate", ["none", "not_looked"])
def test_the_gate_does_not_touch_the_glass_test(gate: str) -> None:
    stored = {GLASS_TEST: "yes", "warmth": "yes"}
    assert sent(gate, glass="yes", stored=stored).answers()[GLASS_TEST] == "yes"


def test_a_no_of_version_1_shows_no_glass_test() -> None:
    assert SignsForm(stored=NONE_OF_VERSION_1)["glass"].value() == "not_checked"
    assert SignsForm(stored={GLASS_TEST: "no"})["glass"].value() == "no"


# Forms of the first version: opened before the update, or waiting in a phone's outbox


@pytest.mark.parametrize(
    ("gate", "seen", "answers"),
    [
        ("none", (), NONE_OF_VERSION_1),
        ("not_looked", (), {}),
        ("yes", ("unwell",), NONE_OF_VERSION_1 | {"unwell": "yes"}),
        ("yes", (GLASS_TEST,), NONE_OF_VERSION_1 | {GLASS_TEST: "yes"}),
    ],
)
def test_a_form_of_version_1_answers_what_it_asked(
    gate: str, seen: tuple[str, ...], answers: dict[str, str]
) -> None:
    assert sent_by_version_1(gate, *seen).answers() == answers


def test_a_day_note_of_version_1_answers_what_it_asked() -> None:
    answers = sent_by_version_1("none", is_about_child=True).answers()
    assert answers == {key: "no" for key in SIGNS_OF_VERSION_1 if SIGNS[key].about == "child"}


def test_a_form_of_version_1_that_is_shown_again_keeps_its_ticks() -> None:
    form = sent_by_version_1("none", "unwell", GLASS_TEST, "warmth")
    assert not form.is_valid()
    assert form["glass"].value() == "yes"
    assert {"unwell", "warmth"} == set(form.offered.listed) & set(form.ticked())


# The retired sign


def test_a_retired_sign_is_offered_only_to_be_taken_back() -> None:
    assert "unwell" in SignsForm(stored={"unwell": "yes"}).offered.listed
    for answer in ("no", "not_checked"):
        assert "unwell" not in SignsForm(stored={"unwell": answer}).offered.listed


@pytest.mark.parametrize(
    ("gate", "seen", "answer"),
    [
        ("yes", ("unwell",), "yes"),
        ("yes", ("warmth",), None),
        ("none", (), None),
        ("not_looked", (), "not_checked"),
    ],
)
def test_a_retired_sign_is_taken_back(gate: str, seen: tuple[str, ...], answer: str | None) -> None:
    form = sent(gate, *seen, stored={"unwell": "yes"}, listed=(*LISTED, "unwell"))
    assert form.answers().get("unwell") == answer


OF_VERSION_1 = dict.fromkeys(SIGNS_OF_VERSION_1, "no")


def test_an_old_entry_that_is_asked_again_loses_the_mark_of_the_one_list() -> None:
    listed = tuple(key for key in ASKED_SIGNS if key != GLASS_TEST)
    answers = sent("none", stored=OF_VERSION_1, listed=listed).answers()
    assert answers == dict.fromkeys(GATE, "no") | {GLASS_TEST: "not_checked"}


def test_an_old_entry_that_is_not_asked_again_keeps_it() -> None:
    assert sent("", stored=OF_VERSION_1).answers() == OF_VERSION_1


def test_a_form_of_version_1_that_comes_back_still_names_no_keys() -> None:
    assert not sent_by_version_1("none").names_its_keys
    assert sent("none").names_its_keys
    assert SignsForm().names_its_keys
