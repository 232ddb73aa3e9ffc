"""Where the spells of a concern begin and end."""

import pytest

from tests.domain.builders import after, clear, concern, day, entry, spans
from tracker.domain.spells import Course, Spell

FIRST = "2026-03-01"


def rash(*entries, first=FIRST):
    return concern("unsure_rash", first, *entries)


def test_the_first_spell_begins_on_the_day_first_noticed_without_any_entry():
    assert spans(rash(), FIRST) == [(FIRST, None)]


def test_the_onset_is_the_day_first_noticed_not_the_first_entry():
    assert spans(rash(entry("2026-03-09")), "2026-03-09") == [(FIRST, None)]


def test_before_it_was_first_noticed_there_is_no_spell():
    assert spans(rash(), "2026-02-28") == []


@pytest.mark.parametrize("days", [1, 6, 7, 8, 28, 400])
def test_days_without_an_entry_end_nothing(days):
    assert spans(rash(entry(FIRST)), after(FIRST, days)) == [(FIRST, None)]


def test_a_long_gap_between_two_entries_is_one_spell():
    assert spans(rash(entry(FIRST), entry("2026-06-01")), "2026-06-01") == [(FIRST, None)]


def test_a_clear_entry_ends_the_spell_on_its_day():
    cleared = rash(entry(FIRST), clear("2026-03-05"))
    assert spans(cleared, "2026-03-04") == [(FIRST, None)]
    assert spans(cleared, "2026-03-05") == [(FIRST, "2026-03-05")]
    assert spans(cleared, "2027-03-05") == [(FIRST, "2026-03-05")]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param(1, [(FIRST, None)], id="the day after"),
        pytest.param(6, [(FIRST, None)], id="6 days: one spell all along"),
        pytest.param(7, [(FIRST, "2026-03-05"), ("2026-03-12", None)], id="7 days: a new spell"),
        pytest.param(8, [(FIRST, "2026-03-05"), ("2026-03-13", None)], id="8 days: a new spell"),
    ],
)
def test_present_again_so_many_days_after_the_first_clear_day(days, expected):
    back = after("2026-03-05", days)
    assert spans(rash(entry(FIRST), clear("2026-03-05"), entry(back)), back) == expected


@pytest.mark.parametrize(
    ("back", "expected"),
    [
        ("2026-03-11", [(FIRST, None)]),
        ("2026-03-12", [(FIRST, "2026-03-05"), ("2026-03-12", None)]),
    ],
)
def test_the_seven_days_count_from_the_first_clear_day_not_the_last(back, expected):
    written = rash(clear("2026-03-05"), clear("2026-03-08"), clear("2026-03-10"), entry(back))
    assert spans(written, back) == expected


def test_each_return_within_the_window_starts_the_seven_days_anew():
    written = rash(
        clear("2026-03-05"), entry("2026-03-11"), clear("2026-03-12"), entry("2026-03-18")
    )
    assert spans(written, "2026-03-18") == [(FIRST, None)]


def test_clear_on_the_day_first_noticed_ends_the_spell_there():
    assert spans(rash(clear(FIRST)), FIRST) == [(FIRST, FIRST)]


@pytest.mark.parametrize(
    ("back", "expected"),
    [
        ("2026-03-07", [(FIRST, None)]),
        ("2026-03-08", [(FIRST, FIRST), ("2026-03-08", None)]),
    ],
)
def test_back_after_clear_on_the_day_first_noticed(back, expected):
    assert spans(rash(clear(FIRST), entry(back)), back) == expected


def test_recurrences_follow_one_another():
    written = rash(
        clear("2026-03-03"),
        entry("2026-03-20"),
        clear("2026-03-22"),
        entry("2026-03-29"),
        clear("2026-04-02"),
    )
    expected = [
        (FIRST, "2026-03-03"),
        ("2026-03-20", "2026-03-22"),
        ("2026-03-29", "2026-04-02"),
    ]
    assert spans(written, "2026-04-02") == expected


def test_a_past_day_knows_nothing_of_what_came_later():
    written = rash(clear("2026-03-03"), entry("2026-03-08"), clear("2026-03-10"))
    assert spans(written, "2026-03-07") == [(FIRST, "2026-03-03")]
    assert spans(written, "2026-03-08") == [(FIRST, None)]
    assert spans(written, "2026-03-10") == [(FIRST, "2026-03-10")]


@pytest.mark.parametrize(
    ("entries", "ended"),
    [
        pytest.param([entry("2026-03-05", "08:00"), clear("2026-03-05", "20:00")], True, id="time"),
        pytest.param(
            [clear("2026-03-05", "20:00"), entry("2026-03-05", "08:00")],
            True,
            id="time, whatever was written first",
        ),
        pytest.param(
            [clear("2026-03-05", "08:00"), entry("2026-03-05", "20:00")], False, id="back"
        ),
        pytest.param(
            [entry("2026-03-05", "00:00"), clear("2026-03-05")], False, id="no time comes first"
        ),
        pytest.param([entry("2026-03-05"), clear("2026-03-05")], True, id="as written"),
        pytest.param([clear("2026-03-05"), entry("2026-03-05")], False, id="as written, back"),
        pytest.param(
            [clear("2026-03-05", "08:00"), entry("2026-03-05", "08:00")], False, id="same time"
        ),
    ],
)
def test_the_last_of_a_day_decides_the_day(entries, ended):
    expected = (FIRST, "2026-03-05" if ended else None)
    assert spans(rash(*entries), "2026-03-05") == [expected]


def test_entries_written_out_of_order_are_read_in_order():
    days = [entry(FIRST), clear("2026-03-03"), entry("2026-03-20"), clear("2026-03-25")]
    expected = [(FIRST, "2026-03-03"), ("2026-03-20", "2026-03-25")]
    assert spans(rash(*reversed(days)), "2026-04-01") == expected


def test_a_course_tells_the_current_spell_and_whether_it_goes_on():
    course = Course.of(rash(clear("2026-03-03"), entry("2026-03-20")))
    first, second = Spell(day(FIRST), day("2026-03-03")), Spell(day("2026-03-20"))
    assert course.last_spell_on(day("2026-02-28")) is None
    assert course.open_spell_on(day("2026-02-28")) is None
    assert course.open_spell_on(day("2026-03-02")) == Spell(day(FIRST))
    assert course.last_spell_on(day("2026-03-19")) == first
    assert course.open_spell_on(day("2026-03-19")) is None
    assert course.open_spell_on(day("2026-03-20")) == second
    assert course.spells_on(day("2026-03-20")) == (first, second)


def test_the_entries_of_a_day_are_all_its_entries_in_order():
    evening, morning, untimed = (
        entry("2026-03-05", "20:00"),
        entry("2026-03-05", "08:00"),
        entry("2026-03-05"),
    )
    course = Course.of(rash(evening, morning, untimed, entry("2026-03-06")))
    days = course.days_until(day("2026-03-05"))
    assert [day_entries.entries for day_entries in days] == [(untimed, morning, evening)]
    assert days[0].last == evening


# The earliest sighting


def test_an_entry_before_the_day_first_noticed_begins_the_spell():
    early = rash(entry("2026-02-19"))
    assert spans(early, "2026-02-18") == []
    assert spans(early, "2026-02-19") == [("2026-02-19", None)]
    assert spans(early, FIRST) == [("2026-02-19", None)]


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        pytest.param("2026-03-10", [("2026-03-05", None)], id="within the seven days"),
        pytest.param("2026-03-11", [("2026-03-05", None)], id="6 days"),
        pytest.param(
            "2026-03-12", [("2026-03-05", "2026-03-05"), ("2026-03-12", None)], id="7 days"
        ),
        pytest.param(
            "2026-03-20", [("2026-03-05", "2026-03-05"), ("2026-03-20", None)], id="a recurrence"
        ),
    ],
)
def test_gone_before_the_day_first_noticed_which_is_a_sighting(first, expected):
    written = rash(clear("2026-03-05"), first=first)
    assert spans(written, after(first, -1)) == [("2026-03-05", "2026-03-05")]
    assert spans(written, first) == expected


def test_on_the_day_first_noticed_the_last_entry_decides():
    written = rash(clear("2026-03-01"), clear("2026-03-10"), first="2026-03-10")
    assert spans(written, "2026-03-10") == [("2026-03-01", "2026-03-01")]
