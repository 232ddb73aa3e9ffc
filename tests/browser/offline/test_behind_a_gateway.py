"""Offline use of a diary that stands behind a password or a log-in of another program."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.offline.gateway import LOG_IN, PASSWORD, gateway
from tests.browser.offline.phones import log_in_by_hand, today_of, until, watched
from tracker.models import Concern, User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

IS_STORED = "(address) => caches.match(address).then(Boolean)"


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    return watched(context.new_page())


def pass_gateway(page: Page, place: str, kind: str) -> None:
    if kind == "password":
        page.goto(f"http://{PASSWORD}@{place}/account/login/")
    else:
        page.goto(f"http://{place}{LOG_IN}")


def enter(page: Page, place: str, kind: str, parent: User) -> None:
    pass_gateway(page, place, kind)
    page.goto(f"http://{place}/account/login/")
    log_in_by_hand(page, parent)


@pytest.mark.parametrize("kind", ["password", "login"])
def test_pages_are_stored_and_the_manifest_loads(
    page: Page,
    context: BrowserContext,
    parent: User,
    concern: Concern,
    live_server: LiveServer,
    kind: str,
) -> None:
    with gateway(live_server.url, kind) as place:
        enter(page, place, kind, parent)
        for name in ("pages_to_keep", "worried", "offline", "guide"):
            until(page, IS_STORED, reverse(name))
        devtools = context.new_cdp_session(page)
        manifest = devtools.send("Page.getAppManifest")
        assert '"short_name": "Milkspot"' in manifest["data"]
        assert manifest["errors"] == []
        devtools.detach()
        page.goto(f"http://{place}{reverse('works_here')}")
        page.wait_for_timeout(500)
        expect(page.locator("[data-failures]")).to_be_hidden()
        context.set_offline(True)
        page.goto(f"http://{place}{reverse('worried')}")
        expect(page.get_by_role("link", name="Call 999")).to_be_visible()
        assert page.locator("html").get_attribute("data-account") == ""
        page.goto(f"http://{place}{today_of(concern)}")
        expect(page.locator("[data-kept-line]")).to_contain_text("Saved on this phone")


def test_what_the_gateway_refuses_stops_nothing_else_and_is_named(
    page: Page, parent: User, concern: Concern, live_server: LiveServer
) -> None:
    with gateway(live_server.url, "login", refused="/worried/") as place:
        enter(page, place, "login", parent)
        for name in ("pages_to_keep", "offline", "guide"):
            until(page, IS_STORED, reverse(name))
        assert not page.evaluate(IS_STORED, reverse("worried"))
        page.goto(f"http://{place}{reverse('works_here')}")
        rows = page.locator("[data-failed]:visible")
        expect(rows).to_have_text(["Saving “Worried now?”: worried/: 403"])


def test_the_gateways_own_page_is_never_stored_and_removes_nothing(
    page: Page, context: BrowserContext, parent: User, concern: Concern, live_server: LiveServer
) -> None:
    """Its log-in has ended: it answers instead of the diary."""
    with gateway(live_server.url, "login") as place:
        enter(page, place, "login", parent)
        for name in ("pages_to_keep", "guide"):
            until(page, IS_STORED, reverse(name))
        context.clear_cookies(name="gateway")
        page.goto(f"http://{place}{today_of(concern)}")
        expect(page.get_by_role("heading")).to_have_text("Gateway")
        page.wait_for_timeout(500)
        copies = page.evaluate(
            "(all) => Promise.all(all.map(async (one) => (await caches.match(one)).text()))",
            [today_of(concern), reverse("worried")],
        )
        assert ["Gateway" in copy for copy in copies] == [False, False]
