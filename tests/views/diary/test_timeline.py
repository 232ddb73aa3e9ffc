"""The timeline: all concerns of a child over time, and everything as a dated list."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django import DjangoAssertNumQueries
from pytest_django.live_server_helper import LiveServer

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
from tracker.models import Care, Child, Concern, Entry, Exposure, Sign, Spot, Visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_may")]

TODAY = date(2026, 5, 10)


def html(client: Client, child: Child, **query: Any) -> str:
    response = client.get(reverse("timeline", args=[child.pk]), query)
    assert response.status_code == 200
    return response.content.decode()


def listed(page: str) -> str:
    """The list below the picture, in words."""
    return text_of(page.partition("Day by day")[2].partition("</section>")[0])


def bands(page: str) -> list[str]:
    """What the drawings for a phone say."""
    return [
        unescape(label)
        for label in re.findall(
            r'<svg class="chart" viewBox="0 0 330 [^>]*aria-label="([^"]*)"', page
        )
    ]


def options(page: str, name: str) -> list[str]:
    select = re.search(rf'<select[^>]*name="{name}".*?</select>', page, re.S)
    assert select is not None
    return [text.strip() for text in re.findall(r"<option[^>]*>([^<]*)", select[0])]


def many_entries(concerns: list[Concern], number: int) -> None:
    entries = Entry.objects.bulk_create(
        Entry(
            concern=concerns[n % len(concerns)],
            day=TODAY - timedelta(days=n % 80),
            at=time(n % 24),
            status="present",
            trend="same",
        )
        for n in range(number)
    )
    Spot.objects.bulk_create(Spot(entry=entry, site="chin") for entry in entries)
    Sign.objects.bulk_create(Sign(entry=entry, key="pus", answer="no") for entry in entries)


# The picture


def test_each_concern_has_a_band_that_says_what_was_when(parent: Client, child: Child) -> None:
    rash = make_concern(
        child, condition="cradle_cap", title="scalp", first_noticed_on=date(2026, 3, 1)
    )
    make_entry(rash, date(2026, 4, 5), "clear")
    make_concern(child, title="", first_noticed_on=date(2026, 5, 1))
    assert bands(html(parent, child)) == [
        "scalp, from 1 March 2026 to 10 May 2026, 1 day with entries."
        " There from 1 March 2026 to 4 April 2026. Gone from 5 April 2026 to 10 May 2026."
        " Worth showing to a doctor, from 30 March 2026 to 4 April 2026.",
        "milk spots, from 1 March 2026 to 10 May 2026, 0 days with entries."
        " There since 1 May 2026.",
    ]


def test_what_is_about_the_child_has_rows_of_its_own(parent: Client, child: Child) -> None:
    Visit.objects.create(child=child, day=date(2026, 5, 5), who="Dr Bell")
    Exposure.objects.create(child=child, day=date(2026, 5, 6), kind="food", name="carrot")
    Exposure.objects.create(child=child, day=date(2026, 5, 7), kind="heat")
    make_day_note(child, date(2026, 5, 8), temperature_c=37.5)
    make_day_note(child, date(2026, 5, 9), notes="slept well")
    assert bands(html(parent, child)) == [
        "Visits: 5 May 2026, Dr Bell",
        "Food, products, vaccines: 6 May 2026, carrot; 7 May 2026, heat",
        "Iris: notes and temperature: 8 May 2026, 37.5 °C; 9 May 2026, note",
    ]


def test_a_concern_that_was_over_before_is_left_out(parent: Client, child: Child) -> None:
    old = make_concern(child, title="old", first_noticed_on=date(2026, 1, 15))
    make_entry(old, date(2026, 1, 20), "clear")
    make_concern(child, title="new", first_noticed_on=date(2026, 5, 1))
    lately = " ".join(bands(html(parent, child)))
    assert "new, from" in lately
    assert "old, from" not in lately
    assert "old, from" in " ".join(bands(html(parent, child, days="2026-01")))
    assert "old, from" in " ".join(bands(html(parent, child, concern=str(old.uuid))))


def test_an_empty_diary_says_so(parent: Client, child: Child) -> None:
    page = html(parent, child)
    assert bands(page) == []
    assert "Nothing here yet." in text_of(page)
    assert reverse("concern_new", args=[child.pk]) in page
    viewer = client_of(make_member(child.family, "viewer"))
    assert "concerns/new" not in html(viewer, child).partition("<main")[2].partition("</main")[0]


# The filter


def test_the_months_offered_are_those_with_something_written(parent: Client, child: Child) -> None:
    concern = make_concern(child, first_noticed_on=date(2026, 1, 31))
    make_entry(concern, date(2026, 3, 1))
    Exposure.objects.create(child=child, day=date(2026, 5, 6), kind="food")
    Care.objects.create(concern=concern, kind="bath", started_on=date(2026, 3, 30))
    assert options(html(parent, child), "days") == [
        "last 3 months",
        "last 12 months",
        "May 2026",
        "March 2026",
        "January 2026",
    ]


@pytest.mark.parametrize(
    ("days", "shown"),
    [
        pytest.param("", "from 10 February 2026 to 10 May 2026", id="at first the last 3 months"),
        pytest.param("year", "from 31 January 2026 to 10 May 2026", id="from what was written"),
        pytest.param("2026-02", "from 10 February 2026 to 10 May 2026", id="none written there"),
        pytest.param("2026-01", "from 1 January 2026 to 31 January 2026", id="a month"),
        pytest.param("x' OR 1", "from 10 February 2026 to 10 May 2026", id="nonsense"),
    ],
)
def test_the_days_that_are_shown(parent: Client, child: Child, days: str, shown: str) -> None:
    make_concern(child, title="chin", first_noticed_on=date(2026, 1, 31))
    assert bands(html(parent, child, days=days))[0].startswith(f"chin, {shown}")


def test_one_concern_alone_keeps_what_is_about_the_child(parent: Client, child: Child) -> None:
    chin = make_concern(child, title="chin", first_noticed_on=date(2026, 5, 1))
    scalp = make_concern(child, title="scalp", first_noticed_on=date(2026, 5, 1))
    make_entry(chin, date(2026, 5, 2), notes="of the chin")
    make_entry(scalp, date(2026, 5, 2), notes="of the scalp", signs=("pus",))
    for who, concern in (("Dr Chin", chin), ("Dr Scalp", scalp), ("Dr All", None)):
        visit = Visit.objects.create(child=child, day=date(2026, 5, 1), who=who)
        visit.concerns.add(*filter(None, [concern]))
    make_day_note(child, date(2026, 5, 3), notes="of the child")
    page = html(parent, child, concern=str(chin.uuid))
    text = listed(page)
    assert [word for word in ("chin", "scalp", "child") if f"of the {word}" in text] == [
        "chin",
        "child",
    ]
    assert [who for who in ("Dr Chin", "Dr Scalp", "Dr All") if who in text] == [
        "Dr Chin",
        "Dr All",
    ]
    assert "See a doctor today" not in text
    assert bands(page)[0].startswith("chin, from")
    assert not any(band.startswith("scalp") for band in bands(page))


def test_a_concern_of_another_family_filters_nothing(parent: Client, child: Child) -> None:
    make_concern(child, title="chin", first_noticed_on=date(2026, 5, 1))
    foreign = make_concern(title="not ours", first_noticed_on=date(2026, 5, 1))
    page = html(parent, child, concern=str(foreign.uuid))
    assert bands(page)[0].startswith("chin, from")
    assert "not ours" not in page


# The list


def test_everything_stands_under_its_day_newest_first(parent: Client, child: Child) -> None:
    concern = make_concern(
        child, condition="cradle_cap", title="scalp", first_noticed_on=date(2026, 4, 1)
    )
    make_entry(concern, date(2026, 5, 4), at=time(8), trend="better", author_name="Ada")
    make_entry(concern, date(2026, 5, 4), at=time(19), trend="worse", severity=3, sites=("scalp",))
    make_day_note(child, date(2026, 5, 4), at=time(12), temperature_c=37.2, notes="a cold")
    visit = Visit.objects.create(
        child=child, day=date(2026, 5, 5), who="Dr Bell", said="oil", follow_up_on=date(2026, 6, 1)
    )
    visit.concerns.add(concern)
    Exposure.objects.create(child=child, day=date(2026, 5, 6), kind="soap", name="new", notes="x")
    Care.objects.create(
        concern=concern,
        kind="washing",
        started_on=date(2026, 5, 6),
        ended_on=date(2026, 5, 8),
        outcome="better",
    )
    text = re.sub(r" Edit : [^○●]*?\d{4}( \d\d:\d\d)? ", " ", listed(html(parent, child)))
    assert " ".join(text.split()) == (
        "Fri 8 May 2026 Treatment ended: washing scalp better after it"
        " Wed 6 May 2026 Treatment started: washing scalp"
        " soap: new x"
        " Tue 5 May 2026 Visit: Dr Bell about scalp oil"
        " follow-up on 1 Jun Add to calendar : 1 June 2026"
        " Mon 4 May 2026 19:00 scalp day 34 worse, very bad scalp"
        " 12:00 Note 37.2 °C a cold"
        " 08:00 scalp day 34 better Ada"
        " Thu 30 April 2026 ● Worth showing to a doctor scalp A rash for more than 4 weeks"
        " No longer due from 5 May."
        " Source: New Born Milia, one of the five articles this diary grew from"
        " Wed 1 April 2026 First noticed scalp"
    )


def test_what_fell_due_before_the_days_shown_is_not_listed_as_falling_due_in_them(
    parent: Client, child: Child
) -> None:
    make_concern(child, condition="cradle_cap", first_noticed_on=date(2026, 3, 1))
    make_entry(Concern.objects.get(), date(2026, 5, 2))
    text = listed(html(parent, child, days="2026-05"))
    assert "Worth showing to a doctor" not in text
    band = bands(html(parent, child, days="2026-05"))[0]
    assert "Worth showing to a doctor, from 30 April 2026 to 10 May 2026." in band


def test_what_was_over_before_the_days_shown_is_not_drawn(parent: Client, child: Child) -> None:
    make_day_note(child, date(2026, 4, 20), signs=("unwell",))
    Visit.objects.create(child=child, day=date(2026, 5, 1), who="Dr Bell")  # the last day: 30 April
    page = html(parent, child, days="2026-05")
    assert bands(page) == ["Visits: 1 May 2026, Dr Bell"]
    assert "Call for help now" in bands(html(parent, child, days="2026-04"))[0]


def test_an_urgent_sign_is_listed_with_what_was_written(parent: Client, child: Child) -> None:
    make_day_note(child, date(2026, 5, 9), signs=("unwell",))
    text = listed(html(parent, child))
    assert "▲ Call for help now On 9 May 2026 you noted this about Iris" in text
    assert "Still due." in text


def test_a_visit_only_about_a_deleted_concern_is_gone_with_it(parent: Client, child: Child) -> None:
    make_day_note(child, date(2026, 4, 1), notes="long before")
    deleted_concern = make_concern(child, deleted_at="2026-05-01T00:00Z")
    Visit.objects.create(child=child, day=date(2026, 5, 1), who="Dr Gone").concerns.add(
        deleted_concern
    )
    Care.objects.create(concern=deleted_concern, kind="bath", started_on=date(2026, 5, 1))
    page = html(parent, child)
    assert "Dr Gone" not in page
    assert "bath" not in page


def test_thirty_things_stand_on_a_page_and_the_filter_stays(parent: Client, child: Child) -> None:
    concern = make_concern(child, title="chin", first_noticed_on=date(2026, 5, 1))
    for hour in range(20):
        for number in range(2):
            make_entry(concern, date(2026, 5, 2 + number), at=time(hour))
    page = html(parent, child, days="2026-05", concern=str(concern.uuid))
    assert page.count('class="log-row"') == 30
    older = f"?days=2026-05&amp;concern={concern.uuid}&amp;page=2"
    assert f'href="{older}"' in page
    rest = html(parent, child, days="2026-05", concern=str(concern.uuid), page=2)
    assert rest.count('class="log-row"') == 11  # with the day first noticed


# Who


@pytest.mark.parametrize(("role", "links"), [("owner", 1), ("caregiver", 1), ("viewer", 0)])
def test_who_writes_sees_where_to_change(child: Child, role: str, links: int) -> None:
    entry = make_entry(make_concern(child, first_noticed_on=TODAY), TODAY)
    page = html(client_of(make_member(child.family, role)), child)
    edit = reverse("entry_edit", args=[child.pk, entry.concern.uuid, entry.uuid])
    assert page.count(f'href="{edit}?next=') == links


def test_a_stranger_finds_nothing(child: Child) -> None:
    stranger = client_of(make_member(make_family()))
    assert stranger.get(reverse("timeline", args=[child.pk])).status_code == 404


# Cost


@pytest.mark.parametrize("number", [3, 3_000])
def test_the_number_of_queries_does_not_depend_on_the_number_of_entries(
    parent: Client,
    child: Child,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    many_entries([make_concern(child), make_concern(child)], number)
    Exposure.objects.create(child=child, day=TODAY, kind="food")
    Visit.objects.create(child=child, day=TODAY)
    make_day_note(child, TODAY)
    html(parent, child)  # the session learns which child it looks at
    # 1 session, 2 user, 3 child with its family, 4 the user's membership, 5 care, 6 the months
    # with a record; for what was due: 7 concerns, 8 signs, of the entries before those days 9 what
    # changed, 10 the last ones, 11 those with a tick and 12 near a temperature, 13 entries,
    # 14 visits and 15 their concerns, 16 day notes and 17 their signs, 18 exposures, 19 what was
    # paused; of the days shown: 20 visits and 21 their concerns, 22 exposures and 23 their
    # concerns; the page of the list: 24 entries, 25 spots, 26 signs, 27 visits to come back from;
    # 28 children to switch between
    with django_assert_num_queries(28):
        html(parent, child)


# On a phone


@pytest.mark.browser
def test_it_fits_on_a_phone(live_server: LiveServer, page: Page, transactional_db: None) -> None:
    child = make_child()
    user = make_member(child.family)
    many_entries([make_concern(child, title="bumps" * 40), make_concern(child)], 90)
    name = settings.SESSION_COOKIE_NAME
    session = client_of(user).cookies[name].value
    page.context.add_cookies([{"name": name, "value": session, "url": live_server.url}])
    page.goto(live_server.url + reverse("timeline", args=[child.pk]))
    assert page.evaluate("document.documentElement.scrollWidth") == 390
