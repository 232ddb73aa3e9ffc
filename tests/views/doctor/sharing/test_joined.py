"""What a link shows of a concern that was joined with another, and after the join is undone."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import client_of, make_concern, make_entry, make_member, make_share
from tests.views.doctor.sharing.doctor import DAY, html_of, pdf_of, set_access_cookie
from tests.views.summary_pages import page
from tracker.actions.history import undo
from tracker.actions.mending.join import join_concerns
from tracker.models import Child, Concern, Share, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_may")]


@pytest.fixture
def by(child: Child) -> User:
    return make_member(child.family)


@pytest.fixture
def scales(child: Child) -> Concern:
    concern = make_concern(child, condition="cradle_cap", title="scales")
    make_entry(concern, DAY, notes="about the scales")
    return concern


@pytest.fixture
def bumps(child: Child) -> Concern:
    concern = make_concern(child, title="bumps")
    make_entry(concern, DAY, notes="about the bumps")
    return concern


NOTES = ("about the scales", "about the bumps")


def notes_on(share: Share) -> list[str]:
    html = html_of(set_access_cookie(Client()), share)
    return [notes for notes in NOTES if notes in html]


@pytest.mark.parametrize("is_frozen", [False, True], ids=["live", "frozen"])
def test_a_link_to_the_joined_one_shows_both_only_while_they_are_one(
    child: Child, scales: Concern, bumps: Concern, by: User, is_frozen: bool
) -> None:
    share = make_share(child, choice=f"concern={scales.uuid}", is_frozen=is_frozen, by=by)
    assert notes_on(share) == ["about the scales"]
    result = join_concerns(source=scales, target=bumps, today=date(2026, 5, 10), by=by)
    assert notes_on(share) == (["about the scales"] if is_frozen else [*NOTES])
    assert set_access_cookie(Client()).get(pdf_of(share)).status_code == 200
    assert result.change_set is not None
    undo(change_set=result.change_set, child=child, by=by)
    assert notes_on(share) == ["about the scales"]


def test_what_a_parent_picked_stays_on_the_page(
    child: Child, scales: Concern, bumps: Concern, by: User
) -> None:
    make_entry(make_concern(child), DAY, notes="about a third")
    parent = client_of(by)
    assert "about a third" not in page(parent, child, concern=scales.uuid)
    join_concerns(source=scales, target=bumps, today=date(2026, 5, 10), by=by)
    for query in ({}, {"concern": scales.uuid}):
        text = page(parent, child, **query)
        assert [notes in text for notes in (*NOTES, "about a third")] == [True, True, False]
    made = parent.get(reverse("share_new", args=[child.pk]), {"concern": scales.uuid})
    assert made.status_code == 200
