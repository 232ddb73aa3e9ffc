"""The script of all forms: the error summary, errors that go when mended, Ctrl+Enter."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.thumb import log_in
from tests.factories import make_child, make_concern, make_family, make_member
from tracker.models import Child, Concern, Entry, Spot, Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def concern() -> Concern:
    today = timezone.now().date()
    child = make_child(make_family(time_zone="UTC"), birth_date=today - timedelta(days=60))
    return make_concern(child, title="pearls", first_noticed_on=today - timedelta(days=20))


@pytest.fixture
def visit_form(page: Page, concern: Concern, live_server: LiveServer) -> Page:
    log_in(page, make_member(concern.child.family), live_server)
    page.goto(live_server.url + reverse("visit_new", args=[concern.child_id]))
    return page


@pytest.fixture
def entry_form(page: Page, concern: Concern, live_server: LiveServer) -> Page:
    log_in(page, make_member(concern.child.family), live_server)
    page.goto(live_server.url + reverse("entry_new", args=[concern.child_id, concern.uuid]))
    return page


def test_the_summary_has_the_focus_and_its_lines_lead_to_their_fields(entry_form: Page) -> None:
    page = entry_form
    page.locator("details.when summary").click()
    page.fill("[name=day]", (timezone.now().date() + timedelta(days=3)).isoformat())
    page.fill("[name=temperature]", "hot")
    page.locator(".save-bar button").click()
    summary = page.locator("[data-errors]")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Temperature").click()
    expect(page.locator("[name=temperature]")).to_be_focused()
    page.locator("details.when").evaluate("(one) => one.open = false")
    summary.get_by_role("link", name="Day").click()
    expect(page.locator("[name=day]")).to_be_focused()


def test_a_line_about_a_row_leads_to_that_row(entry_form: Page) -> None:
    page = entry_form
    page.get_by_role("button", name="Choose a place from the list").click()
    page.select_option("[name=spots-0-site]", "chin")
    page.fill("[name=spots-0-count]", "-3")
    page.locator(".save-bar button").click()
    page.get_by_role("link", name="Place 1, How many").click()
    expect(page.locator("[name=spots-0-count]")).to_be_focused()
    page.fill("[name=spots-0-count]", "3")
    expect(page.locator(".spot-errors")).to_have_count(0)
    expect(page.locator("[data-spot-row] .is-invalid")).to_have_count(0)


def test_a_mended_error_is_red_no_more(entry_form: Page) -> None:
    page = entry_form
    page.fill("[name=temperature]", "hot")
    page.locator(".save-bar button").click()
    expect(page.locator("[data-errors]")).to_be_visible()
    field = page.locator("[name=temperature]")
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("37.5")
    expect(field).not_to_have_attribute("aria-invalid", "true")
    expect(page.locator("#div_id_temperature.is-invalid")).to_have_count(0)
    expect(page.locator("#div_id_temperature .invalid-feedback")).to_have_count(0)
    expect(page.locator("[data-errors]")).to_have_count(0)
    assert Entry.objects.count() == 0


@pytest.mark.parametrize("keys", ["Control+Enter", "Meta+Enter"])
def test_the_keys_save_once(visit_form: Page, concern: Concern, keys: str) -> None:
    page = visit_form
    page.get_by_label("What did they say?").fill("It may stay.\nCome back.")
    page.keyboard.press(keys)
    page.wait_for_url(f"**{reverse('today', args=[concern.child_id])}")
    assert Visit.objects.get().said == "It may stay.\nCome back."


def test_the_keys_on_the_body_map_mark_no_place(entry_form: Page) -> None:
    page = entry_form
    page.get_by_label("still there").check()
    page.locator("[data-map-tools] svg:visible").first.focus()
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/children/*/")
    assert Entry.objects.count() == 1
    assert Spot.objects.count() == 0


OVERLAPS = """one => {
  const text = document.createRange();
  text.selectNodeContents(one.querySelector("legend"));
  const label = one.querySelector(".tick label").getBoundingClientRect();
  return [...text.getClientRects()].some(
    line => line.right > label.left && line.bottom > label.top && line.top < label.bottom);
}"""


@pytest.mark.parametrize("width", [390, 1280])
def test_not_answered_stands_beside_a_long_label(entry_form: Page, width: int) -> None:
    entry_form.set_viewport_size({"width": width, "height": 800})
    scale = entry_form.locator(".scale", has=entry_form.locator("[name=trend]"))
    scale.get_by_label("better").check()
    expect(scale.get_by_text("not answered")).to_be_visible()
    assert not scale.evaluate(OVERLAPS)


def test_the_keys_delete_nothing(page: Page, concern: Concern, live_server: LiveServer) -> None:
    owner = make_member(concern.child.family)
    log_in(page, owner, live_server)
    page.goto(live_server.url + reverse("visit_new", args=[concern.child_id]))
    page.evaluate(
        """() => {
          const form = document.querySelector("main form");
          form.querySelector(".btn-primary").className = "btn btn-danger";
          form.addEventListener("submit", () => (document.title = "sent"));
        }"""
    )
    page.locator("[name=said]").focus()
    page.keyboard.press("Control+Enter")
    assert page.title() != "sent"
    assert Child.objects.count() == 1
