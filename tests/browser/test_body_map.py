"""The body map on a phone: which view opens, how large its targets are, and its words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.thumb import log_in
from tests.factories import make_child, make_concern, make_family, make_member
from tracker.domain.body import VIEW_WIDTH
from tracker.models import Child

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FINGER = 44
"""The least width and height of a target, in CSS pixels."""

WHOLE_FACE = "[data-map-view=face] svg"
CLOSE_UP = "[data-map-close-up] svg"


@pytest.fixture
def today() -> date:
    return timezone.now().date()


@pytest.fixture
def child(today: date) -> Child:
    family = make_family(time_zone="UTC")
    return make_child(family, birth_date=today - timedelta(days=60))


@pytest.fixture
def form(page: Page, child: Child, live_server: LiveServer) -> Page:
    log_in(page, make_member(child.family), live_server)
    page.goto(live_server.url + reverse("concern_new", args=[child.pk]))
    expect(page.locator(f"{WHOLE_FACE} .map-region").first).to_be_attached()
    return page


def tap(page: Page, svg: str, x: float, y: float) -> None:
    """Tap a point in units of the drawing."""
    page.touchscreen.tap(*on_screen(page.locator(svg), x, y))


def on_screen(svg: Locator, x: float, y: float) -> tuple[float, float]:
    svg.evaluate("svg => svg.scrollIntoView({block: 'center', behavior: 'instant'})")
    script = """(svg, [x, y]) => {
      const point = new DOMPoint(x, y).matrixTransform(svg.getScreenCTM());
      return [point.x, point.y];
    }"""
    left, top = svg.evaluate(script, [x, y])
    return left, top


def sites(page: Page) -> list[str]:
    rows = page.locator("[data-spot-row]:not([hidden]) [name$=-site]").all()
    return [row.input_value() for row in rows]


def tap_the_corners(page: Page, svg: str, x: float, top: float) -> None:
    """Tap the middle and the corners of a square as large as a finger, within its edge."""
    width = page.locator(svg).bounding_box()["width"]  # type: ignore[index]
    units = page.locator(svg).evaluate("svg => svg.viewBox.baseVal.width")
    side = FINGER * units / width
    tap(page, svg, x, top + side / 2)
    for across in (-0.49, 0.49):
        for down in (0.01, 0.99):
            tap(page, svg, x + across * side, top + down * side)


def test_the_chin_has_room_for_a_finger(form: Page) -> None:
    tap_the_corners(form, WHOLE_FACE, VIEW_WIDTH / 2, 302.5)
    assert sites(form) == ["chin"] * 5


def test_the_lower_lip_has_room_for_a_finger_on_the_close_up_of_the_mouth(form: Page) -> None:
    tap(form, WHOLE_FACE, VIEW_WIDTH / 2, 290)
    expect(form.locator("[data-map-status]")).to_have_text(
        "This part is larger now. Tap the place."
    )
    assert sites(form) == []
    tap_the_corners(form, CLOSE_UP, VIEW_WIDTH / 2, 284.2)
    assert sites(form) == ["lip"] * 5

    form.get_by_role("button", name="Back to the whole face").click()
    expect(form.locator(CLOSE_UP)).to_be_hidden()
    expect(form.locator(f"{WHOLE_FACE} .map-dot")).to_have_count(5)


def test_a_place_of_the_close_up_is_stored_as_on_the_face(form: Page) -> None:
    tap(form, WHOLE_FACE, VIEW_WIDTH / 2, 270)
    tap(form, CLOSE_UP, VIEW_WIDTH / 2, 270)
    row = form.locator("[data-spot-row]:not([hidden])")
    values = {
        end: row.locator(f"[name$=-{end}]").input_value() for end in ("site", "view", "x", "y")
    }
    assert (values["site"], values["view"]) == ("mouth", "face")
    assert float(values["x"]) == pytest.approx(0.5, abs=0.01)
    assert float(values["y"]) == pytest.approx(270 / 400, abs=0.01)


def test_the_drawing_names_the_babys_sides_at_its_edges(form: Page) -> None:
    for view, edges in {
        "Face": ["baby's right", "baby's left"],
        "Front": ["baby's right", "baby's left"],
        "Back": ["baby's left", "baby's right"],
    }.items():
        form.get_by_role("button", name=view, exact=True).click()
        words = form.locator("[data-map-view]:visible .map-side")
        assert words.all_text_contents() == edges
        left, right = (word.bounding_box() for word in words.all())
        assert left
        assert right
        assert left["x"] + left["width"] < right["x"]
        assert min(left["height"], right["height"]) >= 12
        assert right["x"] + right["width"] <= 390


def test_where_the_page_is_read_from_right_to_left_the_baby_is_not_turned(form: Page) -> None:
    form.locator("html").evaluate("html => html.dir = 'rtl'")
    left, right = (word.bounding_box() for word in form.locator(f"{WHOLE_FACE} .map-side").all())
    assert left
    assert right
    assert 0 <= left["x"] < left["x"] + left["width"] < right["x"]
    assert right["x"] + right["width"] <= 390


def choose(page: Page, condition: str, group: str) -> None:
    if not page.locator(f"#condition-{condition}").is_visible():
        page.locator("summary", has_text=group).click()
    page.check(f"#condition-{condition}")


def shown_view(page: Page) -> str | None:
    return page.locator("[data-map-view]:visible").get_attribute("data-map-view")


def test_the_map_opens_on_the_view_that_fits_the_condition(form: Page) -> None:
    assert shown_view(form) == "face"
    choose(form, "diaper_rash", "Rashes")
    assert shown_view(form) == "front"
    choose(form, "milia", "Milk spots and small bumps")
    assert shown_view(form) == "face"
    choose(form, "blue_grey_spot", "Birthmarks")
    assert shown_view(form) == "back"
    choose(form, "port_wine_stain", "Birthmarks")
    assert shown_view(form) == "back"  # it may be anywhere


def test_the_parents_own_view_stays(form: Page) -> None:
    form.get_by_role("button", name="Back", exact=True).click()
    choose(form, "diaper_rash", "Rashes")
    assert shown_view(form) == "back"


def test_a_place_that_is_marked_stays_in_view(form: Page) -> None:
    tap(form, WHOLE_FACE, VIEW_WIDTH / 2, 320)
    choose(form, "diaper_rash", "Rashes")
    assert shown_view(form) == "face"


def test_the_form_of_an_entry_opens_the_map_where_its_condition_is(
    form: Page, child: Child, live_server: LiveServer
) -> None:
    rash = make_concern(child, condition="diaper_rash", title="", first_noticed_on=child.birth_date)
    form.goto(live_server.url + reverse("entry_new", args=[child.pk, rash.uuid]))
    expect(form.locator("[data-map-tools]")).to_be_visible()
    assert shown_view(form) == "front"
