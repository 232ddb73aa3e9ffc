"""Follow-up days set at a visit, for a concern and for the child as a whole."""

import pytest

from tests.domain.builders import (
    ONSET,
    ack,
    clear,
    concern,
    day,
    diary,
    entry,
    keys,
    only,
    places,
    rash,
    upcoming,
    visit,
)
from tracker.domain.rules import rules_from_toml

# Follow-up


def test_a_follow_up_takes_the_place_of_the_clock():
    written = diary(rash(), visit("2026-03-20", "c1", follow_up="2026-06-01"))
    assert keys(written, "2026-05-31") == []
    flag = only(written, "2026-06-01")
    assert (flag.rule, flag.due_on, flag.since) == ("follow_up", day("2026-06-01"), day(ONSET))


def test_a_follow_up_rests_once_there_was_another_visit():
    written = diary(
        rash(), visit("2026-03-20", "c1", follow_up="2026-04-01"), visit("2026-04-03", "c1")
    )
    assert keys(written, "2026-04-02") == ["follow_up"]
    assert keys(written, "2026-04-03") == []
    assert upcoming(written, "2026-04-03") == [("c1", "rash_over_4_weeks", "2026-05-02")]


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        pytest.param(
            visit("2026-03-20", "c1", follow_up="2026-03-25"),
            visit("2026-03-20", "c1"),
            "rash_over_4_weeks",
            id="as written: the last names none",
        ),
        pytest.param(
            visit("2026-03-20", "c1"),
            visit("2026-03-20", "c1", follow_up="2026-03-25"),
            "follow_up",
            id="as written: the last names one",
        ),
        pytest.param(
            visit("2026-03-20", "c1", at="15:00", follow_up="2026-03-25"),
            visit("2026-03-20", "c1", at="09:00"),
            "follow_up",
            id="the later time counts",
        ),
        pytest.param(
            visit("2026-03-20", "c1", at="09:00", follow_up="2026-03-25"),
            visit("2026-03-20", "c1"),
            "follow_up",
            id="no time comes first",
        ),
    ],
)
def test_the_last_of_two_visits_on_a_day(earlier, later, expected):
    written = diary(rash(), earlier, later)
    assert [rule for _, rule, _ in upcoming(written, "2026-03-20")] == [expected]


def test_the_follow_up_of_an_earlier_spell_is_over_with_it():
    written = diary(
        rash(clear("2026-03-05"), entry("2026-03-20")),
        visit("2026-03-03", "c1", follow_up="2026-03-25"),
    )
    assert keys(written, "2026-03-25") == []


def test_where_a_host_switched_follow_ups_off_the_clock_runs_on():
    rules = rules_from_toml("[rules.follow_up]\nenabled = false")
    written = diary(rash(), visit("2026-03-20", "c1", follow_up="2026-03-25"))
    assert keys(written, "2026-04-17", rules) == []
    flag = only(written, "2026-04-18", rules)
    assert (flag.rule, flag.due_on) == ("rash_over_4_weeks", day("2026-04-18"))


# The child's follow-up


def test_a_follow_up_of_the_child():
    written = diary(rash(), visit("2026-03-02", follow_up="2026-03-10"))
    assert keys(written, "2026-03-09") == []
    flag = only(written, "2026-03-10")
    assert (flag.rule, flag.level.key, flag.concern, flag.condition) == (
        "follow_up",
        "visit",
        None,
        None,
    )
    assert (flag.since, flag.due_on) == (day("2026-03-02"), day("2026-03-10"))
    assert (flag.confirmed, flag.limit, flag.entry) == (True, None, None)


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        pytest.param(visit("2026-03-11"), [], id="about the child"),
        pytest.param(visit("2026-03-11", "c1"), [], id="about a concern"),
        pytest.param(visit("2026-03-03"), [], id="before its day"),
        pytest.param(visit("2026-03-02", at="23:00"), ["follow_up"], id="the same day"),
        pytest.param(visit("2026-03-02", "c1"), ["follow_up"], id="the same day, a concern"),
        pytest.param(visit("2026-03-13"), ["follow_up"], id="still to come"),
    ],
)
def test_any_visit_on_a_later_day_ends_the_childs_follow_up(seen, expected):
    written = diary(
        concern("milia", "2026-03-01"), visit("2026-03-02", follow_up="2026-03-10"), seen
    )
    assert keys(written, "2026-03-12") == expected


def test_the_earlier_of_two_days_named_on_one_day_holds():
    written = diary(
        visit("2026-03-02", follow_up="2026-03-20"), visit("2026-03-02", follow_up="2026-03-10")
    )
    assert only(written, "2026-03-25").due_on == day("2026-03-10")


def test_of_two_days_named_on_one_day_the_one_dealt_with_is_silent():
    written = diary(
        visit("2026-03-02", follow_up="2026-03-20"),
        visit("2026-03-02", follow_up="2026-03-10"),
        ack("2026-03-12", "follow_up", concern=None),
    )
    assert keys(written, "2026-03-19") == []
    assert only(written, "2026-03-20").due_on == day("2026-03-20")
    assert only(written, "2026-04-09").due_on == day("2026-03-10")


def test_the_day_of_the_next_visit_ends_the_childs_follow_up():
    written = diary(visit("2026-03-02", follow_up="2026-03-10"), visit("2026-03-12"))
    assert keys(written, "2026-03-11") == ["follow_up"]
    assert keys(written, "2026-03-12") == []


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (ack("2026-03-12", "follow_up", concern=None), []),
        (ack("2026-03-12", "follow_up", concern="c1"), ["follow_up"]),
        (ack("2026-03-12", "rash_over_4_weeks", concern=None), ["follow_up"]),
        (ack("2026-03-01", "follow_up", concern=None), ["follow_up"]),
        (ack("2026-03-02", "follow_up", concern=None), ["follow_up"]),
        (ack("2026-03-09", "follow_up", concern=None), ["follow_up"]),
        (ack("2026-03-10", "follow_up", concern=None), []),
    ],
    ids=[
        "this one",
        "a concern's",
        "another rule",
        "before the visit",
        "on the day of the visit: the one before",
        "the day before it was due",
        "the day it was due",
    ],
)
def test_what_silences_the_childs_follow_up(answer, expected):
    written = diary(rash(), visit("2026-03-02", follow_up="2026-03-10"), answer)
    assert keys(written, "2026-03-12") == expected


def test_the_childs_follow_up_moves_no_clock_and_silences_no_concern():
    written = diary(
        rash(),
        visit("2026-03-02", follow_up="2026-03-10"),
        ack("2026-03-30", "follow_up", concern=None),
    )
    assert places(written, "2026-03-30") == [("rash_over_4_weeks", "c1")]
