"""Readings where the rules could be read in two ways, and what visits and answers do."""

import pytest

from .writing import (
    MARCH,
    ack,
    clear,
    concern,
    confirmed,
    document,
    note,
    present,
    rests,
    rules,
    said,
    vaccine,
    visit,
)

MILIA = "milia_over_3_months"
RASH = "rash_over_4_weeks"


# Spells


def test_a_day_has_the_status_of_its_last_entry() -> None:
    """By time, none first, then as written."""
    cleared = [clear("09-10", time="19:00"), present("09-10", time="08:00"), present("09-10")]
    assert rules(document(concern("other", "09-10", *cleared)), "09-17") == []
    again = [clear("09-10", time="08:00"), present("09-10", time="08:00")]
    assert rules(document(concern("other", "09-10", *again)), "09-17") == ["expected_course"]


def test_a_day_that_ends_clear_opens_no_spell() -> None:
    """Nor does it end the clear stretch anew."""
    entries = [clear("09-02"), present("09-12", time="08:00"), clear("09-12", time="09:00")]
    back = document(concern("eczema", "09-01", *entries, present("09-13")))
    assert said(back, "09-13") == ["at_first_sight ask c1 09-13/09-13"]


@pytest.mark.parametrize(("back", "onset"), [("09-08", "09-01"), ("09-09", "09-09")])
def test_seven_days(back: str, onset: str) -> None:
    """Back 6 days after the first clear day: the same spell; 7 days: a new one."""
    entries = [clear("09-02"), clear("09-05"), present(back)]
    diary = document(concern("eczema", "09-01", *entries))
    assert said(diary, "09-05") == []
    assert said(diary, back) == [f"at_first_sight ask c1 {onset}/{onset}"]


# Acknowledgements


def test_an_acknowledgement_rests_28_days() -> None:
    """It returns on the 28th day after."""
    entry = present("06-20")
    diary = document(concern("milia", "02-20", entry), acks=[ack("06-01", MILIA, "c1")])
    line = f"{MILIA} visit c1 02-20/05-21"
    assert said(diary, "05-31") == [line]
    assert said(diary, "06-01") == []
    assert said(diary, "06-28") == []
    assert said(diary, "06-29") == [line]
    rest = {
        "rule": MILIA,
        "level": "visit",
        "concern": "c1",
        "due_on": "2026-05-21",
        "acknowledged_on": "2026-06-01",
        "rests_until": "2026-06-28",
    }
    assert rests(diary, "05-31") == []
    assert rests(diary, "06-28") == [rest]
    assert rests(diary, "06-29") == []


def test_an_acknowledgement_before_it_fell_due() -> None:
    """Also from a clear stretch that was bridged; not from before the onset."""
    entries = [clear("02-25"), present("03-01")]
    bumps = concern("milia", "02-20", *entries)
    for day, silenced in [("02-26", False), ("05-10", True), ("02-19", False)]:
        diary = document(bumps, acks=[ack(day, MILIA, "c1")])
        assert (said(diary, "05-22") == []) == silenced
    nappy = concern("diaper_rash", "04-01", present("04-01"), clear("04-02"), present("04-06"))
    answered = document(nappy, acks=[ack("04-04", "expected_course", "c1")])
    assert said(answered, "04-09") == []
    early = document(nappy, acks=[ack("03-31", "expected_course", "c1")])
    assert rules(early, "04-09") == ["expected_course"]


def test_levels_of_an_acknowledgement() -> None:
    """It silences the same and lower levels, whatever rule of the concern it names."""
    dry = concern("eczema", "08-01", present("08-01"))
    assert rules(document(dry), "09-01") == [RASH]
    lower = document(dry, acks=[ack("09-01", "worsening", "c1")])
    assert rules(lower, "09-01") == [RASH]
    assert [rest["rule"] for rest in rests(lower, "09-01")] == ["at_first_sight"]
    higher = document(dry, acks=[ack("09-01", MILIA, "c1")])
    assert rules(higher, "09-01") == []
    assert [rest["rule"] for rest in rests(higher, "09-01")] == [RASH, "at_first_sight"]


def test_follow_up_and_its_acknowledgement() -> None:
    """Only one dated after the visit that named the day."""
    bumps = concern("milia", "02-20")
    seen = [visit("03-01", "c1", again="03-08")]
    assert said(document(bumps, visits=seen), "03-07") == []
    line = "follow_up visit c1 02-20/03-08"
    for day, expected in [("02-25", [line]), ("03-01", [line]), ("03-02", []), ("03-08", [])]:
        diary = document(bumps, visits=seen, acks=[ack(day, "follow_up", "c1")])
        assert said(diary, "03-08") == expected


def test_follow_up_of_the_child() -> None:
    """For 28 days, or until a visit of a later day."""
    seen = [visit("03-01", again="03-08"), visit("03-01", again="03-05"), visit("03-01")]
    first = "follow_up visit - 03-01/03-05"
    second = "follow_up visit - 03-01/03-08"
    assert said(document(visits=seen), "03-04") == []
    assert said(document(visits=seen), "03-05") == [first]
    assert confirmed(document(visits=seen), "03-05") == [True]
    early = document(visits=seen, acks=[ack("03-04", "follow_up")])
    assert said(early, "03-05") == [first]
    answered = document(visits=seen, acks=[ack("03-05", "follow_up")])
    assert said(answered, "03-07") == []
    assert said(answered, "03-08") == [second]
    assert said(answered, "04-01") == [second]
    assert said(answered, "04-02") == [first]
    later = document(concern("milia", "03-01"), visits=[*seen, visit("03-06", "c1")])
    assert said(later, "03-05") == [first]
    assert said(later, "03-08") == []
    wrong = document(concern("milia", "03-01"), visits=seen, acks=[ack("03-05", "follow_up", "c1")])
    assert said(wrong, "03-07") == [first]


# Order, first sight, visits


def test_order_among_equals() -> None:
    """Level, due day, child before concerns, concerns as written, then the rules."""
    first = concern("eczema", "09-10", present("09-10", "bruise", "blister", t=38.0))
    second = concern("impetigo", "09-10", present("09-10", "painful", "worried"), name="a2")
    diary = document(first, second, notes=[note("09-09", "jaundice")])
    assert said(diary, "09-10") == [
        "jaundice same_day - 09-09/09-09",
        "fever_with_rash same_day - 09-10/09-10",
        "worried same_day - 09-10/09-10",
        "eczema_with_blisters same_day c1 09-10/09-10",
        "bruise same_day c1 09-10/09-10",
        "painful_or_spreading same_day a2 09-10/09-10",
        "at_first_sight visit a2 09-10/09-10",
        "at_first_sight ask c1 09-10/09-10",
    ]


@pytest.mark.parametrize(("begin", "expected"), [("02-21", []), ("02-22", ["at_first_sight"])])
def test_baby_acne_by_its_beginning(begin: str, expected: list[str]) -> None:
    """A later spell changes nothing."""
    entries = [present(begin), clear("02-23"), present("03-10")]
    diary = document(concern("baby_acne", begin, *entries))
    assert rules(diary, "03-10") == expected


def test_level_of_an_acknowledged_first_sight() -> None:
    mark = document(concern("impetigo", "08-01"), acks=[ack("09-01", "at_first_sight", "c1")])
    assert rules(mark, "09-01") == []
    nappy = document(concern("diaper_rash", "08-01"), acks=[ack("09-01", "at_first_sight", "c1")])
    assert rules(nappy, "09-01") == [RASH]


def test_the_last_visit_decides() -> None:
    """None before a time, and also when it names no day."""
    bumps = concern("milia", "02-20")
    named = visit("03-01", "c1", again="03-08")
    timed = visit("03-01", "c1", time="09:00")
    assert said(document(bumps, visits=[timed, named]), "03-08") == []
    assert rules(document(bumps, visits=[timed, named]), "06-02") == [MILIA]
    assert rules(document(bumps, visits=[visit("03-01", "c1"), named]), "03-08") == ["follow_up"]


def test_a_visit_moves_the_clock() -> None:
    """Only one about the concern, on or after the onset; readings 8 and 20."""
    entries = [present("02-10")]
    for day, due in [("02-09", "05-11"), ("02-10", "05-11"), ("02-15", "05-16")]:
        diary = document(concern("milia", "02-20", *entries), visits=[visit(day, "c1")])
        assert said(diary, due) == [f"{MILIA} visit c1 02-10/{due}"]
    about_the_child = document(concern("milia", "02-20", *entries), visits=[visit("02-15")])
    assert rules(about_the_child, "05-11") == [MILIA]
    named = concern("milia", "02-20", *entries, doctor=True)
    assert rules(document(named), "05-11") == [MILIA]
    assert rules(document(named, visits=[visit("02-15", "c1")]), "10-01") == []
    again = [visit("02-15", "c1", again="02-20")]
    unnamed = concern("milia", "02-20", *entries)
    assert rules(document(unnamed, visits=again), "10-01") == ["follow_up"]
    silenced = document(unnamed, visits=again, acks=[ack("09-30", "follow_up", "c1")])
    assert rules(silenced, "10-01") == []


def test_a_visit_answers_first_sight_and_expected_course() -> None:
    """Both of the going spell, whatever the visit says."""
    nappy = concern("diaper_rash", "02-10", present("02-10"))
    assert rules(document(nappy), "02-13") == ["at_first_sight"]
    assert rules(document(nappy, visits=[visit("02-10", "c1")]), "02-20") == []
    assert rules(document(nappy, visits=[visit("02-10")]), "02-20") == ["at_first_sight"]


# Temperatures


@pytest.mark.parametrize(
    ("rule", "entry", "left"),
    [
        ("fever", "n1", []),
        ("very_high_fever", "n1", []),
        ("fever_with_rash", "n1", []),
        ("fever_under_3_months", "n1", []),
        ("low_temperature", "n1", ["fever"]),
        ("low_temperature_under_3_months", "n1", ["fever"]),
        ("fever_5_days", "n1", ["fever"]),
        ("very_high_fever", None, ["fever"]),
        ("fever", None, []),
        ("fever", "n2", ["fever"]),
    ],
)
def test_answers_to_a_fever(rule: str, entry: str | None, left: list[str]) -> None:
    """An answer to one temperature row may be one to others."""
    notes = [note("09-10", t=38.6, id="n1"), note("09-10", id="n2")]
    assert rules(document(notes=notes, acks=[ack("09-11", rule, entry=entry)]), "09-11") == left


def test_a_higher_level_stays_open() -> None:
    """Section 2.5: same_day answers no emergency; one that names none is of earlier days."""
    newborn = [note("03-20", t=38.6, id="n1")]
    answer = [ack("03-20", "very_high_fever", entry="n1")]
    diary = document(child=MARCH, notes=newborn, acks=answer)
    assert rules(diary, "03-20") == ["fever_under_3_months"]
    unnamed = document(child=MARCH, notes=newborn, acks=[ack("03-20", "fever_under_3_months")])
    assert rules(unnamed, "03-20") == ["fever_under_3_months"]


def test_low_temperature_side() -> None:
    """The emergency row covers the other low one."""
    cold = [note("09-10", t=35.0, id="n1")]
    covered = [ack("09-10", "low_temperature_under_3_months", entry="n1")]
    assert rules(document(notes=cold, acks=covered), "09-10") == []
    other_side = [ack("09-10", "fever_under_3_months", entry="n1")]
    assert rules(document(notes=cold, acks=other_side), "09-10") == ["low_temperature"]


def test_other_rows_are_answered_by_their_own_rule() -> None:
    """A blister answered, then renamed eczema."""
    entry = present("09-10", "blister", id="e1")
    answer = [ack("09-10", "blister", "c1", entry="e1")]
    assert rules(document(concern("other", "09-10", entry), acks=answer), "09-10") == []
    renamed = document(concern("eczema", "09-10", entry), acks=answer)
    assert rules(renamed, "09-10") == ["eczema_with_blisters", "at_first_sight"]


def test_fever_after_vaccine_and_signs() -> None:
    """Any sign of the day, the retired one too, and any rash."""
    shot = [vaccine("04-28")]
    hot = note("04-28", t=38.4)
    cases = [
        ([concern("milia", "04-20", present("04-28", "widespread"))], [], False),
        ([concern("haemangioma", "04-20", present("04-28", bleeding=True))], [], True),
        ([], [note("04-28", "unwell")], False),
        ([], [note("04-27", "unwell")], True),
        ([], [note("04-28", t=39.0)], True),
        ([concern("viral_rash", "04-27", present("04-27"), doctor=True)], [], False),
    ]
    for concerns, notes, kept in cases:
        diary = document(*concerns, child=MARCH, exposures=shot, notes=[hot, *notes])
        assert ("fever_after_vaccine" in rules(diary, "04-28")) == kept


def test_five_days_of_fever() -> None:
    """Gaps of 2 days at most, none below in between; reading 11."""
    days = ["09-10", "09-12", "09-14", "09-15"]
    run = [note(day, t=38.0, id=day) for day in days]
    line = "fever_5_days same_day - 09-14/09-14"
    assert "fever_5_days" not in rules(document(notes=run), "09-13")
    assert said(document(notes=run), "09-14")[0] == line
    answered = document(notes=run, acks=[ack("09-14", "fever_5_days", entry="09-14")])
    assert "fever_5_days" not in rules(answered, "09-14")
    assert said(answered, "09-15")[0] == "fever_5_days same_day - 09-15/09-15"
    below = document(notes=[note("09-14", t=37.99), *run])
    assert "fever_5_days" not in rules(below, "09-15")
    gap = document(notes=[run[0], note("09-13", t=38.0), note("09-15", t=38.0)])
    assert "fever_5_days" not in rules(gap, "09-15")
    entry = concern("milia", "09-10", present("09-14", t=37.9))
    note_comes_after = document(entry, notes=run)
    assert "fever_5_days" not in rules(note_comes_after, "09-15")


# Worsening, errors, confirmed


def test_worsening() -> None:
    worse = [present("09-10", trend="worse"), present("09-13", trend="worse")]
    line = "worsening ask c1 09-10/09-13"
    assert said(document(concern("milia", "09-10", *worse)), "09-12") == []
    assert said(document(concern("milia", "09-10", *worse)), "09-13") == [line]
    same = present("09-13", trend="same", time="20:00")
    assert said(document(concern("milia", "09-10", *worse, same)), "09-13") == []
    between = clear("09-11")
    assert said(document(concern("milia", "09-10", *worse, between)), "09-13") == []
    for day, expected in [("09-09", [line]), ("09-10", []), ("09-13", [])]:
        diary = document(concern("milia", "09-10", *worse), visits=[visit(day, "c1")])
        assert said(diary, "09-14") == expected


def test_acknowledgements_that_are_errors_answer_nothing() -> None:
    entry = present("09-10", "bruise", "worried", id="e1")
    wrong = [ack("09-11", "bruise", entry="e1"), ack("09-11", "worried", "c1", entry="e1")]
    diary = document(concern("milia", "09-10", entry), acks=wrong)
    assert rules(diary, "09-11") == ["worried", "bruise"]
    due = document(concern("other", "09-10"), acks=[ack("09-17", "expected_course")])
    assert rules(due, "09-17") == ["expected_course"]


def test_confirmed_by_a_day_that_ended_clear() -> None:
    entries = [present("09-17", time="08:00"), clear("09-17", time="20:00")]
    diary = document(concern("other", "09-10", *entries, present("09-19")))
    assert confirmed(document(concern("other", "09-10")), "09-17") == [False]
    assert said(diary, "09-25") == []
    bumps = [present("05-21", time="08:00"), clear("05-21", time="20:00"), clear("05-22")]
    milia = concern("milia", "02-20", *bumps)
    back = {**milia, "entries": [*bumps, present("05-27")]}
    assert said(document(milia), "05-26") == []
    assert confirmed(document(back), "05-27") == [True]


# Fresh rashes and days before


def test_one_of_two_days_is_enough() -> None:
    """One of two days is enough, and entries of later days change nothing."""
    hot = [note("09-10", t=38.6)]
    yesterday = concern("hives", "09-09", present("09-09"), clear("09-10"))
    today = concern("hives", "09-09", clear("09-09"), present("09-10", time="23:00"))
    later = concern("hives", "09-09", present("09-11"))
    assert "fever_with_rash" in rules(document(yesterday, notes=hot), "09-10")
    assert "fever_with_rash" in rules(document(today, notes=hot), "09-10")
    assert "fever" in rules(document(later, notes=hot), "09-12")
