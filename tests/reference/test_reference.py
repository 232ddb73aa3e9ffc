"""An example of every row of the second version of the rules, and the example files."""

from datetime import date, timedelta

import pytest

from .writing import (
    IRIS,
    MARCH,
    ack,
    child_of,
    clear,
    concern,
    confirmed,
    document,
    note,
    present,
    rules,
    said,
    vaccine,
    visit,
)


def urgent(rule: str, level: str, day: str, name: str = "-") -> str:
    """The line of an urgent flag."""
    return f"{rule} {level} {name} {day}/{day}"


def hot(day: str, t: float, *concerns: dict, child: dict = IRIS, **lists: list) -> dict:
    """A diary with one temperature in a day note `n1`."""
    return document(*concerns, child=child, notes=[note(day, t=t, id="n1")], **lists)


# Temperatures


@pytest.mark.parametrize(
    ("day", "t", "expected"),
    [
        ("09-10", 40.6, "very_high_fever same_day"),
        ("09-10", 40.0, "very_high_fever same_day"),
        ("09-10", 39.995, "very_high_fever same_day"),
        ("09-10", 39.99, "fever ask"),
        ("09-10", 38.0, "fever ask"),
        ("09-10", 37.99, None),
        ("04-10", 40.0, "very_high_fever same_day"),
        ("04-10", 39.4, "fever_3_to_6_months same_day"),
        ("04-10", 38.99, "fever ask"),
        ("07-09", 39.0, "fever_3_to_6_months same_day"),
        ("07-10", 39.0, "fever ask"),
        ("04-09", 40.2, "fever_under_3_months emergency"),
        ("04-09", 38.0, "fever_under_3_months emergency"),
        ("04-09", 37.99, None),
        ("09-10", 35.9, "low_temperature same_day"),
        ("09-10", 35.994, "low_temperature same_day"),
        ("09-10", 35.995, None),
        ("09-10", 36.0, None),
        ("04-10", 35.9, "low_temperature same_day"),
        ("04-09", 35.9, "low_temperature_under_3_months emergency"),
        ("04-09", 36.0, None),
    ],
)
def test_one_temperature(day: str, t: float, expected: str | None) -> None:
    lines = [urgent(*expected.split(), day)] if expected else []
    assert said(hot(day, t), day) == lines


def test_very_high_fever_stays_until_a_visit() -> None:
    line = urgent("very_high_fever", "same_day", "09-10")
    assert said(hot("09-10", 40.6), "09-09") == []
    assert said(hot("09-10", 40.6), "09-20") == [line]
    assert said(hot("09-10", 40.5), "12-01") == [line]
    seen = hot("09-10", 40.6, concern("milia", "09-09"), visits=[visit("09-11", "c1")])
    assert said(seen, "09-10") == [line]
    assert said(seen, "09-11") == []


def test_a_preterm_baby_is_younger() -> None:
    """The age counts from the due date."""
    preterm = child_of("01-10", due="02-10")
    assert rules(hot("05-09", 38.0, child=preterm), "05-09") == ["fever_under_3_months"]
    assert rules(hot("05-10", 38.0, child=preterm), "05-10") == ["fever"]


# Fever with a rash: row 4


def rash(*entries: dict, first: str, condition: str = "unsure_rash", doctor: bool = False) -> dict:
    """The concern of row 4."""
    return concern(condition, first, *entries, doctor=doctor)


def test_fever_with_rash() -> None:
    line = urgent("fever_with_rash", "same_day", "09-10")
    row_4 = hot("09-10", 38.6, rash(present("09-09"), first="09-09"))
    assert said(row_4, "09-10") == [line]
    day_7 = hot("09-10", 38.6, rash(present("09-03"), present("09-10"), first="09-03"))
    assert said(day_7, "09-10") == [line, "expected_course ask c1 09-03/09-10"]
    day_8 = hot("09-10", 38.6, rash(present("09-02"), present("09-10"), first="09-02"))
    assert rules(day_8, "09-10") == ["expected_course", "fever"]
    row_4b = hot("09-10", 38.6, rash(present("09-09"), clear("09-10"), first="09-09"))
    assert said(row_4b, "09-10") == [line]


@pytest.mark.parametrize(
    ("concern_of_row", "others"),
    [
        (rash(present("09-08"), first="09-08"), []),
        (rash(first="09-09"), []),
        (rash(present("09-09"), first="09-09", condition="milia"), []),
        (
            rash(present("09-09"), first="06-01", condition="eczema"),
            ["rash_over_4_weeks visit c1 06-01/06-30"],
        ),
        (rash(present("09-09"), first="09-09", condition="chickenpox", doctor=True), []),
    ],
)
def test_plain_fever(concern_of_row: dict, others: list[str]) -> None:
    diary = hot("09-10", 38.6, concern_of_row)
    assert said(diary, "09-10") == [*others, urgent("fever", "ask", "09-10")]


# Fever after a vaccine


@pytest.mark.parametrize("day", ["04-28", "04-29"])
@pytest.mark.parametrize("t", [38.0, 38.4, 38.99])
def test_fever_after_vaccine(day: str, t: float) -> None:
    diary = hot(day, t, child=MARCH, exposures=[vaccine("04-28")])
    assert said(diary, day) == [urgent("fever_after_vaccine", "same_day", day)]


def test_vaccine_but_emergency() -> None:
    line = urgent("fever_under_3_months", "emergency", "04-29")
    shot = [vaccine("04-28")]
    too_late = hot("04-30", 38.4, child=MARCH, exposures=shot)
    assert rules(too_late, "04-30") == ["fever_under_3_months"]
    assert said(hot("04-29", 39.0, child=MARCH, exposures=shot), "04-29") == [line]
    feeds_less = hot("04-29", 38.4, child=MARCH, exposures=shot)
    feeds_less["day_notes"].append(note("04-29", "feeding_less"))
    assert said(feeds_less, "04-29") == [line, urgent("feeding_less", "same_day", "04-29")]
    spotty = rash(present("04-27"), present("04-29"), first="04-27")
    with_rash = hot("04-29", 38.4, spotty, child=MARCH, exposures=shot)
    assert said(with_rash, "04-29") == [line, "at_first_sight ask c1 04-27/04-27"]


@pytest.mark.parametrize(
    ("shot", "day", "rule"),
    [
        ("04-24", "04-25", "fever_under_3_months"),
        ("04-25", "04-26", "fever_after_vaccine"),
        ("04-26", "04-27", "fever_after_vaccine"),
        ("05-30", "05-31", "fever_after_vaccine"),
        ("05-31", "06-01", "fever"),
    ],
)
def test_ages_of_fever_after_vaccine(shot: str, day: str, rule: str) -> None:
    """From 56 days of age to under three months."""
    assert rules(hot(day, 38.4, child=MARCH, exposures=[vaccine(shot)]), day) == [rule]


def test_answers_of_a_temperature() -> None:
    answer = ack("04-29", "fever_under_3_months", entry="n1")
    before = hot("04-29", 38.4, child=MARCH, acks=[answer])
    assert said(before, "04-29") == []
    after = hot("04-29", 38.4, child=MARCH, acks=[answer], exposures=[vaccine("04-28")])
    assert said(after, "04-29") == []
    spotty = rash(present("09-09"), first="09-09")
    with_rash = hot("09-10", 38.6, spotty, acks=[ack("09-10", "fever", entry="n1")])
    assert rules(with_rash, "09-10") == ["fever_with_rash"]


# First sight and expected course


@pytest.mark.parametrize("condition", ["unsure_rash", "other_rash"])
def test_rash_under_3_months(condition: str) -> None:
    diary = document(concern(condition, "03-22", present("03-22")), child=MARCH)
    line = "at_first_sight ask c1 03-22/03-22"
    assert said(diary, "03-21") == []
    assert said(diary, "03-22") == [line]
    assert confirmed(diary, "03-22") == [True]
    assert said(diary, "03-29") == [line]
    assert rules(document(concern(condition, "05-31"), child=MARCH), "05-31") == ["at_first_sight"]
    assert rules(document(concern(condition, "06-01"), child=MARCH), "06-01") == []


def test_chickenpox_of_a_newborn() -> None:
    day_19 = document(concern("chickenpox", "03-20"), child=MARCH)
    assert said(day_19, "03-20") == ["at_first_sight same_day c1 03-20/03-20"]
    day_27 = document(concern("chickenpox", "03-28"), child=MARCH)
    assert rules(day_27, "03-28") == ["at_first_sight"]
    day_28 = document(concern("chickenpox", "03-29"), child=MARCH)
    assert said(day_28, "04-11") == []
    assert said(day_28, "04-12") == ["expected_course ask c1 03-29/04-12"]


@pytest.mark.parametrize(
    ("condition", "first", "due_on"),
    [
        ("hand_foot_mouth", "09-01", "09-11"),
        ("insect_bites", "09-01", "09-08"),
        ("other_rash", "09-01", "09-08"),
        ("hives", "09-01", "09-03"),
        ("epstein_pearls", "01-12", "04-12"),
    ],
)
def test_expected_course(condition: str, first: str, due_on: str) -> None:
    diary = document(concern(condition, first))
    before = date.fromisoformat(f"2026-{due_on}") - timedelta(days=1)
    assert said(diary, before.isoformat()) == []
    assert said(diary, due_on) == [f"expected_course ask c1 {first}/{due_on}"]


@pytest.mark.parametrize("condition", ["hand_foot_mouth", "insect_bites", "other_rash"])
def test_new_rashes_have_28_days(condition: str) -> None:
    diary = document(concern(condition, "09-01"))
    assert rules(diary, "09-29") == ["expected_course"]
    assert said(diary, "09-30") == ["rash_over_4_weeks visit c1 09-01/09-30"]


@pytest.mark.parametrize("condition", ["scabies", "drug_rash", "seborrhoeic_dermatitis"])
def test_new_first_sights(condition: str) -> None:
    diary = document(concern(condition, "09-01"))
    assert said(diary, "09-01") == ["at_first_sight ask c1 09-01/09-01"]


# Haemangioma, return, onset


def test_haemangioma_bleeding() -> None:
    mark = concern("haemangioma", "02-01", present("03-01", bleeding=True, id="e1"))
    lines = ["at_first_sight visit c1 02-01/02-01", "haemangioma_bleeding visit c1 03-01/03-01"]
    assert said(document(mark), "02-28") == lines[:1]
    assert said(document(mark), "03-02") == lines
    seen = document(mark, visits=[visit("03-02", "c1")])
    assert said(seen, "03-01") == lines
    assert said(seen, "03-02") == []


def test_expected_course_from_the_day_it_came_back() -> None:
    entries = [present("03-01"), clear("03-03"), present("03-06")]
    diary = document(concern("diaper_rash", "03-01", *entries))
    assert [said(diary, day) for day in ("03-06", "03-07", "03-08")] == [[], [], []]
    assert said(diary, "03-09") == ["expected_course ask c1 03-01/03-09"]
    assert confirmed(diary, "03-09") == [False]
    seen = document(concern("diaper_rash", "03-01", *entries, present("03-09")))
    assert confirmed(seen, "03-09") == [True]


def test_onset_before_the_day_first_noticed() -> None:
    early = document(concern("milia", "02-20", present("02-10")))
    assert said(early, "05-10") == []
    assert said(early, "05-11") == ["milia_over_3_months visit c1 02-10/05-11"]
    assert said(early, "02-09") == []
    moved = document(concern("milia", "02-20", present("02-25")))
    assert said(moved, "05-20") == []
    assert said(moved, "05-21") == ["milia_over_3_months visit c1 02-20/05-21"]


def test_clear_before_the_day_first_noticed() -> None:
    bridged = document(concern("milia", "03-10", clear("03-05")))
    assert said(bridged, "06-06") == ["milia_over_3_months visit c1 03-05/06-06"]
    new = document(concern("milia", "03-20", clear("03-05")))
    assert said(new, "06-20") == []
    assert said(new, "06-21") == ["milia_over_3_months visit c1 03-20/06-21"]


# Signs


@pytest.mark.parametrize(
    ("signs", "rule", "level"),
    [
        (("floppy", "fit"), "unwell", "emergency"),
        (("unwell",), "unwell", "emergency"),
        (("cannot_be_consoled",), "cannot_be_consoled", "same_day"),
        (("limb_not_used",), "limb_not_used", "same_day"),
        (("sunken_soft_spot",), "feeding_less", "same_day"),
        (("feeding_less", "sunken_soft_spot"), "feeding_less", "same_day"),
    ],
)
def test_signs_about_the_child(signs: tuple[str, ...], rule: str, level: str) -> None:
    diary = document(notes=[note("09-10", *signs)])
    assert said(diary, "09-10") == [urgent(rule, level, "09-10")]


def test_rash_after_medicine() -> None:
    diary = document(concern("milia", "09-10", present("09-10", "rash_after_medicine")))
    assert said(diary, "09-10") == [urgent("rash_after_medicine", "same_day", "09-10", "c1")]


def test_blister_of_chickenpox() -> None:
    """The limit is 42 days of age."""
    for day, expected in [
        ("09-10", []),
        ("02-21", []),
        ("02-20", [urgent("newborn_blister", "emergency", "02-20", "c1")]),
        ("02-09", [urgent("newborn_blister", "emergency", "02-09", "c1")]),
    ]:
        diary = document(concern("chickenpox", day, present(day, "blister"), doctor=True))
        assert said(diary, day) == expected


# The example files


def test_nappy_rash_comes_back() -> None:
    """nappy-rash-comes-back.json."""
    entries = [present("03-01"), present("03-02"), clear("03-03"), present("03-09")]
    entries += [clear("03-10"), present("03-20"), present("03-21")]
    nappy = concern("diaper_rash", "03-01", *entries)
    diary = document(nappy, child=child_of("2025-12-01"))
    for day in ("03-02", "03-03", "03-09", "03-12", "03-21"):
        assert said(diary, day) == []
    assert said(diary, "03-23") == ["expected_course ask c1 03-20/03-23"]
    assert confirmed(diary, "03-23") == [False]


def test_glass_test() -> None:
    """glass-test.json."""
    dots = concern("unsure_rash", "03-10", present("03-10", "nonblanching"), clear("03-12"))
    diary = document(dots, child=child_of("01-15"), visits=[visit("03-14", "c1")])
    line = urgent("nonblanching", "emergency", "03-10", "c1")
    assert said(diary, "03-09") == []
    assert said(diary, "03-10") == [line, "at_first_sight ask c1 03-10/03-10"]
    assert confirmed(diary, "03-10") == [True, True]
    assert said(diary, "03-13") == [line]
    assert said(diary, "03-14") == []


def rash_four_weeks(birth: str) -> dict:
    """rash-four-weeks.json with that birth date: every second day up to 5 May."""
    first = date(2026, 4, 1)
    days = [(first + timedelta(days=2 * place)).isoformat() for place in range(18)]
    entries = [present(day) for day in days]
    return document(concern("unsure_rash", "04-01", *entries), child=child_of(birth))


def test_rash_four_weeks() -> None:
    """rash-four-weeks.json, born in December and born in February."""
    older = rash_four_weeks("2025-12-01")
    assert said(older, "04-07") == []
    for day in ("04-08", "04-29"):
        assert said(older, day) == ["expected_course ask c1 04-01/04-08"]
    younger = rash_four_weeks("02-01")
    for day in ("04-07", "04-08", "04-29"):
        assert said(younger, day) == ["at_first_sight ask c1 04-01/04-01"]
        assert confirmed(younger, day) == [True]
    for diary in (older, younger):
        assert said(diary, "04-30") == ["rash_over_4_weeks visit c1 04-01/04-30"]
        assert confirmed(diary, "04-30") == [False]
        assert confirmed(diary, "05-05") == [True]


def test_chin_milia_after_baby_acne() -> None:
    """chin-milia-after-baby-acne.json."""
    acne_days = [date(2026, 1, 31) + timedelta(days=3 * place) for place in range(9)]
    chin_days = [date(2026, 2, 24) + timedelta(days=4 * place) for place in range(27)]
    worded = [present(day.isoformat(), trend="same") for day in acne_days]
    acne = concern("baby_acne", "01-31", *worded, clear("02-26"), name="acne")
    bumps = [present(day.isoformat()) for day in chin_days]
    diary = document(acne, concern("milia", "02-24", *bumps, name="chin"))
    assert said(diary, "02-20") == []
    assert said(diary, "05-24") == []
    for day, seen in [("05-25", False), ("06-10", True)]:
        assert said(diary, day) == ["milia_over_3_months visit chin 02-24/05-25"]
        assert confirmed(diary, day) == [seen]
