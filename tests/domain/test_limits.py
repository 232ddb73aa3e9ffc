"""Every limit of the rule tables, on the day before, on the day and on the day after."""

from datetime import date

import pytest

from tests.domain.builders import (
    ack,
    after,
    concern,
    day,
    diary,
    entry,
    flags,
    keys,
    note,
    only,
    upcoming,
    visit,
)
from tracker.domain.days import add_days, add_months, months_between

# Condition: its window in days, after which it is asked about, as published.
ASK_AFTER = {
    "erythema_toxicum": 14,
    "heat_rash": 3,
    "diaper_rash": 3,
    "hives": 2,
    "viral_rash": 1,
    "contact_rash": 7,
    "drool_rash": 7,
    "unsure_rash": 7,
    "unsure_bumps": 7,
    "chickenpox": 14,
    "hand_foot_mouth": 10,
    "insect_bites": 7,
    "other_rash": 7,
    "epstein_pearls": 90,
    "other": 7,
}
RASHES = [
    "baby_acne",
    "erythema_toxicum",
    "heat_rash",
    "cradle_cap",
    "diaper_rash",
    "candida_diaper_rash",
    "eczema",
    "hives",
    "viral_rash",
    "contact_rash",
    "drool_rash",
    "impetigo",
    "ringworm",
    "chickenpox",
    "hand_foot_mouth",
    "scabies",
    "insect_bites",
    "drug_rash",
    "seborrhoeic_dermatitis",
    "unsure_rash",
    "other_rash",
]
MILIA = ["milia", "secondary_milia", "unsure_bumps"]
AT_FIRST_SIGHT = {
    "candida_diaper_rash": "ask",
    "eczema": "ask",
    "impetigo": "visit",
    "ringworm": "visit",
    "port_wine_stain": "visit",
    "haemangioma": "visit",
    "scabies": "ask",
    "drug_rash": "ask",
    "seborrhoeic_dermatitis": "ask",
}
ONSET = "2026-03-01"


# The two limits

# onset, the day of the limit itself, the day after it
THREE_MONTHS = [
    pytest.param("2026-02-24", "2026-05-24", "2026-05-25", id="the same day of the month"),
    pytest.param("2026-03-31", "2026-06-30", "2026-07-01", id="31 March, June has 30"),
    pytest.param("2026-01-31", "2026-04-30", "2026-05-01", id="31 January, April has 30"),
    pytest.param("2026-08-31", "2026-11-30", "2026-12-01", id="31 August, November has 30"),
    pytest.param("2025-11-30", "2026-02-28", "2026-03-01", id="30 November, no leap year"),
    pytest.param("2025-11-29", "2026-02-28", "2026-03-01", id="29 November, no leap year"),
    pytest.param("2025-11-28", "2026-02-28", "2026-03-01", id="28 November, no leap year"),
    pytest.param("2023-11-30", "2024-02-29", "2024-03-01", id="30 November, leap year 2024"),
    pytest.param("2023-11-29", "2024-02-29", "2024-03-01", id="29 November, leap year 2024"),
    pytest.param("2023-11-28", "2024-02-28", "2024-02-29", id="28 November, leap year 2024"),
    pytest.param("2027-11-30", "2028-02-29", "2028-03-01", id="30 November, leap year 2028"),
    pytest.param("2024-02-29", "2024-05-29", "2024-05-30", id="from 29 February 2024"),
    pytest.param("2025-12-31", "2026-03-31", "2026-04-01", id="over the turn of the year"),
]


@pytest.mark.parametrize(("onset", "limit", "past"), THREE_MONTHS)
def test_milia_past_three_months(onset, limit, past):
    written = diary(concern("milia", onset))
    assert keys(written, after(limit, -1)) == []
    assert keys(written, limit) == []
    assert upcoming(written, limit) == [("c1", "milia_over_3_months", past)]
    flag = only(written, past)
    assert (flag.rule, flag.level.key) == ("milia_over_3_months", "visit")
    assert (flag.since, flag.due_on, str(flag.limit)) == (day(onset), day(past), "3 months")
    assert upcoming(written, past) == []
    assert keys(written, after(past, 1)) == ["milia_over_3_months"]


@pytest.mark.parametrize("condition", MILIA)
def test_the_three_months_hold_for_the_whole_group(condition):
    written = diary(concern(condition, "2026-02-24"))
    assert "milia_over_3_months" not in keys(written, "2026-05-24")
    assert keys(written, "2026-05-25") == ["milia_over_3_months"]


@pytest.mark.parametrize("condition", RASHES)
def test_a_rash_past_four_weeks(condition):
    written = diary(concern(condition, ONSET))
    for days in (27, 28):
        assert "rash_over_4_weeks" not in keys(written, after(ONSET, days))
    flag = only(written, after(ONSET, 29))
    assert (flag.rule, flag.level.key) == ("rash_over_4_weeks", "visit")
    assert (flag.since, flag.due_on) == (day(ONSET), after(ONSET, 29))
    assert str(flag.limit) == "28 days"


@pytest.mark.parametrize(
    ("onset", "past"),
    [
        ("2026-02-01", "2026-03-02"),
        ("2024-02-01", "2024-03-01"),
        ("2028-02-01", "2028-03-01"),
        ("2025-12-10", "2026-01-08"),
    ],
)
def test_four_weeks_are_28_days_in_any_month(onset, past):
    written = diary(concern("cradle_cap", onset))
    assert keys(written, after(past, -1)) == []
    assert keys(written, past) == ["rash_over_4_weeks"]


@pytest.mark.parametrize("condition", ["salmon_patch", "blue_grey_spot"])
def test_what_has_no_limit_is_never_due(condition):
    written = diary(concern(condition, ONSET, entry("2028-03-01")))
    assert keys(written, "2028-03-01") == []
    assert upcoming(written, ONSET) == []


@pytest.mark.parametrize("condition", ["port_wine_stain", "haemangioma", "other"])
def test_neither_limit_holds_outside_its_group(condition):
    written = diary(concern(condition, ONSET))
    assert {"milia_over_3_months", "rash_over_4_weeks"}.isdisjoint(keys(written, "2028-03-01"))


# The shorter windows


@pytest.mark.parametrize(("condition", "days"), ASK_AFTER.items(), ids=ASK_AFTER)
def test_the_published_window_of_a_condition(condition, days):
    written = diary(concern(condition, ONSET))
    due_on = after(ONSET, days)
    assert keys(written, after(due_on, -1)) == []
    assert upcoming(written, after(due_on, -1)) == [("c1", "expected_course", due_on.isoformat())]
    for on in (due_on, after(due_on, 1)):
        flag = only(written, on)
        assert (flag.rule, flag.level.key) == ("expected_course", "ask")
        assert (flag.since, flag.due_on) == (day(ONSET), due_on)
        assert str(flag.limit) == ("1 day" if days == 1 else f"{days} days")


@pytest.mark.parametrize("condition", [key for key in RASHES + MILIA if key not in ASK_AFTER])
def test_a_condition_without_a_window_is_not_asked_about(condition):
    written = diary(concern(condition, ONSET))
    assert "expected_course" not in keys(written, after(ONSET, 28))
    assert {rule for _, rule, _ in upcoming(written, ONSET)}.isdisjoint({"expected_course"})


# At first sight


@pytest.mark.parametrize(("condition", "level"), AT_FIRST_SIGHT.items(), ids=AT_FIRST_SIGHT)
def test_worth_it_at_first_sight(condition, level):
    written = diary(concern(condition, ONSET))
    assert keys(written, after(ONSET, -1)) == []
    flag = only(written, ONSET)
    assert (flag.rule, flag.level.key) == ("at_first_sight", level)
    assert (flag.since, flag.due_on, flag.limit) == (day(ONSET), day(ONSET), None)


@pytest.mark.parametrize(
    ("condition", "age", "expected"),
    [
        ("baby_acne", 41, []),
        ("baby_acne", 42, []),
        ("baby_acne", 43, [("at_first_sight", "visit")]),
        ("diaper_rash", 41, [("at_first_sight", "ask")]),
        ("diaper_rash", 42, []),
        ("diaper_rash", 43, []),
        ("chickenpox", 27, [("at_first_sight", "same_day")]),
        ("chickenpox", 28, []),
        ("chickenpox", 29, []),
    ],
)
@pytest.mark.parametrize("preterm", [False, True], ids=["term", "preterm"])
def test_first_sight_by_age(condition, age, expected, preterm):
    written = diary(
        concern(condition, ONSET),
        born=after(ONSET, -age - (50 if preterm else 0)),
        due=after(ONSET, -age) if preterm else None,
    )
    assert [(flag.rule, flag.level.key) for flag in flags(written, ONSET)] == expected


@pytest.mark.parametrize("condition", ["unsure_rash", "other_rash"])
@pytest.mark.parametrize(("days", "expected"), [(-1, ["at_first_sight"]), (0, []), (1, [])])
@pytest.mark.parametrize("preterm", [False, True], ids=["term", "preterm"])
def test_a_rash_that_nobody_knows_is_asked_about_under_three_months(
    condition, days, expected, preterm
):
    onset = after("2026-02-28", days)
    born = "2025-10-01" if preterm else "2025-11-30"
    written = diary(concern(condition, onset), born=born, due="2025-11-30")
    assert keys(written, onset) == expected


def test_a_due_date_before_birth_makes_nobody_older():
    late = diary(concern("diaper_rash", ONSET), born=after(ONSET, -41), due=after(ONSET, -55))
    assert keys(late, ONSET) == ["at_first_sight"]


def test_baby_acne_asks_when_it_was_first_noticed_not_when_it_came_back():
    early, late = after("2026-01-01", 20), after("2026-01-01", 60)
    acne = concern(
        "baby_acne", early, entry(early), entry(after(early, 3), status="clear"), entry(late)
    )
    assert keys(diary(acne, born="2026-01-01"), late) == []


def test_nappy_rash_asks_how_old_the_baby_was_when_this_spell_began():
    early, late = after("2026-01-01", 20), after("2026-01-01", 60)
    sore = concern(
        "diaper_rash", early, entry(early), entry(after(early, 2), status="clear"), entry(late)
    )
    written = diary(sore, born="2026-01-01")
    assert keys(written, early) == ["at_first_sight"]
    assert keys(written, late) == []


# Ages

MONTHS_OLD = {
    # born: the third and the sixth monthly birthday
    "2026-01-10": ("2026-04-10", "2026-07-10"),
    "2025-11-30": ("2026-02-28", "2026-05-30"),
    "2023-11-30": ("2024-02-29", "2024-05-30"),
    "2027-11-30": ("2028-02-29", "2028-05-30"),
    "2026-01-31": ("2026-04-30", "2026-07-31"),
    "2026-08-31": ("2026-11-30", "2027-02-28"),
    "2024-02-29": ("2024-05-29", "2024-08-29"),
}


@pytest.mark.parametrize("preterm", [False, True], ids=["term", "preterm"])
@pytest.mark.parametrize("birthday", MONTHS_OLD)
def test_temperatures_at_three_and_six_months(birthday, preterm):
    third, sixth = MONTHS_OLD[birthday]

    def at(on, celsius):
        born = after(birthday, -40) if preterm else birthday
        measured = diary(note(on, temperature_c=celsius), born=born, due=birthday)
        return keys(measured, on)

    assert at(after(third, -1), 39.0) == ["fever_under_3_months"]
    assert at(after(third, -1), 35.9) == ["low_temperature_under_3_months"]
    assert at(third, 39.0) == ["fever_3_to_6_months"]
    assert at(after(third, -1), 40.0) == ["fever_under_3_months"]
    assert at(third, 40.0) == ["very_high_fever"]
    assert at(third, 35.9) == ["low_temperature"]
    assert at(after(third, 1), 39.0) == ["fever_3_to_6_months"]
    assert at(after(sixth, -1), 39.0) == ["fever_3_to_6_months"]
    assert at(sixth, 39.0) == ["fever"]
    assert at(after(sixth, 1), 39.0) == ["fever"]
    assert at(sixth, 40.0) == ["very_high_fever"]


UNDER_3, FROM_3_TO_6, FROM_6 = "2026-02-01", "2026-05-01", "2026-08-01"


@pytest.mark.parametrize(
    ("on", "celsius", "expected"),
    [
        (UNDER_3, 35.9, [("low_temperature_under_3_months", "emergency")]),
        (UNDER_3, 36.0, []),
        (UNDER_3, 36.1, []),
        (UNDER_3, 37.9, []),
        (UNDER_3, 38.0, [("fever_under_3_months", "emergency")]),
        (UNDER_3, 38.9, [("fever_under_3_months", "emergency")]),
        (UNDER_3, 39.0, [("fever_under_3_months", "emergency")]),
        (FROM_3_TO_6, 35.99, [("low_temperature", "same_day")]),
        (FROM_3_TO_6, 36.0, []),
        (FROM_3_TO_6, 37.9, []),
        (FROM_3_TO_6, 38.0, [("fever", "ask")]),
        (FROM_3_TO_6, 38.9, [("fever", "ask")]),
        (FROM_3_TO_6, 39.0, [("fever_3_to_6_months", "same_day")]),
        (FROM_3_TO_6, 39.99, [("fever_3_to_6_months", "same_day")]),
        (FROM_3_TO_6, 40.0, [("very_high_fever", "same_day")]),
        (FROM_6, 35.99, [("low_temperature", "same_day")]),
        (FROM_6, 36.0, []),
        (FROM_6, 37.9, []),
        (FROM_6, 38.0, [("fever", "ask")]),
        (FROM_6, 38.9, [("fever", "ask")]),
        (FROM_6, 39.0, [("fever", "ask")]),
        (FROM_6, 39.99, [("fever", "ask")]),
        (FROM_6, 40.0, [("very_high_fever", "same_day")]),
        (FROM_6, 41.0, [("very_high_fever", "same_day")]),
    ],
)
def test_temperatures(on, celsius, expected):
    measured = diary(note(on, temperature_c=celsius), born="2026-01-10")
    assert [(flag.rule, flag.level.key) for flag in flags(measured, on)] == expected


@pytest.mark.parametrize("preterm", [False, True], ids=["term", "preterm"])
@pytest.mark.parametrize(
    ("sign", "age", "expected"),
    [
        ("blister", 0, ("newborn_blister", "emergency")),
        ("blister", 41, ("newborn_blister", "emergency")),
        ("blister", 42, ("blister", "same_day")),
        ("blister", 43, ("blister", "same_day")),
        ("pus", 0, ("newborn_pus", "same_day")),
        ("pus", 27, ("newborn_pus", "same_day")),
        ("pus", 28, ("infection_signs", "same_day")),
        ("pus", 29, ("infection_signs", "same_day")),
    ],
)
def test_a_newborns_blister_and_pus(sign, age, expected, preterm):
    written = diary(
        concern("salmon_patch", ONSET, entry(ONSET, yes=sign)),
        born=after(ONSET, -age - (60 if preterm else 0)),
        due=after(ONSET, -age) if preterm else None,
    )
    assert [(flag.rule, flag.level.key) for flag in flags(written, ONSET)] == [expected]


def test_before_the_due_date_a_baby_is_younger_than_every_age():
    preterm = diary(note(ONSET, temperature_c=35.9), born=after(ONSET, -100), due=after(ONSET, 10))
    assert keys(preterm, ONSET) == ["low_temperature_under_3_months"]


# Runs of fever


def feverish(*days_and_temperatures):
    """Notes on these days after 1 March, of a child too old for any other fever flag but one."""
    return diary(
        *(
            note(after(ONSET, days), temperature_c=celsius)
            for days, celsius in days_and_temperatures
        )
    )


@pytest.mark.parametrize(
    ("written", "on"),
    [
        pytest.param([(0, 38.0), (1, 38.0), (2, 38.0), (3, 38.0)], None, id="4 days counted"),
        pytest.param([(0, 38.0), (1, 38.0), (2, 38.0), (3, 38.0), (4, 38.0)], 4, id="5 days"),
        pytest.param([(0, 38.0), (2, 38.0), (4, 38.0)], 4, id="gaps of 2 days"),
        pytest.param([(0, 38.0), (1, 38.0), (4, 38.0)], None, id="a gap of 3 days"),
        pytest.param([(0, 38.0), (3, 38.0), (5, 38.0)], None, id="a gap of 3 days first"),
        pytest.param([(0, 38.0), (3, 38.0), (5, 38.0), (7, 38.0)], 7, id="a new run after the gap"),
        pytest.param([(0, 38.0), (2, 37.9), (4, 38.0)], None, id="37.9 in between"),
        pytest.param([(0, 38.0), (2, 37.9), (2, 38.0), (4, 38.0)], None, id="37.9 on the same day"),
        pytest.param([(0, 38.0), (2, None), (2, 38.0), (4, 38.0)], 4, id="a note without one"),
        pytest.param([(0, 37.9), (2, 38.0), (4, 38.0)], None, id="37.9 begins no run"),
        pytest.param([(0, 38.0), (2, 38.0), (4, 37.9)], None, id="37.9 at the end"),
    ],
)
def test_fever_for_five_days(written, on):
    found = [flag for flag in flags(feverish(*written), "2026-03-31") if flag.rule != "fever"]
    expected = [] if on is None else [("fever_5_days", "same_day", None, after(ONSET, on))]
    assert [(flag.rule, flag.level.key, flag.concern, flag.since) for flag in found] == expected


# Follow-up and silence


def test_a_follow_up_holds_from_its_day():
    written = diary(
        concern("milia", ONSET, entry(ONSET)), visit("2026-03-10", "c1", follow_up="2026-03-24")
    )
    assert keys(written, "2026-03-23") == []
    assert upcoming(written, "2026-03-23") == [("c1", "follow_up", "2026-03-24")]
    for on in ("2026-03-24", "2026-03-25"):
        flag = only(written, on)
        assert (flag.rule, flag.level.key, flag.due_on) == ("follow_up", "visit", day("2026-03-24"))
        assert (flag.since, flag.limit) == (day(ONSET), None)
    assert upcoming(written, "2026-03-24") == []


@pytest.mark.parametrize(
    ("days", "expected"),
    [(0, []), (27, []), (28, ["rash_over_4_weeks"]), (29, ["rash_over_4_weeks"])],
)
def test_an_acknowledgement_silences_for_28_days(days, expected):
    written = diary(concern("cradle_cap", ONSET), ack("2026-04-10", "rash_over_4_weeks"))
    assert keys(written, "2026-04-09") == ["rash_over_4_weeks"]
    assert keys(written, after("2026-04-10", days)) == expected


@pytest.mark.parametrize(
    ("days", "expected"), [(0, []), (27, []), (28, ["follow_up"]), (29, ["follow_up"])]
)
def test_the_childs_follow_up_is_silent_for_28_days(days, expected):
    written = diary(
        visit("2026-03-01", follow_up="2026-03-10"), ack("2026-03-12", "follow_up", concern=None)
    )
    assert keys(written, "2026-03-11") == ["follow_up"]
    assert keys(written, after("2026-03-12", days)) == expected


# The arithmetic itself


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        ("2025-11-30", 3, "2026-02-28"),
        ("2023-11-30", 3, "2024-02-29"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-01-31", 3, "2026-04-30"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-05-05", 0, "2026-05-05"),
        ("9999-10-01", 3, "9999-12-31"),
        ("9999-09-30", 3, "9999-12-30"),
    ],
)
def test_adding_months(start, months, expected):
    assert add_months(day(start), months) == day(expected)


@pytest.mark.parametrize(
    ("start", "days", "expected"),
    [
        ("2026-02-28", 1, "2026-03-01"),
        ("2024-02-28", 1, "2024-02-29"),
        ("9999-12-30", 1, "9999-12-31"),
        ("9999-12-31", 0, "9999-12-31"),
        ("9999-12-31", 1, "9999-12-31"),
    ],
)
def test_adding_days_stops_at_the_calendars_end(start, days, expected):
    assert add_days(day(start), days) == day(expected)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2026-01-10", "2026-04-09", 2),
        ("2026-01-10", "2026-04-10", 3),
        ("2025-11-30", "2026-02-27", 2),
        ("2025-11-30", "2026-02-28", 3),
        ("2026-01-31", "2026-01-31", 0),
        ("2026-01-31", "2026-01-30", -1),
    ],
)
def test_whole_months_between(start, end, expected):
    assert months_between(day(start), day(end)) == expected


def test_at_the_calendars_end_nothing_is_due_too_early():
    milia = diary(concern("milia", date(9999, 11, 1)), born="9999-01-01")
    assert keys(milia, date(9999, 12, 30)) == []
