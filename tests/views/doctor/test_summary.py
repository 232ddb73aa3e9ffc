"""The page for the doctor: chosen, read and printed."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

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
from tests.views.summary_pages import TODAY, a_case, html_of, page
from tracker.models import Care, Child, Entry, Photo, Question, Sign, Spot, Visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_may")]

QUERIES = 32
"""Those of the whole diary: session, user; child, membership; former names, care, concerns;
exposures and their concerns, day notes and their signs, visits, questions, acknowledgements; what
was chosen last; children. Then concerns and the days of the pictures; of the entries before the
span the last ones, those with a sign, a tick, a temperature, places or photos to be shown; spots,
signs, photos and entries.
"""


def test_the_page_tells_the_case_in_the_doctors_order(parent: Client, child: Child) -> None:
    a_case(child)
    text = page(parent, child)
    order = [
        "born 10 January 2026 · 4 months",
        "Can it stay?",
        "First noticed on 18 April 2026",
        "Places as of 8 May",
        "none looked for",
        "Treatment tried",
        "Iris in general",
        "What the diary shows the family as due",
        "A diary, not a diagnosis.",
        "All entries on these days, newest first",
        "after the bath",
    ]
    found = [text.find(words, text.find("Skin diary as of 10 May 2026") - 200) for words in order]
    assert -1 not in found
    assert found == sorted(found)


def test_without_script_a_sentence_stands_in_place_of_the_button(
    parent: Client, child: Child
) -> None:
    html = html_of(parent, child)
    assert re.search(r"<button [^>]*data-print hidden>", html)
    assert "To print, use your browser's print option." in html


def test_an_empty_diary_has_a_page(parent: Client, child: Child) -> None:
    text = page(parent, child)
    assert "No skin problem was followed on these days." in text
    assert "Nothing about the skin has been added yet. Add what you see" in text
    assert "nothing is due" not in text
    assert "All entries" not in text


# Who may read it


def test_a_stranger_gets_404(child: Child) -> None:
    stranger = client_of(make_member(make_family()))
    assert stranger.get(reverse("summary", args=[child.pk])).status_code == 404


@pytest.mark.parametrize(("role", "links"), [("owner", 1), ("caregiver", 1), ("viewer", 0)])
def test_all_may_read_and_who_writes_may_share_it_and_write_the_visit(
    child: Child, role: str, links: int
) -> None:
    html = html_of(client_of(make_member(child.family, role=role)), child)
    assert "Iris in general" in text_of(html)
    visit, back = reverse("visit_new", args=[child.pk]), reverse("summary", args=[child.pk])
    assert html.count(f'href="{visit}?next={back}"') == links
    assert html.count(f'href="{reverse("share_new", args=[child.pk])}?') == links


@pytest.mark.parametrize(("shown", "ticked"), [(1, True), (2, False)])
def test_the_visit_is_about_the_concern_that_stands_alone_on_the_page(
    parent: Client, child: Child, shown: int, ticked: bool
) -> None:
    """Of several nobody knows which the doctor saw, and a reminder must not end unseen."""
    first, *_others = [make_concern(child, title=f"concern {n}") for n in range(2)]
    chosen = {"concern": [str(first.uuid)]} if shown == 1 else {}
    html = html_of(parent, child, **chosen)
    visit, back = reverse("visit_new", args=[child.pk]), reverse("summary", args=[child.pk])
    about = f"&amp;concern={first.uuid}" if ticked else ""
    assert f'href="{visit}?next={back}{about}"' in html


# What is on it


def test_a_deleted_entry_is_told_no_more(parent: Client, child: Child) -> None:
    a_case(child)
    Entry.objects.filter(notes="after the bath").update(deleted_at=datetime.now(ZoneInfo("UTC")))
    assert "after the bath" not in page(parent, child)


def test_what_people_write_is_text_and_never_markup(parent: Client, child: Child) -> None:
    mark = "<script>alert(1)</script>"
    bumps = make_concern(child, title=mark)
    make_entry(bumps, TODAY, notes=mark + "\n" + "字 نص 👶🏽 " * 1100, author_name=mark)
    Question.objects.create(child=child, text=mark)
    Care.objects.create(concern=bumps, kind="bath", product=mark, started_on=TODAY, notes=mark)
    Visit.objects.create(child=child, day=TODAY, who=mark, said=mark)
    assert mark not in html_of(parent, child)


def test_a_family_that_measures_in_fahrenheit_reads_both() -> None:
    child = make_child(make_family(temperature_unit="F"))
    make_day_note(child, TODAY, temperature_c=38.0)
    assert "100.4 °F (38.0 °C) (10 May)" in page(client_of(make_member(child.family)), child)


# How much it costs


def many_entries(child: Child, number: int) -> None:
    concerns = [make_concern(child, title=f"concern {n}") for n in range(3)]
    entries = Entry.objects.bulk_create(
        Entry(
            concern=concerns[n % 3],
            day=date(2026, 2, 1) + timedelta(days=n % 95),
            at=time(n % 24),
            status="present",
            trend=("same", "worse", "better")[n % 7 % 3],
            severity=n % 4,
            notes=f"note {n}",
            author_name="Ada",
        )
        for n in range(number)
    )
    Spot.objects.bulk_create(Spot(entry=entry, site="chin") for entry in entries)
    Sign.objects.bulk_create(Sign(entry=entry, key="pus", answer="no") for entry in entries)
    Photo.objects.bulk_create(
        Photo(entry=entry, large="a.jpg", small="b.jpg", width=80, height=60) for entry in entries
    )


@pytest.mark.parametrize("number", [3, 3000])
def test_the_number_of_queries_is_the_same_for_a_long_diary(
    parent: Client,
    child: Child,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    many_entries(child, number)
    html_of(parent, child, photos="yes")  # the session learns which child, and what was chosen
    with django_assert_num_queries(QUERIES):
        html = html_of(parent, child, photos="yes")
    assert html.count('<div class="sheet-note">') == number
    assert html.count('name="picked"') == number
    assert html.count("<figcaption aria-hidden") == number
    assert len(html) < 100_000 + number * 2_000
