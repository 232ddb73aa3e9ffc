"""A new concern with a photo and a place, on a phone, with and without a network and script."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.test_body_map import WHOLE_FACE, choose, tap
from tests.browser.thumb import log_in
from tests.conftest import A_PHONE
from tests.factories import (
    drawn_jpeg,
    make_child,
    make_concern,
    make_entry,
    make_family,
    make_member,
)
from tracker.domain.body import VIEW_WIDTH
from tracker.models import Child, Concern, Entry, Photo, User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAVE = ".save-bar button"
FILES = "[data-photos-plain] [type=file]"
QUESTION = "[data-followed]"


@pytest.fixture
def today() -> date:
    return timezone.now().date()


@pytest.fixture
def child(today: date) -> Child:
    family = make_family(time_zone="UTC")
    return make_child(family, birth_date=today - timedelta(days=60))


@pytest.fixture
def parent(child: Child) -> User:
    return make_member(child.family)


@pytest.fixture
def rash(child: Child, today: date) -> Concern:
    first = today - timedelta(days=20)
    return make_concern(child, condition="diaper_rash", title="", first_noticed_on=first)


@pytest.fixture
def at_home(page: Page, parent: User, live_server: LiveServer) -> Page:
    log_in(page, parent, live_server)
    return page


@pytest.fixture
def without_script(
    browser: Browser, parent: User, live_server: LiveServer
) -> Iterator[BrowserContext]:
    context = browser.new_context(java_script_enabled=False, **A_PHONE)
    context.set_default_timeout(10_000)
    yield context
    context.close()


def photo(name: str = "IMG_1.jpg") -> FilePayload:
    return {"name": name, "mimeType": "image/jpeg", "buffer": drawn_jpeg((400, 300))}


def open_form(page: Page, child: Child, live_server: LiveServer) -> None:
    page.goto(live_server.url + reverse("concern_new", args=[child.pk]))


def save(page: Page) -> None:
    page.click(SAVE)
    page.wait_for_url("**/children/*/")


def test_a_photo_and_a_place_go_to_the_first_entry(
    at_home: Page, child: Child, live_server: LiveServer
) -> None:
    page = at_home
    page.goto(live_server.url)
    page.get_by_role("link", name="Add a skin problem").click()
    page.set_input_files(FILES, [photo(), photo("IMG_2.jpg")])
    expect(page.locator(".photo-pick img:visible")).to_have_count(2)
    choose(page, "milia", "Milk spots and small bumps")
    expect(page.locator(f"{WHOLE_FACE} .map-region").first).to_be_attached()
    tap(page, WHOLE_FACE, VIEW_WIDTH / 2, 320)
    save(page)
    entry = Entry.objects.get()
    assert (entry.concern.condition, entry.concern.title) == ("milia", "milk spots, chin")
    assert entry.spots.get().site == "chin"
    assert [each.entry for each in Photo.objects.all()] == [entry, entry]


def test_a_photo_chosen_before_the_script_is_there_is_shown(
    at_home: Page, child: Child, live_server: LiveServer
) -> None:
    page = at_home
    held: list[Route] = []
    page.route("**/photos/picker*.js", lambda route: held.append(route))
    page.goto(live_server.url + reverse("concern_new", args=[child.pk]), wait_until="commit")
    page.set_input_files(FILES, [photo()])
    held[0].continue_()
    expect(page.locator(".photo-pick img:visible")).to_have_count(1)
    choose(page, "milia", "Milk spots and small bumps")
    save(page)
    assert Photo.objects.count() == 1


def test_photos_wait_until_the_form_is_right(
    at_home: Page, child: Child, live_server: LiveServer
) -> None:
    page = at_home
    open_form(page, child, live_server)
    page.set_input_files(FILES, [photo()])
    page.fill("[name=title]", "pearls")
    page.click(SAVE)
    expect(page.locator("main > [role=alert]")).to_contain_text("Choose what it looks most")
    assert not Concern.objects.exists()
    page.check("#condition-unsure_bumps")
    save(page)
    assert Photo.objects.get().entry.concern.title == "pearls"


def test_the_question_comes_as_soon_as_the_condition_is_chosen(
    at_home: Page, child: Child, rash: Concern, today: date, live_server: LiveServer
) -> None:
    page, first = at_home, rash.first_noticed_on
    year = "" if first.year == today.year else f" {first.year}"
    open_form(page, child, live_server)
    page.set_input_files(FILES, [photo()])
    choose(page, "eczema", "Rashes")
    expect(page.locator(QUESTION)).to_be_hidden()
    choose(page, "diaper_rash", "Rashes")
    expect(page.locator(QUESTION)).to_contain_text(
        f"You've been following “nappy rash” since {first.day} {first:%B}{year}. Add to it?"
    )
    page.fill("[name=title]", "sore again")
    page.click(SAVE)
    expect(page.locator("#followed-error")).to_be_visible()
    assert not Entry.objects.exists()

    page.get_by_label("Yes, add to “nappy rash”").check()
    save(page)
    entry = Entry.objects.get()
    assert (entry.concern, entry.notes) == (rash, "sore again")
    assert Photo.objects.get().entry == entry


def test_a_new_one_is_begun_all_the_same(
    at_home: Page, child: Child, rash: Concern, today: date, live_server: LiveServer
) -> None:
    make_entry(rash, today - timedelta(days=10), "clear")
    page = at_home
    open_form(page, child, live_server)
    page.check("#condition-unsure_rash")
    expect(page.locator(QUESTION)).to_be_hidden()
    page.fill("[name=title]", "Nappy  Rash")
    page.locator("[name=title]").press("Tab")
    expect(page.locator(QUESTION)).to_contain_text("Is it back?")
    page.get_by_label("No, it's a new one").check()
    save(page)
    assert Concern.objects.exclude(pk=rash.pk).get().title == "Nappy Rash"


def test_what_another_parent_began_meanwhile_is_asked_about_and_the_photo_kept(
    at_home: Page, child: Child, today: date, live_server: LiveServer
) -> None:
    page = at_home
    open_form(page, child, live_server)
    page.set_input_files(FILES, [photo()])
    choose(page, "diaper_rash", "Rashes")
    rash = make_concern(child, condition="diaper_rash", title="", first_noticed_on=today)
    page.click(SAVE)
    page.get_by_label("Yes, add to “nappy rash”").check()
    expect(page.get_by_alt_text("Photo 1, not saved yet")).to_be_visible()
    save(page)
    assert Photo.objects.get().entry == Entry.objects.get(concern=rash)


def test_without_script_the_question_keeps_all_that_was_sent(
    without_script: BrowserContext,
    parent: User,
    child: Child,
    rash: Concern,
    live_server: LiveServer,
) -> None:
    page = without_script.new_page()
    log_in(page, parent, live_server)
    open_form(page, child, live_server)
    page.set_input_files("[type=file]", [photo()])
    choose(page, "diaper_rash", "Rashes")
    page.select_option("[name=spots-0-site]", "groin")
    page.fill("[name=title]", "sore again")
    page.click(SAVE)
    page.get_by_label("Yes, add to “nappy rash”").check()
    save(page)
    entry = Entry.objects.get()
    assert (entry.concern, entry.notes, entry.spots.get().site) == (rash, "sore again", "groin")
    assert Photo.objects.get().entry == entry
