"""Every screen of the sample diary, looked at by axe and measured for a thumb, light and dark."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tracker.models import Child, Entry, Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TALL = {"width": 390, "height": 6000}
"""So tall that the bars at the lower edge cover nothing that axe measures."""

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

OPEN_ALL = """() => {
  for (const part of document.querySelectorAll("details")) part.open = true;
  const yes = document.querySelector("[name=gate][value=yes]");
  if (yes) yes.click();
}"""

TOO_SMALL = """() => {
  const edges = (element) => {
    const box = element.getBoundingClientRect();
    const label = element.labels && element.labels[0];
    if (!label || !element.matches("[type=radio], [type=checkbox]")) return [box.width, box.height];
    const other = label.getBoundingClientRect();
    return [
      Math.max(box.right, other.right) - Math.min(box.left, other.left),
      Math.max(box.bottom, other.bottom) - Math.min(box.top, other.top),
    ];
  };
  const controls = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  return [...document.querySelectorAll(controls)]
    .filter((element) => element.checkVisibility() && !element.matches(".skip-link"))
    .filter((element) => getComputedStyle(element).display !== "inline")
    .map((element) => [...edges(element), element.outerHTML.slice(0, 120)])
    .filter(([width, height]) => width && height && Math.min(width, height) < 43.9);
}"""


@pytest.fixture
def sample(live_server: LiveServer, browser: Browser) -> Iterator[Page]:
    """A page on which the sample diary is open."""
    context = browser.new_context(
        viewport=TALL, has_touch=True, is_mobile=True, reduced_motion="reduce", locale="en-GB"
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto(live_server.url)
    page.click("text=Look at a sample diary first")
    page.wait_for_url("**/children/**")
    yield page
    context.close()


def addresses() -> dict[str, str]:
    child = Child.objects.get()
    entry = Entry.objects.order_by("-day", "-pk").first()
    visit = Visit.objects.first()
    assert entry
    assert visit
    here = [child.pk]
    concern = [child.pk, entry.concern.uuid]
    return {
        "today": reverse("today", args=here),
        "concern": reverse("concern", args=concern),
        "concern_edit": reverse("concern_edit", args=concern),
        "concern_new": reverse("concern_new", args=here),
        "entry_new": reverse("entry_new", args=concern),
        "entry_edit": reverse("entry_edit", args=[*concern, entry.uuid]),
        "care_new": reverse("care_new", args=concern),
        "visit_new": reverse("visit_new", args=here),
        "visit_edit": reverse("visit_edit", args=[child.pk, visit.pk]),
        "exposure_new": reverse("exposure_new", args=here),
        "note_new": reverse("note_new", args=here),
        "questions": reverse("questions", args=here),
        "timeline": reverse("timeline", args=here),
        "summary": reverse("summary", args=here),
        "shares": reverse("shares", args=here),
        "share_new": reverse("share_new", args=here),
        "share_open": reverse("share_open", args=["a token"]),
        "add": reverse("add", args=here),
        "more": reverse("more", args=here),
        "history": reverse("history", args=here),
        "deleted": reverse("deleted", args=here),
        "calendar": reverse("calendar", args=here),
        "child_edit": reverse("child_edit", args=here),
        "family_edit": reverse("family_edit", args=[child.family_id]),
        "people": reverse("people", args=[child.family_id]),
        "family_history": reverse("family_history", args=[child.family_id]),
        "invitation_open": reverse("invitation_open", args=["a token"]),
        "start": reverse("start"),
        "worried": reverse("worried"),
        "rules": reverse("rules"),
        "login": reverse("account_login"),
        "not_found": "/nowhere/",
    }


def violations(page: Page, only: dict[str, object]) -> list[tuple[str, str]]:
    found = Axe().run(page, options={"runOnly": only}).response["violations"]
    return [(row["id"], node["html"]) for row in found for node in row["nodes"]]


def test_axe_finds_nothing_and_a_thumb_finds_everything(
    live_server: LiveServer, sample: Page
) -> None:
    found = {}
    for name, address in addresses().items():
        sample.emulate_media(color_scheme="light")
        sample.goto(live_server.url + address)
        sample.evaluate(OPEN_ALL)
        light = violations(sample, {"type": "tag", "values": WCAG})
        too_small = sample.evaluate(TOO_SMALL)
        sample.emulate_media(color_scheme="dark")
        dark = violations(sample, {"type": "rule", "values": ["color-contrast"]})
        found[name] = (light, dark, too_small)
    assert found == dict.fromkeys(found, ([], [], []))


def test_nothing_stands_beyond_a_narrow_screen(live_server: LiveServer, sample: Page) -> None:
    sample.set_viewport_size({"width": 320, "height": 640})
    wide = []
    for name, address in addresses().items():
        sample.goto(live_server.url + address)
        if sample.evaluate("document.documentElement.scrollWidth > 320"):
            wide.append(name)
    assert wide == []
