"""On a phone of 390 x 844, without scrolling: advice, the red card, the line, and what is due."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.thumb import log_in
from tests.factories import make_child, make_concern, make_entry, make_family, make_member
from tracker.models import Child, Concern, Entry, Family, User
from tracker.removals.pending import request_child_deletion

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAVE = ".save-bar button"
PINNED = "[data-pinned] > .flag"


@pytest.fixture
def family() -> Family:
    return make_family(time_zone="UTC", country="GB")


@pytest.fixture
def child(family: Family) -> Child:
    return make_child(family, birth_date=date.today() - timedelta(days=60))


@pytest.fixture
def sibling(family: Family) -> Child:
    return make_child(family, name="Rose", birth_date=date.today() - timedelta(days=900))


@pytest.fixture
def concern(child: Child) -> Concern:
    first = date.today() - timedelta(days=3)
    return make_concern(child, condition="unsure_rash", title="red dots", first_noticed_on=first)


@pytest.fixture
def parent(family: Family) -> User:
    return make_member(family)


@pytest.fixture
def phone_page(page: Page, parent: User, live_server: LiveServer) -> Page:
    log_in(page, parent, live_server)
    page.set_default_timeout(10_000)
    return page


def open_page(page: Page, live_server: LiveServer, name: str, *arguments: object) -> None:
    page.goto(live_server.url + reverse(name, args=arguments))


def expect_uncovered(target: Locator) -> None:
    """Expect the whole element on the screen, with nothing in front of its corners."""
    expect(target).to_be_in_viewport(ratio=1)
    target.page.wait_for_function(
        """(element) => {
          const { left, right, top, bottom } = element.getBoundingClientRect();
          const corners = [[left, top], [right, top], [left, bottom], [right, bottom]];
          return corners.every(([x, y]) => {
            const inwards = (at, from, to) => at + Math.sign(from + to - 2 * at) * 8;
            const found = document.elementFromPoint(
              inwards(x, left, right), inwards(y, top, bottom));
            return element.contains(found);
          });
        }""",
        arg=target.element_handle(),
    )


# Before it is saved


@pytest.mark.parametrize("form", ["entry_new", "note_new", "concern_new"])
def test_a_ticked_sign_shows_its_advice_above_save_at_once(
    phone_page: Page, live_server: LiveServer, child: Child, concern: Concern, form: str
) -> None:
    arguments = (child.pk, concern.uuid) if form == "entry_new" else (child.pk,)
    open_page(phone_page, live_server, form, *arguments)
    expect(phone_page.locator(PINNED)).to_have_count(0)
    phone_page.locator("[name=signs-gate][value=yes]").check()
    tick = phone_page.locator("#sign-floppy")
    tick.check()
    pinned = phone_page.locator(PINNED)
    expect(pinned).to_contain_text("Call for help now")
    call = pinned.locator("a").first
    assert call.get_attribute("href") == "tel:999"
    for seen in (call, phone_page.locator(SAVE), tick):
        expect_uncovered(seen)
    tick.uncheck()
    expect(pinned).to_have_count(0)


def test_dots_that_stay_and_a_fever_are_pinned_too(
    phone_page: Page, live_server: LiveServer, child: Child, concern: Concern
) -> None:
    open_page(phone_page, live_server, "entry_new", child.pk, concern.uuid)
    pinned = phone_page.locator(PINNED)
    phone_page.get_by_role("radio", name="They stay").check()
    expect_uncovered(pinned.get_by_role("link", name="Call 999"))
    phone_page.get_by_role("radio", name="They fade").check()
    expect(pinned).to_have_count(0)
    for fever, none in (("38,2", "37,2"), ("٣٨٫٢", "٣٧٫٢"), ("۳۸،۲ °C", "۳۷،۲ °C")):
        phone_page.locator("[name=temperature]").fill(fever)
        expect(pinned).to_contain_text("Call for help now")
        expect_uncovered(phone_page.locator("[name=temperature]"))
        phone_page.locator("[name=temperature]").fill(none)
        expect(pinned).to_have_count(0)


def test_of_several_the_most_urgent_is_pinned(
    phone_page: Page, live_server: LiveServer, child: Child, concern: Concern
) -> None:
    open_page(phone_page, live_server, "entry_new", child.pk, concern.uuid)
    phone_page.locator("[name=signs-gate][value=yes]").check()
    pinned = phone_page.locator(PINNED)
    phone_page.locator("#sign-painful").check()
    expect(pinned).to_contain_text("See a doctor today")
    expect_uncovered(pinned.get_by_role("link", name="Call 111"))
    phone_page.locator("#sign-floppy").check()
    phone_page.locator("#sign-warmth").check()
    expect(pinned).to_contain_text("Call for help now")
    expect(pinned).to_contain_text("And 2 more: see above.")
    phone_page.locator("[name=signs-gate][value=none]").check()
    expect(pinned).to_have_count(0)


@pytest.mark.parametrize("case", ["landscape", "large text"])
def test_the_pinned_advice_never_fills_the_screen(
    phone_page: Page, live_server: LiveServer, child: Child, concern: Concern, case: str
) -> None:
    open_page(phone_page, live_server, "note_new", child.pk)
    if case == "landscape":
        phone_page.set_viewport_size({"width": 844, "height": 390})
    else:
        phone_page.evaluate("document.documentElement.style.fontSize = '200%'")
    phone_page.locator("[name=signs-gate][value=yes]").check()
    tick = phone_page.locator("#sign-floppy")
    tick.check()
    for seen in (tick, phone_page.locator(f"{PINNED} a").first, phone_page.locator(SAVE)):
        expect_uncovered(seen)


# After it is saved


@pytest.mark.parametrize(("sign", "call"), [("floppy", "tel:999"), ("painful", "tel:111")])
def test_after_saving_the_urgent_card_comes_first_and_dials(
    phone_page: Page, live_server: LiveServer, child: Child, concern: Concern, sign: str, call: str
) -> None:
    open_page(phone_page, live_server, "entry_new", child.pk, concern.uuid)
    phone_page.locator("[name=signs-gate][value=yes]").check()
    phone_page.locator(f"#sign-{sign}").check()
    phone_page.locator(SAVE).click()
    phone_page.wait_for_url("**/children/*/")
    card = phone_page.locator("main .flag, main .notice").first
    first = card.locator("a.btn").first
    assert first.get_attribute("href") == call
    expect_uncovered(first)
    expect(phone_page.locator("main .notice-success")).to_contain_text("saved")


def test_another_childs_page_shows_the_line_and_leads_to_the_card(
    phone_page: Page, live_server: LiveServer, child: Child, sibling: Child, concern: Concern
) -> None:
    make_entry(concern, date.today(), signs=("nonblanching",))
    open_page(phone_page, live_server, "timeline", sibling.pk)
    line = phone_page.locator("[data-alert] a")
    expect(line).to_contain_text("Iris: Call for help now")
    expect_uncovered(line)
    line.click()
    expect_uncovered(phone_page.get_by_role("link", name="Call 999"))


def open_copy(page: Page, live_server: LiveServer, name: str, child: Child) -> None:
    """Open a page as the copy of it that the phone stored now."""
    kept_at = int(datetime.now().timestamp() * 1000)

    def as_copy(route: Route) -> None:
        response = route.fetch()
        html = response.text().replace("<html ", f'<html data-kept-at="{kept_at}" ', 1)
        route.fulfill(response=response, body=html)

    page.route(f"**{reverse(name, args=[child.pk])}", as_copy)
    open_page(page, live_server, name, child.pk)


def test_an_old_copy_says_what_was_written_and_no_longer_to_act_now(
    phone_page: Page, live_server: LiveServer, child: Child, concern: Concern
) -> None:
    make_entry(concern, date.today(), signs=("nonblanching",))
    open_copy(phone_page, live_server, "timeline", child)
    line = phone_page.locator("[data-alert]")
    expect(line).to_contain_text("Call for help now")
    phone_page.clock.set_fixed_time(datetime.now() + timedelta(days=2))
    phone_page.reload()
    expect(line).not_to_contain_text("Call for help now")
    expect(line).to_contain_text("Iris · dots that do not fade under a glass (")


def test_an_urgent_card_on_an_old_copy_of_today_says_when_it_was_saved(
    phone_page: Page, live_server: LiveServer, child: Child, concern: Concern
) -> None:
    make_entry(concern, date.today(), signs=("nonblanching",))
    open_copy(phone_page, live_server, "today", child)
    card = phone_page.locator("#urgent .flag")
    expect(card).to_contain_text("Call for help now")
    expect(card).not_to_contain_text("Saved on this phone")
    phone_page.clock.set_fixed_time(datetime.now() + timedelta(days=2))
    phone_page.reload()
    saved = f"Saved on this phone on {date.today():%-d %B} at "
    expect(card.locator(".flag-level + p")).to_contain_text(saved)
    expect(card.get_by_role("link", name="Call 999")).to_be_visible()


# What is due


@pytest.fixture
def three_due(family: Family, parent: User, sibling: Child) -> Child:
    """A child with three flags that are not urgent; a sibling, and a notice to owners."""
    child = make_child(family, name="Mia", birth_date=date.today() - timedelta(days=150))
    for title, condition, days in (
        ("bumps on the chin", "milia", 120),
        ("red patches", "unsure_rash", 40),
        ("dry elbow", "eczema", 29),
    ):
        row = make_concern(
            child, title=title, condition=condition, first_noticed_on=date.today() - timedelta(days)
        )
        make_entry(row, date.today() - timedelta(2), trend="same", sites=("chin",))
    other = make_member(family)
    request_child_deletion(child=sibling, by=other, now=timezone.now())
    return child


def test_read_flags_fold_so_that_the_first_buttons_are_in_sight(
    phone_page: Page, live_server: LiveServer, three_due: Child
) -> None:
    open_page(phone_page, live_server, "today", three_due.pk)
    expect(phone_page.locator("#due > details[open]")).to_have_count(3)
    phone_page.reload()
    expect(phone_page.locator("#due > details:not([open])")).to_have_count(3)
    expect(phone_page.get_by_role("navigation", name="Children")).to_be_visible()
    expect(phone_page.get_by_role("heading", name="For owners")).to_be_attached()
    buttons = phone_page.locator(".today-card").first.locator(".one-tap .btn:visible")
    expect(buttons).to_have_count(5)
    for button in buttons.all():
        expect_uncovered(button)


def test_a_tap_leaves_flags_open_or_closed_as_they_are(
    phone_page: Page, live_server: LiveServer, three_due: Child
) -> None:
    open_page(phone_page, live_server, "today", three_due.pk)
    phone_page.wait_for_function("() => window.htmx")
    flags = phone_page.locator("#due > details")
    flags.nth(1).locator("> summary").click()
    phone_page.get_by_role("button", name="Better").last.click()
    expect(phone_page.locator(".today-written")).to_have_count(1)
    is_open = flags.evaluate_all("(found) => found.map(({ open }) => open)")
    assert is_open == [True, False, True]
    assert Entry.objects.filter(day=date.today()).count() == 1


def test_an_urgent_card_never_folds(
    phone_page: Page, live_server: LiveServer, child: Child, concern: Concern
) -> None:
    make_entry(concern, date.today(), signs=("nonblanching",))
    for _visit in range(2):
        open_page(phone_page, live_server, "today", child.pk)
        expect_uncovered(phone_page.get_by_role("link", name="Call 999"))


def test_the_next_steps_stand_in_their_order_and_lead_there(
    phone_page: Page, live_server: LiveServer, three_due: Child
) -> None:
    open_page(phone_page, live_server, "today", three_due.pk)
    card = phone_page.locator("#due > details", has_text="bumps on the chin")
    steps = card.locator(".flag-next .btn")
    assert steps.all_inner_texts()[:6] == [
        "Doctor's page",
        "Add a question",
        "Add to calendar",
        "Numbers to call",
        "Guide: Milk spots",
        "Record a visit",
    ]
    assert steps.last.inner_text().startswith("Pause for 4 weeks, until ")
    with phone_page.expect_download() as download:
        card.get_by_role("link", name="Add to calendar").click()
    assert download.value.suggested_filename.endswith(".ics")
    card.get_by_role("link", name="Add a question").click()
    expect(phone_page.locator("[name=text]")).to_have_value("bumps on the chin: ")
    phone_page.go_back()
    card.locator("> summary").click()  # read by now
    card.get_by_role("link", name="Record a visit").click()
    expect(phone_page.locator("[name=concerns]:checked")).to_have_count(3)
    expect(phone_page.get_by_text("Anything you leave unticked stays as it is.")).to_be_visible()
