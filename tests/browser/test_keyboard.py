"""The main job by keyboard: Tab, Enter, Space, and the arrow keys within a group of choices."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.thumb import log_in
from tests.factories import make_child, make_concern, make_family, make_member
from tracker.models import Entry

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Keyboard:
    """Reaches elements with Tab, and checks that the focus is visible."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, role: str, name: str) -> None:
        wanted = self.page.get_by_role(role, name=re.compile(name))  # type: ignore[arg-type]
        for _ in range(150):
            self.page.keyboard.press("Tab")
            focused = self.page.locator("*:focus")
            if focused.count() and wanted.and_(focused).count():
                assert focused.evaluate("(one) => one.matches(':focus-visible')")
                return
        pytest.fail(f"Tab does not come to the {role} {name!r}")

    def to_choice(self, name: str) -> None:
        """Choose a radio button: Tab enters the group, the arrow keys move in it."""
        wanted = self.page.get_by_role("radio", name=name, exact=True)
        group = self.page.locator(f"[name='{wanted.get_attribute('name')}']")
        while not group.and_(self.page.locator("*:focus")).count():
            self.page.keyboard.press("Tab")
        self.page.keyboard.press("Space")
        for _ in range(10):
            if wanted.is_checked():
                return
            self.page.keyboard.press("ArrowRight")
        pytest.fail(f"the arrow keys do not come to {name!r}")

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)


@pytest.fixture
def keyboard(page: Page, live_server: LiveServer) -> Keyboard:
    """Today of a baby with one concern."""
    today = timezone.now().date()
    child = make_child(make_family(time_zone="UTC"), birth_date=today - timedelta(days=60))
    make_concern(child, title="pearls", first_noticed_on=today - timedelta(days=20))
    log_in(page, make_member(child.family), live_server)
    page.goto(live_server.url, wait_until="networkidle")
    return Keyboard(page)


def test_the_main_job_by_keyboard(page: Page, keyboard: Keyboard) -> None:
    keyboard.to("link", "Skip to main content")
    keyboard.press("Enter")
    keyboard.to("link", "^More… ?pearls")
    keyboard.press("Enter")
    page.wait_for_url("**/entries/new/")
    keyboard.to_choice("better")
    keyboard.to("application", "")
    keyboard.press("Enter")
    expect(page.locator("[data-map-status]")).to_contain_text("1: ")
    keyboard.to_choice("None of these")
    keyboard.to("button", "^Save$")
    keyboard.press("Enter")
    expect(page.locator(".today-card")).to_contain_text("Today at")
    entry = Entry.objects.get()
    assert (entry.trend, entry.spots.count(), entry.signs.exclude(answer="no").count()) == (
        "better",
        1,
        0,
    )

    keyboard.to("link", "Doctor's page")
    keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("pearls")
    expect(page.get_by_role("heading", level=1)).to_have_text("Doctor's page")


def test_one_tap_by_keyboard_leaves_the_focus_on_its_card(page: Page, keyboard: Keyboard) -> None:
    keyboard.to("button", "^Better ?: pearls")
    keyboard.press("Enter")
    expect(page.locator(".today-card")).to_contain_text(": better")
    expect(page.locator(".today-card")).to_be_focused()
    keyboard.to("button", "Undo")
    keyboard.press("Space")
    expect(page.locator("#said")).to_contain_text("Undone: ")
    keyboard.to("button", "^Same ?: pearls")
    assert Entry.objects.count() == 0
