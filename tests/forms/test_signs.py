"""The gate before the urgent signs."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tracker.forms.signs import ALL_SIGNS, SIGNS_ABOUT_THE_CHILD, SignsForm

OFFERED = ("warmth", "painful", "worried")


def sent(
    gate: str,
    *seen: str,
    stored: Mapping[str, str] | None = None,
    offered: tuple[str, ...] = OFFERED,
) -> SignsForm:
    data = {"signs-gate": [gate], "signs-seen": list(seen)}
    form = SignsForm(_Query(data), offered=offered, stored=stored)
    form.is_valid()
    return form


class _Query(dict[str, list[str]]):
    """As much of a QueryDict as forms read."""

    def get(self, key: str, default: object = None) -> object:  # type: ignore[override]
        return (super().get(key) or [default])[-1]

    def getlist(self, key: str) -> list[str]:
        return super().get(key) or []


NOTHING_SEEN = dict.fromkeys(OFFERED, "no")


@pytest.mark.parametrize(
    ("gate", "seen", "answers"),
    [
        ("none", (), NOTHING_SEEN),
        ("not_looked", (), {}),
        ("", (), {}),
        ("yes", ("warmth",), NOTHING_SEEN | {"warmth": "yes"}),
        ("not_looked", ("warmth",), NOTHING_SEEN | {"warmth": "yes"}),
    ],
    ids=["none", "did not look", "no answer", "yes", "ticked without the gate"],
)
def test_a_new_entry_answers(gate: str, seen: tuple[str, ...], answers: dict[str, str]) -> None:
    assert sent(gate, *seen).answers() == answers


@pytest.mark.parametrize(
    ("gate", "seen", "stored", "sentence"),
    [
        (
            "yes",
            (),
            {},
            "You said yes: please tick what you see, or choose “None” or “Didn't look”.",
        ),
        (
            "none",
            ("warmth",),
            {},
            "Something is ticked below. Please choose “Yes”, or take the ticks away.",
        ),
        (
            "not_looked",
            ("warmth",),
            {"warmth": "yes"},
            "Something is ticked below. Please choose “Yes”, or take the ticks away.",
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
        "seen": ["One of the signs that were sent is none of this list. Please tick again."]
    }


def test_a_day_note_takes_no_sign_about_the_skin() -> None:
    assert not sent("yes", "warmth", offered=SIGNS_ABOUT_THE_CHILD).is_valid()


@pytest.mark.parametrize(
    ("stored", "gate", "seen"),
    [
        ({}, "not_looked", []),
        ({"warmth": "not_checked"}, "not_looked", []),
        (NOTHING_SEEN, "none", []),
        ({"warmth": "no"}, "", []),
        ({"warmth": "yes", "painful": "no"}, "yes", ["warmth"]),
    ],
    ids=["nothing", "not checked", "all no", "some no", "a yes"],
)
def test_the_gate_stands_as_it_was_answered(
    stored: dict[str, str], gate: str, seen: list[str]
) -> None:
    form = SignsForm(None, offered=OFFERED, stored=stored)
    assert (form["gate"].value(), form["seen"].value()) == (gate, seen)


@pytest.mark.parametrize(
    ("stored", "gate", "seen", "answers"),
    [
        ({"warmth": "no"}, "", (), {"warmth": "no"}),
        (NOTHING_SEEN, "none", (), NOTHING_SEEN),
        (NOTHING_SEEN, "", (), NOTHING_SEEN),
        ({"warmth": "yes"}, "yes", ("warmth",), "untouched"),
        ({"warmth": "yes"}, "yes", ("painful",), {"warmth": "no", "painful": "yes"}),
        (NOTHING_SEEN, "not_looked", (), {}),
        ({"from_later": "yes"}, "none", (), NOTHING_SEEN | {"from_later": "yes"}),
        ({"from_later": "yes"}, "not_looked", (), {"from_later": "yes"}),
    ],
    ids=[
        "some no stay some",
        "all no stay",
        "no answer touches nothing",
        "a yes left alone",
        "another yes",
        "taken back",
        "a sign of a later version stays beside none",
        "a sign of a later version stays beside nothing",
    ],
)
def test_a_change_touches_only_what_was_touched(
    stored: dict[str, str], gate: str, seen: tuple[str, ...], answers: object
) -> None:
    changed = {
        k: v for k, v in sent(gate, *seen, stored=stored).answers().items() if v != "not_checked"
    }
    assert changed == (stored if answers == "untouched" else answers)


def test_a_link_can_open_the_gate() -> None:
    assert SignsForm(None, opened=True)["gate"].value() == "yes"


def test_every_sign_is_offered() -> None:
    assert len(ALL_SIGNS) == 19
    assert set(SIGNS_ABOUT_THE_CHILD) == {
        "unwell",
        "breathing_difficulty",
        "face_swelling",
        "feeding_less",
        "jaundice",
        "worried",
    }
