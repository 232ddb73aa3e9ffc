"""Without a network, with a real service worker: what opens, what waits, and how it is sent."""

from __future__ import annotations

import os
import re
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from random import Random
from threading import Event

import pytest
from django.contrib.sessions.models import Session
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.screens import WCAG, violations
from tests.browser.test_photos_in_the_browser import log_in
from tests.conftest import A_PHONE, phone_with_memory
from tests.factories import (
    PASSWORD,
    drawn_jpeg,
    make_child,
    make_concern,
    make_entry,
    make_family,
    make_member,
)
from tracker.models import Concern, DayNote, Entry, Member, Photo, User

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


def until(page: Page, promised: str, given: object = None) -> None:
    """Playwright itself takes a promise for the answer."""
    for _ in range(100):
        if page.evaluate(promised, given):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never came true: {promised}")


KEPT_SINCE = """([address, moment]) => caches.match(address)
    .then((copy) => Number(copy?.headers.get("Milkspot-Kept-At")) >= moment)"""


def visit(page: Page, live_server: LiveServer, concern: Concern) -> None:
    """Until all that is worth keeping is kept anew."""
    before = page.evaluate("Date.now()")
    page.goto(live_server.url + today_of(concern))
    until(page, KEPT_SINCE, [reverse("pages_to_keep"), before])


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


def end_session(folder: Path) -> None:
    cookies = list(folder.rglob("Cookies*"))
    assert cookies
    for file in cookies:
        file.unlink()


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
    end_session(tmp_path / "phone")  # before the phone opens again, and sends what waits

    phone = phone_with_memory(browser.browser_type, tmp_path / "phone")
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
        page.get_by_role("button", name="Log in", exact=True).click()
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


def own_pages(page: Page) -> list[str]:
    """The addresses of all kept pages that show something of somebody."""
    return page.evaluate("""async () => {
      const found = [];
      for (const name of (await caches.keys()).filter((name) => name.includes(" pages ")))
        for (const { url } of await (await caches.open(name)).keys()) found.push(url);
      return found;
    }""")


OWN_RECORDS = """() => outboxStore.of(document.documentElement.dataset.account)
    .then((records) => records.length)"""


def test_after_one_visit_the_diary_can_be_read_for_seven_days(
    home: Page, context: BrowserContext, concern: Concern, live_server: LiveServer, today: date
) -> None:
    page = home
    for days in range(40):
        make_entry(concern, today - timedelta(days=days), notes=f"{days} days ago")
    context.set_offline(True)
    here, there = [concern.child_id], [concern.child_id, concern.uuid]
    for name, arguments in (("today", here), ("note_new", here), ("entry_new", there)):
        page.goto(live_server.url + reverse(name, args=arguments))
        expect(page.locator("[data-kept-line]")).to_contain_text("You are offline.")
    expect(page.locator("[data-map-view] svg").first).to_be_visible()
    fresh = {page.locator("[name=uuid]").first.input_value()}
    page.reload()
    fresh.add(page.locator("[name=uuid]").first.input_value())
    assert len(fresh) == 2, "two looks from one copy"
    page.goto(live_server.url + reverse("summary", args=here))
    expect(page.get_by_role("heading")).to_contain_text("this page is not on the phone")
    page.goto(live_server.url)
    expect(page.locator("[data-today]")).to_be_visible()

    page.evaluate(AGE_BY, 7 * 24 * 3600 * 1000 + 1000)
    page.goto(live_server.url + today_of(concern))
    expect(page.get_by_role("heading")).to_contain_text("this page is not on the phone")
    page.goto(live_server.url + reverse("worried"))
    expect(page.get_by_role("link", name="Call 999")).to_be_visible()

    context.set_offline(False)
    visit(page, live_server, concern)
    context.set_offline(True)
    page.goto(live_server.url + reverse("timeline", args=here))
    page.get_by_role("link", name="Older").click()
    expect(page.locator("main")).to_contain_text("30 days ago")
    page.goto(live_server.url + reverse("concern", args=there))
    expect(page.locator("main")).to_contain_text("29 days ago")


COPY_SAYS = """([address, text]) => caches.match(address)
    .then((copy) => copy?.text())
    .then((copy) => copy?.includes(text))"""
COPY_SAYS_NOT = COPY_SAYS.replace("copy?.includes", "!copy?.includes")

SHARED_SECONDS_AGO = """async (seconds) => {
  await outboxStore.share([new File(["x"], "old.jpg")], "");
  const done = (request) =>
    new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
  const database = await done(indexedDB.open("milkspot /"));
  const strict = { durability: "strict" };
  const transaction = database.transaction("shared", "readwrite", strict);
  const store = transaction.objectStore("shared");
  const last = await done(store.get("last"));
  store.put({ ...last, at: last.at - 1000 * seconds }, "last");
  await new Promise((resolve) => (transaction.oncomplete = resolve));
  database.close();
}"""

NOTHING_SHARED = """async () => {
  const done = (request) =>
    new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
  const database = await done(indexedDB.open("milkspot /"));
  const count = await done(database.transaction("shared").objectStore("shared").count());
  database.close();
  return count === 0;
}"""


def test_the_icon_opens_today_after_a_kill_and_where_the_server_is_slow_or_fails(
    browser: Browser,
    parent: User,
    concern: Concern,
    live_server: LiveServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    phone = phone_with_memory(browser.browser_type, tmp_path / "phone")
    page = watched(phone.new_page())
    log_in(page, parent, live_server)
    visit(page, live_server, concern)
    page.evaluate(SHARED_SECONDS_AGO, 24 * 3600 + 60)
    kill(tmp_path / "phone")

    phone = phone_with_memory(browser.browser_type, tmp_path / "phone")
    page = watched(phone.new_page())
    page.goto(live_server.url + static("tracker/icon.svg"))  # the worker begins
    phone.set_offline(True)
    for _ in range(2):
        page.goto(live_server.url)
        expect(page.locator("[data-kept-line]")).to_contain_text("You are offline.")
        expect(page.locator("[data-today]")).to_be_visible()
        until(page, NOTHING_SHARED)  # the worker has begun, and looked what is too old

    phone.set_offline(False)
    log_in(page, parent, live_server)
    good: Callable[[WSGIHandler, HttpRequest], HttpResponseBase] = WSGIHandler.get_response
    over = Event()

    def slow(handler: WSGIHandler, request: HttpRequest) -> HttpResponseBase:
        if request.path == "/":
            over.wait(20)
        return good(handler, request)

    def fails(handler: WSGIHandler, request: HttpRequest) -> HttpResponseBase:
        return HttpResponse("broken", status=503) if request.path == "/" else good(handler, request)

    for answer in (slow, fails):
        monkeypatch.setattr(WSGIHandler, "get_response", answer)
        page.goto(live_server.url, wait_until="commit")
        expect(page.locator("[data-kept-line]")).to_contain_text("does not answer just now")
        expect(page.locator("[data-today]")).to_be_visible()
        over.set()
    phone.close()


def test_what_is_written_is_in_the_copies(
    home: Page, context: BrowserContext, concern: Concern, live_server: LiveServer
) -> None:
    page, today = home, today_of(concern)
    card = page.locator(".today-card")
    written = "Written today at"
    page.wait_for_function("() => window.htmx")
    page.get_by_role("button", name="Same").click()
    expect(card).to_contain_text(written)
    until(page, COPY_SAYS, [today, written])
    page.get_by_role("button", name="Undo").click()
    expect(card).not_to_contain_text(written)
    until(page, COPY_SAYS_NOT, [today, written])
    page.get_by_role("button", name="Same").click()
    until(page, COPY_SAYS, [today, written])
    context.set_offline(True)
    page.reload()
    expect(page.locator("[data-kept-line]")).to_contain_text("You are offline.")
    expect(card).to_contain_text(written)

    page.goto(live_server.url + reverse("note_new", args=[concern.child_id]))
    page.fill("[name=notes]", "slept badly")
    page.click(SAVE)
    expect(page.locator(UNSENT)).to_have_count(1)
    context.set_offline(False)
    expect(page.locator("[data-unsent-said]")).to_contain_text("Sent:")
    page.goto(live_server.url + reverse("rules"))
    timeline = reverse("timeline", args=[concern.child_id])
    until(page, COPY_SAYS, [timeline, "slept badly"])


def test_a_shared_photo_is_for_who_shared_it(
    home: Page, context: BrowserContext, parent: User, concern: Concern, live_server: LiveServer
) -> None:
    page, other = home, make_member(concern.child.family)
    share = [reverse("photo_new"), list(drawn_jpeg((90, 60)))]
    pictures = page.locator(".photo-pick img:visible")

    page.evaluate(SHARE, share)
    expect(pictures).to_have_count(1)
    log_out(page, live_server)
    page.wait_for_selector("[name=password]")
    page.goto(live_server.url + reverse("account_login"))

    page.evaluate(SHARE, share)  # nobody's, until somebody logs in
    page.fill("[name=login]", parent.email)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    expect(pictures).to_have_count(1)

    Session.objects.all().delete()
    page.goto(live_server.url + reverse("account_login"))
    log_in_by_hand(page, other)
    page.goto(live_server.url + f"{new_look(concern)}?shared=phone")
    assert page.evaluate("() => outboxStore.shared().then(({ length }) => length)") == 0
    until(page, NOTHING_SHARED)


def test_who_is_removed_keeps_nothing_but_what_was_not_sent(
    home: Page, context: BrowserContext, parent: User, concern: Concern, live_server: LiveServer
) -> None:
    page = home
    make_member(concern.child.family)
    context.set_offline(True)
    page.wait_for_function("() => window.htmx")
    page.get_by_role("button", name="Same").click()
    expect(page.locator(UNSENT)).to_have_count(1)
    Member.objects.filter(user=parent).delete()
    context.set_offline(False)
    page.goto(live_server.url)
    expect(page.get_by_role("heading", name="No diary to open")).to_be_visible()
    expect(page.locator(UNSENT)).to_contain_text("What this is about is not there any more.")
    until(page, NO_PAGE_OF_A_CHILD)
    context.set_offline(True)
    page.goto(live_server.url + today_of(concern))
    expect(page.get_by_role("heading")).to_contain_text("this page is not on the phone")
    context.set_offline(False)

    page.goto(live_server.url + reverse("account_delete"))
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.fill("[name=typed]", parent.email)
    delete = page.get_by_role("button", name="Delete my account")
    said: list[str] = []
    page.once("dialog", lambda dialog: (said.append(dialog.message), dialog.accept()))
    with page.expect_event("dialog"):
        delete.click()
    assert said[0].startswith("Not sent yet: 1.")
    page.locator(UNSENT).get_by_text("Discard", exact=True).click()
    page.get_by_role("button", name="Discard for good").click()
    expect(page.locator(UNSENT)).to_have_count(0)
    delete.click()
    expect(page.locator("main")).to_contain_text("Your account is deleted")
    assert not User.objects.filter(pk=parent.pk).exists()


NO_PAGE_OF_A_CHILD = """async () => {
  for (const name of await caches.keys())
    for (const { url } of await (await caches.open(name)).keys())
      if (/children|photo\\/$/.test(url)) return false;
  return true;
}"""

AGE_BY = """async (milliseconds) => {
  for (const name of (await caches.keys()).filter((name) => name.includes(" pages "))) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const response = await cache.match(request);
      const headers = new Headers(response.headers);
      headers.set("Milkspot-Kept-At", Number(headers.get("Milkspot-Kept-At")) - milliseconds);
      await cache.put(request, new Response(await response.text(), { headers }));
    }
  }
}"""


def log_in_by_hand(page: Page, user: User) -> None:
    page.fill("[name=login]", user.email)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.wait_for_selector("[data-today]")


def log_out(page: Page, live_server: LiveServer) -> None:
    page.goto(live_server.url + reverse("account_logout"))
    page.locator("main").get_by_role("button", name="Log out").click()


def test_what_one_parent_wrote_waits_for_that_parent(
    home: Page, context: BrowserContext, parent: User, concern: Concern, live_server: LiveServer
) -> None:
    page, other = home, make_member(concern.child.family)
    context.set_offline(True)
    page.get_by_role("button", name="Same").click()
    kept = "Kept on this phone. Not sent yet."
    expect(page.locator("[data-said]", has_text=kept)).to_be_visible()
    expect(page.locator("[data-unsent-said]")).to_have_text(kept)
    page.goto(live_server.url + reverse("note_new", args=[concern.child_id]))
    page.fill("[name=notes]", "slept badly")
    page.click(SAVE)  # no script: the service worker takes the form itself
    expect(page.locator(UNSENT)).to_have_count(2)
    expect(page.locator(UNSENT).nth(0)).to_contain_text("Iris, bumps on the chin the same")
    expect(page.locator(UNSENT).nth(1)).to_contain_text("slept badly")
    page.get_by_role("button", name="Gone").click()
    expect(page.locator(UNSENT)).to_have_count(3)
    page.locator("[data-unsent-more] > summary").click()
    page.locator(UNSENT).nth(2).get_by_text("Discard", exact=True).click()
    page.get_by_role("button", name="Discard for good").click()
    expect(page.locator(UNSENT)).to_have_count(2)

    Session.objects.all().delete()
    context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("[data-unsent-said]")).to_contain_text("You are logged out.")
    page.locator("[data-unsent-login] a").click()
    expect(page).to_have_url(re.compile("/account/login/"))
    assert own_pages(page) == []

    log_in_by_hand(page, other)
    visit(page, live_server, concern)
    assert page.evaluate(OWN_RECORDS) == 0
    expect(page.locator("[data-unsent]")).to_be_hidden()
    log_out(page, live_server)
    page.wait_for_selector("[name=password]")
    page.goto(live_server.url + reverse("worried"))
    assert (own_pages(page), Entry.objects.count(), DayNote.objects.count()) == ([], 0, 0)

    page.goto(live_server.url + reverse("account_login"))
    log_in_by_hand(page, parent)
    expect(page.locator("[data-unsent-said]")).to_contain_text("Sent:")
    assert (Entry.objects.get().author, DayNote.objects.get().author) == (parent, parent)


def test_what_the_server_does_not_take_is_kept_mended_or_given_up(
    home: Page, context: BrowserContext, parent: User, concern: Concern, live_server: LiveServer
) -> None:
    page, over = home, make_concern(concern.child, title="a rash")
    visit(page, live_server, over)
    context.set_offline(True)
    page.goto(live_server.url + new_look(concern))
    page.fill("[name=temperature]", "77")
    page.locator("[data-spot-add]").click()
    page.locator("[name=spots-0-site]").select_option("chin")
    page.set_input_files(FILES, [photo(1)])
    page.click(SAVE)
    expect(page.locator(UNSENT)).to_have_count(1)
    write_look(page, live_server.url + new_look(over), 2)
    over.delete()
    context.set_offline(False)
    page.reload()
    first, second = page.locator(UNSENT).nth(0), page.locator(UNSENT).nth(1)
    expect(first).to_contain_text("temperature")
    expect(second).to_contain_text("What this is about is not there any more.")
    expect(second.locator("img")).to_be_visible()
    assert violations(page, {"type": "tag", "values": WCAG}) == []

    first.get_by_role("link", name="Open").click()
    expect(page.locator("[name=spots-0-site]")).to_have_value("chin")
    expect(page.locator(".photo-pick img:visible")).to_have_count(1)
    page.fill("[name=temperature]", "37.7")
    page.click(SAVE)
    expect(page.locator(UNSENT)).to_have_count(1)
    look = Entry.objects.get()
    assert (look.temperature_c, look.spots.count(), look.photos.count()) == (37.7, 1, 1)

    page.once("dialog", lambda dialog: dialog.dismiss())
    with page.expect_event("dialog"):
        log_out(page, live_server)
    page.goto(live_server.url + today_of(concern))
    expect(page.locator(UNSENT)).to_have_count(1)
    page.once("dialog", lambda dialog: dialog.accept())
    log_out(page, live_server)
    log_in_by_hand(page, parent)
    assert page.evaluate(OWN_RECORDS) == 0


def test_a_photo_shared_without_a_network_lands_in_a_new_look(
    home: Page, context: BrowserContext, concern: Concern, live_server: LiveServer
) -> None:
    page = home
    context.set_offline(True)
    page.evaluate(SHARE, [reverse("photo_new"), list(drawn_jpeg((90, 60)))])
    page.wait_for_url("**/photo/?shared=phone")
    page.locator("main").get_by_role("link", name="bumps on the chin").click()
    expect(page.locator(".photo-pick img:visible")).to_have_count(1)
    page.click(SAVE)
    expect(page.locator(UNSENT)).to_contain_text("a look, 1 photo")
    context.set_offline(False)
    expect(page.locator("[data-unsent-said]")).to_contain_text("Sent:")
    assert Photo.objects.get().width == 90


SHARE = """([action, bytes]) => {
  const form = document.createElement("form");
  Object.assign(form, { action, method: "post", enctype: "multipart/form-data" });
  const input = Object.assign(document.createElement("input"), { type: "file", name: "photos" });
  const files = new DataTransfer();
  files.items.add(new File([new Uint8Array(bytes)], "shared.jpg", { type: "image/jpeg" }));
  input.files = files.files;
  form.append(input);
  document.body.append(form);
  form.submit();
}"""


def test_worried_opens_for_anyone(context: BrowserContext, live_server: LiveServer) -> None:
    page = watched(context.new_page())
    page.goto(live_server.url + reverse("account_login"))
    page.evaluate("() => navigator.serviceWorker.ready.then(() => undefined)")
    context.set_offline(True)
    page.goto(live_server.url + reverse("worried"))
    expect(page.get_by_role("link", name="Call")).to_be_visible()
    expect(page.locator("[data-kept-line]")).to_contain_text("You are offline.")
    expect(page.locator("#country")).to_be_hidden()


SLOW_TO_SCALE = """(() => {
  let scale, release;
  const isTime = new Promise((done) => (release = done));
  window.addEventListener("scale", release);
  Object.defineProperty(window, "photoSmall", {
    configurable: true,
    get: () => scale && (async (file) => (await isTime, scale(file))),
    set: (made) => (scale = made),
  });
})()"""

PHOTOS_KEPT = """() => outboxStore.of(document.documentElement.dataset.account)
    .then((records) => records.map(({ photos }) => photos.map(({ uuid }) => uuid)))"""


UNTIL_SENT = """() => new Promise((done, fail) => {
  setTimeout(fail, 10_000, "something still waits");
  const { account } = document.documentElement.dataset;
  const look = async () => (await outboxStore.of(account)).length || done();
  window.addEventListener("outbox", look);
  look();
})"""


def until_sent(page: Page) -> None:
    page.wait_for_function("() => window.outboxStore")
    page.evaluate(UNTIL_SENT)


def open_first_unsent(page: Page) -> None:
    page.locator("[data-unsent-more] > summary").click()
    page.locator(UNSENT).first.get_by_role("link", name="Open").click()
    expect(page.locator(".photo-pick")).to_have_count(1)


def test_a_look_saved_again_before_its_photo_is_scaled_keeps_it(
    home: Page, context: BrowserContext, concern: Concern, live_server: LiveServer
) -> None:
    page = home
    context.set_offline(True)
    write_look(page, live_server.url + new_look(concern), 1)
    page.add_init_script(SLOW_TO_SCALE)
    open_first_unsent(page)
    page.locator("summary", has_text="Notes").click()
    page.fill("[name=notes]", "look 1, mended")
    page.click(SAVE)
    page.evaluate("dispatchEvent(new Event('scale'))")
    page.wait_for_url("**/children/*/")
    expect(page.locator(UNSENT)).to_contain_text("look 1, mended")
    expect(page.locator(UNSENT)).to_contain_text("1 photo")


def test_a_look_opened_while_it_is_sent_has_its_photo_once(
    home: Page, context: BrowserContext, concern: Concern, live_server: LiveServer
) -> None:
    page = home
    context.set_offline(True)
    write_look(page, live_server.url + new_look(concern), 1)
    before = page.evaluate(PHOTOS_KEPT)
    open_first_unsent(page)
    page.click(SAVE)
    page.wait_for_url("**/children/*/")
    expect(page.locator(UNSENT)).to_have_count(1)
    assert page.evaluate(PHOTOS_KEPT) == before
    open_first_unsent(page)
    context.set_offline(False)
    until_sent(page)
    assert Photo.objects.count() == 1
    page.click(SAVE)
    page.wait_for_url("**/children/*/")
    until_sent(page)
    assert (Entry.objects.count(), Photo.objects.count()) == (1, 1)


def test_same_worse_same_on_one_card_are_three_looks(home: Page, context: BrowserContext) -> None:
    page = home
    page.wait_for_function("() => window.htmx")
    context.set_offline(True)
    for number, choice in enumerate(["Same", "Worse", "Same", "Same"], start=1):
        page.get_by_role("button", name=choice).click()
        expect(page.locator(UNSENT)).to_have_count(number)
    context.set_offline(False)
    expect(page.locator("[data-unsent-said]")).to_contain_text("Sent:")
    trends = Entry.objects.order_by("pk").values_list("trend", flat=True)
    assert list(trends) == ["same", "worse", "same"]


def log_in_again(page: Page, user: User) -> None:
    page.wait_for_url("**/account/login/**")
    log_in_by_hand(page, user)


@pytest.mark.parametrize("with_photo", [False, True], ids=["by the worker", "with a photo"])
def test_a_look_saved_after_the_session_ended_is_sent_after_the_log_in(
    home: Page, parent: User, concern: Concern, live_server: LiveServer, with_photo: bool
) -> None:
    page = home
    page.goto(live_server.url + new_look(concern))
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
        expect(page.locator("[data-unsent-said]")).to_contain_text("You are logged out.")
        page.locator("[data-unsent-login] a").click()
        log_in_again(page, parent)
    expect(page.locator("[data-unsent-said]")).to_contain_text("Sent:")
    assert Entry.objects.get().trend == "same"


def test_a_look_changed_after_the_session_ended_is_not_lost(
    home: Page, parent: User, concern: Concern, live_server: LiveServer, today: date
) -> None:
    """It cannot wait on the phone: somebody else may change it meanwhile."""
    page, entry = home, make_entry(concern, today, notes="before")
    page.goto(
        live_server.url + reverse("entry_edit", args=[concern.child_id, concern.uuid, entry.uuid])
    )
    page.fill("[name=notes]", "typed at three in the night")
    still_there_after_a_log_in_elsewhere(page, parent)
    page.wait_for_url("**/children/*/")
    assert Entry.objects.get().notes == "typed at three in the night"


def test_a_concern_saved_after_the_session_ended_is_not_lost(
    home: Page, parent: User, concern: Concern, live_server: LiveServer
) -> None:
    page = home
    page.goto(live_server.url + reverse("concern_new", args=[concern.child_id]))
    page.locator("summary", has_text="Rashes").click()
    page.locator("#condition-eczema").check()
    page.fill("[name=title]", "a dry elbow")
    still_there_after_a_log_in_elsewhere(page, parent)
    page.wait_for_url("**/children/*/")
    assert Concern.objects.filter(title="a dry elbow").exists()


@pytest.mark.parametrize("with_photo", [False, True], ids=["alone", "with a photo"])
def test_without_a_worker_a_look_stays_on_the_page_until_somebody_is_logged_in(
    page: Page, parent: User, concern: Concern, live_server: LiveServer, with_photo: bool
) -> None:
    log_in(page, parent, live_server)
    page.goto(live_server.url + new_look(concern))
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


FIRST_KEPT = """() => outboxStore.of(document.documentElement.dataset.account)
    .then(([{ written, fields }]) => [written, Object.fromEntries(fields).tapped_on])"""


def test_a_tap_that_waits_is_of_the_moment_at_which_it_was_made(
    home: Page, monkeypatch: pytest.MonkeyPatch, today: date
) -> None:
    page, good = home, WSGIHandler.get_response
    has_come, may_fail = Event(), Event()

    def fail_in_the_end(handler: WSGIHandler, request: HttpRequest) -> HttpResponseBase:
        if request.method != "POST":
            return good(handler, request)
        has_come.set()
        may_fail.wait(10)
        return HttpResponse("broken", status=500)

    monkeypatch.setattr(WSGIHandler, "get_response", fail_in_the_end)
    page.wait_for_function("() => window.htmx")
    page.get_by_role("button", name="Same").click()
    assert has_come.wait(10)
    later = page.evaluate("Date.now()")
    may_fail.set()
    expect(page.locator(UNSENT)).to_have_count(1)
    written, tapped_on = page.evaluate(FIRST_KEPT)
    assert written < later
    assert tapped_on == today.isoformat()
