"""Signs: what answers them, which look is shown, which row claims them."""

import pytest

from .writing import ack, concern, document, note, present, rules, said, visit


def test_what_answers_a_sign() -> None:
    """A visit after it, about the concern or the child; an acknowledgement; nothing else."""
    spot = concern("milia", "09-10", present("09-10", "bruise", time="10:00", id="e1"))
    other = concern("milia", "09-10", name="c2")
    cases = [
        (visit("09-10", "c1"), True),
        (visit("09-10", "c1", time="10:00"), True),
        (visit("09-10", "c1", time="10:01"), False),
        (visit("09-10"), True),
        (visit("09-11"), False),
        (visit("09-11", "c2"), True),
    ]
    for seen, is_open in cases:
        diary = document(spot, other, visits=[seen])
        assert (rules(diary, "09-12") == ["bruise"]) == is_open
    for day, entry, is_open in [("09-10", None, True), ("09-11", None, False)]:
        diary = document(spot, acks=[ack(day, "bruise", "c1", entry)])
        assert (rules(diary, "09-12") == ["bruise"]) == is_open
    assert rules(document(spot, acks=[ack("09-10", "bruise", "c1", "e1")]), "09-10") == []
    child = document(other, notes=[note("09-10", "worried")], visits=[visit("09-11", "c2")])
    assert rules(child, "09-10") == ["worried"]
    assert rules(child, "09-11") == []


def test_the_earliest_look_still_open() -> None:
    """One flag for a rule and the child, over entries and day notes together."""
    notes = [note("09-12", "fit", id="n2"), note("09-10", "floppy", id="n1")]
    entry = concern("milia", "09-01", present("09-11", "unwell", id="e1"))
    assert said(document(entry, notes=notes), "09-12") == ["unwell emergency - 09-10/09-10"]
    answered = document(entry, notes=notes, acks=[ack("09-10", "unwell", entry="n1")])
    assert said(answered, "09-12") == ["unwell emergency - 09-11/09-11"]


@pytest.mark.parametrize(
    ("condition", "sign", "day", "expected"),
    [
        ("erythema_toxicum", "pus", "01-20", []),
        ("erythema_toxicum", "widespread", "01-20", []),
        ("erythema_toxicum", "blister", "01-20", ["newborn_blister"]),
        ("chickenpox", "widespread", "09-10", []),
        ("chickenpox", "mouth_sores", "09-10", ["mouth_sores"]),
        ("hand_foot_mouth", "blister", "09-10", []),
        ("hand_foot_mouth", "mouth_sores", "09-10", []),
        ("hand_foot_mouth", "pus", "09-10", ["infection_signs"]),
        ("milia", "pus", "02-06", ["newborn_pus"]),
        ("milia", "pus", "02-07", ["infection_signs"]),
        ("milia", "blister", "02-20", ["newborn_blister"]),
        ("milia", "blister", "02-21", ["blister"]),
    ],
)
def test_signs_of_a_named_condition(
    condition: str, sign: str, day: str, expected: list[str]
) -> None:
    """By a doctor's name a sign may count for nothing; the ages of blisters and pus."""
    diary = document(concern(condition, day, present(day, sign), doctor=True))
    assert [rule for rule in rules(diary, day) if rule != "at_first_sight"] == expected
