"""An owner invites somebody by a link and removes them; each in a browser of their own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.screens import OPEN_ALL, TALL, TOO_SMALL, WCAG, violations
from tests.browser.test_photos_in_the_browser import log_in
from tests.conftest import PHONE
from tests.factories import (
    PASSWORD,
    make_child,
    make_concern,
    make_family,
    make_invitation,
    make_member,
    make_share,
    make_user,
)
from tracker import removals
from tracker.models import Child, Member, User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def child() -> Child:
    today = timezone.now().date()
    child = make_child(make_family(name="Limas"), birth_date=today - timedelta(days=60))
    make_concern(child, first_noticed_on=today - timedelta(days=5))
    return child


@pytest.fixture
def ana(child: Child) -> User:
    return make_member(child.family, user=make_user("ana@example.org", name="Ana"))


@pytest.fixture
def gran(browser: Browser) -> Iterator[Page]:
    """A second phone."""
    context = browser.new_context(
        viewport=PHONE, has_touch=True, is_mobile=True, locale="en-GB", timezone_id="UTC"
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def say_again(page: Page) -> None:
    """Confirm the password that the page requires."""
    expect(page.get_by_role("heading", name="Confirm it's you")).to_be_visible()
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()


def test_somebody_is_let_in_reads_and_is_let_out(
    page: Page, gran: Page, child: Child, ana: User, live_server: LiveServer
) -> None:
    log_in(page, ana, live_server)
    page.goto(live_server.url + reverse("more", args=[child.pk]))
    page.get_by_role("link", name="People and access").click()
    page.get_by_role("link", name="Invite someone").click()
    page.get_by_label("Who are you inviting?").fill("Gran")
    page.get_by_label("Viewer. Can see everything").check()
    page.get_by_role("button", name="Make a link").click()
    say_again(page)
    expect(page.get_by_alt_text("QR code of the invitation")).to_be_visible()
    address = page.locator(".share-address a").get_attribute("href") or ""

    gran.goto(address)
    gran.get_by_role("button", name="Continue").click()
    expect(gran.get_by_text("has invited you to join as a viewer")).to_be_visible()
    assert address.split("/")[-2] not in gran.url
    gran.get_by_label("Your name").fill("Gran")
    gran.get_by_label("Email address").fill("gran@example.org")
    gran.get_by_label("Password", exact=False).first.fill(PASSWORD)
    gran.get_by_role("button", name="Create an account and join").click()
    expect(gran.get_by_role("heading", name="Iris", exact=True)).to_be_visible()
    expect(gran.get_by_text("bumps on the chin")).to_be_visible()
    main = gran.locator("main")
    expect(main.get_by_role("button")).to_have_count(0)
    expect(gran.get_by_role("link", name="Add")).to_have_count(0)

    page.get_by_role("link", name="People and access").click()
    page.get_by_role("link", name="Change Gran").click()
    page.get_by_label("Removed from the family").check()
    page.get_by_role("button", name="Save change").click()
    expect(page.get_by_role("status")).to_contain_text("Gran is no longer in the family.")

    gran.reload()
    expect(gran.get_by_text("You're not in a family here.")).to_be_visible()
    answer = gran.goto(live_server.url + reverse("today", args=[Child.objects.get().pk]))
    assert answer
    assert answer.status == 404


def test_the_door_tells_nobody_where_it_is(
    gran: Page, child: Child, ana: User, live_server: LiveServer
) -> None:
    """Checks the referrers of all requests of the page and of the form."""
    make_invitation(child.family, ana)
    token = "I" * 43
    sent: list[str] = []
    gran.on("request", lambda asked: sent.append(asked.all_headers().get("referer", "")))
    gran.goto(f"{live_server.url}/invitation/{token}/")
    gran.get_by_role("button", name="Continue").click()
    expect(gran.get_by_text("I don't have an account yet")).to_be_visible()
    assert {*sent} <= {"", f"{live_server.url}/"}


def test_axe_finds_nothing_and_a_thumb_finds_everything(
    page: Page, child: Child, ana: User, live_server: LiveServer
) -> None:
    family = child.family
    ben = make_member(family, user=make_user("ben@example.org", name="Ben Benedictus-Okafor"))
    viewer = Member.objects.get(user=make_member(family, "viewer", user=make_user(name="Gran")))
    other = make_family(name="Left")
    make_child(other, name="Rose")
    make_member(other)
    removals.leave_with_copies(
        member=Member.objects.get(user=make_member(other, "viewer", user=ana), family=other),
        now=timezone.now(),
    )
    make_share(child, by=ana)
    invitation = make_invitation(family, ana)
    bens = Member.objects.get(user=ben)
    removals.request_ownership_end(member=bens, new_role="", by=ana, now=timezone.now())
    log_in(page, ana, live_server)
    addresses = [
        reverse("account_delete"),
        reverse("everything"),
        reverse("copies"),
        reverse("account"),
        reverse("today", args=[child.pk]),
        reverse("people", args=[family.pk]),
        reverse("family_history", args=[family.pk]),
        reverse("family_leave", args=[family.pk]),
        reverse("family_removal", args=[family.pk]),
        reverse("child_removal", args=[child.pk]),
        reverse("member", args=[family.pk, viewer.pk]),
        reverse("member", args=[family.pk, bens.pk]),
        reverse("invitation_new", args=[family.pk]),
        reverse("invitation_show", args=[family.pk, invitation.pk]),
    ]
    page.emulate_media(reduced_motion="reduce")
    found = {}
    for address in addresses:
        page.set_viewport_size(TALL)
        page.emulate_media(color_scheme="light")
        page.goto(live_server.url + address)
        page.evaluate(OPEN_ALL)
        light = violations(page, {"type": "tag", "values": WCAG})
        too_small = page.evaluate(TOO_SMALL)
        page.emulate_media(color_scheme="dark")
        dark = violations(page, {"type": "rule", "values": ["color-contrast"]})
        page.set_viewport_size({"width": 320, "height": 640})
        is_wide = page.evaluate("document.documentElement.scrollWidth > 320")
        found[address] = (light, dark, too_small, is_wide)
    assert found == dict.fromkeys(found, ([], [], [], False))
