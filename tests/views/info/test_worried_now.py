"""Worried now? For everybody, with the numbers of where they are."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import client_of, make_child, make_family, make_member

pytestmark = pytest.mark.django_db

ADDRESS = "/worried/"


def first_number(response) -> str:
    return response.context["help"].first.number


@pytest.mark.parametrize(
    ("languages", "number"),
    [("en-GB", "999"), ("en-US,en", "911"), ("de-AT", "144"), ("de", "112"), ("", "112")],
)
def test_a_stranger_gets_the_numbers_of_the_browsers_region(client, languages, number):
    response = client.get(ADDRESS, headers={"accept-language": languages})
    assert first_number(response) == number
    assert f'href="tel:{number}"' in response.content.decode()


@pytest.mark.parametrize(("country", "number"), [("JP", "119"), ("XX", "112"), ("", "112")])
def test_another_country_can_be_asked_for(client, country, number):
    response = client.get(ADDRESS, {"country": country}, headers={"accept-language": "en-GB"})
    assert first_number(response) == number


def test_a_parent_gets_the_numbers_of_the_family():
    family = make_family(country="NZ")
    make_child(family)
    browser = client_of(make_member(family))
    assert first_number(browser.get(ADDRESS, headers={"accept-language": "en-GB"})) == "111"


def test_of_two_families_that_of_the_child_at_hand():
    one, other = make_family(country="NZ"), make_family(country="AU")
    make_child(one)
    child = make_child(other)
    user = make_member(one)
    make_member(other, user=user)
    browser = client_of(user)
    browser.get(reverse("more", args=[child.pk]))
    assert first_number(browser.get(ADDRESS)) == "000"


def test_a_family_without_a_country_gets_the_browsers():
    family = make_family(country="")
    make_child(family)
    browser = client_of(make_member(family))
    assert first_number(browser.get(ADDRESS, headers={"accept-language": "en-GB"})) == "999"


def test_emergencies_stand_before_the_rest(client):
    page = client.get(ADDRESS).content.decode()
    places = [
        page.index(f'class="flag flag-{level} ') for level in ("emergency", "same_day", "ask")
    ]
    assert places == sorted(places)
    assert page.index("call-emergency") < places[0]


def test_a_worry_is_reason_enough(client):
    assert "That is reason enough to call." in client.get(ADDRESS).content.decode()


def test_a_hash_in_a_number_can_be_dialled(client):
    assert 'href="tel:%238000"' in client.get(ADDRESS, {"country": "JP"}).content.decode()


def test_a_stranger_costs_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(ADDRESS)
