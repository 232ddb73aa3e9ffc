"""The flag of a concern: what answers it, what silences it, what takes precedence over it."""

import pytest

from tests.domain.builders import (
    ONSET,
    ack,
    after,
    clear,
    concern,
    day,
    diary,
    entry,
    flags,
    keys,
    only,
    places,
    rash,
    upcoming,
    visit,
    worse,
)

LIMIT = {"cradle_cap": "rash_over_4_weeks", "milia": "milia_over_3_months"}


# Only while the spell is going on


def test_nothing_is_due_once_it_is_clear():
    written = diary(rash(clear("2026-04-10"), condition="unsure_rash"))
    assert keys(written, "2026-04-09") == ["rash_over_4_weeks"]
    assert keys(written, "2026-04-10") == []
    assert upcoming(written, "2026-04-10") == []


def test_back_within_seven_days_the_clock_runs_on():
    written = diary(rash(clear("2026-03-28"), entry("2026-04-03")))
    assert only(written, "2026-04-03").since == day(ONSET)


def test_back_after_seven_days_the_clock_starts_anew():
    written = diary(rash(clear("2026-03-28"), entry("2026-04-04")))
    assert keys(written, "2026-05-02") == []
    assert only(written, "2026-05-03").since == day("2026-04-04")


def test_before_it_was_first_noticed_nothing_is_due_and_nothing_lies_ahead():
    written = diary(concern("impetigo", ONSET))
    assert keys(written, "2026-02-28") == []
    assert upcoming(written, "2026-02-28") == []


# Visits


@pytest.mark.parametrize(
    ("condition", "past"), [("cradle_cap", "2026-04-09"), ("milia", "2026-06-12")]
)
def test_a_visit_moves_the_clock_to_its_day_and_since_stays_the_onset(condition, past):
    written = diary(rash(condition=condition), visit("2026-03-11", "c1"))
    assert keys(written, after(past, -1)) == []
    flag = only(written, past)
    assert (flag.rule, flag.since, flag.due_on) == (LIMIT[condition], day(ONSET), day(past))


def test_the_last_of_several_visits_counts():
    written = diary(rash(), visit("2026-03-20", "c1"), visit("2026-03-11", "c1"))
    assert upcoming(written, "2026-03-20") == [("c1", "rash_over_4_weeks", "2026-04-18")]


def test_a_visit_still_to_come_moves_nothing_yet():
    written = diary(rash(), visit("2026-04-01", "c1"))
    assert keys(written, "2026-03-31") == ["rash_over_4_weeks"]
    assert keys(written, "2026-04-01") == []


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        pytest.param(visit("2026-03-10", "c2"), ["rash_over_4_weeks"], id="another concern"),
        pytest.param(visit("2026-03-10"), ["rash_over_4_weeks"], id="no concern in particular"),
        pytest.param(visit("2026-02-28", "c1"), ["rash_over_4_weeks"], id="before the onset"),
        pytest.param(visit(ONSET, "c1"), ["rash_over_4_weeks"], id="on the onset: same day"),
        pytest.param(visit("2026-03-02", "c1"), [], id="the day after the onset"),
        pytest.param(visit("2026-03-10", "c1", "c2"), [], id="this one and another"),
    ],
)
def test_which_visits_move_the_clock(seen, expected):
    written = diary(rash(), concern("salmon_patch", ONSET, id="c2"), seen)
    assert keys(written, "2026-03-30") == expected


@pytest.mark.parametrize("condition", ["impetigo", "eczema", "unsure_rash"])
@pytest.mark.parametrize(
    ("seen_on", "answered"),
    [("2026-02-28", False), (ONSET, True), ("2026-03-04", True)],
    ids=["before the onset", "on the onset", "later"],
)
def test_a_visit_answers_first_sight_and_the_usual_course(condition, seen_on, answered):
    written = diary(rash(condition=condition), visit(seen_on, "c1"))
    rule = "expected_course" if condition == "unsure_rash" else "at_first_sight"
    assert keys(written, "2026-03-08") == ([] if answered else [rule])


def test_a_visit_about_the_child_answers_nothing_of_a_concern():
    written = diary(rash(condition="impetigo"), visit("2026-03-02"))
    assert keys(written, "2026-03-02") == ["at_first_sight"]


def test_a_visit_answers_only_its_own_spell():
    written = diary(
        rash(clear("2026-03-05"), entry("2026-03-20"), condition="impetigo"),
        visit("2026-03-03", "c1"),
    )
    assert keys(written, "2026-03-04") == []
    assert only(written, "2026-03-20").since == day("2026-03-20")


def test_a_visit_while_it_was_clear_belongs_to_no_spell():
    written = diary(
        rash(clear("2026-03-05"), entry("2026-03-20"), condition="impetigo"),
        visit("2026-03-10", "c1"),
    )
    assert keys(written, "2026-03-20") == ["at_first_sight"]


# Named by a doctor


def test_named_by_a_doctor_without_a_visit_the_clock_runs():
    assert keys(diary(rash(named_by="doctor")), "2026-03-30") == ["rash_over_4_weeks"]


def test_named_by_a_doctor_the_clock_rests_after_the_visit():
    written = diary(rash(named_by="doctor"), visit("2026-03-20", "c1"))
    assert upcoming(written, "2026-03-20") == []
    assert keys(written, "2027-03-20") == []


def test_named_by_a_doctor_the_rest_stays_awake():
    written = diary(
        rash(worse("2026-04-01"), worse("2026-04-02"), named_by="doctor"),
        visit("2026-03-20", "c1"),
    )
    assert keys(written, "2026-04-02") == ["worsening"]
    again = diary(rash(named_by="doctor"), visit("2026-03-20", "c1", follow_up="2026-04-20"))
    assert keys(again, "2026-04-20") == ["follow_up"]


def test_named_by_a_doctor_a_new_spell_has_its_clock_again():
    written = diary(
        rash(clear("2026-03-25"), entry("2026-04-20"), named_by="doctor"), visit("2026-03-20", "c1")
    )
    assert keys(written, "2026-05-19") == ["rash_over_4_weeks"]


# Worsening


@pytest.mark.parametrize(
    ("entries", "due_on"),
    [
        pytest.param([worse("2026-03-03")], None, id="one day"),
        pytest.param([worse("2026-03-03"), worse("2026-03-04")], "2026-03-04", id="two days"),
        pytest.param([worse("2026-03-03"), worse("2026-03-09")], "2026-03-09", id="with a gap"),
        pytest.param(
            [worse("2026-03-03", "08:00"), worse("2026-03-03", "20:00")], None, id="twice on a day"
        ),
        pytest.param(
            [worse("2026-03-03"), entry("2026-03-04", trend="same"), worse("2026-03-05")],
            None,
            id="another day between",
        ),
        pytest.param(
            [worse("2026-03-03"), worse("2026-03-04"), entry("2026-03-05", trend="better")],
            None,
            id="better since",
        ),
        pytest.param(
            [worse("2026-03-03"), worse("2026-03-04"), entry("2026-03-05")], None, id="no trend"
        ),
        pytest.param(
            [
                worse("2026-03-03", "08:00"),
                entry("2026-03-03", "20:00", trend="better"),
                worse("2026-03-04"),
            ],
            None,
            id="the last of the first day is not",
        ),
        pytest.param(
            [
                entry("2026-03-03", "08:00", trend="better"),
                worse("2026-03-03", "20:00"),
                entry("2026-03-04", "08:00", trend="better"),
                worse("2026-03-04", "20:00"),
            ],
            "2026-03-04",
            id="the last of each day is",
        ),
        pytest.param(
            [worse("2026-03-03"), clear("2026-03-04"), worse("2026-03-05")],
            None,
            id="a clear day between",
        ),
        pytest.param(
            [worse("2026-03-04"), worse("2026-03-03")], "2026-03-04", id="written out of order"
        ),
    ],
)
def test_worsening(entries, due_on):
    found = flags(diary(rash(*entries)), "2026-03-12")
    expected = [] if due_on is None else [("worsening", "ask", day(ONSET), day(due_on), None, True)]
    assert [
        (flag.rule, flag.level.key, flag.since, flag.due_on, flag.limit, flag.confirmed)
        for flag in found
    ] == expected


def test_worsening_looks_at_one_spell_only():
    written = diary(
        rash(worse("2026-03-03"), clear("2026-03-04"), worse("2026-03-20"), worse("2026-03-21"))
    )
    assert keys(written, "2026-03-20") == []
    assert keys(written, "2026-03-21") == ["worsening"]


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([worse("2026-03-09"), worse("2026-03-10"), worse("2026-03-11")], []),
        ([worse("2026-03-09"), worse("2026-03-11"), worse("2026-03-12")], ["worsening"]),
        ([worse("2026-03-10"), worse("2026-03-11")], []),
        ([worse("2026-03-11"), worse("2026-03-12")], ["worsening"]),
    ],
    ids=["one later day", "two later days", "on the day of the visit", "just two later days"],
)
def test_worsening_after_a_visit_needs_two_later_days(entries, expected):
    written = diary(rash(*entries), visit("2026-03-10", "c1"))
    assert keys(written, "2026-03-12") == expected


# Acknowledgements

SICK = [worse("2026-03-02"), worse("2026-03-03")]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("rash_over_4_weeks", []),
        ("milia_over_3_months", []),
        ("follow_up", []),
        ("worsening", ["rash_over_4_weeks"]),
        ("expected_course", ["rash_over_4_weeks"]),
        ("at_first_sight", ["rash_over_4_weeks"]),
        ("worried", ["rash_over_4_weeks"]),
    ],
)
def test_an_acknowledgement_silences_its_level_and_those_below(rule, expected):
    written = diary(
        rash(*SICK, condition="eczema"), ack("2026-03-31", rule)
    )  # at first sight of eczema: ask
    assert keys(written, "2026-03-31") == expected


def test_an_acknowledged_question_leaves_the_others_of_its_level_silent_too():
    written = diary(rash(*SICK, condition="unsure_rash"), ack("2026-03-10", "expected_course"))
    assert keys(written, "2026-03-09") == ["worsening"]
    assert keys(written, "2026-03-10") == []


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("impetigo", []),
        ("candida_diaper_rash", ["rash_over_4_weeks"]),
        ("cradle_cap", ["rash_over_4_weeks"]),
    ],
    ids=["visit", "ask", "renamed to what has none"],
)
def test_first_sight_silences_as_high_as_its_condition_stands(condition, expected):
    written = diary(rash(condition=condition), ack("2026-03-30", "at_first_sight"))
    assert keys(written, "2026-03-30") == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (ack("2026-03-30", "rash_over_4_weeks", concern="c2"), ["rash_over_4_weeks"]),
        (ack("2026-03-30", "rash_over_4_weeks", concern=None), ["rash_over_4_weeks"]),
        (ack("2026-03-31", "rash_over_4_weeks"), ["rash_over_4_weeks"]),
        (ack("2026-03-30", "rash_over_4_weeks"), []),
    ],
    ids=["another concern's", "the child's", "tomorrow's", "its own"],
)
def test_whose_acknowledgement_silences(answer, expected):
    written = diary(rash(), concern("salmon_patch", ONSET, id="c2"), answer)
    assert keys(written, "2026-03-30") == expected


def test_an_acknowledgement_of_an_earlier_spell_silences_nothing():
    written = diary(
        rash(clear("2026-03-05"), entry("2026-03-12"), condition="impetigo"),
        ack("2026-03-04", "at_first_sight"),
    )
    assert keys(written, "2026-03-04") == []
    assert keys(written, "2026-03-12") == ["at_first_sight"]


def test_on_the_onset_an_acknowledgement_belongs_to_the_spell():
    written = diary(rash(condition="impetigo"), ack(ONSET, "at_first_sight"))
    assert keys(written, ONSET) == []


def test_an_acknowledgement_changes_no_day():
    written = diary(rash(), ack("2026-03-30", "rash_over_4_weeks"))
    assert only(written, "2026-04-27").due_on == day("2026-03-30")
    ahead = diary(rash(), ack("2026-03-20", "rash_over_4_weeks"))
    assert upcoming(ahead, "2026-03-20") == [("c1", "rash_over_4_weeks", "2026-03-30")]


def test_silence_about_the_course_never_covers_an_urgent_sign():
    written = diary(
        rash(entry("2026-03-30", yes="nonblanching")), ack("2026-03-30", "rash_over_4_weeks")
    )
    assert keys(written, "2026-03-30") == ["nonblanching"]


# One at a time


@pytest.mark.parametrize(
    ("condition", "entries", "seen", "on", "expected"),
    [
        pytest.param("impetigo", SICK, [], "2026-03-29", "at_first_sight", id="visit before ask"),
        pytest.param(
            "impetigo", SICK, [], "2026-03-30", "rash_over_4_weeks", id="the limits first"
        ),
        pytest.param(
            "diaper_rash",
            SICK,
            [],
            "2026-03-04",
            "at_first_sight",
            id="first sight, then worsening",
        ),
        pytest.param(
            "hives", SICK, [], "2026-03-10", "worsening", id="worsening, then usual course"
        ),
        pytest.param(
            "diaper_rash", [], [], "2026-03-04", "at_first_sight", id="first sight, then course"
        ),
        pytest.param(
            "impetigo",
            [worse("2026-03-05"), worse("2026-03-06")],
            [visit("2026-03-04", "c1", follow_up="2026-03-10")],
            "2026-03-10",
            "follow_up",
            id="follow-up before worsening",
        ),
    ],
)
def test_one_at_a_time(condition, entries, seen, on, expected):
    written = diary(rash(*entries, condition=condition), *seen, born="2026-02-15")
    assert keys(written, on) == [expected]


def test_each_concern_has_its_own():
    written = diary(rash(), concern("impetigo", "2026-03-10", id="c2"))
    assert places(written, "2026-03-30") == [("at_first_sight", "c2"), ("rash_over_4_weeks", "c1")]


# Confirmed or not


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        pytest.param([], False, id="no entry"),
        pytest.param([entry("2026-03-29")], False, id="the day before it was due"),
        pytest.param([entry("2026-03-30")], True, id="the day it was due"),
        pytest.param([entry("2026-03-31")], True, id="the day after"),
        pytest.param([entry("2026-04-02")], False, id="not yet written"),
        pytest.param(
            [clear("2026-03-30", "08:00"), entry("2026-03-30", "20:00")],
            True,
            id="clear, then back",
        ),
    ],
)
def test_confirmed_by_a_present_entry_from_the_day_it_was_due(entries, expected):
    assert only(diary(rash(*entries)), "2026-04-01").confirmed is expected


def test_the_day_first_noticed_confirms_nothing():
    unconfirmed = only(diary(rash(condition="impetigo")), ONSET)
    confirmed = only(diary(rash(entry(ONSET), condition="impetigo")), ONSET)
    assert (unconfirmed.confirmed, confirmed.confirmed) == (False, True)


def test_an_entry_of_another_concern_confirms_nothing():
    written = diary(rash(), concern("salmon_patch", ONSET, entry("2026-04-01"), id="c2"))
    assert only(written, "2026-04-01").confirmed is False


def test_a_follow_up_is_confirmed_from_its_own_day():
    written = diary(
        rash(entry("2026-03-24"), entry("2026-03-26")),
        visit("2026-03-10", "c1", follow_up="2026-03-25"),
    )
    assert only(written, "2026-03-25").confirmed is False
    assert only(written, "2026-03-26").confirmed is True


# What a flag carries


def test_a_flag_carries_its_child_and_its_concern():
    flag = only(diary(concern("unsure_rash", ONSET, entry(ONSET, id="e1"), id="c9")), "2026-03-08")
    assert (flag.child, flag.concern, flag.condition) == ("Iris", "c9", "unsure_rash")
    assert (flag.entry, flag.is_urgent_sign) == (None, False)


def test_the_present_name_counts_for_the_whole_course():
    renamed = diary(concern("impetigo", ONSET, former_names=()))
    assert keys(renamed, ONSET) == ["at_first_sight"]


# What falls due next


def test_the_earliest_day_still_ahead_for_each_spell_going_on():
    written = diary(
        concern("unsure_rash", ONSET, id="a"),
        concern("unsure_bumps", "2026-03-05", id="b"),
        concern("salmon_patch", ONSET, id="c"),
        concern("milia", ONSET, clear("2026-03-06"), id="d"),
        concern("impetigo", "2026-03-07", id="e"),
        concern("milia", "2026-03-09", id="f"),
        visit("2026-03-07", "e", follow_up="2026-03-21"),
    )
    assert upcoming(written, "2026-03-07") == [
        ("a", "expected_course", "2026-03-08"),
        ("b", "expected_course", "2026-03-12"),
        ("e", "follow_up", "2026-03-21"),
    ]
    assert upcoming(written, "2026-03-08") == [
        ("a", "rash_over_4_weeks", "2026-03-30"),
        ("b", "expected_course", "2026-03-12"),
        ("e", "follow_up", "2026-03-21"),
    ]


# Words of another version


def test_a_condition_that_is_not_known_here_is_asked_about_like_what_is_in_no_list():
    written = diary(rash(condition="from_later"))
    assert keys(written, "2026-03-07") == []
    flag = only(written, "2026-03-08")
    assert (flag.rule, flag.condition) == ("expected_course", "from_later")
