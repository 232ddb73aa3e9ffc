"""Every screen: axe, sizes of controls, narrow, large text, without motion."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.screens import (
    OPEN_ALL,
    TALL,
    TERMS,
    TOO_SMALL,
    WCAG,
    fill,
    screens,
    values,
    violations,
)
from tests.conftest import A_PHONE, PHONE
from tracker.models import Child

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NARROW = {"width": 320, "height": 640}
SHARES = 4
"""The screens are shared out among as many tests, which several processes run."""

BEYOND = """(width) => {
  return [...document.querySelectorAll("body *")]
  .filter((element) => element.checkVisibility())
  .filter((element) => !element.closest(".visually-hidden, .skip-link"))
  .filter((element) => element.getBoundingClientRect().right > width + 0.5)
  .filter((element) => !scrollsBy(element))
  .map((element) => element.outerHTML.slice(0, 120));

  function scrollsBy(element) {
    for (let above = element.parentElement; above; above = above.parentElement) {
      if (/auto|scroll|hidden/.test(getComputedStyle(above).overflowX)) return true;
    }
    return false;
  }
}"""

TEXT_TWICE_AS_LARGE = "document.documentElement.style.fontSize = '200%'"

CUT = """() => [...document.querySelectorAll("body *")]
  .filter((element) => element.checkVisibility() && element.textContent.trim())
  .filter((element) => !element.closest(".visually-hidden, .skip-link, svg, select, textarea"))
  .filter((element) => {
    const { overflowX, overflowY } = getComputedStyle(element);
    const cut = (how) => how === "hidden" || how === "clip";
    return (
      (cut(overflowX) && element.scrollWidth > element.clientWidth + 1) ||
      (cut(overflowY) && element.scrollHeight > element.clientHeight + 1)
    );
  })
  .map((element) => element.outerHTML.slice(0, 120))"""

MOVES = """() => [...document.querySelectorAll("*")]
  .filter((element) => {
    const { animationName, transitionDuration } = getComputedStyle(element);
    return animationName !== "none" || /[1-9]/.test(transitionDuration);
  })
  .map((element) => element.outerHTML.slice(0, 120))"""

SHIFT = """() => new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) sum += hadRecentInput ? 0 : value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(sum), 600);
})"""


def a_page(browser: Browser, **more: object) -> Page:
    given = A_PHONE | {"reduced_motion": "reduce", "service_workers": "block"} | more
    context: BrowserContext = browser.new_context(**given)
    context.set_default_timeout(20_000)
    return context.new_page()


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Page]:
    """A page without an account."""
    page = a_page(browser)
    yield page
    page.context.close()


@pytest.fixture
def parent(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A page of a parent with the sample diary and one record of each kind."""
    page = a_page(browser)
    page.goto(live_server.url)
    page.click("text=See a sample diary first")
    page.wait_for_url("**/children/**")
    fill(Child.objects.get())
    yield page
    page.context.close()


def problems(page: Page, address: str) -> dict[str, object]:
    """Return the problems of one screen by kind."""
    page.set_viewport_size(TALL)
    page.emulate_media(color_scheme="light")
    page.goto(address)
    found: dict[str, object] = {"moves": page.evaluate(MOVES)}
    page.evaluate(OPEN_ALL)
    found["by axe"] = violations(page, {"type": "tag", "values": WCAG})
    found["too small for a thumb"] = page.evaluate(TOO_SMALL)
    page.emulate_media(color_scheme="dark")
    found["by axe in the dark"] = violations(page, {"type": "rule", "values": ["color-contrast"]})
    page.set_viewport_size(NARROW)
    found["beyond a narrow screen"] = page.evaluate(BEYOND, NARROW["width"])
    page.set_viewport_size(PHONE)
    page.evaluate(TEXT_TWICE_AS_LARGE)
    found["beyond the screen in large text"] = page.evaluate(BEYOND, PHONE["width"])
    found["cut in large text"] = page.evaluate(CUT)
    return {what: which for what, which in found.items() if which}


@pytest.mark.parametrize("share", range(SHARES))
def test_every_screen_is_for_everyone(
    parent: Page, visitor: Page, live_server: LiveServer, settings: Any, share: int
) -> None:
    settings.TERMS = TERMS
    every = screens([visitor, parent], live_server.url, Child.objects.get())
    every["not found"] = (parent, f"{live_server.url}/nowhere/")
    assert {"today", "entry_new", "concern", "start", "summary", "terms"} <= every.keys()
    found = [
        f"{name}, {what}: {which}"
        for name in sorted(every)[share::SHARES]
        for what, which in problems(*every[name]).items()
    ]
    assert not found, "\n".join(found)


def test_nothing_shifts_while_a_page_is_drawn(parent: Page, live_server: LiveServer) -> None:
    """On a slow network styles, scripts and pictures load one after another."""
    network = parent.context.new_cdp_session(parent)
    slow_3g = {"latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    network.send("Network.emulateNetworkConditions", {"offline": False, **slow_3g})
    known = values(Child.objects.get())[""]
    child, concern = [known["child_id"]], [known["child_id"], known["concern"]]
    shifts = {}
    for name, here in {
        "today": child,
        "entry_new": concern,
        "concern": concern,
        "timeline": child,
        "summary": child,
    }.items():
        parent.goto(live_server.url + reverse(name, args=here))
        shifts[name] = parent.evaluate(SHIFT)
    assert {name: shift for name, shift in shifts.items() if shift >= 0.005} == {}


UNTIED = """() => {
  const named = [...document.querySelectorAll("[aria-describedby]")];
  const ids = new Set(named.flatMap((one) => one.getAttribute("aria-describedby").split(" ")));
  const isTied = (error) => {
    for (let one = error; one; one = one.parentElement) if (ids.has(one.id)) return true;
    return false;
  };
  const errors = [...document.querySelectorAll(".invalid-feedback")];
  const shown = errors.filter((error) => error.textContent.trim());
  return [shown.length, shown.filter((error) => !isTied(error)).map((error) => error.outerHTML)];
}"""

EMPTIED = """() => {
  const form =
    document.querySelector("#edit-form") ?? document.querySelector("main form[method=post]");
  for (const field of form.elements) {
    if (["radio", "checkbox"].includes(field.type)) field.checked = false;
    else if (field.matches("input:not([type=hidden]), select, textarea")) field.value = "";
  }
  form.noValidate = true;
  form.submit();
}"""


def test_what_is_wrong_is_tied_to_its_field(parent: Page, live_server: LiveServer) -> None:
    """Screen readers read it with the field."""
    known = values(Child.objects.get())[""]
    child, concern = [known["child_id"]], [known["child_id"], known["concern"]]
    forms = {
        "child_edit": child,
        "concern_new": child,
        "concern_edit": concern,
        "entry_new": concern,
        "care_new": concern,
        "exposure_new": child,
        "note_new": child,
        "visit_new": child,
        "questions": child,
        "share_new": child,
        "family_edit": [known["family_id"]],
    }
    untied = []
    for name, here in forms.items():
        parent.goto(live_server.url + reverse(name, args=here))
        with parent.expect_navigation():
            parent.evaluate(EMPTIED)
        count, errors = parent.evaluate(UNTIED)
        assert count, f"{name}: nothing was wrong"
        untied += errors
    assert untied == []
