"""The day on which something next falls due by the calendar alone, and what just did."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given

from tests.domain.builders import (
    ONSET,
    ack,
    after,
    clear,
    concern,
    day,
    diary,
    entry,
    note,
    rash,
    visit,
    worse,
)
from tests.domain.test_properties import DIARIES, END, FEW, START
from tracker.domain.look_again import child_facts, next_due_day
from tracker.domain.reminders import DAILY, TWICE_A_WEEK, FallenDue, GoingOn
from tracker.domain.rules import rules_from_toml
from tracker.domain.timeline import Timeline

SEEN = visit("2026-03-10", "c1", follow_up="2026-03-24")


def looks_again(written, on, rules=None) -> date | None:
    timeline = Timeline.of(written) if rules is None else Timeline.of(written, rules)
    return next_due_day(timeline, day(on))


def facts(written, on):
    return child_facts(Timeline.of(written), day(on))


# The next day


@pytest.mark.parametrize(
    ("written", "today", "expected"),
    [
        (diary(concern("milia", "2026-03-01")), "2026-03-01", "2026-06-02"),
        (diary(rash()), "2026-03-01", "2026-03-30"),
        (diary(rash(), visit("2026-03-10", "c1", follow_up="2026-03-24")), ONSET, "2026-03-10"),
        (
            diary(rash(), visit("2026-03-10", "c1", follow_up="2026-03-24")),
            "2026-03-10",
            "2026-03-24",
        ),
        (diary(visit("2026-03-10", follow_up="2026-03-24")), "2026-03-10", "2026-03-24"),
        (diary(rash(), ack("2026-03-30", "rash_over_4_weeks")), "2026-03-30", "2026-04-27"),
        (diary(rash(condition="heat_rash")), ONSET, "2026-03-04"),
        (diary(rash(condition="heat_rash")), "2026-03-04", "2026-03-30"),
    ],
    ids=[
        "3 months and a day",
        "4 weeks and a day",
        "a later visit",
        "its follow-up",
        "a follow-up of the child",
        "a silence ends",
        "the shorter window",
        "then the limit",
    ],
)
def test_the_next_day_is_exact(written, today, expected) -> None:
    assert looks_again(written, today) == day(expected)


@pytest.mark.parametrize(
    ("written", "today"),
    [
        (diary(), ONSET),
        (diary(rash(clear("2026-03-10"))), "2026-03-10"),
        (diary(rash()), "2026-03-30"),
        (diary(concern("salmon_patch", ONSET)), ONSET),
    ],
    ids=["nothing written", "gone", "due already", "no rule"],
)
def test_nothing_is_coming(written, today) -> None:
    assert looks_again(written, today) is None


def test_the_hosts_rules_count() -> None:
    ten_days = rules_from_toml("[rules.rash_over_4_weeks]\ndays = 10")
    assert looks_again(diary(rash()), ONSET, ten_days) == day("2026-03-12")


@FEW
@given(DIARIES)
def test_nothing_new_comes_before_the_next_day(written) -> None:
    for today in (START + timedelta(days) for days in (0, 9, 20, 36)):
        assert_quiet_until_next_day(written, today)


def assert_quiet_until_next_day(written, today) -> None:
    timeline = Timeline.of(written)
    expected = next_due_day(timeline, today)
    assert expected is None or expected > today
    known = keys(timeline, today)
    for ahead in range(1, 370):
        on = today + timedelta(ahead)
        if on == expected:
            assert keys(timeline, on) - known or on <= END  # or a record of that day counts
            return
        assert not keys(timeline, on) - known  # a silence that ends shows its flag
    assert expected is None


def keys(timeline, on):
    return {(flag.rule, flag.concern, flag.entry, flag.due_on) for flag in timeline.flags_on(on)}


# What reminders depend on


def test_what_goes_on_with_its_rhythm_and_the_day_it_was_noted() -> None:
    written = diary(
        rash(entry("2026-03-05"), entry("2026-03-20")),
        concern("eczema", "2026-03-02", id="c2"),
        concern("hives", "2026-03-02", clear("2026-03-04"), id="c3"),
        note("2026-03-08"),
    )
    found = facts(written, "2026-03-10")
    noted = (
        GoingOn(TWICE_A_WEEK, day("2026-03-05")),
        GoingOn(DAILY, day("2026-03-02")),
    )
    assert (found.going_on, found.last_written_on) == (noted, day("2026-03-08"))


def test_follow_ups_of_what_goes_on_or_the_child() -> None:
    gone = concern("hives", ONSET, clear("2026-03-04"), id="c2")
    written = diary(
        rash(),
        gone,
        visit("2026-03-02", "c1", follow_up="2026-03-11"),
        visit("2026-03-03", "c1", follow_up="2026-03-12"),
        visit("2026-03-03", "c2", follow_up="2026-03-13"),
        visit("2026-03-03", follow_up="2026-03-14"),
    )
    assert facts(written, "2026-03-10").follow_ups == {day("2026-03-12"), day("2026-03-14")}


@pytest.mark.parametrize("about", ["c1", None], ids=["a skin problem", "the child"])
def test_a_day_to_expect_something_by_is_noted(about) -> None:
    named = replace(visit("2026-03-02", *filter(None, [about])), expect_by=day("2026-03-11"))
    assert facts(diary(rash(), named), "2026-03-10").follow_ups == {day("2026-03-11")}
    later = visit("2026-03-05", *filter(None, [about]))
    assert facts(diary(rash(), named, later), "2026-03-10").follow_ups == set()


def test_a_follow_up_that_was_dealt_with_is_none() -> None:
    written = diary(rash(), visit("2026-03-02", "c1", follow_up="2026-03-10"))
    assert facts(written, "2026-03-10").follow_ups == {day("2026-03-10")}
    answered = diary(*written.concerns, *written.visits, ack("2026-03-10", "follow_up"))
    assert facts(answered, "2026-03-10").follow_ups == set()


@pytest.mark.parametrize(("days", "is_told"), [(28, False), (29, True), (35, True), (36, False)])
def test_what_fell_due_is_known_for_a_week(days, is_told) -> None:
    fallen = FallenDue("rash_over_4_weeks", "c1", after(ONSET, 29))
    assert facts(diary(rash()), after(ONSET, days)).fallen_due == ((fallen,) if is_told else ())


def test_a_silence_that_ended_is_told() -> None:
    written = diary(rash(), ack("2026-03-30", "rash_over_4_weeks"))
    fallen = FallenDue("rash_over_4_weeks", "c1", day("2026-04-27"))
    assert facts(written, "2026-04-28").fallen_due == (fallen,)


def test_what_an_entry_brought_was_on_the_screen() -> None:
    written = diary(
        rash(worse("2026-03-09"), worse("2026-03-10")), note("2026-03-10", yes="floppy")
    )
    assert {flag.rule for flag in Timeline.of(written).flags_on(day("2026-03-10"))} == {
        "worsening",
        "unwell",
    }
    assert facts(written, "2026-03-10").fallen_due == ()


@FEW
@given(DIARIES)
def test_what_fell_due_did_so_without_a_record(written) -> None:
    timeline = Timeline.of(written)
    for today in (START + timedelta(days) for days in (5, 15, 30, 36)):
        shown = {(flag.rule, flag.concern) for flag in timeline.flags_on(today)}
        for fallen in child_facts(timeline, today).fallen_due:
            assert (fallen.rule, fallen.concern) in shown
            day_before = fallen.day - timedelta(1)
            assert next_due_day(timeline, day_before) == fallen.day


@FEW
@given(DIARIES)
def test_what_is_gone_is_asked_for_no_more(written) -> None:
    timeline = Timeline.of(written)
    for today in (START + timedelta(days) for days in (5, 15, 30, 36)):
        found = child_facts(timeline, today)
        open_now = {one.course.concern.id for one in timeline.situations_on(today)}
        assert len(found.going_on) == len(open_now)
        assert {fallen.concern for fallen in found.fallen_due} <= open_now | {None}
        of_what_is_gone = {
            seen.follow_up_on
            for seen in written.visits
            if seen.concerns and not open_now & set(seen.concerns)
        }
        others = {
            seen.follow_up_on
            for seen in written.visits
            if not seen.concerns or open_now & set(seen.concerns)
        }
        assert not found.follow_ups & (of_what_is_gone - others)
