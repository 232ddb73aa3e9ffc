"""What came with things recorded more than once: the counts, beside a slow plain count."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.builders import clear, concern, day, entry, worse
from tracker.domain.records import Concern, Exposure
from tracker.domain.spells import Course
from tracker.domain.triggers import TriggerCount, count_triggers

AS_OF = day("2026-05-31")


def food(on: str, name: str = "strawberries", kind: str = "food") -> Exposure:
    return Exposure(day(on), kind, name)


def counted(exposures: list[Exposure], *concerns: Concern) -> tuple[TriggerCount, ...]:
    return count_triggers(exposures, [Course.of(row) for row in concerns], AS_OF)


def test_three_of_three_against_the_other_days() -> None:
    """Strawberries on three days, each followed by a flare, and one flare without them."""
    rash = concern(
        "eczema",
        "2026-04-01",
        worse("2026-05-02"),
        entry("2026-05-05", trend="better"),
        worse("2026-05-09"),
        entry("2026-05-14", trend="same"),
        worse("2026-05-20"),
        worse("2026-05-28"),
    )
    found = counted([food("2026-05-01"), food("2026-05-09"), food("2026-05-18")], rash)
    days = (day("2026-05-01"), day("2026-05-09"), day("2026-05-18"))
    # Other days: 1 April (the day first noticed), 5, 14 and 28 May.
    assert found == (TriggerCount("food", "strawberries", days, 3, 0, 4, 2),)


def test_what_was_recorded_on_one_day_only_is_not_counted() -> None:
    rash = concern("eczema", "2026-05-01", worse("2026-05-02"))
    assert counted([food("2026-05-01"), food("2026-05-01")], rash) == ()


def test_a_name_counts_without_case_and_spaces_and_reads_as_last_written() -> None:
    rash = concern("eczema", "2026-04-01")
    (found,) = counted([food("2026-05-01", "Egg  white"), food("2026-05-09", "egg white ")], rash)
    assert (found.name, len(found.days)) == ("egg white", 2)


def test_the_kinds_are_told_apart() -> None:
    rash = concern("eczema", "2026-04-01")
    assert counted([food("2026-05-01", "oat"), food("2026-05-02", "oat", kind="cream")], rash) == ()


def test_days_with_nothing_written_are_told() -> None:
    rash = concern("eczema", "2026-04-01", worse("2026-05-11"))
    (found,) = counted([food("2026-05-01"), food("2026-05-09")], rash)
    assert (found.days_followed, found.days_unwritten) == (1, 1)


def test_a_return_after_clear_days_is_new() -> None:
    rash = concern(
        "eczema", "2026-04-01", clear("2026-05-01"), entry("2026-05-04"), clear("2026-05-05")
    )
    (found,) = counted([food("2026-05-02"), food("2026-05-20")], rash)
    assert (found.days_followed, found.days_unwritten) == (1, 1)


def test_the_third_day_after_counts_no_more() -> None:
    rash = concern("eczema", "2026-04-01", worse("2026-05-04"))
    (found,) = counted([food("2026-05-01"), food("2026-05-10")], rash)
    assert (found.days_followed, found.other_days, found.other_days_worse) == (0, 2, 2)


def test_what_is_dated_later_does_not_count() -> None:
    rash = concern("eczema", "2026-04-01", worse("2026-06-01"))
    assert counted([food("2026-05-31"), food("2026-06-01")], rash) == ()
    (found,) = counted([food("2026-05-30"), food("2026-05-31")], rash)
    assert (found.days_followed, found.days_unwritten) == (0, 2)


START = date(2026, 3, 1)
DAYS = st.integers(0, 40).map(lambda days: START + timedelta(days))
ENTRIES = st.lists(
    st.tuples(DAYS, st.sampled_from(["clear", "new", "worse", "same", "better"])), max_size=25
)


@given(
    exposures=st.lists(st.tuples(DAYS, st.sampled_from(["food", "soap"])), max_size=12),
    entries=ENTRIES,
    as_of=DAYS,
)
def test_the_counts_equal_a_slow_plain_count(
    exposures: list[tuple[date, str]], entries: list[tuple[date, str]], as_of: date
) -> None:
    rows = [
        clear(on) if word == "clear" else entry(on, trend=word)
        for on, word in sorted(entries, key=lambda pair: pair[0])
    ]
    rash = concern("eczema", START, *rows)
    found = count_triggers([Exposure(on, kind) for on, kind in exposures], [Course.of(rash)], as_of)
    assert {row.kind: row for row in found} == _slowly(exposures, rash, as_of)


def _slowly(
    exposures: list[tuple[date, str]], rash: Concern, as_of: date
) -> dict[str, TriggerCount]:
    all_days = [START + timedelta(number) for number in range((as_of - START).days + 1)]
    written = [on for on in all_days if on == START or any(row.day == on for row in rash.entries)]
    bad = [on for on in all_days if _is_new_or_worse(rash, on, all_days)]
    result = {}
    for kind in {kind for _on, kind in exposures}:
        days = [on for on in all_days if (on, kind) in exposures]
        if len(days) < 2:
            continue
        near = [on for on in all_days if any(0 <= (on - thing).days <= 2 for thing in days)]
        others = [on for on in written if on not in near]
        result[kind] = TriggerCount(
            kind,
            "",
            tuple(days),
            sum(any(0 <= (on - thing).days <= 2 for on in bad) for thing in days),
            sum(not any(0 <= (on - thing).days <= 2 for on in written) for thing in days),
            len(others),
            len([on for on in others if on in bad]),
        )
    return result


def _is_new_or_worse(rash: Concern, on: date, all_days: list[date]) -> bool:
    """Follows the days one by one: it is new where it was not there on the day written before."""
    of_day = [row for row in rash.entries if row.day == on]
    if any(row.trend in ("new", "worse") for row in of_day):
        return True
    was_there = False
    for each in all_days:
        rows = [row for row in rash.entries if row.day == each]
        if not rows and each != START:
            continue
        is_there = rows[-1].is_present if rows else True
        if each == on:
            return on == START or (is_there and not was_there)
        was_there = is_there
    return False
