"""Shared fixtures: no network, a browser if there is one, clean storage.

The fixture time_machine sets the time: time_machine.move_to("2026-03-10").
"""

import ipaddress
import os
import shutil
import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.core.cache import cache
from django.db import connection
from playwright.sync_api import (
    Browser,
    BrowserContext,
    BrowserType,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

from tests.logged_errors import LoggedErrors

hypothesis.settings.register_profile("here", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "here")

NO_BROWSER = "no Chromium found"
PHONE = {"width": 390, "height": 844}


# The network


class NetworkUsed(AssertionError):
    pass


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Allow connections to this machine only."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        inet = self.family in {socket.AF_INET, socket.AF_INET6}
        if inet and not _is_this_machine(str(address[0])):
            raise NetworkUsed(f"a test wanted to reach {address}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


# Time, cache, files, log


def until_midnight(now: datetime) -> float:
    """Return the seconds until midnight in UTC if a test from now on may run over it, else 0.

    A test takes at most two minutes.
    """
    midnight = datetime.combine(now.astimezone(UTC) + timedelta(days=1), datetime.min.time(), UTC)
    left = midnight - now
    return left.total_seconds() if left <= timedelta(minutes=2) else 0


@pytest.fixture(autouse=True)
def _no_midnight() -> None:
    """Wait for the next day, so that what a test wrote today is not yesterday's."""
    time.sleep(until_midnight(datetime.now(UTC)))


@pytest.fixture(autouse=True)
def _clean_cache() -> None:
    """Reset the counters of the log-in limits."""
    cache.clear()


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> Path:
    """Set and return the folder for the photos of this test."""
    folder = tmp_path / "media"
    folder.mkdir()
    settings.MEDIA_ROOT = folder
    return folder


@pytest.fixture(autouse=True)
def _no_errors_in_the_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test whose live server logs an error, unless it is marked ``logs_errors``.

    Set up after the live server's database, so it is torn down before that is flushed.
    """
    if "live_server" not in request.fixturenames:
        yield
        return
    logged = LoggedErrors()
    with logged.collecting():
        yield
        logged.wait_for_requests()
    if request.node.get_closest_marker("logs_errors"):
        assert logged.messages
    else:
        assert logged.messages == []


# The browser


def _chromium() -> str | None:
    names = [os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]
    return next((path for name in names if name and (path := shutil.which(name))), None)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run browser tests last: Playwright leaves an event loop in this thread.

    On PostgreSQL leave out the tests that give the same result on any database.
    """
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
    if connection.vendor == "postgresql":
        left_out = [item for item in items if not _depends_on_the_database(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if _depends_on_the_database(item)]


ANY_DATABASE = ("tests/views/account/", "tests/views/info/", "tests/presenters/")
"""Pages and texts about what the tests of queries and actions read and write."""


def _depends_on_the_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("postgresql"):
        return True
    if item.get_closest_marker("any_database") or item.nodeid.startswith(ANY_DATABASE):
        return False
    return bool(item.get_closest_marker("django_db")) or "db" in getattr(item, "fixturenames", ())


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("browser") and not _chromium():
        if os.environ.get("BROWSER_TESTS") == "required":
            pytest.fail(f"{NO_BROWSER}, and BROWSER_TESTS is set to required", pytrace=False)
        pytest.skip(NO_BROWSER)


def pytest_terminal_summary(terminalreporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    count = sum(NO_BROWSER in str(report.longrepr) for report in skipped)
    if count:
        terminalreporter.write_line(
            f"!!! {count} BROWSER TESTS DID NOT RUN: {NO_BROWSER}. Install chromium and "
            "libatomic1, or name a Chromium in CHROMIUM.",
            red=True,
            bold=True,
        )


expect.set_options(timeout=15_000)  # a busy machine takes longer than the 5 seconds of Playwright


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright leaves an event loop in this thread, for all later tests too.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        chromium = launch(playwright.chromium)
        yield chromium
        chromium.close()


LOCAL_ONLY_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


def launch(chromium: BrowserType, *more: str) -> Browser:
    """Start a browser that can connect to this machine only."""
    return chromium.launch(executable_path=_chromium(), args=[*LOCAL_ONLY_ARGS, *more])


A_PHONE: dict[str, Any] = {
    "viewport": PHONE,
    "has_touch": True,
    "is_mobile": True,
    "locale": "en-GB",
    "timezone_id": "UTC",
}


def persistent_phone(chromium: BrowserType, folder: Path) -> BrowserContext:
    """Start a phone whose profile is in a folder, so that it can be restarted."""
    context = chromium.launch_persistent_context(
        folder, executable_path=_chromium(), args=LOCAL_ONLY_ARGS, **A_PHONE
    )
    context.set_default_timeout(10_000)
    return context


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A phone: 390 x 844, touch, English, UTC, without service workers."""
    context = browser.new_context(service_workers="block", **A_PHONE)
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def page(phone: BrowserContext) -> Iterator[Page]:
    """A page on the phone. A script error or a CSP violation fails the test."""
    errors: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            errors.append(message.text)

    page = phone.new_page()
    page.on("console", listen)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert errors == []
