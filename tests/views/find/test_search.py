"""The search page: what it finds, where it leads, and what it says when there is nothing."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.factories import (
    client_of,
    make_child,
    make_concern,
    make_day_note,
    make_entry,
    make_family,
    make_member,
    make_photo,
)
from tests.views.pages import text_of
from tracker.actions.history import undo
from tracker.actions.records import delete_record, write_record
from tracker.domain import records
from tracker.models import Care, Child, Concern, Entry, Exposure, Question, Visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_may")]

TODAY = date(2026, 5, 10)
RESULT = re.compile(r'<li class="log-row">(.*?)</li>', re.S)


def html(client: Client, child: Child, query: str | None, **more: str) -> str:
    asked = more if query is None else {"q": query, **more}
    response = client.get(reverse("search", args=[child.pk]), asked)
    assert response.status_code == 200
    return response.content.decode()


def results(client: Client, child: Child, query: str) -> list[str]:
    return [text_of(row).strip() for row in RESULT.findall(html(client, child, query))]


def addresses(page: str) -> list[str]:
    return [re.findall(r'<a href="([^"]+)"', row)[0] for row in RESULT.findall(page)]


def test_each_kind_of_record_is_found_and_leads_to_where_it_can_be_read(
    parent: Client, child: Child
) -> None:
    day = date(2026, 3, 1)
    concern = make_concern(child, title="xyz bumps", first_noticed_on=day)
    entry = make_entry(concern, day, notes="so xyz")
    photo = make_photo(entry, caption="xyz by the window")
    note = make_day_note(child, day, notes="xyz night")
    care = Care.objects.create(concern=concern, kind="bath", product="Xyz oil", started_on=day)
    food = Exposure.objects.create(child=child, day=day, kind="food", name="xyz porridge")
    visit = Visit.objects.create(child=child, day=day, who="Dr Xyz", said="Come back.")
    Question.objects.create(child=child, asked_on=day, text="Is xyz itchy?")
    page = html(parent, child, "XYZ")
    here, timeline = f"/children/{child.pk}", f"/children/{child.pk}/timeline/?days=2026-03-01"
    found = dict(zip(results(parent, child, "xyz"), addresses(page), strict=True))
    assert found == {
        "Skin problem: xyz bumps 1 March 2026 milk spots": f"{here}/concerns/{concern.uuid}/",
        "Entry: xyz bumps 1 March 2026 so xyz": f"{timeline}#entry-{entry.uuid}",
        "Note 1 March 2026 xyz night": f"{timeline}#note-{note.uuid}",
        "Treatment: bath: Xyz oil 1 March 2026": f"{timeline}#care_begun-{care.pk}",
        "Possible trigger: food: xyz porridge 1 March 2026": f"{timeline}#exposure-{food.pk}",
        "Visit: Dr Xyz 1 March 2026 Come back.": f"{timeline}#visit-{visit.pk}",
        "Question 1 March 2026 Is xyz itchy?": f"{here}/questions/",
        "Photo: xyz bumps 1 March 2026 xyz by the window": f"{here}/photos/{photo.uuid}/look/",
    }
    assert page.count("<mark>xyz</mark>") == 8
    day_page = parent.get(timeline).content.decode()
    for address in found.values():
        assert parent.get(address).status_code == 200
        if "#" in address:
            assert f'id="{address.partition("#")[2]}"' in day_page


def test_a_viewer_finds_the_same(child: Child) -> None:
    make_day_note(child, TODAY, notes="itchy")
    viewer = client_of(make_member(child.family, "viewer"))
    assert results(viewer, child, "itchy") == ["Note 10 May 2026 itchy"]


def test_a_stranger_finds_nothing(parent: Client, child: Child) -> None:
    make_day_note(child, TODAY, notes="itchy secret")
    other = make_child(make_family())
    stranger = client_of(make_member(other.family))
    assert results(parent, child, "secret") == ["Note 10 May 2026 itchy secret"]
    assert results(stranger, other, "secret") == []
    assert stranger.get(reverse("search", args=[child.pk]), {"q": "secret"}).status_code == 404


def test_all_children_of_the_family_are_searched_and_named(parent: Client, child: Child) -> None:
    sibling = make_child(child.family, name="Otto")
    make_day_note(child, TODAY, notes="itchy")
    make_day_note(sibling, TODAY - timedelta(days=1), notes="itchy too")
    assert results(parent, child, "itchy") == [
        "Note 10 May 2026, Iris itchy",
        "Note 9 May 2026, Otto itchy too",
    ]


def test_words_of_the_vocabulary_are_found(parent: Client, child: Child) -> None:
    make_concern(child, title="dry patches", condition="eczema")
    assert results(parent, child, "Eczema dry") == [
        "Skin problem: dry patches 1 February 2026 eczema"
    ]


@pytest.mark.parametrize("query", [None, "", "  ", '"'])
def test_without_words_nothing_is_searched(parent: Client, child: Child, query: str | None) -> None:
    make_day_note(child, TODAY, notes="itchy")
    page = html(parent, child, query)
    assert RESULT.findall(page) == []
    assert "Nothing found" not in page


@pytest.mark.parametrize("query", ["%", "_", "'", "\\", "<b>", "a" * 100, "é %"])
def test_signs_are_only_signs(parent: Client, child: Child, query: str) -> None:
    make_day_note(child, TODAY, notes="itchy")
    assert "Nothing found" in html(parent, child, query)
    make_day_note(child, TODAY, notes=f"odd {query} sign")
    assert len(results(parent, child, query)) == 1


def test_what_was_typed_is_shown_as_text(parent: Client, child: Child) -> None:
    make_day_note(child, TODAY, notes="<b>bold</b> & itchy")
    page = html(parent, child, "<b>")
    assert 'value="&lt;b&gt;"' in page
    assert "<mark>&lt;b&gt;</mark>bold&lt;/b&gt; &amp; itchy" in page


def test_a_search_that_is_too_long_says_so(parent: Client, child: Child) -> None:
    make_day_note(child, TODAY, notes="a" * 600)
    page = html(parent, child, "a" * 500)
    assert "This is 400 characters too long. The limit is 100." in text_of(page)
    assert RESULT.findall(page) == []
    assert "Nothing found" not in page


def test_one_letter_is_a_search(parent: Client, child: Child) -> None:
    make_day_note(child, TODAY, notes="疹")
    assert results(parent, child, "疹") == ["Note 10 May 2026 疹"]


def test_what_is_deleted_is_found_again_once_it_is_restored(child: Child) -> None:
    parent = make_member(child.family)
    client = client_of(parent)
    note = records.DayNote(TODAY, notes="itchy")
    (row,) = write_record(owner=child, record=note, uuid=uuid4(), by=parent).rows
    assert len(results(client, child, "itchy")) == 1
    change_set = delete_record(row=row, by=parent)
    assert results(client, child, "itchy") == []
    assert change_set is not None
    undo(change_set=change_set, child=child, by=parent)
    assert len(results(client, child, "itchy")) == 1


def many(concern: Concern, number: int) -> None:
    Entry.objects.bulk_create(
        Entry(
            concern=concern,
            day=TODAY - timedelta(days=n % 80),
            at=time(n % 24),
            status="present",
            notes=f"itchy at night, entry {n:05}",
        )
        for n in range(number)
    )


def test_a_page_does_not_grow_with_the_diary(
    parent: Client, child: Child, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    concern = make_concern(child, first_noticed_on=TODAY - timedelta(days=80))
    many(concern, 365)
    html(parent, child, None)  # stores the child in the session
    with django_assert_num_queries(14):
        few = html(parent, child, "night itch")
    many(concern, 2_000)
    with django_assert_num_queries(14):
        lots = html(parent, child, "night itch")
    assert len(lots) < 1.02 * len(few)
    assert len(RESULT.findall(lots)) == 20
    assert "page 1 of 119" in lots
    assert len(RESULT.findall(html(parent, child, "night itch", page="119"))) == 5
    assert "?q=night+itch&amp;page=2" in lots


def test_a_day_by_itself(parent: Client, child: Child) -> None:
    """Where a result leads: the list of that day, without a chart."""
    make_day_note(child, TODAY, notes="today")
    make_day_note(child, TODAY - timedelta(days=1), notes="yesterday")
    timeline = reverse("timeline", args=[child.pk])
    page = text_of(parent.get(timeline, {"days": "2026-05-09"}))
    assert "yesterday" in page
    assert "10 May" not in page.partition("Day by day")[2]
    for other in ("2026-05-11", "0001-01-01", "9999-12-31", "2026-02-30", "x"):
        assert parent.get(timeline, {"days": other}).status_code == 200
    assert timezone.now().date() == TODAY
