"""A concern begins with its earliest sighting: the day first noticed, or an earlier entry."""

from dataclasses import replace

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
    assert "You first noted these bumps on 10 February 2026" in str(flag.sentence)


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
