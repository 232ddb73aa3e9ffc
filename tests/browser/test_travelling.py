"""A phone in another time zone: Today says so in one line, and nothing else changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.thumb import log_in
from tests.conftest import A_PHONE
from tests.factories import make_child, make_family, make_member
from tracker.models import Child, Family

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OpenToday = Callable[..., Page]
SAID = "Your phone is set to New York time. The diary uses Berlin time."


@pytest.fixture
def child(transactional_db: None) -> Child:
    return make_child(make_family(time_zone="Europe/Berlin"))


@pytest.fixture
def today_in(browser: Browser, child: Child, live_server: LiveServer) -> Iterator[OpenToday]:
    """Opens Today on a phone in a zone."""
    contexts = []

    def open_today(zone: str, role: str = "owner") -> Page:
        context = browser.new_context(service_workers="block", **{**A_PHONE, "timezone_id": zone})
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        log_in(page, make_member(child.family, role), live_server)
        page.goto(live_server.url + reverse("today", args=[child.pk]))
        page.wait_for_function("() => window.htmx")
        return page

    yield open_today
    for context in contexts:
        context.close()


def test_one_line_offers_an_owner_the_phones_zone(today_in: OpenToday, child: Child) -> None:
    page = today_in("America/New_York")
    line = page.locator("[data-travelling]")
    expect(line).to_contain_text(SAID)
    line.get_by_role("link", name="Change the time zone").tap()
    expect(page.locator("[name=time_zone]")).to_have_value("America/New_York")
    expect(
        page.get_by_text("New York is chosen as the time zone, but it isn't saved yet.")
    ).to_be_visible()
    assert Family.objects.get().time_zone == "Europe/Berlin"
    page.get_by_role("button", name="Save").tap()
    expect(page.locator(".notice-success")).to_be_visible()
    assert Family.objects.get().time_zone == "America/New_York"


@pytest.mark.parametrize("role", ["caregiver", "viewer"])
def test_others_are_told_who_can_change_it(today_in: OpenToday, role: str) -> None:
    line = today_in("America/New_York", role).locator("[data-travelling]")
    expect(line).to_contain_text(f"{SAID} A family owner can change this.")
    expect(line.get_by_role("link")).to_have_count(0)


def test_closed_it_stays_closed_for_that_zone(today_in: OpenToday) -> None:
    page = today_in("America/New_York")
    line = page.locator("[data-travelling]")
    line.get_by_role("button", name="Close").tap()
    expect(line).to_be_hidden()
    page.reload()
    page.wait_for_function("() => window.htmx")
    expect(line).to_be_hidden()
    page.evaluate("() => localStorage.setItem('milkspot-zone-closed', 'Asia/Tokyo')")
    page.reload()
    expect(line).to_be_visible()


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Europe/Paris", "Africa/Algiers"])
def test_the_same_time_under_another_name_is_nothing_to_say(
    today_in: OpenToday, zone: str, child: Child
) -> None:
    if zone == "Africa/Algiers":  # the same time all year, unlike Berlin
        Family.objects.update(time_zone="Africa/Lagos")
    expect(today_in(zone).locator("[data-travelling]")).to_be_hidden()
