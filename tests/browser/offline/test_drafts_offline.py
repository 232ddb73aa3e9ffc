"""Drafts of forms that were opened from a copy, without a network."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.offline.phones import (
    FILES,
    SAVE,
    UNSENT,
    new_entry,
    photo,
    until_sent,
    write_entry,
)
from tests.browser.test_drafts import (
    BEGAN,
    CONTINUE,
    NOTES,
    PHOTOS,
    SAID,
    goes_on,
    holds,
    note,
    offers_nothing,
)
from tracker.models import Concern, DayNote, Entry

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def address(concern: Concern, live_server: LiveServer) -> str:
    return live_server.url + new_entry(concern)


def leave(page: Page) -> None:
    page.locator(".tabs a", has_text="Today").click()
    page.wait_for_url("**/children/*/")


def test_a_form_opened_offline_keeps_and_offers_its_draft(
    home: Page, context: BrowserContext, address: str
) -> None:
    page = home
    context.set_offline(True)
    page.goto(address)
    note(page, "red")
    page.set_input_files(FILES, [photo(1)])
    expect(page.locator(PHOTOS)).to_have_count(1)
    holds(page, 1, 1)
    leave(page)
    page.goto(address)
    expect(page.locator(SAID)).to_contain_text(BEGAN)
    goes_on(page)
    expect(page.locator(NOTES)).to_have_value("red")
    expect(page.locator(PHOTOS)).to_have_count(1)
    page.locator(SAVE).click()
    expect(page.locator(UNSENT)).to_have_count(1)
    holds(page, 0)
    context.set_offline(False)
    until_sent(page)
    entry = Entry.objects.get()
    assert (entry.notes, entry.photos.count()) == ("red", 1)


def test_a_note_that_the_worker_stores_is_no_draft_any_more(
    home: Page, context: BrowserContext, concern: Concern, live_server: LiveServer
) -> None:
    page, path = home, reverse("note_new", args=[concern.child_id])
    context.set_offline(True)
    page.goto(live_server.url + path)
    page.fill(NOTES, "slept badly")
    holds(page, 1)
    page.locator(SAVE).click()
    expect(page.locator(UNSENT)).to_have_count(1)
    holds(page, 0)
    page.goto(live_server.url + path)
    offers_nothing(page)


def test_saved_again_after_back_it_waits_once_with_its_photo(
    home: Page, context: BrowserContext, address: str
) -> None:
    page = home
    context.set_offline(True)
    write_entry(page, address, 1)
    page.go_back()
    page.wait_for_url("**/entries/new/?unsent=*")
    expect(page.locator(NOTES)).to_have_value("look 1")
    expect(page.locator(PHOTOS)).to_have_count(1)
    expect(page.locator(CONTINUE)).to_be_hidden()
    note(page, "look 1, mended")
    page.locator(SAVE).click()
    page.wait_for_url("**/children/*/")
    expect(page.locator(UNSENT)).to_have_count(1)
    context.set_offline(False)
    until_sent(page)
    entry = Entry.objects.get()
    assert (entry.notes, entry.photos.count()) == ("look 1, mended", 1)


def test_an_older_form_that_waits_never_overwrites_the_newer_one(
    home: Page, context: BrowserContext, concern: Concern, live_server: LiveServer
) -> None:
    """Both go through the outbox: the first would arrive after the second."""
    page, path = home, reverse("note_new", args=[concern.child_id])
    context.set_offline(True)
    page.goto(live_server.url + path)
    page.fill(NOTES, "older")
    page.locator(SAVE).click()
    expect(page.locator(UNSENT)).to_have_count(1)
    page.go_back()
    page.wait_for_url("**/notes/new/?unsent=*")
    page.fill(NOTES, "newer")
    context.set_offline(False)
    page.locator(SAVE).click()
    page.wait_for_url("**/children/*/")
    until_sent(page)
    assert DayNote.all_objects.get().notes == "newer"


def test_a_note_sent_meanwhile_is_changed_by_the_form_that_is_saved_again(
    home: Page, context: BrowserContext, concern: Concern, live_server: LiveServer
) -> None:
    page, path = home, reverse("note_new", args=[concern.child_id])
    context.set_offline(True)
    page.goto(live_server.url + path)
    page.fill(NOTES, "older")
    page.locator(SAVE).click()
    expect(page.locator(UNSENT)).to_have_count(1)
    context.set_offline(False)
    until_sent(page)
    assert DayNote.objects.get().notes == "older"
    context.set_offline(True)
    page.go_back()
    page.wait_for_url("**/notes/new/")
    expect(page.locator(NOTES)).to_have_value("older")
    page.fill(NOTES, "newer")
    page.locator(SAVE).click()
    expect(page.locator(UNSENT)).to_have_count(1)
    context.set_offline(False)
    until_sent(page)
    assert DayNote.all_objects.get().notes == "newer"


def test_what_is_typed_into_an_unsent_record_is_the_one_draft_offered_with_it(
    home: Page, context: BrowserContext, address: str
) -> None:
    page = home
    context.set_offline(True)
    page.goto(address)
    note(page, "another one")
    leave(page)
    write_entry(page, address, 1)
    page.locator("[data-unsent-more] > summary").click()
    page.locator(UNSENT).get_by_role("link", name="Open").click()
    expect(page.locator(NOTES)).to_have_value("look 1")
    offers_nothing(page)
    note(page, "look 1, mended")
    leave(page)
    holds(page, 2, 1)
    page.locator("[data-unsent-more] > summary").click()
    page.locator(UNSENT).get_by_role("link", name="Open").click()
    goes_on(page)
    expect(page.locator(NOTES)).to_have_value("look 1, mended")
    expect(page.locator(CONTINUE)).to_be_hidden()
    page.locator(SAVE).click()
    page.wait_for_url("**/children/*/")
    expect(page.locator(UNSENT)).to_contain_text("look 1, mended")
    holds(page, 1)
