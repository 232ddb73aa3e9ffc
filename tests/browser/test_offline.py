"""Without a network, with a real service worker: what opens, what waits, and how it is sent."""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.test_photos_in_the_browser import log_in
from tests.conftest import A_PHONE, phone_with_memory
from tests.factories import (
    PASSWORD,
    drawn_jpeg,
    make_child,
    make_concern,
    make_family,
    make_member,
)
from tracker.models import Concern, Entry, User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAVE = ".save-bar button"
FILES = "[data-photos-plain] [type=file]"
UNSENT = "[data-unsent-list] > li"


@pytest.fixture
def today() -> date:
    return timezone.now().date()


@pytest.fixture
def concern(today: date) -> Concern:
    child = make_child(make_family(time_zone="UTC", country="GB"), birth_date=today - timedelta(60))
    return make_concern(child, first_noticed_on=today - timedelta(days=30))


@pytest.fixture
def parent(concern: Concern) -> User:
    return make_member(concern.child.family)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A phone with a service worker."""
    context = browser.new_context(**A_PHONE)
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def home(context: BrowserContext, parent: User, concern: Concern, live_server: LiveServer) -> Page:
    """Today after a first visit, with all that is worth keeping on the phone."""
    page = watched(context.new_page())
    log_in(page, parent, live_server)
    visit(page, live_server, concern)
    return page


def watched(page: Page) -> Page:
    """A script's error or a breach of the security policy fails the test at once."""

    def fail(text: str) -> None:
        raise AssertionError(text)

    page.on("pageerror", lambda error: fail(str(error)))
    page.on(
        "console",
        lambda message: "Content Security Policy" in message.text and fail(message.text),
    )
    return page


def today_of(concern: Concern) -> str:
    return reverse("today", args=[concern.child_id])


def new_look(concern: Concern) -> str:
    return reverse("entry_new", args=[concern.child_id, concern.uuid])


def visit(page: Page, live_server: LiveServer, concern: Concern) -> None:
    page.goto(live_server.url + today_of(concern))
    for _ in range(100):
        if page.evaluate(
            "address => caches.match(address).then(Boolean)", reverse("pages_to_keep")
        ):
            return
        page.wait_for_timeout(100)
    raise AssertionError("the pages are not kept")


def photo(number: int) -> FilePayload:
    picture = drawn_jpeg((80 + number, 60))
    return {"name": f"IMG_{number}.jpg", "mimeType": "image/jpeg", "buffer": picture}


def write_look(page: Page, address: str, number: int) -> None:
    page.goto(address)
    page.locator("summary", has_text="Notes").click()
    page.fill("[name=notes]", f"look {number}")
    page.set_input_files(FILES, [photo(number)])
    page.click(SAVE)
    page.wait_for_url("**/children/*/")


def kill(folder: Path) -> None:
    """As a phone does that needs the memory: without a word."""
    _host, _dash, process = os.readlink(folder / "SingletonLock").rpartition("-")
    os.kill(int(process), signal.SIGKILL)


class BadServer:
    """Fails at random with what is sent to it: before, after, or with half of an answer."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.did: Counter[str] = Counter()

    @contextmanager
    def instead(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        good: Callable[[WSGIHandler, HttpRequest], HttpResponseBase] = WSGIHandler.get_response

        def answer(handler: WSGIHandler, request: HttpRequest) -> HttpResponseBase:
            if request.method != "POST" or "/children/" not in request.path:
                return good(handler, request)
            what = self.chance.choice(["well"] * 4 + ["before", "after", "half"])
            self.did[what] += 1
            if what == "before":
                return HttpResponse("broken", status=500)
            response = good(handler, request)
            if what == "after":
                return HttpResponse("broken", status=502)
            if what == "half":
                return HttpResponse('{"said": "writ', content_type="application/json")
            return response

        with monkeypatch.context() as patch:
            patch.setattr(WSGIHandler, "get_response", answer)
            yield


def test_twenty_looks_written_without_a_network_arrive_once_and_in_order(
    browser: Browser,
    parent: User,
    concern: Concern,
    live_server: LiveServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    address = live_server.url + new_look(concern)
    phone = phone_with_memory(browser.browser_type, tmp_path / "phone")
    page = watched(phone.new_page())
    log_in(page, parent, live_server)
    visit(page, live_server, concern)
    phone.set_offline(True)
    for number in range(7):
        write_look(page, address, number)
    expect(page.locator(UNSENT)).to_have_count(7)
    kill(tmp_path / "phone")

    phone = phone_with_memory(browser.browser_type, tmp_path / "phone")
    phone.clear_cookies()  # the session ended meanwhile
    phone.set_offline(True)
    page = watched(phone.new_page())
    for number in range(7, 20):
        write_look(page, address, number)
    page.reload()
    expect(page.locator(UNSENT)).to_have_count(20)
    expect(page.locator("[data-kept-line]")).to_contain_text("You are offline.")
    assert Entry.objects.count() == 0

    phone.set_offline(False)
    page.goto(live_server.url + today_of(concern))
    page.fill("[name=login]", parent.email)
    page.fill("[name=password]", PASSWORD)
    server = BadServer(seed=6)
    with server.instead(monkeypatch):
        page.get_by_role("button", name="Log in").click()
        for _ in range(200):
            page.evaluate("dispatchEvent(new Event('online'))")
            page.wait_for_timeout(100)
            if page.locator(UNSENT).count() == 0:
                break
    looks = Entry.objects.order_by("pk")
    assert [look.notes for look in looks] == [f"look {number}" for number in range(20)]
    widths = [list(look.photos.values_list("width", flat=True)) for look in looks]
    assert widths == [[80 + number] for number in range(20)]
    assert min(server.did[what] for what in ("before", "after", "half")) >= 5
    phone.close()
