"""The main task from the first page to the printed summary, with and without script."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.conftest import PHONE
from tracker.domain.days import add_months
from tracker.models import Entry, Spot

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def without_script(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport=PHONE, java_script_enabled=False, locale="en-GB", timezone_id="UTC"
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def start(page: Page, address: str, born: date) -> None:
    """Enter the baby, the concern and the account. Ends on Today."""
    page.goto(address)
    page.fill("[name=name]", "Iris")
    page.fill("[name=birth_date]", born.isoformat())
    page.check("[name=condition][value=unsure_bumps]")
    page.get_by_role("button", name="Next: your account").click()
    page.fill("[name=name]", "Ana")
    page.fill("[name=email]", "ana@example.org")
    page.fill("[name=password]", "milk and honey moon")
    page.select_option("[name=time_zone]", "UTC")
    page.get_by_role("button", name="Open the diary").click()
    page.get_by_role("link", name="Open Iris's diary").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Iris")


def begin_milia(page: Page) -> None:
    """Add a second concern with a title of its own."""
    page.get_by_role("link", name="New skin problem").click()
    if not page.is_visible("[name=condition][value=milia]"):
        page.get_by_text("Milk spots and small bumps", exact=True).click()
    page.check("[name=condition][value=milia]")
    page.fill("[name=title]", "pearls on the chin")
    save(page)


def save(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Save").click()


def card(page: Page) -> Locator:
    return page.get_by_role("article", name="pearls on the chin", exact=True)


def read_again(page: Page) -> Locator:
    """Check that today's entry is saved and the buttons are folded away."""
    page.wait_for_load_state("networkidle")  # htmx is loaded
    card(page).get_by_text("Add another").click()
    return card(page)


def look_closely(page: Page) -> None:
    read_again(page).get_by_role("link", name="More…").click()
    page.get_by_label("mild", exact=True).check()


def move_the_first_day_back(page: Page, day: date) -> None:
    card(page).get_by_role("link", name="pearls on the chin", exact=True).click()
    page.locator(".page-head").get_by_role("link", name="Edit").click()
    page.fill("[name=first_noticed_on]", day.isoformat())
    save(page)


def due_on_today_and_on_paper(page: Page, first_day: date) -> None:
    """Check that Today shows the rule with its source, and that the summary has it."""
    page.locator(".way-up a").click()
    flag = page.locator(".flag", has_text="pearls on the chin")
    expect(flag).to_contain_text("Worth showing to a doctor")
    expect(flag).to_contain_text("are not gone within three months")
    expect(flag.get_by_role("link", name="Milia")).to_have_attribute(
        "href",
        "https://www.mayoclinic.org/diseases-conditions/milia/symptoms-causes/syc-20375073",
    )
    main_menu = page.get_by_role("navigation", name="Main")
    main_menu.get_by_role("link", name="Doctor's page").click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("pearls on the chin")
    expect(main).to_contain_text(f"{first_day.day} {first_day:%B %Y}")
    expect(main).to_contain_text("Mayo Clinic")


def test_the_main_job(live_server: LiveServer, page: Page) -> None:
    today = date.today()
    start(page, live_server.url, today - timedelta(days=150))
    begin_milia(page)

    look_closely(page)
    chin = page.locator("[data-map-view=face] [data-site=chin]").first
    box = chin.bounding_box()
    assert box
    chin.scroll_into_view_if_needed()
    box = chin.bounding_box()
    assert box
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    save(page)
    spot = Spot.objects.get()
    assert (spot.site, spot.view, spot.entry.severity) == ("chin", "face", 1)

    read_again(page).get_by_role("button", name="Better").click()
    expect(page.locator("#said")).to_contain_text("saved “better” for today")
    assert Entry.objects.filter(trend="better").count() == 1
    card(page).get_by_role("button", name="Undo").click()
    expect(page.locator("#said")).to_contain_text("Undone: ")
    assert Entry.objects.filter(trend="better").count() == 0
    read_again(page).get_by_role("button", name="Same").click()
    expect(page.locator("#said")).to_contain_text("saved “the same” for today")

    first_day = add_months(today, -4)
    move_the_first_day_back(page, first_day)
    due_on_today_and_on_paper(page, first_day)


def test_the_main_job_without_script(live_server: LiveServer, without_script: Page) -> None:
    page, today = without_script, date.today()
    start(page, live_server.url, today - timedelta(days=150))
    begin_milia(page)

    look_closely(page)
    page.select_option("[name=spots-0-site]", "chin")
    save(page)
    assert Spot.objects.get().site == "chin"

    read_again(page).get_by_role("button", name="Same").click()
    assert Entry.objects.filter(trend="same").count() == 1

    first_day = add_months(today, -4)
    move_the_first_day_back(page, first_day)
    due_on_today_and_on_paper(page, first_day)
