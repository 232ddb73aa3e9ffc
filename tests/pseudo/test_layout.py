"""Every page at 390 px with longer texts, from left to right and from right to left.

The texts are those of the pseudo-language: 40 % longer, and English beside the safety texts.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from tests.browser.screens import OPEN_ALL, addresses, fill
from tests.factories import SECRETS, client_of, make_family, make_member
from tests.pseudo.language import RIGHT_TO_LEFT, installed, longer
from tracker.actions.importing import import_diary
from tracker.domain.sample import sample_diary

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WRONG = """(dir) => {
  const root = document.documentElement;
  root.dir = dir;
  const hidden = ".visually-hidden, .skip-link, svg *, option, [hidden], template";
  const scrolls = (element) => /auto|scroll/.test(getComputedStyle(element).overflowX);
  const isInScroller = (element) => {
    if (element.closest(".tabs")) return false; // all tabs are in sight
    for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
      if (scrolls(at)) return true;
    }
    return false;
  };
  const leaves = (box, outer) => box.left < outer.left - 0.5 || box.right > outer.right + 0.5;
  const viewport = { left: 0, right: root.clientWidth };
  const isOutside = (element, box) => {
    const card = element.parentElement.closest(".card-ms, .flag");
    return leaves(box, viewport) || (card && leaves(box, card.getBoundingClientRect()));
  };
  const range = document.createRange();
  const spills = (element, box) =>
    getComputedStyle(element).display !== "inline" &&
    !element.matches("input, textarea, select") &&
    !scrolls(element) &&
    [...element.childNodes].some((node) => {
      if (node.nodeType !== 3 || !node.data.trim()) return false;
      range.selectNodeContents(node);
      const text = range.getBoundingClientRect();
      if (text.width < 28 && node.data.trim().length > 6) return true; // a letter a line
      const isWide = text.left < box.left - 1 || text.right > box.right + 1;
      return isWide || text.top < box.top - 4 || text.bottom > box.bottom + 4;
    });
  const pen = document.createElement("canvas").getContext("2d");
  const isCutSelect = (select) => {
    if (select.offsetWidth > 290) return false; // as wide as there is room
    const style = getComputedStyle(select);
    pen.font = style.font;
    const paddings = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
    const text = select.selectedOptions[0].text.trim();
    return pen.measureText(text).width > select.clientWidth - paddings + 1;
  };
  const found = [];
  if (root.scrollWidth > root.clientWidth) found.push(`page: ${root.scrollWidth} px wide`);
  for (const element of document.body.querySelectorAll("*")) {
    if (element.closest(hidden) || !element.checkVisibility()) continue;
    const box = element.getBoundingClientRect();
    if (!box.width || !box.height) continue;
    const start = element.outerHTML.slice(0, 150);
    if (isOutside(element, box) && !isInScroller(element)) found.push(`outside: ${start}`);
    else if (spills(element, box)) found.push(`cut: ${start}`);
    else if (element.matches("select") && isCutSelect(element)) found.push(`cut: ${start}`);
  }
  return found;
}"""


@pytest.fixture(autouse=True)
def _pseudo(settings) -> Iterator[None]:
    with installed(settings):
        yield


def test_nothing_leaves_the_viewport_or_is_cut_off(live_server, page: Page, settings) -> None:
    settings.LANGUAGE_CODE = RIGHT_TO_LEFT
    family = make_family(time_zone="UTC", country="GB")
    parent = make_member(family)
    diary = sample_diary(timezone.now().date())
    child = import_diary(diary=diary, family=family, by=parent).child
    fill(child)
    parent.language = RIGHT_TO_LEFT
    parent.save()
    client = client_of(parent)
    page.context.add_cookies(
        [
            {"name": name, "value": row.value, "url": live_server.url}
            for name, row in client.cookies.items()
        ]
    )
    found, walked = {}, 0
    for name, path in addresses(child).items():
        answer = client.get(path)
        answer.getvalue()  # closes streamed files
        is_page = answer.get("Content-Type", "").startswith("text/html")
        if answer.status_code != 200 or not is_page:
            continue
        page.goto(live_server.url + path)
        page.evaluate(OPEN_ALL)
        walked += 1
        for direction in ("rtl", "ltr"):
            if wrong := page.evaluate(WRONG, direction):
                found[f"{name} {direction}"] = wrong
    assert walked > 75
    page.goto(live_server.url + reverse("share_open", args=[SECRETS.token]))
    page.locator("#code").fill(SECRETS.code)
    page.locator(".btn-primary").click()
    page.wait_for_selector(".sheet")
    for direction in ("rtl", "ltr"):
        if wrong := page.evaluate(WRONG, direction):
            found[f"shared {direction}"] = wrong
    assert found == {}
    page.goto(live_server.url + reverse("concern_new", args=[child.pk]))
    page.evaluate(OPEN_ALL)
    page.locator("#condition-eczema").check()
    page.locator("[data-spot-add]").click()
    row = page.locator("[data-spot-row]:visible")
    row.locator("[name$=-site]").select_option("cheek")
    row.locator("[name$=-side]").select_option("both")
    title = f"{longer('eczema')}, {longer('cheek, both sides')}"
    assert page.locator("[name=title]").get_attribute("placeholder") == title


HEAD = "<!doctype html><meta name='viewport' content='width=device-width, initial-scale=1'>"


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ("<p>short</p>", []),
        ("<p style='width: 500px'>wide</p>", ["page", "outside"]),
        ("<p style='margin-left: -20px'>left</p>", ["outside"]),
        ("<p style='width: 20px; overflow: hidden'>hidden</p>", ["cut"]),
        ("<p style='height: 20px'>in two lines <br> too low</p>", ["cut"]),
        ("<div style='overflow-x: auto'><p style='width: 500px'>scrolls</p></div>", []),
    ],
)
def test_what_is_wrong_is_found(page: Page, body: str, wrong: list[str]) -> None:
    page.set_content(f"{HEAD}<body style='margin: 0'>{body}")
    assert [line.partition(":")[0] for line in page.evaluate(WRONG, "ltr")] == wrong
