"""One-tap entries on Today: the number of taps, reach, errors."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.test_photos_in_the_browser import phone_photo
from tests.browser.thumb import Thumb, log_in
from tests.conftest import PHONE
from tests.factories import make_child, make_concern, make_entry, make_family, make_member
from tracker.models import Child, Concern, Entry, Photo, User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MADE = "#said"
SHUTTER_AND_OK = 2
"""Selector of the input that opens the phone's camera."""


@pytest.fixture
def child() -> Child:
    return make_child(make_family(time_zone="UTC"), birth_date=date.today() - timedelta(days=60))


@pytest.fixture
def concern(child: Child) -> Concern:
    concern = make_concern(child, first_noticed_on=date.today() - timedelta(days=20))
    make_entry(concern, date.today() - timedelta(days=2))
    return concern


@pytest.fixture
def parent(child: Child) -> User:
    return make_member(child.family)


@pytest.fixture
def thumb(page: Page, parent: User, live_server: LiveServer) -> Thumb:
    log_in(page, parent, live_server)
    return Thumb(page)


def card(page: Page, concern: Concern) -> Locator:
    return page.locator(f"#look-{concern.uuid}")


def button(page: Page, concern: Concern, name: str) -> Locator:
    of_concern = re.compile(f"^{name} ?: {concern.title}$")
    return card(page, concern).get_by_role("button", name=of_concern)


def camera(page: Page, concern: Concern) -> Locator:
    return card(page, concern).locator("label", has_text="Photo")


def trends() -> list[str]:
    return list(
        Entry.objects.filter(day=date.today()).order_by("pk").values_list("trend", flat=True)
    )


# Number of taps


def test_two_taps_from_the_home_screen_to_todays_entry(
    thumb: Thumb, concern: Concern, live_server: LiveServer
) -> None:
    page = thumb.page
    thumb.open(live_server.url)
    page.evaluate("window.isStillHere = true")
    thumb.tap(button(page, concern, "Same"))
    expect(card(page, concern)).to_contain_text("✓ Today at")
    assert thumb.taps == 2
    assert trends() == ["same"]
    assert page.evaluate("window.isStillHere"), "the page did not come anew"
    expect(page.locator(MADE)).to_have_text("Iris, bumps on the chin: saved “the same” for today.")


def test_four_taps_to_a_photo(thumb: Thumb, concern: Concern, live_server: LiveServer) -> None:
    page = thumb.page
    thumb.open(live_server.url)
    with page.expect_file_chooser() as chooser:
        thumb.tap(camera(page, concern))
    assert chooser.value.element.get_attribute("capture") == "environment"
    chooser.value.set_files(phone_photo())
    expect(card(page, concern)).to_contain_text("✓ Today at", timeout=30_000)
    assert thumb.taps + SHUTTER_AND_OK == 4
    photo = Photo.objects.select_related("entry").get()
    assert (photo.width, photo.height) == (1500, 2000), "scaled down before it was sent"
    assert (photo.entry.concern, photo.entry.trend) == (concern, "same")


def test_yesterday_in_one_tap_more(thumb: Thumb, concern: Concern, live_server: LiveServer) -> None:
    page = thumb.page
    thumb.open(live_server.url)
    thumb.tap(button(page, concern, "Same"))
    expect(card(page, concern)).to_contain_text("✓ Today at")
    thumb.tap(button(page, concern, "Same yesterday too"))
    expect(card(page, concern)).not_to_contain_text("Same yesterday too")
    assert thumb.taps == 3
    days = Entry.objects.order_by("-day").values_list("day", flat=True)
    assert list(days) == [date.today() - timedelta(days=back) for back in range(3)]


def test_all_the_same_and_back(thumb: Thumb, child: Child, live_server: LiveServer) -> None:
    page = thumb.page
    concerns = [
        make_concern(child, title=title, first_noticed_on=date.today() - timedelta(days=9))
        for title in ("chin", "cheek", "elbow")
    ]
    thumb.open(live_server.url)
    page.get_by_role("button", name="All the same today").tap()
    for concern in concerns:
        expect(card(page, concern)).to_contain_text("✓ Today at")
    assert trends() == ["same"] * 3
    page.get_by_role("button", name="Undo").tap()
    expect(page.locator(MADE)).to_contain_text("Undone: ")
    expect(button(page, concerns[0], "Same")).to_be_visible()
    assert trends() == []


# Undo


def test_undo_is_there_for_ten_seconds(
    thumb: Thumb, concern: Concern, live_server: LiveServer
) -> None:
    page = thumb.page
    page.clock.install()
    thumb.open(live_server.url)
    thumb.tap(button(page, concern, "Worse"))
    undo = card(page, concern).get_by_role("button", name="Undo")
    expect(undo).to_be_visible()
    expect(card(page, concern).get_by_role("link", name="Check the list")).to_be_visible()
    page.clock.run_for(9_000)
    expect(undo).to_be_visible()
    page.clock.run_for(1_500)
    expect(undo).to_be_hidden()
    expect(card(page, concern).get_by_role("link", name="Edit")).to_be_visible()


def test_undo_gives_the_buttons_back(
    thumb: Thumb, concern: Concern, live_server: LiveServer
) -> None:
    page = thumb.page
    thumb.open(live_server.url)
    thumb.tap(button(page, concern, "Gone"))
    thumb.tap(card(page, concern).get_by_role("button", name="Undo"))
    expect(page.locator(MADE)).to_contain_text("Undone: ")
    assert Entry.objects.filter(day=date.today()).count() == 0
    thumb.tap(button(page, concern, "Better"))
    expect(card(page, concern)).to_contain_text(": better")
    assert trends() == ["better"]


# Errors


@pytest.mark.parametrize(
    ("choice", "entry"), [("Same", ("present", "same")), ("Gone", ("clear", ""))]
)
def test_tapped_twice_it_is_written_once(
    thumb: Thumb, concern: Concern, live_server: LiveServer, choice: str, entry: tuple[str, str]
) -> None:
    page = thumb.page
    thumb.open(live_server.url)
    box = button(page, concern, choice).bounding_box()
    assert box
    for _ in range(3):
        page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(card(page, concern)).to_contain_text("✓ Today at")
    page.wait_for_load_state("networkidle")
    assert list(Entry.objects.filter(day=date.today()).values_list("status", "trend")) == [entry]


def test_two_cards_tapped_at_once_are_both_written(
    thumb: Thumb, child: Child, live_server: LiveServer
) -> None:
    page = thumb.page
    concerns = [make_concern(child, title=title, first_noticed_on=date.today()) for title in "ab"]
    thumb.open(live_server.url)
    page.evaluate(
        "ids => ids.forEach((id) => document.querySelector(`#look-${id} [value=better]`).click())",
        [str(concern.uuid) for concern in concerns],
    )
    for concern in concerns:
        expect(card(page, concern)).to_contain_text("better")
    assert trends() == ["better", "better"]


def no_network(route: Route) -> None:
    route.abort("internetdisconnected")


def failing(route: Route) -> None:
    route.fulfill(status=500, body="<h1>Something went wrong</h1>")


@pytest.mark.parametrize(
    ("trouble", "sentence"),
    [
        (no_network, "No connection. Tap again. It will only be saved once."),
        (failing, "That didn't work. Tap again. It will only be saved once."),
    ],
    ids=["no network", "the server fails"],
)
def test_what_fails_is_said_on_the_card_and_tapped_again(
    thumb: Thumb, concern: Concern, live_server: LiveServer, trouble: Any, sentence: str
) -> None:
    page = thumb.page
    thumb.open(live_server.url)
    page.route("**/log/", trouble)
    button(page, concern, "Better").tap()
    expect(card(page, concern).get_by_role("alert")).to_have_text(sentence)
    assert trends() == []
    page.unroute("**/log/")
    button(page, concern, "Better").tap()
    expect(card(page, concern)).to_contain_text("✓ Today at")
    expect(card(page, concern).get_by_role("alert")).to_have_count(0)
    assert trends() == ["better"]


def test_an_answer_that_was_lost_is_no_second_entry(
    thumb: Thumb, concern: Concern, live_server: LiveServer
) -> None:
    def loses_the_answer(route: Route) -> None:
        route.fetch()
        route.abort("connectionreset")

    page = thumb.page
    thumb.open(live_server.url)
    page.route("**/log/", loses_the_answer)
    button(page, concern, "Same").tap()
    expect(card(page, concern).get_by_role("alert")).to_contain_text("No connection")
    assert trends() == ["same"]
    page.unroute("**/log/")
    button(page, concern, "Same").tap()
    expect(card(page, concern)).to_contain_text("✓ Today at")
    expect(page.locator(MADE)).to_have_text("That was already saved. It's in the diary once.")
    assert trends() == ["same"]


def test_a_session_that_ended_leads_to_the_log_in(
    thumb: Thumb, concern: Concern, live_server: LiveServer
) -> None:
    page = thumb.page
    thumb.open(live_server.url)
    page.context.clear_cookies(name="milkspot_session")
    button(page, concern, "Same").tap()
    alert = card(page, concern).get_by_role("alert")
    expect(alert).to_contain_text("You're logged out. Nothing is saved yet.")
    alert.get_by_role("link", name="Log in").tap()
    expect(page).to_have_url(f"{live_server.url}/account/login/?next=%2F")


def test_a_photo_that_did_not_arrive_is_kept_on_the_card(
    thumb: Thumb, concern: Concern, live_server: LiveServer
) -> None:
    page = thumb.page
    thumb.open(live_server.url)
    page.route("**/photo/", no_network)
    card(page, concern).locator("[type=file]").set_input_files(phone_photo())
    expect(card(page, concern).get_by_role("alert")).to_contain_text(
        "No connection", timeout=30_000
    )
    assert not Photo.objects.exists()
    page.unroute("**/photo/")
    card(page, concern).get_by_role("button", name="Save photo").tap()
    expect(card(page, concern)).to_contain_text("✓ Today at", timeout=30_000)
    assert (Photo.objects.count(), trends()) == (1, ["same"])


# Without script


def test_without_script_a_photo_takes_one_tap_more(
    browser: Browser, parent: User, concern: Concern, live_server: LiveServer
) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    log_in(page, parent, live_server)
    page.goto(live_server.url)
    keep = card(page, concern).get_by_role("button", name="Save photo")
    expect(keep).to_be_hidden()
    card(page, concern).locator("[type=file]").set_input_files(phone_photo())
    keep.click()
    expect(page.get_by_role("status").filter(has_text="with the photo")).to_be_visible()
    button(page, concern, "Same yesterday too").click()
    assert (Photo.objects.count(), Entry.objects.count()) == (1, 3)
    context.close()


# Within reach


@pytest.mark.parametrize("count", [1, 3])
def test_the_thumb_reaches_the_first_card_where_it_lies(
    thumb: Thumb, child: Child, live_server: LiveServer, count: int
) -> None:
    """Check that it is in the lower 60 % of the screen and above the tabs, without scrolling."""
    page = thumb.page
    titles = ["bumps on the chin", "red patch on the cheek", "dry elbow"][:count]
    for title in titles:
        concern = make_concern(
            child, title=title, first_noticed_on=date.today() - timedelta(days=20)
        )
        make_entry(concern, date.today() - timedelta(days=2), sites=("chin",))
    thumb.open(live_server.url)
    first = page.locator(".today-card").first.locator(".today-tap .btn:visible")
    names = [name.split(":")[0].strip() for name in first.all_inner_texts()]
    assert names == ["Same", "Better", "Worse", "Gone", "Photo"]
    boxes = [target.bounding_box() for target in first.all()]
    tabs = page.locator(".tabs").bounding_box()
    assert tabs
    for name, box in zip(names, boxes, strict=True):
        assert box
        assert box["y"] >= 0.4 * PHONE["height"], name
        assert box["y"] + box["height"] <= tabs["y"], name
        assert min(box["width"], box["height"]) >= 44, name


def test_three_reminders_that_were_read_leave_the_first_card_within_reach(
    page: Page, live_server: LiveServer
) -> None:
    """The sample has three concerns, and a bar of its own above them."""
    page.goto(live_server.url)
    page.get_by_role("button", name="See a sample diary first").click()
    expect(page.locator(".flag")).to_have_count(3)
    page.reload()
    page.wait_for_load_state()  # styles are loaded
    same = page.locator(".today-tap [value=same]").first.bounding_box()
    tabs = page.locator(".tabs").bounding_box()
    assert same
    assert tabs
    assert same["y"] + same["height"] <= tabs["y"]
