"""One concern: what is due, its course, where it is, and every entry."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation
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
from tracker.models import Care, Child, Concern, Entry, Exposure, FormerName, Sign, Spot, Visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_may")]

FIRST = date(2026, 2, 1)
TODAY = date(2026, 5, 10)


def address(concern: Concern) -> str:
    return reverse("concern", args=[concern.child_id, concern.uuid])


def html(client: Client, concern: Concern, **query: Any) -> str:
    response = client.get(address(concern), query)
    assert response.status_code == 200
    return response.content.decode()


def labels(page: str) -> list[str]:
    return re.findall(r'<svg class="chart"[^>]*aria-label="([^"]*)"', page)


def many_entries(concern: Concern, number: int) -> None:
    """Entries over the days since the onset, each with a spot and a sign."""
    days = (TODAY - concern.first_noticed_on).days + 1
    entries = Entry.objects.bulk_create(
        Entry(
            concern=concern,
            day=concern.first_noticed_on + timedelta(days=n % days),
            at=time(n // days % 24),
            status="present",
            trend="same",
            severity=1,
        )
        for n in range(number)
    )
    Spot.objects.bulk_create(Spot(entry=entry, site="chin") for entry in entries)
    Sign.objects.bulk_create(Sign(entry=entry, key="pus", answer="no") for entry in entries)


# Course and due


def test_it_says_what_it_is_since_when_and_what_is_due(parent: Client, child: Child) -> None:
    concern = make_concern(child, first_noticed_on=FIRST)
    make_entry(concern, date(2026, 5, 9), trend="worse", severity=2)
    FormerName.objects.create(
        concern=concern, condition="baby_acne", named_by="parent", until=date(2026, 2, 20)
    )
    text = text_of(html(parent, concern))
    assert "Day 99 since 1 February 2026" in text
    assert "You think it's milk spots" in text
    assert "until 20 February 2026 you called it: baby acne" in text
    assert "● Worth showing to a doctor · bumps on the chin" in text
    assert "Source: Milia , Mayo Clinic" in text
    assert "This is a diary, not a diagnosis." in text
    assert "nothing is due" not in text


def test_where_nothing_is_due_it_says_that_this_does_not_mean_that_the_skin_is_fine(
    parent: Client, child: Child
) -> None:
    concern = make_concern(child, first_noticed_on=date(2026, 5, 8))
    text = text_of(html(parent, concern))
    assert "Worth showing to a doctor if still there on 9 August 2026 (in 91 days)" in text
    assert "nothing is due here" in text
    assert "This does not mean that the skin is fine." in text


def test_an_urgent_sign_about_the_child_is_shown_on_every_concern(
    parent: Client, child: Child
) -> None:
    concern = make_concern(child, first_noticed_on=date(2026, 5, 8))
    make_day_note(child, TODAY, signs=("unwell",))
    text = text_of(html(parent, concern))
    assert "▲ Call for help now · Iris" in text
    assert "nothing is due" not in text


def test_the_picture_says_in_words_what_it_shows(parent: Client, child: Child) -> None:
    concern = make_concern(child, first_noticed_on=date(2026, 4, 1))
    make_entry(concern, date(2026, 4, 2), trend="worse", severity=3)
    make_entry(concern, date(2026, 4, 11), "clear")
    words = (
        "bumps on the chin, from 1 April 2026 to 10 May 2026, 2 days with entries."
        " There from 1 April 2026 to 10 April 2026. Gone from 11 April 2026 to 10 May 2026."
        " Worst: very bad on 2 April 2026; last: very bad on 2 April 2026."
        " Saved as worse on 1 day."
    )
    page = html(parent, concern)
    assert labels(page) == [words, words]  # one drawing for a phone, one for a desktop
    assert words in text_of(page)


def test_numbers_in_the_drawing_are_not_put_into_the_readers_format(
    parent: Client, child: Child
) -> None:
    concern = make_concern(child)
    make_entry(concern, date(2026, 5, 9), trend="worse", severity=2)
    with translation.override("de"):
        drawing = re.findall(r'<svg class="chart".*?</svg>', html(parent, concern), re.S)
    assert len(drawing) == 2
    places = re.findall(r' (?:x|y|width|height|d|points)="([^"]*)"', "".join(drawing))
    assert len(places) > 40
    assert [place for place in places if re.search(r"\d,\d+,|None", place)] == []
    assert [x for x in re.findall(r' x="([^"]*)"', "".join(drawing)) if "," in x] == []


# Entries


def test_entries_stand_newest_first_with_all_that_was_written(parent: Client, child: Child) -> None:
    concern = make_concern(child)
    make_entry(concern, date(2026, 5, 1), "clear")
    make_entry(
        concern,
        date(2026, 5, 2),
        at=time(3, 12),
        trend="worse",
        severity=2,
        itch=1,
        signs=("pus",),
        sites=("chin",),
        temperature_c=38.2,
        author_name="Ada",
        notes="one\n<script>alert(1)</script>",
    )
    page = html(parent, concern)
    text = text_of(page)
    assert (
        "Sat 2 May 2026 03:12 day 91 Edit : Sat 2 May 2026 03:12"
        " worse, bad, a little itchy chin ▲ little bumps with pus 38.2 °C one"
        " <script>alert(1)</script> Ada"
    ) in text
    assert text.index("Sat 2 May") < text.index("Fri 1 May")
    assert "○ gone" in text
    assert "<script>alert" not in page
    assert "one<br>" in page


def test_thirty_entries_stand_on_a_page(parent: Client, child: Child) -> None:
    concern = make_concern(child)
    many_entries(concern, 65)
    pages = [html(parent, concern, page=number) for number in (1, 2, 3)]
    assert [page.count('id="entry-') for page in pages] == [30, 30, 5]
    assert "65 entries" in pages[0]
    assert "page 2 of 3" in text_of(pages[1])
    assert html(parent, concern, page="nonsense").count('id="entry-') == 30
    assert html(parent, concern, page=99).count('id="entry-') == 5


def test_a_temperature_stands_in_the_unit_of_the_family() -> None:
    child = make_child(make_family(temperature_unit="F"))
    concern = make_concern(child)
    make_entry(concern, date(2026, 5, 2), temperature_c=38.0)
    text = text_of(html(client_of(make_member(child.family)), concern))
    assert "100.4 °F" in text


def test_what_was_deleted_is_gone(parent: Client, child: Child) -> None:
    concern = make_concern(child)
    make_entry(concern, date(2026, 5, 2), notes="kept")
    make_entry(concern, date(2026, 5, 3), notes="thrown away", deleted_at="2026-05-04T00:00Z")
    text = text_of(html(parent, concern))
    assert "kept" in text
    assert "thrown away" not in text
    assert "1 entry" in text


def test_a_concern_without_entries_says_so(parent: Client, child: Child) -> None:
    text = text_of(html(parent, make_concern(child)))
    assert "No entries yet." in text
    assert "0 entries" in text


# Where, care, visits


def test_the_map_shows_the_dots_of_the_last_entry_that_had_any(
    parent: Client, child: Child
) -> None:
    concern = make_concern(child)
    make_entry(concern, date(2026, 5, 1), sites=("nose",))
    make_entry(concern, date(2026, 5, 2), sites=("chin", "cheek"))
    make_entry(concern, date(2026, 5, 3))
    page = html(parent, concern)
    assert "as marked on Sat 2 May 2026" in text_of(page)
    assert re.findall(r'class="body-map tone-line"[^>]*aria-label="([^"]*)"', page) == [
        "face: 1, chin; 2, cheek, side not given"
    ]


def test_care_and_visits_about_it_are_listed_with_their_links(parent: Client, child: Child) -> None:
    concern, other = make_concern(child), make_concern(child, title="elbows")
    care = Care.objects.create(
        concern=concern,
        kind="steroid",
        product="Hydrocortisone 1 %",
        prescribed=True,
        started_on=date(2026, 5, 1),
        ended_on=date(2026, 5, 7),
        outcome="better",
        notes="thin layer",
    )
    visit = Visit.objects.create(
        child=child, day=date(2026, 4, 30), who="Dr Bell", said="eczema", follow_up_on=TODAY
    )
    visit.concerns.add(concern)
    elsewhere = Visit.objects.create(child=child, day=date(2026, 4, 29), who="Dr Elsewhere")
    elsewhere.concerns.add(other)
    page = html(parent, concern)
    text = text_of(page)
    assert "steroid cream · Hydrocortisone 1 % · prescribed 1 May to 7 May" in text
    assert "better after it thin layer" in text
    assert "Dr Bell 30 Apr" in text
    assert "eczema follow-up on 10 May" in text
    assert "Dr Elsewhere" not in text
    assert reverse("care_edit", args=[child.pk, concern.uuid, care.pk]) in page
    assert reverse("visit_edit", args=[child.pk, visit.pk]) in page


# Who


WRITES = ("concern_edit", "entry_new", "entry_edit", "care_new", "visit_new", "exposure_new")


def links_to_write(page: str, concern: Concern, entry: Entry) -> list[str]:
    child = [concern.child_id]
    addresses = {
        "concern_edit": reverse("concern_edit", args=[*child, concern.uuid]),
        "entry_new": reverse("entry_new", args=[*child, concern.uuid]),
        "entry_edit": reverse("entry_edit", args=[*child, concern.uuid, entry.uuid]),
        "care_new": reverse("care_new", args=[*child, concern.uuid]),
        "visit_new": f"{reverse('visit_new', args=child)}?concern={concern.uuid}",
        "exposure_new": reverse("exposure_new", args=child),
    }
    return [name for name, place in addresses.items() if f'href="{place}"' in page]


@pytest.mark.parametrize(
    ("role", "found"), [("owner", [*WRITES]), ("caregiver", [*WRITES]), ("viewer", [])]
)
def test_who_writes_sees_where_to_write(child: Child, role: str, found: list[str]) -> None:
    concern = make_concern(child)
    entry = make_entry(concern, date(2026, 5, 2))
    page = html(client_of(make_member(child.family, role)), concern)
    assert links_to_write(page, concern, entry) == found
    assert ("Pause for 4 weeks" in page) == bool(found)


def test_a_stranger_finds_nothing(child: Child) -> None:
    concern = make_concern(child)
    stranger = client_of(make_member(make_family()))
    assert stranger.get(address(concern)).status_code == 404


def test_a_concern_of_another_child_is_not_found(parent: Client, child: Child) -> None:
    sister = make_child(child.family, name="Ruth")
    concern = make_concern(sister)
    assert parent.get(reverse("concern", args=[child.pk, concern.uuid])).status_code == 404
    assert parent.get(reverse("concern", args=[child.pk, uuid4()])).status_code == 404
    assert parent.get(address(concern)).status_code == 200


# Cost


@pytest.mark.parametrize("number", [3, 3_000])
def test_the_number_of_queries_does_not_depend_on_the_number_of_entries(
    parent: Client,
    child: Child,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    concern = make_concern(child)
    many_entries(concern, number)
    care = Care.objects.create(concern=concern, kind="bath", started_on=FIRST)
    visit = Visit.objects.create(child=child, day=FIRST)
    visit.concerns.add(concern)
    Exposure.objects.create(child=child, day=FIRST, kind="food")
    html(parent, concern)  # the session learns which child it looks at
    # 1 session, 2 user, 3 child with its family, 4 the user's membership, 5 concern, 6 its care;
    # for what is due: 7 concerns, 8 signs, of the entries before the last two weeks 9 what
    # changed, 10 the last ones, 11 those with a tick and 12 near a temperature, 13 entries,
    # 14 exposures, 15 day notes and 16 their signs, 17 visits and 18 their concerns, 19 what was
    # paused; 20 the days of the picture; 21 photos; 22 the number of entries; the page of entries:
    # 23 entries, 24 spots, 25 signs, 26 visits to come back from; the last entry with spots:
    # 27 itself, 28 spots; 29 former names; 30 visits about it; 31 possible triggers; 32 children
    # to switch between
    with django_assert_num_queries(32):
        assert f"{number} entries" in html(parent, concern)
    assert care.pk


# On a phone


@pytest.mark.browser
def test_it_fits_on_a_phone(live_server: LiveServer, page: Page, transactional_db: None) -> None:
    child = make_child()
    user = make_member(child.family)
    concern = make_concern(child, title="bumps" * 40)
    many_entries(concern, 120)
    name = settings.SESSION_COOKIE_NAME
    session = client_of(user).cookies[name].value
    page.context.add_cookies([{"name": name, "value": session, "url": live_server.url}])
    page.goto(live_server.url + address(concern))
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    shown = page.locator("svg.chart:visible").first.bounding_box()
    assert shown is not None
    assert 300 < shown["width"] < 390


def test_the_last_seven_days_stand_beside_the_seven_before(
    parent: Client, concern: Concern
) -> None:
    make_entry(concern, TODAY, itch=2, sleep_lost=True)
    make_entry(concern, TODAY - timedelta(days=6), itch=0)
    make_entry(concern, TODAY - timedelta(days=7), itch=3)
    table = re.search(r'<table class="weeks">.*?</table>', html(parent, concern), re.S)
    assert table is not None
    assert text_of(table[0]).strip() == (
        "last 7 days the 7 days before Itchy 1 of 2 days 1 of 1 day Lost sleep"
        " 1 of 1 day not answered"
    )


def test_without_an_answer_there_is_no_table_of_days(parent: Client, concern: Concern) -> None:
    make_entry(concern, TODAY)
    assert "Last 7 days" not in html(parent, concern)
