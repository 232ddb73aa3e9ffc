"""Forms saved after the session has ended wait in the outbox, complete."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.offline.phones import FILES, SAVE, log_in_by_hand, new_entry, photo, until_sent
from tests.browser.test_photos_in_the_browser import log_in
from tests.factories import (
    make_entry,
)
from tracker.models import Concern, Entry, Photo, User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def log_in_again(page: Page, user: User) -> None:
    page.wait_for_url("**/account/login/**")
    log_in_by_hand(page, user)


@pytest.mark.parametrize("with_photo", [False, True], ids=["by the worker", "with a photo"])
def test_an_entry_saved_after_the_session_ended_is_sent_after_the_log_in(
    home: Page, parent: User, concern: Concern, live_server: LiveServer, with_photo: bool
) -> None:
    page = home
    page.goto(live_server.url + new_entry(concern))
    page.locator("summary", has_text="Notes").click()
    page.fill("[name=notes]", "typed at three in the night")
    if with_photo:
        page.set_input_files(FILES, [photo(1)])
        expect(page.locator(".photo-pick img:visible")).to_have_count(1)
    Session.objects.all().delete()
    page.click(SAVE)
    log_in_again(page, parent)
    until_sent(page)
    assert Entry.objects.get().notes == "typed at three in the night"
    assert Photo.objects.count() == with_photo


@pytest.mark.parametrize("ends", ["session", "token"])
def test_a_tap_after_the_session_ended_waits_on_the_phone(
    home: Page, context: BrowserContext, parent: User, ends: str
) -> None:
    page = home
    page.wait_for_function("() => window.htmx")
    context.clear_cookies(name=f"milkspot_{'csrf' if ends == 'token' else 'session'}")
    page.get_by_role("button", name="Same").click()
    if ends == "session":
        expect(page.locator("[data-unsent-said]")).to_contain_text("You're logged out.")
        page.locator("[data-unsent-login] a").click()
        log_in_again(page, parent)
    expect(page.locator("[data-unsent-said]")).to_contain_text("Sent.")
    assert Entry.objects.get().trend == "same"


def test_an_entry_changed_after_the_session_ended_is_not_lost(
    home: Page, parent: User, concern: Concern, live_server: LiveServer, today: date
) -> None:
    """It cannot wait on the phone, since somebody else may change the record."""
    page, entry = home, make_entry(concern, today, notes="before")
    page.goto(
        live_server.url + reverse("entry_edit", args=[concern.child_id, concern.uuid, entry.uuid])
    )
    page.fill("[name=notes]", "typed at three in the night")
    still_there_after_a_log_in_elsewhere(page, parent)
    page.wait_for_url("**/children/*/")
    assert Entry.objects.get().notes == "typed at three in the night"


@pytest.mark.parametrize("with_photo", [False, True], ids=["by the worker", "with a photo"])
def test_a_concern_saved_after_the_session_ended_is_sent_after_the_log_in(
    home: Page, parent: User, concern: Concern, live_server: LiveServer, with_photo: bool
) -> None:
    page = home
    page.goto(live_server.url + reverse("concern_new", args=[concern.child_id]))
    page.locator("summary", has_text="Rashes").click()
    page.locator("#condition-eczema").check()
    page.fill("[name=title]", "a dry elbow")
    if with_photo:
        page.set_input_files(FILES, [photo(1)])
        expect(page.locator(".photo-pick img:visible")).to_have_count(1)
    Session.objects.all().delete()
    page.click(SAVE)
    log_in_again(page, parent)
    until_sent(page)
    entry = Entry.objects.get(concern__title="a dry elbow")
    assert Photo.objects.filter(entry=entry).count() == with_photo


def test_a_concern_changed_after_the_session_ended_is_not_lost(
    home: Page, parent: User, concern: Concern, live_server: LiveServer
) -> None:
    page = home
    page.goto(live_server.url + reverse("concern_edit", args=[concern.child_id, concern.uuid]))
    page.fill("[name=title]", "a dry elbow")
    still_there_after_a_log_in_elsewhere(page, parent)
    page.wait_for_url(lambda url: not url.endswith("/edit/"))
    concern.refresh_from_db()
    assert concern.title == "a dry elbow"


@pytest.mark.parametrize("with_photo", [False, True], ids=["alone", "with a photo"])
def test_without_a_worker_an_entry_stays_on_the_page_until_somebody_is_logged_in(
    page: Page, parent: User, concern: Concern, live_server: LiveServer, with_photo: bool
) -> None:
    log_in(page, parent, live_server)
    page.goto(live_server.url + new_entry(concern))
    page.locator("summary", has_text="Notes").click()
    page.fill("[name=notes]", "typed at three in the night")
    if with_photo:
        page.set_input_files(FILES, [photo(1)])
        expect(page.locator(".photo-pick img:visible")).to_have_count(1)
    still_there_after_a_log_in_elsewhere(page, parent)
    page.wait_for_url("**/children/*/")
    assert Entry.objects.get().notes == "typed at three in the night"
    assert Photo.objects.count() == with_photo


def still_there_after_a_log_in_elsewhere(page: Page, user: User) -> None:
    Session.objects.all().delete()
    page.click(SAVE)
    notice = page.locator("[data-logged-out]")
    expect(notice).to_contain_text("You are logged out, so nothing is saved yet.")
    with page.expect_popup() as opened:
        notice.get_by_role("link", name="Log in").click()
    log_in_by_hand(opened.value, user)
    page.click(SAVE)
