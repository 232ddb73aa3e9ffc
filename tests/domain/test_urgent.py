"""Urgent signs: the flag of each, its concern, and what closes it."""

import pytest

from tests.domain.builders import (
    ack,
    after,
    clear,
    concern,
    day,
    diary,
    entry,
    flags,
    keys,
    note,
    only,
    places,
    visit,
)

ON = "2026-03-10"

# sign: its rule and level at an age of years, and what it is about
SIGNS = {
    "nonblanching": ("nonblanching", "emergency", "spot"),
    "unwell": ("unwell", "emergency", "child"),
    "breathing_difficulty": ("breathing_or_swelling", "emergency", "child"),
    "face_swelling": ("breathing_or_swelling", "emergency", "child"),
    "peeling_sheets": ("peeling", "emergency", "spot"),
    "blister": ("blister", "same_day", "spot"),
    "pus": ("infection_signs", "same_day", "spot"),
    "spreading_redness": ("infection_signs", "same_day", "spot"),
    "warmth": ("infection_signs", "same_day", "spot"),
    "swelling": ("infection_signs", "same_day", "spot"),
    "weeping_crust": ("infection_signs", "same_day", "spot"),
    "bruise": ("bruise", "same_day", "spot"),
    "mouth_sores": ("mouth_sores", "same_day", "spot"),
    "painful": ("painful_or_spreading", "same_day", "spot"),
    "spreading_fast": ("painful_or_spreading", "same_day", "spot"),
    "widespread": ("painful_or_spreading", "same_day", "spot"),
    "feeding_less": ("feeding_less", "same_day", "child"),
    "jaundice": ("jaundice", "same_day", "child"),
    "worried": ("worried", "same_day", "child"),
}
SPOT_SIGNS = [sign for sign, (_, _, about) in SIGNS.items() if about == "spot"]
CHILD_SIGNS = [sign for sign, (_, _, about) in SIGNS.items() if about == "child"]
NEWBORN = {"blister": ("newborn_blister", "emergency"), "pus": ("newborn_pus", "same_day")}


def bumps(*entries, condition="salmon_patch", id="c1", **given):
    """A concern that gives no flag of its own."""
    return concern(condition, "2026-03-01", *entries, id=id, **given)


# What each sign gives


@pytest.mark.parametrize("status", ["present", "clear"])
@pytest.mark.parametrize("sign", SIGNS)
def test_each_sign_gives_its_rule_whatever_the_status(sign, status):
    rule, level, about = SIGNS[sign]
    flag = only(diary(bumps(entry(ON, yes=sign, status=status, id="e1"))), ON)
    assert (flag.rule, flag.level.key) == (rule, level)
    assert (flag.concern, flag.condition) == (
        ("c1", "salmon_patch") if about == "spot" else (None, None)
    )
    assert (flag.since, flag.due_on, flag.limit) == (day(ON), day(ON), None)
    assert (flag.confirmed, flag.entry, flag.is_urgent_sign) == (True, "e1", True)


@pytest.mark.parametrize("sign", SIGNS)
def test_each_sign_of_a_newborn(sign):
    rule, level = NEWBORN.get(sign, SIGNS[sign][:2])
    flag = only(diary(bumps(entry(ON, yes=sign)), born=after(ON, -10)), ON)
    assert (flag.rule, flag.level.key) == (rule, level)


@pytest.mark.parametrize("sign", CHILD_SIGNS)
def test_a_sign_about_the_child_on_a_day_note(sign):
    flag = only(diary(note(ON, yes=sign, id="n1")), ON)
    assert (flag.rule, flag.concern, flag.entry) == (SIGNS[sign][0], None, "n1")


@pytest.mark.parametrize("answer", ["no", "not_checked"])
@pytest.mark.parametrize("sign", SIGNS)
def test_only_yes_counts(sign, answer):
    assert keys(diary(bumps(entry(ON, signs={sign: answer}))), ON) == []


def test_all_signs_of_a_day_count_not_only_the_last_entry():
    written = diary(
        bumps(
            entry(ON, "08:00", yes="nonblanching"),
            entry(ON, "20:00", signs={"nonblanching": "no"}),
        )
    )
    assert keys(written, ON) == ["nonblanching"]


def test_the_flag_comes_on_its_day_and_not_before():
    written = diary(bumps(entry(ON, yes="nonblanching")))
    assert keys(written, after(ON, -1)) == []
    assert keys(written, ON) == ["nonblanching"]


def test_several_signs_of_one_rule_are_one_flag():
    written = diary(bumps(entry(ON, yes="warmth swelling pus")))
    assert keys(written, ON) == ["infection_signs"]


def test_one_entry_can_give_several_rules():
    written = diary(bumps(entry(ON, yes="warmth bruise unwell", temperature_c=38.5)))
    assert keys(written, ON) == ["unwell", "infection_signs", "bruise", "fever"]


# Blisters


@pytest.mark.parametrize(
    ("condition", "age", "expected"),
    [
        ("salmon_patch", 41, "newborn_blister"),
        ("eczema", 41, "newborn_blister"),
        ("eczema", 42, "eczema_with_blisters"),
        ("salmon_patch", 42, "blister"),
    ],
)
@pytest.mark.parametrize("named_by", ["parent", "doctor"])
def test_a_blister_gives_exactly_one_rule(condition, age, expected, named_by):
    written = diary(
        bumps(entry(ON, yes="blister"), condition=condition, named_by=named_by),
        visit("2026-03-02", "c1"),
        born=after(ON, -age),
    )
    assert keys(written, ON) == [expected]


# The exception of erythema toxicum


@pytest.mark.parametrize("sign", ["pus", "widespread"])
@pytest.mark.parametrize("age", [5, 27, 28, 60])
def test_where_a_doctor_named_erythema_toxicum_it_looks_like_that(sign, age):
    written = diary(
        bumps(entry(ON, yes=sign), condition="erythema_toxicum", named_by="doctor"),
        born=after(ON, -age),
    )
    assert keys(written, ON) == []


@pytest.mark.parametrize("sign", [sign for sign in SPOT_SIGNS if sign not in {"pus", "widespread"}])
def test_the_other_signs_count_there_too(sign):
    written = diary(bumps(entry(ON, yes=sign), condition="erythema_toxicum", named_by="doctor"))
    assert keys(written, ON) == [SIGNS[sign][0]]


@pytest.mark.parametrize(
    ("condition", "named_by"),
    [("erythema_toxicum", "parent"), ("salmon_patch", "doctor"), ("unsure_rash", "doctor")],
)
@pytest.mark.parametrize("sign", ["pus", "widespread"])
def test_the_exception_is_for_that_name_by_a_doctor_alone(condition, named_by, sign):
    written = diary(bumps(entry(ON, yes=sign), condition=condition, named_by=named_by))
    assert SIGNS[sign][0] in keys(written, ON)


def test_the_exception_is_for_its_own_concern():
    written = diary(
        bumps(entry(ON, yes="pus"), condition="erythema_toxicum", named_by="doctor"),
        bumps(entry(ON, yes="pus"), id="c2"),
    )
    assert places(written, ON) == [("infection_signs", "c2")]


# Closing: visits


@pytest.mark.parametrize(
    ("seen", "open_"),
    [
        pytest.param(visit("2026-03-09", "c1"), True, id="the day before"),
        pytest.param(visit(ON, "c1"), True, id="the same day without times"),
        pytest.param(visit(ON, "c1", at="23:00"), True, id="the same day, only the visit timed"),
        pytest.param(visit("2026-03-11", "c1"), False, id="the day after"),
        pytest.param(visit("2026-03-11", "c1", at="00:00"), False, id="the day after, timed"),
        pytest.param(visit("2026-03-11"), False, id="about the child"),
        pytest.param(visit("2026-03-11", "c2"), True, id="about another concern"),
        pytest.param(visit("2026-03-11", "c2", "c1"), False, id="about both"),
    ],
)
def test_a_visit_after_a_spots_sign_closes_it(seen, open_):
    written = diary(bumps(entry(ON, yes="nonblanching")), bumps(id="c2"), seen)
    assert keys(written, "2026-03-11") == (["nonblanching"] if open_ else [])


@pytest.mark.parametrize(
    ("noted", "seen", "open_"),
    [
        ("10:00", "09:59", True),
        ("10:00", "10:00", True),
        ("10:00", "10:01", False),
        ("10:00", None, True),
        (None, "10:01", True),
        (None, None, True),
        ("00:00", "00:01", False),
    ],
)
def test_on_the_same_day_the_visits_time_must_be_later(noted, seen, open_):
    expected = ["unwell", "nonblanching"] if open_ else []
    written = diary(bumps(entry(ON, noted, yes="nonblanching unwell")), visit(ON, "c1", at=seen))
    assert sorted(keys(written, ON)) == sorted(expected)


@pytest.mark.parametrize("about", [(), ("c1",), ("c2",)], ids=["child", "its entry's", "another"])
@pytest.mark.parametrize("written_on", ["entry", "note"])
def test_any_visit_closes_what_is_about_the_child(about, written_on):
    worried = note(ON, yes="worried") if written_on == "note" else bumps(entry(ON, yes="worried"))
    written = diary(worried, bumps(id="c2"), visit("2026-03-11", *about))
    assert keys(written, ON) == ["worried"]
    assert keys(written, "2026-03-11") == []


def test_a_later_time_on_an_earlier_day_closes_nothing():
    written = diary(
        bumps(entry(ON, "10:00", yes="nonblanching")), visit("2026-03-09", "c1", at="23:00")
    )
    assert keys(written, ON) == ["nonblanching"]


def test_the_first_that_closes_it_counts_whatever_was_written_first():
    written = diary(
        bumps(entry(ON, yes="bruise")),
        visit("2026-03-20", "c1"),
        visit("2026-03-16", "c1"),
        ack("2026-03-13", "bruise"),
    )
    assert keys(written, "2026-03-12") == ["bruise"]
    assert keys(written, "2026-03-13") == []


def test_before_the_visit_it_was_open():
    written = diary(bumps(entry(ON, yes="nonblanching")), visit("2026-03-14", "c1"))
    assert keys(written, "2026-03-13") == ["nonblanching"]
    assert keys(written, "2026-03-14") == []


def test_a_sign_after_the_visit_opens_it_again():
    written = diary(
        bumps(entry(ON, yes="bruise", id="a"), entry("2026-03-20", yes="bruise", id="b")),
        visit("2026-03-12", "c1"),
    )
    assert keys(written, "2026-03-19") == []
    flag = only(written, "2026-03-20")
    assert (flag.since, flag.entry) == (day("2026-03-20"), "b")


# Closing: acknowledgements


@pytest.mark.parametrize(
    ("answer", "open_"),
    [
        pytest.param(ack("2026-03-10", "bruise", entry="e1"), [], id="of the entry, same day"),
        pytest.param(ack("2026-03-12", "bruise", entry="e1"), [], id="of the entry, later"),
        pytest.param(ack("2026-03-13", "bruise", entry="e1"), ["bruise"], id="not yet given"),
        pytest.param(ack("2026-03-12", "bruise", entry="e2"), ["bruise"], id="of another entry"),
        pytest.param(ack("2026-03-10", "bruise"), ["bruise"], id="of none, same day"),
        pytest.param(ack("2026-03-11", "bruise"), [], id="of none, a later day"),
        pytest.param(ack("2026-03-11", "blister"), ["bruise"], id="another rule"),
        pytest.param(ack("2026-03-11", "bruise", concern="c2"), ["bruise"], id="another concern"),
        pytest.param(ack("2026-03-11", "bruise", concern=None), ["bruise"], id="no concern"),
        pytest.param(
            ack("2026-03-11", "bruise", concern="c2", entry="e1"),
            ["bruise"],
            id="the entry, another concern",
        ),
        pytest.param(ack("2026-03-11", "rash_over_4_weeks"), ["bruise"], id="a rule of the course"),
    ],
)
def test_an_acknowledgement_closes_what_it_names(answer, open_):
    written = diary(
        bumps(entry(ON, yes="bruise", id="e1")), bumps(entry(ON, id="e2"), id="c2"), answer
    )
    assert keys(written, "2026-03-12") == open_


def test_of_no_entry_it_closes_everything_before_its_day():
    written = diary(
        bumps(
            entry(ON, yes="bruise", id="a"),
            entry("2026-03-11", yes="bruise", id="b"),
            entry("2026-03-12", yes="bruise", id="c"),
        ),
        ack("2026-03-12", "bruise"),
    )
    assert [only(written, on).entry for on in (ON, "2026-03-11", "2026-03-12")] == ["a", "a", "c"]


def test_of_one_entry_it_leaves_the_others_open():
    written = diary(
        bumps(entry(ON, yes="bruise", id="a"), entry("2026-03-11", yes="bruise", id="b")),
        ack("2026-03-15", "bruise", entry="a"),
    )
    flag = only(written, "2026-03-15")
    assert (flag.since, flag.entry) == (day("2026-03-11"), "b")


@pytest.mark.parametrize("entry_named", ["n1", None])
def test_an_acknowledgement_about_the_child(entry_named):
    written = diary(
        note(ON, yes="jaundice", id="n1"),
        ack("2026-03-11", "jaundice", concern=None, entry=entry_named),
    )
    assert keys(written, ON) == ["jaundice"]
    assert keys(written, "2026-03-11") == []


def test_an_acknowledgement_that_names_nothing_closes_nothing_of_the_same_day_without_an_id():
    written = diary(note(ON, yes="jaundice"), ack(ON, "jaundice", concern=None))
    assert keys(written, ON) == ["jaundice"]


def test_an_answer_dated_before_the_entry_it_names_closes_nothing():
    """As when the entry was moved to a later day after it was answered."""
    written = diary(
        bumps(entry(ON, yes="bruise", id="e1")), ack("2026-03-09", "bruise", entry="e1")
    )
    assert keys(written, ON) == ["bruise"]


def test_an_acknowledged_run_of_fever_opens_with_the_next_temperature():
    days = ["2026-03-01", "2026-03-03", "2026-03-05", "2026-03-06"]
    hot = [note(on, temperature_c=38.5, id=on) for on in days]
    written = diary(*hot, ack("2026-03-05", "fever_5_days", None, "2026-03-05"))
    assert keys(written, "2026-03-05") == ["fever"]
    assert keys(written, "2026-03-06") == ["fever_5_days", "fever"]


# Nothing else closes one


@pytest.mark.parametrize(
    "later",
    [
        clear("2026-03-11"),
        entry("2026-03-11", signs={"nonblanching": "no"}),
        entry("2026-03-11", trend="better"),
    ],
    ids=["clear", "no", "better"],
)
def test_no_later_entry_closes_a_sign(later):
    assert keys(diary(bumps(entry(ON, yes="nonblanching"), later)), "2026-03-12") == [
        "nonblanching"
    ]


def test_no_time_closes_a_sign():
    assert keys(diary(bumps(entry(ON, yes="nonblanching"))), "2028-03-10") == ["nonblanching"]


def test_a_lower_temperature_later_closes_no_fever():
    written = diary(note(ON, temperature_c=38.5), note("2026-03-11", temperature_c=36.8))
    assert keys(written, "2026-03-12") == ["fever"]


def test_growing_older_closes_nothing():
    written = diary(bumps(entry(ON, yes="blister")), born=after(ON, -41))
    assert keys(written, after(ON, 200)) == ["newborn_blister"]


# One flag for a rule and a concern, or the child


def test_the_earliest_open_one_stands_for_all():
    written = diary(
        bumps(
            entry("2026-03-12", yes="bruise", id="later"),
            entry(ON, "20:00", yes="bruise", id="evening"),
            entry(ON, "08:00", yes="bruise", id="morning"),
        )
    )
    flag = only(written, "2026-03-12")
    assert (flag.since, flag.entry) == (day(ON), "morning")


def test_no_time_comes_before_any_time():
    written = diary(
        bumps(entry(ON, "00:00", yes="bruise", id="timed"), entry(ON, yes="bruise", id="untimed"))
    )
    assert only(written, ON).entry == "untimed"


def test_each_concern_has_its_own_flag():
    written = diary(
        bumps(entry(ON, yes="bruise")), bumps(entry("2026-03-11", yes="bruise"), id="c2")
    )
    assert places(written, "2026-03-11") == [("bruise", "c1"), ("bruise", "c2")]


def test_the_child_has_one_flag_over_all_entries_and_notes():
    written = diary(
        bumps(entry("2026-03-12", yes="worried", id="e1")),
        bumps(entry("2026-03-11", yes="worried", id="e2"), id="c2"),
        note(ON, yes="worried", id="n1"),
    )
    flag = only(written, "2026-03-12")
    assert (flag.rule, flag.concern, flag.entry) == ("worried", None, "n1")


def test_at_the_same_moment_concerns_come_before_day_notes():
    written = diary(note(ON, yes="worried", id="n1"), bumps(entry(ON, yes="worried", id="e1")))
    assert only(written, ON).entry == "e1"


def test_a_run_of_fever_is_read_over_concerns_and_notes_together():
    written = diary(
        bumps(entry("2026-03-01", temperature_c=38.2), entry("2026-03-05", temperature_c=38.2)),
        note("2026-03-03", temperature_c=38.2),
    )
    assert keys(written, "2026-03-05") == ["fever_5_days", "fever"]


@pytest.mark.parametrize(
    ("cooler", "expected"),
    [
        ([note("2026-03-03", "08:00", temperature_c=37.0)], ["fever"]),
        ([note("2026-03-01", temperature_c=37.0)], ["fever"]),
        ([note("2026-03-05", "20:00", temperature_c=37.0)], ["fever_5_days", "fever"]),
    ],
    ids=["in between", "after the first, a note after a concern", "after the last"],
)
def test_a_temperature_below_ends_a_run(cooler, expected):
    hot = ["2026-03-01", "2026-03-03", "2026-03-05"]
    written = diary(bumps(*(entry(on, temperature_c=38.2) for on in hot)), *cooler)
    assert keys(written, "2026-03-05") == expected


def test_a_run_holds_beside_the_fever_of_the_young():
    hot = [note(after(ON, days), temperature_c=38.0) for days in (0, 2, 4)]
    assert keys(diary(*hot, born=after(ON, -20)), after(ON, 4)) == [
        "fever_under_3_months",
        "fever_5_days",
    ]


def test_a_temperature_on_an_entry_is_about_the_child():
    flag = only(diary(bumps(entry(ON, temperature_c=38.0, id="e1"))), ON)
    assert (flag.rule, flag.concern, flag.condition, flag.entry) == ("fever", None, None, "e1")


# Beside the flag of the course


def test_urgent_flags_stand_beside_the_flag_of_the_course():
    written = diary(concern("impetigo", "2026-03-01", entry(ON, yes="painful warmth")))
    assert keys(written, ON) == ["infection_signs", "painful_or_spreading", "at_first_sight"]


def test_what_an_entry_gave_is_due_also_when_the_spell_is_over():
    written = diary(concern("impetigo", "2026-03-01", clear(ON, yes="painful")))
    assert [flag.rule for flag in flags(written, "2026-04-01")] == ["painful_or_spreading"]
