"""A parent makes a link, a doctor opens it on another device, the parent revokes it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.screens import OPEN_ALL, TALL, TOO_SMALL, WCAG, violations
from tests.browser.test_photo_journey import are_drawn
from tests.browser.thumb import log_in
from tests.factories import (
    make_child,
    make_concern,
    make_entry,
    make_family,
    make_member,
    make_photo,
)
from tracker.models import Child, Share

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PICTURES = ".sheet img"


@pytest.fixture
def child() -> Child:
    today = timezone.now().date()
    child = make_child(make_family(), name="Iris Marie", birth_date=today - timedelta(days=60))
    concern = make_concern(child, first_noticed_on=today - timedelta(days=5))
    make_photo(make_entry(concern, today - timedelta(days=1), notes="after the bath"), site="chin")
    return child


@pytest.fixture
def doctor(browser: Browser) -> Iterator[Page]:
    """A desktop browser without cookies of the family."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def link(page: Page, child: Child, live_server: LiveServer) -> tuple[str, str]:
    """Make a link on the parent's phone. Returns its URL and code."""
    log_in(page, make_member(child.family), live_server)
    page.goto(live_server.url + reverse("share_new", args=[child.pk]))
    page.get_by_role("button", name="Make a link").click()
    expect(page.get_by_alt_text("QR code of the link")).to_be_visible()
    address = page.locator(".share-address a").get_attribute("href") or ""
    code = page.locator(".share-code strong").inner_text()
    return address, code


def open_link(doctor: Page, address: str, code: str) -> None:
    doctor.goto(address)
    doctor.get_by_label("6-digit code").fill(code)
    doctor.get_by_role("button", name="Open the page").click()


def test_a_link_is_made_opened_and_ended(
    page: Page, doctor: Page, link: tuple[str, str], child: Child
) -> None:
    address, code = link
    open_link(doctor, address, "999999" if code != "999 999" else "111111")
    expect(doctor.get_by_role("heading", name="This link doesn't open")).to_be_visible()

    open_link(doctor, address, code)
    expect(doctor.locator(".sheet")).to_contain_text("after the bath")
    assert address.rpartition("/s/")[2] not in doctor.url
    assert "Iris" not in doctor.content()
    assert are_drawn(doctor.locator(PICTURES)) == [True]

    page.goto(page.url)
    expect(page.locator(".share")).to_contain_text("Opened once")
    page.get_by_text("End this link", exact=True).click()
    page.get_by_role("button", name="End this link now").click()
    expect(page.get_by_role("status")).to_contain_text("The link has ended.")

    answer = doctor.reload()
    assert answer
    assert answer.status == 404
    assert doctor.request.get(doctor.url).status == 404


def test_the_browser_sends_what_opens_it_nowhere_else(
    doctor: Page, link: tuple[str, str], live_server: LiveServer
) -> None:
    open_link(doctor, *link)
    expect(doctor.locator(".sheet")).to_be_visible()
    own_page = doctor.url
    sent: list[tuple[str, dict[str, str]]] = []
    doctor.on("request", lambda asked: sent.append((asked.url, asked.all_headers())))
    doctor.reload()
    with_referrer = [url for url, headers in sent if headers.get("referer")]
    doctor.goto(live_server.url + reverse("worried"))
    with_cookie = {url for url, headers in sent if "cookie" in headers}
    assert with_referrer == []
    assert with_cookie == {url for url, _headers in sent if url.startswith(own_page)}
    assert len(with_cookie) == 2, "the page and its photo"


def test_it_works_without_script_and_the_address_is_copied_with_it(
    page: Page, browser: Browser, link: tuple[str, str]
) -> None:
    address, code = link
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == address

    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    open_link(plain, address, code)
    expect(plain.get_by_text("use your browser's print")).to_be_visible()
    expect(plain.get_by_role("button", name="Print")).to_be_hidden()
    context.close()


def test_the_paper_shows_the_sheet_alone(doctor: Page, link: tuple[str, str]) -> None:
    open_link(doctor, *link)
    doctor.emulate_media(media="print")
    expect(doctor.locator(".sheet-name")).to_be_visible()
    for part in (".topbar", ".foot", ".shared-tools"):
        expect(doctor.locator(part)).to_be_hidden()


def test_sent_twice_by_an_impatient_thumb_it_is_there_once(
    page: Page, child: Child, live_server: LiveServer
) -> None:
    log_in(page, make_member(child.family), live_server)
    page.goto(live_server.url + reverse("share_new", args=[child.pk]))
    page.get_by_role("button", name="Make a link").dblclick()
    expect(page.get_by_alt_text("QR code of the link")).to_be_visible()
    assert Share.objects.count() == 1


def test_axe_finds_nothing_and_a_thumb_finds_everything(
    page: Page, doctor: Page, link: tuple[str, str]
) -> None:
    open_link(doctor, *link)
    expect(doctor.locator(".sheet")).to_be_visible()
    for screen in (page, doctor):
        screen.emulate_media(reduced_motion="reduce")
        screen.set_viewport_size(TALL)
        screen.evaluate(OPEN_ALL)
        assert violations(screen, {"type": "tag", "values": WCAG}) == []
        screen.emulate_media(color_scheme="dark")
        assert violations(screen, {"type": "rule", "values": ["color-contrast"]}) == []
        assert screen.evaluate(TOO_SMALL) == []
        screen.set_viewport_size({"width": 320, "height": 640})
        assert not screen.evaluate("document.documentElement.scrollWidth > 320")
