"""Writing without a network: the outbox, and sending from it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from random import Random
from threading import Event

import pytest
from django.contrib.sessions.models import Session
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.offline.phones import (
    FILES,
    OUTBOX,
    OWN_RECORDS,
    SAVE,
    SHARE,
    UNSENT,
    kill,
    log_in_by_hand,
    log_out,
    new_entry,
    own_pages,
    photo,
    today_of,
    until_sent,
    visit,
    watched,
    write_entry,
)
from tests.browser.screens import WCAG, violations
from tests.browser.test_photos_in_the_browser import log_in
from tests.conftest import persistent_phone
from tests.factories import (
    PASSWORD,
    drawn_jpeg,
    make_concern,
    make_member,
)
from tracker.models import Concern, DayNote, Entry, Photo, User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def end_session(folder: Path) -> None:
    cookies = list(folder.rglob("Cookies*"))
    assert cookies
    for file in cookies:
        file.unlink()


class BadServer:
    """A proxy that fails at random: before or after the request, or during the response."""

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


def test_twenty_entries_written_without_a_network_arrive_once_and_in_order(
    browser: Browser,
    parent: User,
    concern: Concern,
    live_server: LiveServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    address = live_server.url + new_entry(concern)
    phone = persistent_phone(browser.browser_type, tmp_path / "phone")
    page = watched(phone.new_page())
    log_in(page, parent, live_server)
    visit(page, live_server, concern)
    phone.set_offline(True)
    for number in range(7):
        write_entry(page, address, number)
    expect(page.locator(UNSENT)).to_have_count(7)
    kill(tmp_path / "phone")
    end_session(tmp_path / "phone")  # before the phone is restarted and sends its outbox

    phone = persistent_phone(browser.browser_type, tmp_path / "phone")
    phone.set_offline(True)
    page = watched(phone.new_page())
    for number in range(7, 20):
        write_entry(page, address, number)
    page.reload()
    expect(page.locator(UNSENT)).to_have_count(20)
    expect(page.locator("[data-kept-line]")).to_contain_text("You're offline.")
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
    entries = Entry.objects.order_by("pk")
    assert [entry.notes for entry in entries] == [f"look {number}" for number in range(20)]
    widths = [list(entry.photos.values_list("width", flat=True)) for entry in entries]
    assert widths == [[80 + number] for number in range(20)]
    assert min(server.did[what] for what in ("before", "after", "half")) >= 5
    phone.close()


def test_what_one_parent_wrote_waits_for_that_parent(
    home: Page, context: BrowserContext, parent: User, concern: Concern, live_server: LiveServer
) -> None:
    page, other = home, make_member(concern.child.family)
    context.set_offline(True)
    page.get_by_role("button", name="Same").click()
    kept = "Saved on this phone. Not sent yet."
    expect(page.locator("[data-said]", has_text=kept)).to_be_visible()
    expect(page.locator("[data-unsent-said]")).to_have_text(kept)
    page.goto(live_server.url + reverse("note_new", args=[concern.child_id]))
    page.fill("[name=notes]", "slept badly")
    page.click(SAVE)  # without script: the service worker saves the form
    expect(page.locator(UNSENT)).to_have_count(2)
    expect(page.locator(UNSENT).nth(0)).to_contain_text("Iris, bumps on the chin the same")
    expect(page.locator(UNSENT).nth(1)).to_contain_text("slept badly")
    page.get_by_role("button", name="Gone").click()
    expect(page.locator(UNSENT)).to_have_count(3)
    page.locator("[data-unsent-more] > summary").click()
    page.locator(UNSENT).nth(2).get_by_text("Discard", exact=True).click()
    page.get_by_role("button", name="Discard permanently").click()
    expect(page.locator(UNSENT)).to_have_count(2)

    Session.objects.all().delete()
    context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("[data-unsent-said]")).to_contain_text("You're logged out.")
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
    expect(page.locator("[data-unsent-said]")).to_contain_text("Sent.")
    assert (Entry.objects.get().author, DayNote.objects.get().author) == (parent, parent)


def test_what_the_server_does_not_take_is_kept_mended_or_given_up(
    home: Page, context: BrowserContext, parent: User, concern: Concern, live_server: LiveServer
) -> None:
    page, over = home, make_concern(concern.child, title="a rash")
    visit(page, live_server, over)
    context.set_offline(True)
    page.goto(live_server.url + new_entry(concern))
    page.fill("[name=temperature]", "77")
    page.locator("[data-spot-add]").click()
    page.locator("[name=spots-0-site]").select_option("chin")
    page.set_input_files(FILES, [photo(1)])
    page.click(SAVE)
    expect(page.locator(UNSENT)).to_have_count(1)
    write_entry(page, live_server.url + new_entry(over), 2)
    over.delete()
    context.set_offline(False)
    page.reload()
    first, second = page.locator(UNSENT).nth(0), page.locator(UNSENT).nth(1)
    expect(first).to_contain_text("temperature")
    expect(second).to_contain_text("The diary or skin problem this was for is no longer there.")
    expect(second.locator("img")).to_be_visible()
    assert violations(page, {"type": "tag", "values": WCAG}) == []

    first.get_by_role("link", name="Open").click()
    expect(page.locator("[name=spots-0-site]")).to_have_value("chin")
    expect(page.locator(".photo-pick img:visible")).to_have_count(1)
    page.fill("[name=temperature]", "37.7")
    page.click(SAVE)
    expect(page.locator(UNSENT)).to_have_count(1)
    entry = Entry.objects.get()
    assert (entry.temperature_c, entry.spots.count(), entry.photos.count()) == (37.7, 1, 1)

    page.once("dialog", lambda dialog: dialog.dismiss())
    with page.expect_event("dialog"):
        log_out(page, live_server)
    page.goto(live_server.url + today_of(concern))
    expect(page.locator(UNSENT)).to_have_count(1)
    page.once("dialog", lambda dialog: dialog.accept())
    log_out(page, live_server)
    log_in_by_hand(page, parent)
    assert page.evaluate(OWN_RECORDS) == 0


def test_a_photo_shared_without_a_network_lands_in_a_new_entry(
    home: Page, context: BrowserContext, concern: Concern, live_server: LiveServer
) -> None:
    page = home
    context.set_offline(True)
    page.evaluate(SHARE, [reverse("photo_new"), list(drawn_jpeg((90, 60)))])
    page.wait_for_url("**/photo/?shared=phone")
    page.locator("main").get_by_role("link", name="bumps on the chin").click()
    expect(page.locator(".photo-pick img:visible")).to_have_count(1)
    page.click(SAVE)
    expect(page.locator(UNSENT)).to_contain_text("an entry, 1 photo")
    context.set_offline(False)
    expect(page.locator("[data-unsent-said]")).to_contain_text("Sent.")
    assert Photo.objects.get().width == 90


SLOW_TO_SCALE = """(() => {
  const isTime = new Promise((done) => window.addEventListener("scale", done));
  const { createImageBitmap } = window;
  window.createImageBitmap = async (...given) => (await isTime, createImageBitmap(...given));
})()"""


PHOTOS_KEPT = f"""async () => {{
  {OUTBOX}
  const records = await outbox.recordsOf(account);
  return records.map(({{ photos }}) => photos.map(({{ uuid }}) => uuid));
}}"""


def open_first_unsent(page: Page) -> None:
    page.locator("[data-unsent-more] > summary").click()
    page.locator(UNSENT).first.get_by_role("link", name="Open").click()
    expect(page.locator(".photo-pick")).to_have_count(1)


def test_an_entry_saved_again_before_its_photo_is_scaled_keeps_it(
    home: Page, context: BrowserContext, concern: Concern, live_server: LiveServer
) -> None:
    page = home
    context.set_offline(True)
    write_entry(page, live_server.url + new_entry(concern), 1)
    page.add_init_script(SLOW_TO_SCALE)
    open_first_unsent(page)
    page.locator("summary", has_text="Notes").click()
    page.fill("[name=notes]", "look 1, mended")
    page.click(SAVE)
    page.evaluate("dispatchEvent(new Event('scale'))")
    page.wait_for_url("**/children/*/")
    expect(page.locator(UNSENT)).to_contain_text("look 1, mended")
    expect(page.locator(UNSENT)).to_contain_text("1 photo")


def test_an_entry_opened_while_it_is_sent_has_its_photo_once(
    home: Page, context: BrowserContext, concern: Concern, live_server: LiveServer
) -> None:
    page = home
    context.set_offline(True)
    write_entry(page, live_server.url + new_entry(concern), 1)
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


def test_same_worse_same_on_one_card_are_three_entries(home: Page, context: BrowserContext) -> None:
    page = home
    page.wait_for_function("() => window.htmx")
    context.set_offline(True)
    for number, choice in enumerate(["Same", "Worse", "Same", "Same"], start=1):
        page.get_by_role("button", name=choice).click()
        expect(page.locator(UNSENT)).to_have_count(number)
    context.set_offline(False)
    expect(page.locator("[data-unsent-said]")).to_contain_text("Sent.")
    trends = Entry.objects.order_by("pk").values_list("trend", flat=True)
    assert list(trends) == ["same", "worse", "same"]


FIRST_KEPT = f"""async () => {{
  {OUTBOX}
  const [{{ written, fields }}] = await outbox.recordsOf(account);
  return [written, Object.fromEntries(fields).tapped_on];
}}"""


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


def test_a_new_concern_with_photo_and_place_waits_and_arrives_once(
    home: Page, context: BrowserContext, concern: Concern, live_server: LiveServer
) -> None:
    page = home
    context.set_offline(True)
    page.goto(live_server.url + reverse("concern_new", args=[concern.child_id]))
    page.set_input_files(FILES, [photo(1), photo(2)])
    expect(page.locator(".photo-pick img:visible")).to_have_count(2)
    page.check("#condition-unsure_rash")
    page.fill("[name=title]", "sore folds")
    page.get_by_role("button", name="Choose a place from the list").click()
    page.select_option("[name=spots-0-site]", "groin")
    page.click(SAVE)
    expect(page.locator(UNSENT)).to_have_count(1)
    expect(page.locator(UNSENT)).to_contain_text("Iris, new skin problem")

    page.locator("[data-unsent-more] > summary").click()
    page.locator(UNSENT).get_by_role("link").first.click()
    expect(page.locator("[name=title]")).to_have_value("sore folds")
    expect(page.locator("#condition-unsure_rash")).to_be_checked()
    expect(page.locator(".photo-pick img:visible")).to_have_count(2)
    page.fill("[name=title]", "red folds")
    page.click(SAVE)
    expect(page.locator(UNSENT)).to_have_count(1)
    assert Concern.objects.count() == 1

    context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    until_sent(page)
    entry = Entry.objects.get()
    assert (entry.concern.title, entry.spots.get().site) == ("red folds", "groin")
    assert [each.entry for each in Photo.objects.all()] == [entry, entry]
