"""Where the bare address leads."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import client_of, make_child, make_family, make_member, make_user

pytestmark = pytest.mark.django_db


def test_to_the_child_last_looked_at():
    family = make_family()
    make_child(family)
    twin = make_child(family, name="Rose")
    browser = client_of(make_member(family))
    browser.get(reverse("more", args=[twin.pk]))
    assert browser.get("/")["Location"] == reverse("today", args=[twin.pk])


def test_else_to_the_first_child_of_the_own_family():
    family = make_family()
    child = make_child(family)
    make_child(family, name="Rose")
    browser = client_of(make_member(family))
    assert browser.get("/")["Location"] == reverse("today", args=[child.pk])


def test_not_to_a_child_that_is_no_longer_the_visitors():
    mine, theirs = make_family(), make_family()
    child, other = make_child(mine), make_child(theirs)
    user = make_member(mine)
    make_member(theirs, user=user)
    browser = client_of(user)
    browser.get(reverse("more", args=[other.pk]))
    user.memberships.filter(family=theirs).delete()
    assert browser.get("/")["Location"] == reverse("today", args=[child.pk])


def test_without_a_child_to_adding_one():
    browser = client_of(make_member(make_family()))
    assert browser.get("/")["Location"] == reverse("child_new")


def test_an_account_without_a_family_on_an_empty_installation():
    assert client_of(make_user()).get("/")["Location"] == reverse("start")


def test_it_asks_little(django_assert_num_queries):
    family = make_family()
    make_child(family)
    browser = client_of(make_member(family))
    # session, user, the chosen child, the first child
    with django_assert_num_queries(4):
        browser.get("/")
