"""Light, dark or as the device: chosen on the account page, kept by a cookie."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import client_of, make_child, make_family, make_member
from tracker.models import User

pytestmark = pytest.mark.django_db

DARK = re.compile(r'<link rel="stylesheet" href="[^"]*dark[^"]*\.css" media="([^"]*)" data-dark>')
SCHEME = re.compile(r'<meta name="color-scheme" content="([^"]*)">')
COLOURS = re.compile(r'<meta name="theme-color" media="[^"]*" content="([^"]*)">')

AS_THE_DEVICE = ("screen and (prefers-color-scheme: dark)", "light dark", ["#fbf6ef", "#181614"])
LIGHT = ("not all", "light", ["#fbf6ef", "#fbf6ef"])
DARK_ON_SCREEN = ("screen", "dark", ["#181614", "#181614"])


@pytest.fixture
def parent() -> User:
    family = make_family()
    make_child(family)
    return make_member(family)


@pytest.fixture
def browser(parent: User) -> Client:
    return client_of(parent)


def choose(browser: Client, appearance: str) -> None:
    response = browser.post(reverse("account_appearance"), {"appearance": appearance})
    assert response.status_code == 302
    assert response["Location"] == reverse("account")


def appearance(browser: Client, where: str) -> tuple[str, str, list[str]]:
    html = browser.get(where, follow=True).content.decode()
    return DARK.findall(html)[0], SCHEME.findall(html)[0], COLOURS.findall(html)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [("device", AS_THE_DEVICE), ("light", LIGHT), ("dark", DARK_ON_SCREEN)],
)
def test_every_page_has_the_chosen_colours(
    browser: Client, chosen: str, expected: tuple[str, str, list[str]]
) -> None:
    choose(browser, "light" if chosen == "dark" else "dark")
    choose(browser, chosen)
    for where in ("/", reverse("account"), reverse("worried"), "/nothing-here/"):
        assert appearance(browser, where) == expected


def test_another_browser_of_the_same_person_keeps_its_own(browser: Client, parent: User) -> None:
    choose(browser, "dark")
    assert appearance(client_of(parent), "/") == AS_THE_DEVICE


def test_the_choice_outlasts_a_log_out(browser: Client) -> None:
    choose(browser, "dark")
    browser.post(reverse("account_logout"))
    assert appearance(browser, reverse("account_login")) == DARK_ON_SCREEN


def test_the_page_for_the_doctor_has_them_too(browser: Client, parent: User) -> None:
    choose(browser, "dark")
    child = parent.memberships.get().family.children.get()
    assert appearance(browser, reverse("summary", args=[child.pk])) == DARK_ON_SCREEN


def test_the_form_says_what_is_chosen(browser: Client) -> None:
    choose(browser, "dark")
    html = browser.get(reverse("account")).content.decode()
    assert re.findall(r'name="appearance" value="(\w+)"[^>]* checked', html) == ["dark"]


def test_nothing_else_can_be_chosen(browser: Client) -> None:
    response = browser.post(reverse("account_appearance"), {"appearance": "sepia"})
    assert "Choose one of the three." in response.content.decode()
    assert "milkspot_appearance" not in response.cookies
    browser.cookies["milkspot_appearance"] = "sepia"
    assert appearance(browser, "/") == AS_THE_DEVICE


def test_the_cookie_is_open_to_scripts_and_to_this_site_only(browser: Client) -> None:
    cookie = browser.post(reverse("account_appearance"), {"appearance": "dark"}).cookies[
        "milkspot_appearance"
    ]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == ("", "Lax", "/")
