"""A month as a calendar: one mark a day, in words too, and what is behind a day."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.factories import (
    client_of,
    make_child,
    make_concern,
    make_day_note,
    make_entry,
    make_family,
    make_member,
)
from tests.views.pages import text_of
from tracker.models import Care, Child, Concern, Entry, Exposure, Visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_may")]

TODAY = date(2026, 5, 10)
DAY = re.compile(
    r'<a class="month-day" href="([^"]+)">.*?month-mark-(\w+).*?'
    r'<span class="visually-hidden">(.*?)</span>',
    re.S,
)


@pytest.fixture
def rash(child: Child) -> Concern:
    return make_concern(child, title="rash", first_noticed_on=date(2026, 4, 2))


def html(client: Client, child: Child, **query: str) -> str:
    response = client.get(reverse("month", args=[child.pk]), query)
    assert response.status_code == 200
    return response.content.decode()


def days(page: str) -> list[tuple[str, str]]:
    """Mark and words of each day with a record."""
    return [(mark, said) for _address, mark, said in DAY.findall(page)]


def test_each_day_has_one_mark_and_its_words(parent: Client, child: Child, rash: Concern) -> None:
    for day, trend in ((1, "worse"), (2, "same"), (3, "better"), (4, "new"), (5, "")):
        make_entry(rash, date(2026, 5, day), trend=trend)
    make_entry(rash, date(2026, 5, 6), "clear")
    make_day_note(child, date(2026, 5, 7))
    make_day_note(child, date(2026, 5, 7))
    assert days(html(parent, child)) == [
        ("worse", "1 May: rash: worse"),
        ("there", "2 May: rash: the same"),
        ("better", "3 May: rash: better"),
        ("new", "4 May: rash: new"),
        ("there", "5 May: rash: still there"),
        ("gone", "6 May: rash: gone"),
        ("other", "7 May: note"),
    ]
    assert days(html(parent, child, month="2026-04")) == [("new", "2 April: rash: new")]


def test_the_last_entry_of_a_day_counts(parent: Client, child: Child, rash: Concern) -> None:
    make_entry(rash, TODAY, trend="better", at=time(20))
    make_entry(rash, TODAY, trend="worse", at=time(8))
    assert days(html(parent, child)) == [("better", "10 May: rash: better")]


def test_of_several_skin_problems_the_worst_is_marked_and_all_are_said(
    parent: Client, child: Child, rash: Concern
) -> None:
    chin = make_concern(child, title="bumps", first_noticed_on=date(2026, 4, 2))
    make_entry(rash, TODAY, "clear")
    make_entry(chin, TODAY, trend="worse")
    Visit.objects.create(child=child, day=TODAY)
    Exposure.objects.create(child=child, day=TODAY, kind="food")
    Care.objects.create(concern=rash, kind="bath", started_on=TODAY)
    said = "10 May: rash: gone; bumps: worse; visit; possible trigger; treatment"
    assert days(html(parent, child)) == [("worse", said)]
    page = html(parent, child, concern=str(rash.uuid))
    assert days(page) == [("gone", "10 May: rash: gone")]
    ((address, _mark, _said),) = DAY.findall(page)
    assert f"concern={rash.uuid}" in address
    assert "bumps" not in text_of(parent.get(unescape(address))).partition("Day by day")[2]


def test_what_is_deleted_has_no_mark(parent: Client, child: Child, rash: Concern) -> None:
    gone = make_concern(child, first_noticed_on=TODAY, deleted_at="2026-05-10T00:00Z")
    make_entry(gone, TODAY)
    make_entry(rash, TODAY, deleted_at="2026-05-10T00:00Z")
    make_day_note(child, TODAY, deleted_at="2026-05-10T00:00Z")
    Visit.objects.create(child=child, day=TODAY).concerns.add(gone)
    assert days(html(parent, child)) == []


def test_a_tap_leads_to_the_day(parent: Client, child: Child, rash: Concern) -> None:
    make_entry(rash, TODAY, notes="so red")
    ((address, _mark, _said),) = DAY.findall(html(parent, child))
    assert "so red" in text_of(parent.get(address))


@pytest.mark.parametrize(
    ("month", "shown", "around"),
    [
        ("", "May 2026", ["2026-04"]),
        ("2026-03", "March 2026", ["2026-02", "2026-04"]),
        ("2026-01", "January 2026", ["2026-02"]),  # of birth
        ("1999-01", "January 2026", ["2026-02"]),
        ("2030-01", "May 2026", ["2026-04"]),
        ("2026-13", "May 2026", ["2026-04"]),
        ("%", "May 2026", ["2026-04"]),
    ],
)
def test_the_months_around(
    parent: Client, child: Child, month: str, shown: str, around: list[str]
) -> None:
    page = html(parent, child, month=month)
    assert f"<h1>{shown}</h1>" in page
    assert re.findall(r'rel="\w+" href="\?month=([\d-]+)', page) == around


def test_it_is_a_table_of_weeks(parent: Client, child: Child) -> None:
    page = html(parent, child)
    rows = re.findall(r"<tr>(.*?)</tr>", page, re.S)
    assert [row.count("<td") for row in rows] == [0, *[7] * 5]
    assert re.findall(r'<th scope="col" abbr="(\w+)">', page)[0] == "Monday"
    assert page.count('aria-current="date"') == 1


def test_a_stranger_sees_no_month(child: Child) -> None:
    stranger = client_of(make_member(make_child(make_family()).family))
    assert stranger.get(reverse("month", args=[child.pk])).status_code == 404


def test_a_month_does_not_grow_with_the_diary(
    parent: Client, child: Child, rash: Concern, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def write(number: int) -> None:
        Entry.objects.bulk_create(
            Entry(concern=rash, day=TODAY - timedelta(days=n % 100), status="present", trend="same")
            for n in range(number)
        )

    write(365)
    html(parent, child)  # stores the child in the session
    with django_assert_num_queries(12):
        few = html(parent, child)
    write(3_000)
    with django_assert_num_queries(12):
        many = html(parent, child)
    assert len(many) == len(few)
