"""Two phones edit the same entry; the second shows the conflict."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.screens import TOO_SMALL, WCAG
from tests.conftest import PHONE
from tests.factories import (
    client_of,
    make_child,
    make_concern,
    make_entry,
    make_family,
    make_member,
    make_user,
)
from tests.views.entry_posts import entry_edit
from tracker.models import Entry, User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def entry() -> Entry:
    child = make_child(make_family(time_zone="UTC"), birth_date=date.today() - timedelta(days=90))
    concern = make_concern(child, first_noticed_on=date.today() - timedelta(days=9))
    return make_entry(concern, date.today() - timedelta(days=2), sites=("chin",), notes="as it was")


def member(entry: Entry, name: str) -> User:
    return make_member(entry.concern.child.family, "owner", make_user(name=name))


def log_in(context: BrowserContext, user: User, server: LiveServer) -> Page:
    session = client_of(user).cookies["milkspot_session"].value
    cookie = {"name": "milkspot_session", "value": session, "url": server.url}
    context.add_cookies([cookie])  # type: ignore[list-item]
    return context.new_page()


def write(page: Page, itch: str, notes: str) -> None:
    page.get_by_text("How it looks, itch and sleep").click()
    page.get_by_label(itch, exact=True).check(force=True)
    page.locator("[name=notes]").fill(notes)


def save(page: Page) -> None:
    page.locator(".save-bar button").click()


def cells(page: Page) -> list[list[str]]:
    rows: list[Locator] = page.locator(".conflict-table tbody tr").all()
    return [row.locator("th, td").all_inner_texts() for row in rows]


def assert_anybody_can_use(page: Page) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        only = {"runOnly": {"type": "tag", "values": WCAG}}
        found = Axe().run(page, options=only).response["violations"]
        assert [(row["id"], node["html"]) for row in found for node in row["nodes"]] == []
    assert page.evaluate(TOO_SMALL) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]


def test_the_second_phone_shows_both_and_saves_its_own_with_one_tap(
    live_server: LiveServer, phone: BrowserContext, browser: Browser, entry: Entry
) -> None:
    anna = log_in(phone, member(entry, "Anna"), live_server)
    other = browser.new_context(viewport=PHONE)
    ben = log_in(other, member(entry, "Ben"), live_server)
    for page in (anna, ben):
        page.goto(live_server.url + entry_edit(entry))
    write(ben, "very itchy", "oozing")
    save(ben)
    expect(ben.get_by_text("saved for")).to_be_visible()

    write(anna, "no itch", "drier")
    save(anna)
    expect(anna.get_by_text("Changed by Ben while you were writing")).to_be_visible()
    assert cells(anna) == [["Itch", "very itchy", "no itch"], ["Notes", "oozing", "drier"]]
    assert anna.locator("[name=notes]").input_value() == "drier"
    assert_anybody_can_use(anna)
    anna.locator(".conflict").get_by_role("button", name="Save mine instead").click()
    expect(anna.get_by_text("saved for")).to_be_visible()
    entry.refresh_from_db()
    assert (entry.notes, entry.itch, entry.revision) == ("drier", 0, 2)
    assert [spot.site for spot in entry.spots.all()] == ["chin"]

    anna.goto(live_server.url + entry_edit(entry))
    anna.get_by_role("link", name="See earlier versions").click()
    expect(anna.get_by_text("as it was")).to_be_visible()
    assert_anybody_can_use(anna)
    other.close()


def test_what_was_typed_outlives_the_entry_that_was_deleted(
    live_server: LiveServer, phone: BrowserContext, browser: Browser, entry: Entry
) -> None:
    anna = log_in(phone, member(entry, "Anna"), live_server)
    ben = client_of(member(entry, "Ben"))
    anna.goto(live_server.url + entry_edit(entry))
    write(anna, "no itch", "drier <now>")
    ben.post(f"{entry_edit(entry)}delete/")
    save(anna)
    expect(anna.get_by_role("heading", name="This was deleted")).to_be_visible()
    assert_anybody_can_use(anna)
    anna.get_by_role("button", name="Restore and save what I wrote").click()
    expect(anna.get_by_text("Restored: ")).to_be_visible()
    saved = Entry.objects.get()
    assert (saved.notes, saved.itch) == ("drier <now>", 0)
    assert [spot.site for spot in saved.spots.all()] == ["chin"]


def test_deleted_things_are_a_thumbs_work(
    live_server: LiveServer, phone: BrowserContext, entry: Entry
) -> None:
    user = member(entry, "Anna")
    anna = log_in(phone, user, live_server)
    client_of(user).post(f"{entry_edit(entry)}delete/")
    anna.goto(f"{live_server.url}/children/{entry.concern.child_id}/deleted/")
    assert_anybody_can_use(anna)
    anna.get_by_role("link", name="Delete permanently").click()
    expect(anna.get_by_text("Nobody can restore it")).to_be_visible()
    assert_anybody_can_use(anna)
    anna.get_by_role("link", name="Don't delete it").click()
    anna.get_by_role("button", name="Restore").click()
    expect(anna.get_by_text("Restored: ")).to_be_visible()
    assert Entry.objects.get() == entry
