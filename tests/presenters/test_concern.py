import pytest

from tests.domain.builders import clear, concern, day, diary, entry, note
from tracker.domain.records import FormerName
from tracker.domain.spells import Course
from tracker.domain.timeline import Timeline
from tracker.presenters.concern import concern_due, concern_head

TODAY = day("2026-03-23")


def head(one):
    return concern_head(one, one.former_names, Course.of(one).spells_on(TODAY), TODAY)


def test_day_one_is_the_day_of_the_onset():
    shown = head(concern("milia", "2026-03-23"))
    assert (shown.title, shown.count, shown.since) == ("milk spots", "Day 1", "since 23 March 2026")


def test_names_and_who_gave_them():
    shown = head(
        concern(
            "milia",
            "2026-03-01",
            title="bumps",
            named_by="doctor",
            milia_type="neonatal",
            former_names=(
                FormerName("unsure_bumps", "parent", day("2026-03-05")),
                FormerName("baby_acne", "doctor", day("2026-03-09")),
            ),
        )
    )
    assert shown.title == "bumps"
    assert shown.condition_text == "The doctor's name for it: milk spots (neonatal)"
    assert shown.former_names == (
        "until 5 March 2026 you called it: small white bumps, not sure which",
        "until 9 March 2026 a doctor called it: baby acne",
    )
    assert head(concern("milia", "2026-03-01")).condition_text == "You think it's milk spots"


def test_a_concern_that_is_over_says_since_when():
    shown = head(concern("milia", "2026-03-01", clear("2026-03-11")))
    assert not shown.is_going_on
    assert shown.count == "Gone since 11 Mar"
    assert shown.since == "there for 10 days from 1 March 2026"


def test_one_that_came_back_says_how_often_and_counts_anew():
    shown = head(
        concern(
            "eczema", "2026-01-01", clear("2026-01-05"), entry("2026-01-20"), clear("2026-02-01"),
            entry("2026-03-22"),
        )
    )  # fmt: skip
    assert shown.count == "Day 2"
    assert shown.recurrences == "It came back 2 times; first noticed on 1 January 2026."


@pytest.mark.parametrize(
    ("other", "rules"),
    [
        pytest.param(None, [], id="nothing yet"),
        pytest.param(note("2026-03-22", yes="unwell"), ["unwell"], id="about the child"),
        pytest.param(concern("impetigo", "2026-03-20", id="c2"), [], id="of another concern"),
    ],
)
def test_what_is_due_here(other, rules):
    written = diary(concern("cradle_cap", "2026-03-01"), *([other] if other else []))
    due = concern_due(Timeline.of(written), "c1", TODAY)
    assert [flag.rule for flag in due.flags] == rules
    assert due.next == "Worth showing to a doctor if still there on 30 March 2026 (in 7 days)"


def test_nothing_falls_due_for_what_is_over():
    timeline = Timeline.of(diary(concern("cradle_cap", "2026-03-01", clear("2026-03-02"))))
    assert concern_due(timeline, "c1", TODAY).next == ""


def test_where_the_parent_is_not_sure_it_says_only_that():
    shown = head(concern("unsure_rash", "2026-03-01")).condition_text
    assert shown == "A rash, not sure which"
