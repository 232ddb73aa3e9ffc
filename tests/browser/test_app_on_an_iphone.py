"""The app on the home screen of an iPhone: files, the sides of the screen, photos that wait."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.thumb import log_in
from tests.factories import (
    drawn_jpeg,
    make_child,
    make_concern,
    make_entry,
    make_family,
    make_member,
)
from tracker.models import Child, Visit
from tracker.reports import typesetting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AS_AN_APP = """
  Object.defineProperty(Navigator.prototype, "standalone", { value: true });
  Navigator.prototype.canShare = () => true;
  Navigator.prototype.share = async ({ files: [file] }) => {
    if (window.refusesToShare) throw new DOMException("", "NotAllowedError");
    window.sharedFile = [file.name, file.type, file.size > 100];
  };
"""
SIDES = {"left": 47, "right": 47, "top": 0, "bottom": 21}
PADDING = """() => {
  const { paddingLeft, paddingRight } = getComputedStyle(document.body);
  return [paddingLeft, paddingRight];
}"""
STORES = """async (bytes) => {
  const { saveRecord } = await import("/static/tracker/js/offline/outbox_store.js");
  const stored = [];
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (value) {
    stored.push(value);
    return put.call(this, value);
  };
  const file = new File([new Uint8Array(bytes)], "a.jpg", { type: "image/jpeg" });
  await saveRecord({ address: "/", fields: [["note", "x"], ["photo", file]], photos: [{ file }] });
  const [{ fields, photos }] = stored;
  const files = [fields[1][1], photos[0].file];
  return files.map((each) => [each === file, each.name, each.type, each.size]);
}"""


@pytest.fixture
def today() -> date:
    return timezone.now().date()


@pytest.fixture
def child(today: date) -> Child:
    child = make_child(make_family(time_zone="UTC"), birth_date=today - timedelta(days=60))
    make_entry(make_concern(child), today)
    Visit.objects.create(child=child, day=today, follow_up_on=today + timedelta(days=3))
    return child


@pytest.mark.logs_errors  # a PDF that takes too long
def test_files_sides_and_photos(
    page: Page,
    child: Child,
    today: date,
    live_server: LiveServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page.add_init_script(AS_AN_APP)
    log_in(page, make_member(child.family), live_server)
    summary = f"{live_server.url}{reverse('summary', args=[child.pk])}"
    page.goto(summary)
    pdf = page.get_by_role("link", name="PDF", exact=True)
    pdf.click()
    name = f"milkspot-{today}.pdf"
    assert shared(page) == [name, "application/pdf", True]
    page.evaluate("() => { window.refusesToShare = true; }")
    with page.expect_download() as download:
        pdf.click()
    assert download.value.suggested_filename == name
    assert page.url == summary

    monkeypatch.setattr(typesetting, "_TIMEOUT", 0.001)
    pdf.click()
    expect(page.get_by_text("This is too much for one PDF.")).to_be_visible()

    page.goto(f"{live_server.url}{reverse('calendar', args=[child.pk])}")
    page.get_by_role("link", name="Add to calendar").first.click()
    assert shared(page) == [f"milkspot-{today + timedelta(days=3)}.ics", "text/calendar", True]

    page.context.new_cdp_session(page).send(
        "Emulation.setSafeAreaInsetsOverride", {"insets": SIDES}
    )
    assert page.evaluate(PADDING) == ["47px", "47px"]

    photo = drawn_jpeg((80, 60))
    assert page.evaluate(STORES, list(photo)) == [[False, "a.jpg", "image/jpeg", len(photo)]] * 2


def shared(page: Page) -> object:
    for _try in range(100):
        if file := page.evaluate("() => window.sharedFile"):
            return file
        page.wait_for_timeout(100)
    raise AssertionError("nothing was shared")
