"""Single keys at a desk: n, / and ?, never while typing, and off where they were turned off."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.thumb import log_in
from tests.factories import make_child, make_concern, make_family, make_member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_single_keys(page: Page, live_server: LiveServer) -> None:
    child = make_child(make_family(time_zone="UTC"), birth_date=timezone.now().date())
    concern = make_concern(child, first_noticed_on=child.birth_date)
    log_in(page, make_member(child.family), live_server)
    today = live_server.url + reverse("today", args=[child.pk])
    of_concern = live_server.url + reverse("concern", args=[child.pk, concern.uuid])
    page.goto(today)
    assert page.locator("[data-key='/']").get_attribute("aria-keyshortcuts") == "/"

    page.keyboard.press("n")
    page.wait_for_url("**/add/")
    page.keyboard.press("/")
    page.wait_for_url("**/search/")
    field = page.get_by_role("searchbox")
    field.press_sequentially("n/?")  # in a field they are letters
    expect(field).to_have_value("n/?")
    page.goto(of_concern)
    for modified in ("Control+n", "Alt+n", "Meta+/"):
        page.keyboard.press(modified)
    assert page.url == of_concern
    page.keyboard.press("n")
    page.wait_for_url("**/entries/new/")
    page.keyboard.press("?")
    page.wait_for_url("**/keys/")

    page.get_by_role("button", name="Turn shortcuts off").click()
    expect(page.get_by_role("button", name="Turn shortcuts on")).to_be_visible()
    page.goto(today)
    assert page.locator("[aria-keyshortcuts]").count() == 0
    page.keyboard.press("n")
    page.keyboard.press("/")
    page.wait_for_timeout(200)
    assert page.url == today
