"""The forms about a look, on a phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.conftest import PHONE
from tests.factories import (
    client_of,
    make_child,
    make_concern,
    make_entry,
    make_family,
    make_member,
)
from tracker.domain.vocabulary import GATE
from tracker.models import Child, Concern, Entry, Spot, User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAVE = ".save-bar button"
Opener = Callable[[str], None]


@pytest.fixture
def today() -> date:
    return timezone.now().date()


@pytest.fixture
def child(today: date) -> Child:
    """Forty-four days old: two days ago a blister would have been an emergency."""
    family = make_family(time_zone="UTC", country="GB")
    return make_child(family, birth_date=today - timedelta(days=44))


@pytest.fixture
def user(child: Child) -> User:
    return make_member(child.family)


@pytest.fixture
def concern(child: Child, today: date) -> Concern:
    concern = make_concern(child, first_noticed_on=today - timedelta(days=10))
    entry = make_entry(concern, today - timedelta(days=3))
    Spot.objects.create(
        entry=entry, site="cheek", side="left", view="face", x=0.75, y=0.62, count=4, track="a"
    )
    return concern


def log_in(context: BrowserContext, user: User, url: str) -> None:
    cookie = client_of(user).cookies["milkspot_session"]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": url}])


@pytest.fixture
def open_page(page: Page, user: User, live_server) -> Opener:
    log_in(page.context, user, live_server.url)
    return lambda address: page.goto(live_server.url + address) and None


@pytest.fixture
def form(open_page: Opener, concern: Concern) -> None:
    open_page(reverse("entry_new", args=[concern.child_id, concern.uuid]))


def written() -> Entry:
    return Entry.objects.order_by("pk").last()


def test_a_place_tapped_on_the_map_is_written_beside_that_of_last_time(
    page: Page, form: None, live_server, concern: Concern
) -> None:
    page.locator("[name=trend][value=same]").check()
    face = page.locator("[data-map-view=face] svg")
    expect(face.locator(".map-dot:not(.is-faded)")).to_have_count(1)
    box = face.bounding_box()
    assert box
    face.click(position={"x": box["width"] * 0.5, "y": box["height"] * 0.33})
    expect(face.locator(".map-dot:not(.is-faded)")).to_have_count(2)
    page.locator(SAVE).click()
    page.wait_for_url(live_server.url + reverse("today", args=[concern.child_id]))
    spots = list(written().spots.values_list("site", "side", "count"))
    assert spots == [("cheek", "left", None), ("forehead", "middle", None)]
    assert written().spots.first().track == "a"


def test_last_times_places_go_with_one_tap(page: Page, form: None) -> None:
    page.locator("[data-remove-all]").click()
    expect(page.locator("[data-spot-row]:visible")).to_have_count(0)
    page.locator(SAVE).click()
    page.wait_for_url("**/children/*/")
    assert written().spots.count() == 0


def test_a_yes_says_at_once_what_to_do_and_loses_nothing(page: Page, form: None) -> None:
    page.locator("[name=trend][value=worse]").check()
    expect(page.locator("[data-sign-list]")).to_be_hidden()
    page.locator("[name=signs-gate][value=yes]").check()
    page.locator("#sign-floppy").check()
    advice = page.locator("[data-sign-advice]:visible")
    expect(advice).to_contain_text("Call for help now")
    expect(advice.locator("a[href='tel:999']")).to_be_visible()
    expect(page.locator("[data-pinned][role=status]")).to_contain_text("Call for help now")
    assert advice.locator("a", has_text="Who to call").get_attribute("target") == "_blank"
    assert page.locator("[name=trend][value=worse]").is_checked()
    assert Entry.objects.count() == 1


def test_dots_that_stay_say_at_once_what_to_do_and_open_no_list(page: Page, form: None) -> None:
    advice = page.locator("[data-glass-test] [data-advice]")
    expect(advice).to_be_hidden()
    page.get_by_role("radio", name="They stay").check()
    expect(advice).to_contain_text("Call for help now")
    expect(page.locator("[data-pinned][role=status]")).to_contain_text("Call for help")
    expect(page.locator("[data-sign-list]")).to_be_hidden()
    page.get_by_role("radio", name="They fade").check()
    expect(advice).to_be_hidden()
    page.locator(SAVE).click()
    page.wait_for_url("**/children/*/")
    assert list(written().signs.values_list("key", "answer")) == [("nonblanching", "no")]


def test_none_of_these_stands_below_its_words(page: Page, form: None) -> None:
    words = page.locator("#signs-short")
    expect(words).to_contain_text("On the skin: blisters, pus, peeling")
    page.get_by_role("radio", name="None of these").check()
    expect(words).to_be_visible()
    page.locator(SAVE).click()
    page.wait_for_url("**/children/*/")
    assert dict(written().signs.values_list("key", "answer")) == dict.fromkeys(GATE, "no")


def test_advice_follows_the_day_that_is_chosen(page: Page, form: None, today: date) -> None:
    page.locator("[name=signs-gate][value=yes]").check()
    page.locator("#sign-blister").check()
    shown = page.locator("[data-sign-advice]:visible [data-advice]:visible .flag-level")
    expect(shown).to_contain_text("See a doctor today")
    page.locator(".when summary").click()
    page.locator("[name=day]").fill((today - timedelta(days=5)).isoformat())
    expect(shown).to_contain_text("Call for help now")
    assert page.locator("[name=at]").input_value() == ""


@pytest.mark.parametrize(
    ("typed", "says"),
    [("38,0", "Call for help now"), ("35.9", "Call for help now"), ("37.9", None), ("400", None)],
)
def test_a_temperature_says_at_once_what_to_do(
    page: Page, form: None, typed: str, says: str | None
) -> None:
    page.locator("[name=temperature]").fill(typed)
    advice = page.locator("[data-temperature] [data-advice]:visible")
    if says is None:
        expect(advice).to_have_count(0)
    else:
        expect(advice).to_contain_text(says)


def test_ticks_behind_a_closed_gate_are_asked_about_and_not_lost(page: Page, form: None) -> None:
    page.locator("[name=signs-gate][value=yes]").check()
    page.locator("#sign-warmth").check()
    page.locator("[name=signs-gate][value=not_looked]").check()
    expect(page.locator("#sign-warmth")).to_be_hidden()
    page.locator(SAVE).click()
    expect(page.locator("#id_signs-gate_error")).to_contain_text("Something is ticked below.")
    page.locator("[name=signs-gate][value=yes]").check()
    assert page.locator("#sign-warmth").is_checked()
    page.locator(SAVE).click()
    page.wait_for_url("**/children/*/")
    assert written().signs.get(key="warmth").answer == "yes"


def test_what_is_gone_is_not_asked_how_it_is(page: Page, form: None) -> None:
    page.locator("[name=trend][value=worse]").check()
    page.locator("[name=status][value=clear]").check()
    expect(page.locator("[data-body-map]")).to_be_hidden()
    expect(page.locator("[name=trend][value=worse]")).to_be_hidden()
    page.locator(SAVE).click()
    page.wait_for_url("**/children/*/")
    entry = written()
    assert (entry.status, entry.trend, entry.spots.count()) == ("clear", "", 0)


def test_something_chosen_can_be_left_open_again(page: Page, form: None) -> None:
    not_said = page.locator("[name=severity][value='']")
    expect(not_said).to_be_hidden()
    page.locator("[name=severity][value='2']").check()
    not_said.check()
    page.locator(SAVE).click()
    page.wait_for_url("**/children/*/")
    assert written().severity is None


def test_a_refusal_keeps_what_was_typed_and_tapped(page: Page, form: None, today: date) -> None:
    page.locator("[name=temperature]").fill("400")
    page.locator("summary", has_text="Notes").click()
    page.locator("[name=notes]").fill("after the bath 👶🏽")
    page.locator(SAVE).click()
    expect(page.get_by_role("alert")).to_contain_text("Not saved yet.")
    expect(page.locator("[name=notes]")).to_have_value("after the bath 👶🏽")
    expect(page.locator("[data-map-view=face] .map-dot:not(.is-faded)")).to_have_count(1)
    page.locator("[name=temperature]").fill("37")
    page.locator(SAVE).click()
    page.wait_for_url("**/children/*/")
    assert (written().notes, written().temperature_c) == ("after the bath 👶🏽", 37.0)


def test_a_concern_is_called_by_what_was_chosen(
    page: Page, open_page: Opener, child: Child
) -> None:
    open_page(reverse("concern_new", args=[child.pk]))
    page.locator("summary", has_text="Rashes").click()
    page.locator("#condition-eczema").check()
    page.locator("[data-spot-add]").click()
    row = page.locator("[data-spot-row]:visible")
    row.locator("[name$=-site]").select_option("cheek")
    row.locator("[name$=-side]").select_option("left")
    assert page.locator("[name=title]").get_attribute("placeholder") == "eczema, left cheek"
    page.locator(SAVE).click()
    page.wait_for_url("**/children/*/")
    assert Concern.objects.get().title == "eczema, left cheek"


def test_the_kind_of_milia_is_asked_where_a_doctor_named_milk_spots(
    page: Page, open_page: Opener, concern: Concern
) -> None:
    open_page(reverse("concern_edit", args=[concern.child_id, concern.uuid]))
    kind = page.locator("[name=milia_type]")
    expect(kind).to_be_hidden()
    page.locator("[name=named_by][value=doctor]").check()
    expect(kind).to_be_visible()


@pytest.fixture
def plain_page(browser: Browser, user: User, live_server) -> Page:
    """A page in a browser that runs no scripts."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    log_in(context, user, live_server.url)
    yield context.new_page()
    context.close()


def test_without_script_an_entry_is_written_from_the_list(
    plain_page: Page, live_server, concern: Concern
) -> None:
    page = plain_page
    page.goto(live_server.url + reverse("entry_new", args=[concern.child_id, concern.uuid]))
    page.locator("[name=trend][value=better]").check()
    rows = page.locator("[data-spot-row]:visible")
    expect(rows).to_have_count(3)
    rows.nth(0).locator("[name$=-DELETE]").check()
    rows.nth(1).locator("[name$=-site]").select_option("chin")
    expect(page.locator("[data-map-tools]")).to_be_hidden()
    page.locator("[name=signs-gate][value=yes]").check()
    page.locator("#sign-painful").check()
    expect(page.locator("[data-sign-advice]:visible")).to_contain_text("See a doctor today")
    page.locator(SAVE).click()
    page.wait_for_url("**/children/*/")
    entry = written()
    assert [spot.site for spot in entry.spots.all()] == ["chin"]
    assert entry.signs.get(answer="yes").key == "painful"


FOUR_PLACES = [("face", 0.5, 0.82), ("face", 0.3, 0.62), ("face", 0.5, 0.22), ("front", 0.5, 0.38)]
"""Chin, cheek, forehead and chest: a view of the body map and a point on it, as fractions."""


def tap_on_map(page: Page, view: str, x: float, y: float) -> None:
    shown = page.locator(f"[data-map-view={view}]")
    for button in page.locator("[data-map-tools] button").all():
        if shown.is_visible():
            break
        button.click()
    drawing = shown.locator("svg")
    drawing.scroll_into_view_if_needed()
    box = drawing.bounding_box()
    assert box
    page.touchscreen.tap(box["x"] + box["width"] * x, box["y"] + box["height"] * y)


@pytest.mark.parametrize("form_of", ["an entry", "a new concern"])
def test_each_row_of_four_places_can_be_used(
    page: Page, open_page: Opener, concern: Concern, form_of: str
) -> None:
    if form_of == "an entry":
        open_page(reverse("entry_new", args=[concern.child_id, concern.uuid]))
        page.locator("[data-remove-all]").click()
    else:
        open_page(reverse("concern_new", args=[concern.child_id]))
    rows = page.locator("[data-spot-row]:visible")
    for number, place in enumerate(FOUR_PLACES, start=1):
        tap_on_map(page, *place)
        expect(rows).to_have_count(number)
    for row in rows.all():
        controls = row.locator(
            ".spot-site select, .spot-more :is(select, input), [data-spot-remove]"
        )
        expect(controls).to_have_count(5)
        row.scroll_into_view_if_needed()
        outer = row.bounding_box()
        assert outer
        for control in controls.all():
            inner = control.bounding_box()
            assert inner
            assert min(inner["width"], inner["height"]) >= 40
            assert outer["y"] <= inner["y"]
            assert inner["y"] + inner["height"] <= outer["y"] + outer["height"]
        for control in controls.all():
            control.click(trial=True)


def test_a_caution_comes_and_goes_with_what_is_named(
    page: Page, open_page: Opener, concern: Concern
) -> None:
    open_page(reverse("care_new", args=[concern.child_id, concern.uuid]))
    caution = page.locator(".caution:visible")
    expect(caution).to_have_count(0)
    page.select_option("[name=kind]", "retinoid")
    expect(caution).to_contain_text("No retinoid cream unless a doctor prescribed it.")
    page.select_option("[name=kind]", "home_remedy")
    expect(caution).to_have_count(0)
    page.fill("[name=product]", "almond paste")
    expect(caution).to_contain_text("No nut oil or nut scrub on the skin.")
