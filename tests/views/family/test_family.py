"""The settings of a family."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import client_of, make_child, make_family, make_member
from tracker.models import Family

pytestmark = pytest.mark.django_db

CHANGED = {
    "name": "The Lakes",
    "time_zone": "Pacific/Auckland",
    "country": "NZ",
    "temperature_unit": "F",
}


@pytest.fixture
def family() -> Family:
    family = make_family(country="GB")
    make_child(family)
    return family


def address(family: Family) -> str:
    return reverse("family_edit", args=[family.pk])


def values(family: Family) -> dict[str, str]:
    return {name: getattr(Family.objects.get(pk=family.pk), name) for name in CHANGED}


def test_an_owner_changes_them(family):
    browser = client_of(make_member(family))
    form = browser.get(address(family)).context["form"]
    assert (form["time_zone"].value(), form["country"].value()) == ("Europe/London", "GB")
    response = browser.post(address(family), CHANGED)
    assert response["Location"] == reverse("home")
    assert values(family) == CHANGED


@pytest.mark.parametrize("role", ["caregiver", "viewer"])
def test_others_see_them_and_change_nothing(family, role):
    before = values(family)
    browser = client_of(make_member(family, role))
    page = browser.get(address(family)).content.decode()
    assert "Britain (UK)" in page
    assert "<form" not in page.partition("<main")[2].partition("</main>")[0]
    assert browser.post(address(family), CHANGED).status_code == 403
    assert values(family) == before


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_finds_nothing(family, method):
    before = values(family)
    stranger = client_of(make_member(make_family()))
    assert getattr(stranger, method)(address(family), CHANGED).status_code == 404
    assert values(family) == before


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"country": "XX"}, "country"),
        ({"temperature_unit": "K"}, "temperature_unit"),
    ],
)
def test_what_cannot_be(family, fields, wrong):
    browser = client_of(make_member(family))
    response = browser.post(address(family), {**CHANGED, **fields})
    assert list(response.context["form"].errors) == [wrong]


def test_it_asks_little(family, django_assert_num_queries):
    browser = client_of(make_member(family))
    # session, user, the membership with its family, the children in the frame
    with django_assert_num_queries(4):
        browser.get(address(family))


@pytest.mark.parametrize(
    ("zone", "chosen"),
    [
        ("America/New_York", "America/New_York"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("Moon/Base", "Europe/London"),
        ("", "Europe/London"),
    ],
)
def test_a_zone_in_the_address_is_chosen_and_not_saved(family, zone, chosen):
    before = values(family)
    browser = client_of(make_member(family))
    page = browser.get(address(family), {"time_zone": zone})
    assert page.context["form"]["time_zone"].value() == chosen
    assert ("isn't saved yet" in page.content.decode()) == (chosen != "Europe/London")
    assert values(family) == before
