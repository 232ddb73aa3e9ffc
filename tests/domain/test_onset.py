"""A concern begins with its earliest sighting: the day first noticed, or an earlier entry."""

from dataclasses import replace

import pytest

from tests.domain.builders import (
    after,
    clear,
    concern,
    day,
    diary,
    entry,
    flags,
    keys,
    only,
    upcoming,
    visit,
)
from tracker.domain.sentences import gone_and_back
from tracker.domain.spells import Course


def test_milia_count_from_an_entry_before_the_day_first_noticed():
    bumps = concern("milia", "2026-02-20", entry("2026-02-10"))
    written = diary(bumps)
    assert (flags(written, "2026-02-09"), upcoming(written, "2026-02-09")) == ((), [])
    assert keys(written, "2026-05-10") == []
    flag = only(written, "2026-05-11")
    assert (flag.rule, flag.since, flag.due_on) == (
        "milia_over_3_months",
        day("2026-02-10"),
        day("2026-05-11"),
    )
    assert "You first noticed these bumps on 10 February 2026" in str(flag.sentence)


def test_an_entry_moved_to_a_later_day_gives_the_beginning_back():
    written = diary(concern("milia", "2026-02-20", entry("2026-02-25")))
    assert keys(written, "2026-05-20") == []
    flag = only(written, "2026-05-21")
    assert flag.since == day("2026-02-20")


def test_baby_acne_is_as_old_as_its_earliest_sighting():
    """Noticed at 43 days; an entry of the 42nd day is earlier."""
    late = concern("baby_acne", after("2026-01-01", 43))
    early = replace(late, entries=(entry(after("2026-01-01", 42)),))
    on = after("2026-01-01", 43)
    assert keys(diary(late, born="2026-01-01"), on) == ["at_first_sight"]
    assert keys(diary(early, born="2026-01-01"), on) == []


def test_a_visit_before_the_day_first_noticed_counts_from_the_onset_on():
    sore = concern("impetigo", "2026-03-10", entry("2026-03-01"))
    assert keys(diary(sore, visit("2026-03-01", "c1")), "2026-03-10") == []
    assert keys(diary(sore, visit("2026-02-28", "c1")), "2026-03-10") == ["at_first_sight"]


def test_last_noted_on_the_day_first_noticed_where_the_entry_before_it_was_clear():
    written = diary(concern("milia", "2026-03-10", clear("2026-03-05")))
    flag = only(written, "2026-06-06")
    assert (flag.since, flag.confirmed) == (day("2026-03-05"), False)
    assert "You last noted it on 10 March" in str(flag.sentence)


# Clear days within a spell


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([], []),
        ([1], ["for 1 day"]),
        ([4], ["for 4 days"]),
        ([4, 4], ["for 4 days twice"]),
        ([4, 1, 4, 1, 1], ["for 4 days twice", "for 1 day 3 times"]),
        ([4, 4, 1], ["for 4 days twice", "for 1 day once"]),
        ([6], ["for 6 days"]),
        ([7], []),
    ],
)
@pytest.mark.parametrize("is_going_on", [True, False])
def test_how_often_it_was_gone_within_the_spell(days, expected, is_going_on):
    entries, on = [], day("2026-03-01")
    for gone in days:
        entries += [clear(after(on, 2)), entry(after(on, 2 + gone))]
        on = after(on, 2 + gone)
    if not is_going_on:
        entries.append(clear(after(on, 1)))
    spell = Course.of(concern("hives", "2026-03-01", *entries)).last_spell_on(day("2026-12-01"))
    before, goes = ("It", "goes") if is_going_on else ("Before that, it", "went")
    sentence = (
        f"{before} was gone {', '.join(expected)}. It came back within 7 days, so the count"
        f" {goes} on."
    )
    assert [str(phrase) for phrase in gone_and_back(spell)] == [sentence] * bool(expected)


# The expected course counts from the day it came back

CAME_BACK = (entry("2026-03-01"), clear("2026-03-03"), entry("2026-03-06"))


def nappy_rash(*entries, first="2026-03-01"):
    return diary(concern("diaper_rash", first, *entries))


def test_nappy_rash_that_came_back_is_asked_about_three_days_after_that():
    written = nappy_rash(*CAME_BACK)
    for on in ("2026-03-06", "2026-03-07", "2026-03-08"):
        assert keys(written, on) == []
        assert ("c1", "expected_course", "2026-03-09") in upcoming(written, on)
    for on in ("2026-03-09", "2026-03-10"):
        flag = only(written, on)
        assert (flag.rule, flag.since, flag.due_on, flag.confirmed) == (
            "expected_course",
            day("2026-03-01"),
            day("2026-03-09"),
            False,
        )
    assert str(only(written, "2026-03-09").sentence).startswith(
        "You first noticed this rash on 1 March 2026, 8 days ago. It came back on 6 March 2026. "
    )


@pytest.mark.parametrize(("last", "confirmed"), [("2026-03-08", False), ("2026-03-09", True)])
def test_an_entry_confirms_it_from_the_day_it_is_due(last, confirmed):
    assert only(nappy_rash(*CAME_BACK, entry(last)), "2026-03-10").confirmed is confirmed


def test_of_several_returns_the_last_counts():
    written = nappy_rash(*CAME_BACK, clear("2026-03-07"), clear("2026-03-08"), entry("2026-03-13"))
    assert keys(written, "2026-03-15") == []
    flag = only(written, "2026-03-16")
    assert (flag.since, flag.due_on) == (day("2026-03-01"), day("2026-03-16"))


@pytest.mark.parametrize(
    ("back", "since", "is_named"),
    [("2026-03-09", "2026-03-01", True), ("2026-03-10", "2026-03-10", False)],
    ids=["6 days: within the spell", "7 days: a new spell"],
)
def test_a_new_spell_counts_from_its_onset_and_came_back_within_none(back, since, is_named):
    written = nappy_rash(entry("2026-03-01"), clear("2026-03-03"), entry(back))
    assert keys(written, after(back, 2)) == []
    flag = only(written, after(back, 3))
    assert (flag.since, flag.due_on) == (day(since), after(back, 3))
    assert ("It came back on" in str(flag.sentence)) is is_named


def test_the_day_first_noticed_may_be_the_day_it_came_back():
    written = nappy_rash(clear("2026-03-05"), first="2026-03-10")
    assert keys(written, "2026-03-12") == []
    flag = only(written, "2026-03-13")
    assert (flag.since, flag.due_on) == (day("2026-03-05"), day("2026-03-13"))


def test_the_two_limits_count_from_the_onset_all_the_same():
    written = nappy_rash(*CAME_BACK)
    assert keys(written, "2026-03-29") == ["expected_course"]
    assert keys(written, "2026-03-30") == ["rash_over_4_weeks"]
    assert "It came back on" not in str(only(written, "2026-03-30").sentence)


def test_a_visit_on_or_after_the_onset_answers_it_also_before_it_came_back():
    assert (
        keys(
            diary(concern("diaper_rash", "2026-03-01", *CAME_BACK), visit("2026-03-02", "c1")),
            "2026-03-09",
        )
        == []
    )
