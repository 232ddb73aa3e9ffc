"""Helpers for a phone: counted taps, log-in."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.factories import client_of
from tracker.models import User


class Thumb:
    """Taps elements that are visible without scrolling, and counts the taps."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.taps = 0

    def open(self, address: str) -> None:
        """Open a page, which counts as a tap on the home screen. Waits for htmx, loaded last."""
        self.page.goto(address)
        self.page.wait_for_function("() => window.htmx")
        self.taps += 1

    def tap(self, target: Locator) -> None:
        expect(target).to_be_in_viewport(ratio=1)
        box = target.bounding_box()
        assert box
        self.page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        self.taps += 1


def log_in(page: Page, user: User, live_server: LiveServer) -> None:
    cookie = client_of(user).cookies["milkspot_session"]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
