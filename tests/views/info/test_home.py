"""Where the bare address leads."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import client_of, make_child, make_family, make_member, make_user

pytestmark = pytest.mark.django_db


def shown(browser):
    """The child whose Today stands at the bare address itself."""
    response = browser.get("/")
    assert response.status_code == 200
    return response.context["child_context"].child


def test_to_the_child_last_looked_at():
    family = make_family()
    make_child(family)
    twin = make_child(family, name="Rose")
    browser = client_of(make_member(family))
    browser.get(reverse("more", args=[twin.pk]))
    assert shown(browser) == twin


def test_else_to_the_first_child_of_the_own_family():
    family = make_family()
    child = make_child(family)
    make_child(family, name="Rose")
    assert shown(client_of(make_member(family))) == child


def test_not_to_a_child_that_is_no_longer_the_visitors():
    mine, theirs = make_family(), make_family()
    child, other = make_child(mine), make_child(theirs)
    user = make_member(mine)
    make_member(theirs, user=user)
    browser = client_of(user)
    browser.get(reverse("more", args=[other.pk]))
    user.memberships.filter(family=theirs).delete()
    assert shown(browser) == child


@pytest.mark.parametrize(("role", "may_add"), [("owner", True), ("viewer", False)])
def test_a_family_without_a_child_is_still_a_family(role: str, may_add: bool) -> None:
    family = make_family(name="Limas")
    page = client_of(make_member(family, role)).get("/").content.decode()
    assert "Limas" in page
    assert reverse("people", args=[family.pk]) in page
    assert (reverse("child_new") in page) == may_add


def test_who_belongs_to_no_family_has_an_account_and_copies() -> None:
    make_family()
    page = client_of(make_user()).get("/").content.decode()
    assert "You're not in a family here." in page
    assert reverse("copies") in page
    assert reverse("account") in page
    assert reverse("start") not in page


def test_on_an_empty_installation_they_may_start_a_diary() -> None:
    assert reverse("start") in client_of(make_user()).get("/").content.decode()


def test_it_asks_little_before_today(django_assert_num_queries):
    family = make_family()
    child = make_child(family)
    browser = client_of(make_member(family))
    browser.get("/")
    # The child last looked at; the other 17 are Today's own (see test_today)
    with django_assert_num_queries(18):
        browser.get("/")
    with django_assert_num_queries(17):
        browser.get(reverse("today", args=[child.pk]))
