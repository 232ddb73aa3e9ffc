"""From a flag to a saved visit in four taps, without typing."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.thumb import Thumb, log_in
from tests.factories import make_child, make_concern, make_family, make_member
from tracker.models import Child, Concern, Entry, User, Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def child() -> Child:
    return make_child(make_family(time_zone="UTC"), birth_date=date.today() - timedelta(days=150))


@pytest.fixture
def concern(child: Child) -> Concern:
    """Milk spots for four months, which raise a flag."""
    first = date.today() - timedelta(days=120)
    return make_concern(child, condition="unsure_bumps", title="pearls", first_noticed_on=first)


@pytest.fixture
def parent(child: Child) -> User:
    return make_member(child.family)


@pytest.fixture
def today(live_server: LiveServer, page: Page, child: Child, parent: User) -> Page:
    """Today on the parent's phone."""
    log_in(page, parent, live_server)
    page.goto(f"{live_server.url}/children/{child.pk}/")
    return page


def chip(page: Page, text: str) -> Locator:
    return page.get_by_label(text, exact=True)


def test_four_taps_from_the_flag_to_the_visit(concern: Concern, today: Page) -> None:
    thumb = Thumb(today)
    thumb.tap(today.get_by_role("link", name="Record a visit"))
    thumb.tap(chip(today, "a doctor"))
    thumb.tap(chip(today, "in 4 weeks"))
    thumb.tap(today.get_by_role("button", name="Save"))
    expect(today.locator(".notice-success")).to_contain_text("Saved.")
    assert thumb.taps == 4

    visit = Visit.objects.get()
    assert list(visit.concerns.all()) == [concern]
    assert (visit.day, visit.who) == (date.today(), "a doctor")
    assert visit.follow_up_on == date.today() + timedelta(days=28)
    expect(today.locator(".flag")).to_have_count(0)


def test_two_taps_are_enough(concern: Concern, today: Page) -> None:
    thumb = Thumb(today)
    thumb.tap(today.get_by_role("link", name="Record a visit"))
    thumb.tap(today.get_by_role("button", name="Save"))
    expect(today.locator(".notice-success")).to_contain_text("Saved.")
    assert thumb.taps == 2
    assert list(Visit.objects.get().concerns.all()) == [concern]


def test_the_doctors_name_and_its_undo(concern: Concern, today: Page) -> None:
    today.get_by_role("link", name="Record a visit").click()
    today.get_by_text("What the doctor called it").click()
    kind = today.get_by_label("Kind of milia, if the doctor named one")
    expect(kind).to_be_hidden()
    today.get_by_label("Its name in this diary").select_option("eczema")
    expect(kind).to_be_hidden()
    today.get_by_label("Its name in this diary").select_option("milia")
    kind.select_option("neonatal")
    today.get_by_role("button", name="Save").click()
    expect(today.locator(".notice-success")).to_contain_text(
        "now has the doctor's name: milk spots."
    )
    concern.refresh_from_db()
    assert (concern.condition, concern.named_by, concern.milia_type) == (
        "milia",
        "doctor",
        "neonatal",
    )
    today.get_by_role("button", name="Undo").click()
    expect(today.locator(".notice-success")).to_contain_text("Undone: ")
    concern.refresh_from_db()
    assert (concern.condition, concern.named_by) == ("unsure_bumps", "parent")
    assert not Visit.objects.exists()


def test_of_two_days_to_come_back_the_one_said_last_stands(concern: Concern, today: Page) -> None:
    today.get_by_role("link", name="Record a visit").click()
    today.wait_for_url("**/visits/new/**")  # and its scripts
    day = today.get_by_label("Or on this date")
    chip(today, "in 1 week").check()
    day.fill((date.today() + timedelta(days=10)).isoformat())
    expect(today.locator("[name=ahead]:checked")).to_have_value("")
    chip(today, "in 2 weeks").check()
    expect(day).to_have_value("")
    today.get_by_role("button", name="Save").click()
    expect(today.locator(".notice-success")).to_contain_text("Saved.")
    assert Visit.objects.get().follow_up_on == date.today() + timedelta(days=14)


def test_the_day_goes_from_the_notice_into_a_file(
    concern: Concern, today: Page, tmp_path: Path
) -> None:
    today.get_by_role("link", name="Record a visit").click()
    chip(today, "in 4 weeks").check()
    today.get_by_role("button", name="Save").click()
    with today.expect_download() as download:
        today.get_by_role("link", name="Add to calendar").click()
    again = date.today() + timedelta(days=28)
    assert download.value.suggested_filename == f"milkspot-{again}.ics"
    download.value.save_as(tmp_path / "day.ics")
    (event,) = Calendar.from_ical((tmp_path / "day.ics").read_bytes()).walk("VEVENT")
    assert event.start == again


def test_the_address_of_the_calendar_is_copied_with_one_tap(
    concern: Concern, today: Page, live_server: LiveServer
) -> None:
    today.context.grant_permissions(["clipboard-read", "clipboard-write"])
    today.goto(f"{live_server.url}/children/{concern.child_id}/calendar/")
    today.get_by_role("button", name="Make an address").click()
    today.get_by_role("button", name="Copy").click()
    expect(today.get_by_role("button", name="Copied")).to_be_visible()
    address = today.get_by_label("Your address").input_value()
    assert today.evaluate("navigator.clipboard.readText()") == address


def test_come_back_if_from_the_visit_to_the_tick_and_the_next_visit(
    concern: Concern, today: Page
) -> None:
    """Five taps and no typing record it; it is then two taps from Today to the tick."""
    taps = (
        today.get_by_role("link", name="Record a visit"),
        chip(today, "a doctor"),
        today.locator("summary", has_text="Come back if …"),
        chip(today, "pus"),
        today.get_by_role("button", name="Save"),
    )
    for target in taps:
        target.click()
    expect(today.locator(".notice-success")).to_contain_text("Saved.")
    told = "a doctor said to come back if: pus"
    expect(today.locator(f"#look-{concern.uuid}")).to_contain_text(told)

    today.locator(f"#look-{concern.uuid}").get_by_role("link", name="More…").click()
    advice = today.get_by_text("You were told to come back if this happens.")
    expect(advice).to_be_hidden()
    today.get_by_label(told).check()
    expect(advice).to_be_visible()
    today.get_by_role("button", name="Save").click()
    card = today.locator(".flag", has_text="You were told to come back")
    expect(card).to_contain_text(f"{told}. You ticked it on")

    Visit.objects.update(day=date.today() - timedelta(days=3))
    Entry.objects.update(day=date.today() - timedelta(days=1))
    card.get_by_role("link", name="Record a visit").click()
    today.get_by_role("button", name="Save").click()
    expect(today.locator(".notice-success")).to_contain_text("Saved.")
    expect(card).to_have_count(0)


def test_two_taps_from_today_answer_what_a_parent_asks(concern: Concern, today: Page) -> None:
    start = today.url
    for link, question, heading in (
        ("Guide", "Can I squeeze milk spots?", "What not to do"),
        ("Guide", "When do I call, and when do I see a doctor?", "Call for help now"),
        ("Nearest page in the guide: Milk spots", "What not to do", "What not to do"),
    ):
        today.locator(".today-card, .foot").get_by_role("link", name=link, exact=True).click()
        today.get_by_role("link", name=question).click()
        expect(today.get_by_role("heading", name=heading)).to_be_in_viewport()
        today.goto(start)
