"""The page of possible triggers, and recording the same thing again in one tap."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import (
    client_of,
    make_child,
    make_concern,
    make_entry,
    make_family,
    make_member,
)
from tests.views.pages import text_of
from tracker.models import Child, Exposure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_may")]

TODAY = date(2026, 5, 10)


@pytest.fixture
def child() -> Child:
    """Strawberries on three days, each followed by a flare, and one flare without them."""
    child = make_child(birth_date=date(2025, 9, 1))
    rash = make_concern(child, condition="eczema", first_noticed_on=date(2026, 4, 1))
    make_concern(child, condition="milia", first_noticed_on=date(2026, 4, 2))
    for number in (11, 14, 21, 26):
        make_entry(rash, date(2026, 4, number), trend="worse")
    make_entry(rash, date(2026, 4, 28), trend="same")
    for number in (10, 14, 19):
        add(child, date(2026, 4, number), name="strawberries")
    return child


def add(child: Child, on: date, kind: str = "food", **fields: Any) -> None:
    Exposure.objects.create(child=child, day=on, kind=kind, **fields)


@pytest.fixture
def parent(child: Child) -> Client:
    return client_of(make_member(child.family))


def page(client: Client, child: Child, **query: str) -> str:
    response = client.get(reverse("triggers", args=[child.pk]), query)
    assert response.status_code == 200
    return text_of(response.content.decode())


def test_three_of_three_against_the_other_days(parent: Client, child: Child) -> None:
    text = page(parent, child)
    assert "Added on 3 days, last on 19 April 2026." in text
    assert "On 3 of these 3 days, or up to 2 days later, a skin problem was new or worse." in text
    # 1 and 2 April (first noticed), 26 and 28 April.
    assert "4 other days with something saved about the skin: new or worse on 3." in text


def test_one_skin_problem_alone(parent: Client, child: Child) -> None:
    milia = child.concerns.get(condition="milia")
    text = page(parent, child, concern=str(milia.uuid))
    assert "Nothing was saved about the skin on these days, or up to 2 days later." in text
    assert "new or worse on 1." in text  # the day on which it was first noticed


def test_days_with_nothing_written_are_told(parent: Client, child: Child) -> None:
    add(child, date(2026, 5, 3), name="strawberries")
    text = page(parent, child)
    assert "On 3 of these 4 days, or up to 2 days later, a skin problem was new or worse." in text
    assert "On 1 of them and the days after, nothing was saved about the skin." in text


def test_it_says_that_coming_together_is_not_cause_and_names_the_source(
    parent: Client, child: Child
) -> None:
    text = page(parent, child)
    assert "Two things that happen together may not be cause and effect." in text
    assert "Weaning and allergies, HSE Ireland" in text


def test_an_empty_page_says_what_to_do(parent: Client, child: Child) -> None:
    Exposure.objects.all().delete()
    assert "Nothing here yet. Add a food, a soap or anything else" in page(parent, child)


def test_again_in_one_tap(parent: Client, child: Child) -> None:
    """The page of a new one offers what was recorded, each once; one tap adds it for today."""
    add(child, date(2026, 4, 20), name="Strawberries ")
    add(child, date(2026, 4, 21), kind="heat")
    form = parent.get(reverse("exposure_new", args=[child.pk]))
    offered = [(thing.kind, thing.name, thing.title) for thing in form.context["things"]]
    assert offered == [("heat", "", "Heat"), ("food", "Strawberries ", "Strawberries ")]
    assert "Strawberries again today" in text_of(form.content.decode())
    kind, name, _title = offered[1]
    sent = {"uuid": str(form.context["form"]["uuid"].value()), "kind": kind, "name": name}
    sent["day"] = TODAY.isoformat()
    response = parent.post(reverse("exposure_new", args=[child.pk]), sent)
    assert response.status_code == 302
    added = Exposure.objects.get(child=child, day=TODAY)
    assert (added.kind, added.name, added.at) == ("food", "Strawberries", None)


def test_a_viewer_reads_but_adds_nothing(child: Child) -> None:
    text = page(client_of(make_member(child.family, "viewer")), child)
    assert "On 3 of these 3 days" in text
    assert "again today" not in text


def test_a_stranger_finds_nothing(child: Child) -> None:
    stranger = client_of(make_member(make_family()))
    assert stranger.get(reverse("triggers", args=[child.pk])).status_code == 404
