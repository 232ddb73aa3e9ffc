"""Pages without a network: which ones open, their age, their account."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from threading import Event

import pytest
from django.contrib.sessions.models import Session
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.offline.phones import (
    OUTBOX,
    SAVE,
    SHARE,
    UNSENT,
    kill,
    log_in_by_hand,
    log_out,
    new_entry,
    today_of,
    until,
    visit,
    watched,
)
from tests.browser.test_photos_in_the_browser import log_in
from tests.conftest import persistent_phone
from tests.factories import (
    PASSWORD,
    drawn_jpeg,
    make_entry,
    make_member,
)
from tracker.models import Concern, Member, User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


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
        expect(page.locator("[data-kept-line]")).to_contain_text("You're offline.")
    expect(page.locator("[data-map-view] svg").first).to_be_visible()
    fresh = {page.locator("[name=uuid]").first.input_value()}
    page.reload()
    fresh.add(page.locator("[name=uuid]").first.input_value())
    assert len(fresh) == 2, "two looks from one copy"
    page.goto(live_server.url + reverse("summary", args=here))
    expect(page.get_by_role("heading")).to_contain_text("this page isn't saved on your phone")
    page.goto(live_server.url)
    expect(page.locator("[data-today]")).to_be_visible()

    page.evaluate(AGE_BY, 7 * 24 * 3600 * 1000 + 1000)
    page.goto(live_server.url + today_of(concern))
    expect(page.get_by_role("heading")).to_contain_text("this page isn't saved on your phone")
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


def test_after_one_visit_the_guide_opens_without_a_network(
    home: Page, context: BrowserContext, live_server: LiveServer
) -> None:
    expect_guide_offline(home, context, live_server)


def test_the_guide_opens_without_a_network_for_who_never_logged_in(
    context: BrowserContext, live_server: LiveServer
) -> None:
    page = watched(context.new_page())
    page.goto(live_server.url + reverse("guide_page", args=["eczema"]))
    expect_guide_offline(page, context, live_server)
    page.goto(live_server.url)
    expect(page.get_by_role("heading")).to_contain_text("this page isn't saved on your phone")


def expect_guide_offline(page: Page, context: BrowserContext, live_server: LiveServer) -> None:
    """Wait until the guide is stored, and open its list and a page without a network."""
    until(page, "(address) => caches.match(address).then(Boolean)", reverse("guide"))
    context.set_offline(True)
    page.goto(live_server.url + reverse("guide"))
    page.locator(".menu").get_by_role("link", name="Milk spots").first.click()
    expect(page.get_by_role("heading", name="What it looks like")).to_be_visible()
    expect(page.locator("[data-kept-line]")).to_contain_text("You're offline.")


COPY_SAYS = """([address, text]) => caches.match(address)
    .then((copy) => copy?.text())
    .then((copy) => copy?.includes(text))"""


COPY_SAYS_NOT = COPY_SAYS.replace("copy?.includes", "!copy?.includes")


SHARED_SECONDS_AGO = (
    f"async (seconds) => {{ {OUTBOX}"
    + """
  await outbox.saveSharedPhotos([new File(["x"], "old.jpg")], "");
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
)


SHARED_PHOTOS = f"""async () => {{
  {OUTBOX}
  return (await outbox.sharedPhotosOf(account)).length;
}}"""


NOTHING_SHARED = """async () => {
  const done = (request) =>
    new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
  const database = await done(indexedDB.open("milkspot /"));
  const count = await done(database.transaction("shared").objectStore("shared").count());
  database.close();
  return count === 0;
}"""


def test_a_copy_has_the_colours_that_were_chosen_after_it_was_stored(
    home: Page, context: BrowserContext, concern: Concern, live_server: LiveServer
) -> None:
    page = home
    context.add_cookies([{"name": "milkspot_appearance", "value": "dark", "url": live_server.url}])
    context.set_offline(True)
    page.goto(live_server.url + today_of(concern))
    expect(page.locator("[data-kept-line]")).to_contain_text("You're offline.")
    expect(page.locator("html")).to_have_css("color-scheme", "dark")
    expect(page.locator("body")).to_have_css("background-color", "rgb(24, 22, 20)")
    page.emulate_media(media="print")
    expect(page.locator("html")).to_have_css("color-scheme", "light")


def test_the_icon_opens_today_after_a_kill_and_where_the_server_is_slow_or_fails(
    browser: Browser,
    parent: User,
    concern: Concern,
    live_server: LiveServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    phone = persistent_phone(browser.browser_type, tmp_path / "phone")
    page = watched(phone.new_page())
    log_in(page, parent, live_server)
    visit(page, live_server, concern)
    page.evaluate(SHARED_SECONDS_AGO, 24 * 3600 + 60)
    kill(tmp_path / "phone")

    phone = persistent_phone(browser.browser_type, tmp_path / "phone")
    page = watched(phone.new_page())
    page.goto(live_server.url + static("tracker/icon.svg"))  # starts the worker
    phone.set_offline(True)
    for _ in range(2):
        page.goto(live_server.url)
        expect(page.locator("[data-kept-line]")).to_contain_text("You're offline.")
        expect(page.locator("[data-today]")).to_be_visible()
        until(page, NOTHING_SHARED)  # the worker has started and removed old photos

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
        expect(page.locator("[data-kept-line]")).to_contain_text("can't be reached just now")
        expect(page.locator("[data-today]")).to_be_visible()
        over.set()
    phone.close()


def test_what_is_written_is_in_the_copies(
    home: Page, context: BrowserContext, concern: Concern, live_server: LiveServer
) -> None:
    page, today = home, today_of(concern)
    card = page.locator(".today-card")
    written = "Today at"
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
    expect(page.locator("[data-kept-line]")).to_contain_text("You're offline.")
    expect(card).to_contain_text(written)

    page.goto(live_server.url + reverse("note_new", args=[concern.child_id]))
    page.fill("[name=notes]", "slept badly")
    page.click(SAVE)
    expect(page.locator(UNSENT)).to_have_count(1)
    context.set_offline(False)
    expect(page.locator("[data-unsent-said]")).to_contain_text("Sent.")
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

    page.evaluate(SHARE, share)  # has no account until somebody logs in
    page.fill("[name=login]", parent.email)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    expect(pictures).to_have_count(1)

    Session.objects.all().delete()
    page.goto(live_server.url + reverse("account_login"))
    log_in_by_hand(page, other)
    page.goto(live_server.url + f"{new_entry(concern)}?shared=phone")
    assert page.evaluate(SHARED_PHOTOS) == 0
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
    expect(page.locator(UNSENT)).to_contain_text(
        "The diary or skin problem this was for is no longer there."
    )
    until(page, NO_PAGE_OF_A_CHILD)
    context.set_offline(True)
    page.goto(live_server.url + today_of(concern))
    expect(page.get_by_role("heading")).to_contain_text("this page isn't saved on your phone")
    context.set_offline(False)

    page.goto(live_server.url + reverse("account_delete"))
    page.fill("[name=typed]", parent.email)
    delete = page.get_by_role("button", name="Delete my account")
    said: list[str] = []
    page.once("dialog", lambda dialog: (said.append(dialog.message), dialog.accept()))
    with page.expect_event("dialog"):
        delete.click()
    assert said[0].startswith("Not sent yet: 1.")
    page.locator(UNSENT).get_by_text("Discard", exact=True).click()
    page.get_by_role("button", name="Discard permanently").click()
    expect(page.locator(UNSENT)).to_have_count(0)
    delete.click()
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Continue").click()
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


def test_worried_opens_for_anyone(context: BrowserContext, live_server: LiveServer) -> None:
    page = watched(context.new_page())
    page.goto(live_server.url + reverse("account_login"))
    page.evaluate("() => navigator.serviceWorker.ready.then(() => undefined)")
    context.set_offline(True)
    page.goto(live_server.url + reverse("worried"))
    expect(page.get_by_role("link", name="Call")).to_be_visible()
    expect(page.locator("[data-kept-line]")).to_contain_text("You're offline.")
    expect(page.locator("#country")).to_be_hidden()
