"""Which days of a diary belong into a calendar, and what is said of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.factories import make_child, make_concern, make_day_note, make_entry
from tracker.models import Acknowledgement, Child, Concern, Visit
from tracker.presenters.calendar import CalendarDay, calendar_days
from tracker.queries import timeline_of
from tracker.queries.course import visits_with_a_day

pytestmark = pytest.mark.django_db

ONSET = date(2026, 2, 1)
DUE = date(2026, 5, 2)
"""The day after three months of milk spots that began on ``ONSET``."""


@pytest.fixture
def child() -> Child:
    return make_child()


@pytest.fixture
def concern(child: Child) -> Concern:
    return make_concern(child, first_noticed_on=ONSET)


def visit(child: Child, *about: Concern, **fields: Any) -> Visit:
    row = Visit.objects.create(child=child, **{"day": date(2026, 3, 1), **fields})
    row.concerns.set(about)
    return row


def days(child: Child, today: date) -> list[CalendarDay]:
    return list(calendar_days(timeline_of(child), visits_with_a_day(child), today))


def told(child: Child, today: date) -> list[tuple[date, str, str]]:
    return [(row.day, row.about, row.text) for row in days(child, today)]


@pytest.mark.parametrize(
    "today", [date(2026, 3, 1), DUE, date(2026, 7, 1)], ids=["ahead", "on the day", "long due"]
)
def test_a_reminder_stands_on_the_day_it_falls_due(
    child: Child, concern: Concern, today: date
) -> None:
    (row,) = days(child, today)
    assert (row.day, row.title) == (DUE, "Milkspot: something is due")
    assert row.about == "bumps on the chin"
    assert row.text == "Worth showing to a doctor, if it's still there."
    assert row.source == "Milia, Mayo Clinic"
    assert row.address.startswith("https://www.mayoclinic.org/")


def test_a_shorter_window_asks(child: Child) -> None:
    make_concern(child, condition="heat_rash", title="", first_noticed_on=ONSET)
    assert told(child, ONSET) == [
        (date(2026, 2, 4), "heat rash", "Worth asking about, if it's still there.")
    ]


def test_what_is_paused_stands_on_the_day_it_shows_again(child: Child, concern: Concern) -> None:
    Acknowledgement.objects.create(
        child=child, concern=concern, rule="milia_over_3_months", day=DUE
    )
    assert [row.day for row in days(child, DUE)] == [DUE + timedelta(days=28)]


def test_what_is_over_is_gone(child: Child, concern: Concern) -> None:
    make_entry(concern, DUE, status="clear")
    assert days(child, date(2026, 8, 1)) == []


def test_urgent_signs_are_no_appointments(child: Child, concern: Concern) -> None:
    make_entry(concern, date(2026, 3, 1), signs=("nonblanching",))
    make_day_note(child, date(2026, 3, 1), signs=("unwell",))
    assert [row.day for row in days(child, date(2026, 3, 1))] == [DUE]


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("", "Follow-up, as said on 1 March 2026."),
        (
            "a doctor (100% sure)",
            "Follow-up, as a doctor (100% sure) said on 1 March 2026.",
        ),
    ],
    ids=["nobody named", "somebody"],
)
def test_a_day_to_come_back(child: Child, concern: Concern, who: str, text: str) -> None:
    visit(child, concern, who=who, follow_up_on=date(2026, 4, 1))
    (row,) = days(child, date(2026, 3, 1))
    assert (row.day, row.about, row.text) == (date(2026, 4, 1), "bumps on the chin", text)
    assert (row.title, row.source) == ("Milkspot: go back to the doctor", "")


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        (
            {"who": "Dr Lind", "expect": "gone soon"},
            ", as Dr Lind said on 1 March 2026: “gone soon”",
        ),
        ({"expect": "gone soon"}, ", as said on 1 March 2026: “gone soon”"),
        ({"who": "Dr Lind"}, ", as Dr Lind said on 1 March 2026"),
    ],
    ids=["who and what", "nobody named", "the day alone"],
)
def test_a_day_to_expect_something_by(
    child: Child, concern: Concern, fields: dict[str, str], text: str
) -> None:
    visit(child, concern, expect_by=date(2026, 3, 20), **fields)
    (row,) = [row for row in days(child, date(2026, 3, 1)) if row.day == date(2026, 3, 20)]
    assert (row.title, row.about) == ("Milkspot: a day you noted", "bumps on the chin")
    assert row.text == f"What to expect by now{text}"
    assert [alarm.text for alarm in row.alarms] == ["You noted something for today"]


def test_a_day_to_come_back_stands_there_once_also_when_it_is_due(
    child: Child, concern: Concern
) -> None:
    visit(child, concern, follow_up_on=date(2026, 4, 1))
    before, after = days(child, date(2026, 3, 1)), days(child, date(2026, 5, 1))
    assert before == after
    assert len(after) == 1


def test_a_visit_about_the_child_names_the_child(child: Child) -> None:
    visit(child, follow_up_on=date(2026, 4, 1))
    assert [row.about for row in days(child, date(2026, 3, 1))] == ["Iris"]


def test_an_appointment_is_kept_whatever_became_of_the_skin(child: Child, concern: Concern) -> None:
    visit(child, concern, follow_up_on=date(2026, 4, 1))
    visit(child, concern, day=date(2026, 3, 5), follow_up_on=date(2026, 3, 20))
    make_entry(concern, date(2026, 3, 6), status="clear")
    came = [row.day for row in days(child, date(2026, 3, 10))]
    assert came == [date(2026, 3, 20), date(2026, 4, 1)]


def test_a_visit_about_what_was_deleted_is_gone_with_it(child: Child, concern: Concern) -> None:
    visit(child, concern, follow_up_on=date(2026, 4, 1))
    visit(child, follow_up_on=date(2026, 4, 2)).delete()
    Concern.objects.update(deleted_at="2026-03-02T00:00Z")
    assert days(child, date(2026, 3, 3)) == []


def test_a_day_that_moves_keeps_its_key(child: Child, concern: Concern) -> None:
    row = visit(child, concern, follow_up_on=date(2026, 4, 1))
    before = days(child, date(2026, 3, 1))
    row.follow_up_on = date(2026, 4, 8)
    row.save()
    after = days(child, date(2026, 3, 1))
    assert [one.key for one in before] == [one.key for one in after]
    assert [one.day for one in before] != [one.day for one in after]


def test_no_two_have_one_key_and_none_tells_its_rule(child: Child, concern: Concern) -> None:
    make_concern(child, first_noticed_on=ONSET)
    make_concern(child, condition="heat_rash", first_noticed_on=ONSET)
    visit(child, concern, follow_up_on=date(2026, 4, 1))
    visit(child, concern, day=date(2026, 3, 2), follow_up_on=date(2026, 4, 1))
    keys = [row.key for row in days(child, date(2026, 2, 10))]
    assert len(set(keys)) == len(keys) == 6
    assert {key.version for key in keys} == {5}
