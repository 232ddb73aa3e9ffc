"""Photos over time on a phone: swiping, zoom, comparison, time lapse, blurred photos."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.conftest import PHONE
from tests.factories import (
    client_of,
    make_child,
    make_concern,
    make_entry,
    make_member,
    make_photo,
)
from tracker.models import Concern, Photo, User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIRST = date(2026, 2, 1)
COLOURS = ("#d9a58b", "#c98f74", "#b97a5e")


@pytest.fixture
def owner(transactional_db: None) -> User:
    return make_member(make_child().family)


@pytest.fixture
def concern(owner: User) -> Concern:
    return make_concern(owner.memberships.get().family.children.get(), first_noticed_on=FIRST)


def photos(concern: Concern, site: str = "chin") -> list[Photo]:
    """Photos of three consecutive days."""
    return [
        make_photo(make_entry(concern, FIRST + timedelta(days=n)), (800, 1000), colour, site=site)
        for n, colour in enumerate(COLOURS)
    ]


def log_in(context: BrowserContext, owner: User, live_server: LiveServer) -> None:
    name = settings.SESSION_COOKIE_NAME
    session = client_of(owner).cookies[name].value
    context.add_cookies([{"name": name, "value": session, "url": live_server.url}])


@pytest.fixture
def at_home(page: Page, owner: User, live_server: LiveServer) -> Page:
    log_in(page.context, owner, live_server)
    return page


@pytest.fixture
def without_script(browser: Browser, owner: User, live_server: LiveServer) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False, locale="en-GB")
    context.set_default_timeout(10_000)
    log_in(context, owner, live_server)
    yield context.new_page()
    context.close()


def open_page(page: Page, live_server: LiveServer, name: str, concern: Concern) -> None:
    page.goto(live_server.url + reverse(name, args=[concern.child_id, concern.uuid]))


def open_entry(page: Page, live_server: LiveServer, photo: Photo) -> None:
    child = photo.entry.concern.child_id
    page.goto(live_server.url + reverse("photo_view", args=[child, photo.uuid]))


def box_of(part: Locator) -> tuple[float, float, float, float]:
    part.scroll_into_view_if_needed()
    box = part.bounding_box()
    assert box
    return box["x"], box["y"], box["width"], box["height"]


def drag_fingers(page: Page, *paths: list[tuple[float, float]]) -> None:
    """Send touch events; each path is that of one finger."""
    session = page.context.new_cdp_session(page)

    def send(kind: str, points: list[tuple[float, float]]) -> None:
        touches = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    first, *others = zip(*paths, strict=True)
    send("touchStart", list(first))
    for points in others:
        send("touchMove", list(points))
    send("touchEnd", [])


def line(start: tuple[float, float], end: tuple[float, float]) -> list[tuple[float, float]]:
    (x, y), (to_x, to_y) = start, end
    return [(x + (to_x - x) * n / 8, y + (to_y - y) * n / 8) for n in range(9)]


def swipe(page: Page, by: float) -> None:
    x, y, width, height = box_of(page.locator("[data-look-stage]"))
    middle = (x + width / 2, y + height / 2)
    drag_fingers(page, line(middle, (middle[0] + by, middle[1] + 4)))


def scale_of(page: Page) -> float:
    return float(
        page.locator("[data-look-stage] .picture").evaluate(
            "it => new DOMMatrix(getComputedStyle(it).transform).a"
        )
    )


def blur_of(image: Locator) -> str:
    return str(image.evaluate("it => getComputedStyle(it).filter"))


def test_a_swipe_and_the_arrow_keys_lead_from_photo_to_photo(
    at_home: Page, live_server: LiveServer, concern: Concern
) -> None:
    def see(title: str) -> None:
        expect(at_home.get_by_role("heading", level=1)).to_have_text(title)
        at_home.wait_for_load_state()  # the script is loaded

    _, two, _ = photos(concern)
    open_entry(at_home, live_server, two)
    swipe(at_home, by=-150)
    see("3 February 2026 day 3")
    swipe(at_home, by=150)
    see("2 February 2026 day 2")
    at_home.keyboard.press("ArrowLeft")
    see("1 February 2026 day 1")
    swipe(at_home, by=150)  # there is no earlier photo
    at_home.keyboard.press("ArrowRight")
    see("2 February 2026 day 2")


def test_a_photo_is_zoomed_by_two_taps_two_fingers_keys_and_buttons(
    at_home: Page, live_server: LiveServer, concern: Concern
) -> None:
    open_entry(at_home, live_server, photos(concern)[1])
    address = at_home.url
    x, y, width, height = box_of(at_home.locator("[data-look-stage]"))
    middle = (x + width / 2, y + height / 2)
    assert scale_of(at_home) == 1

    for _ in range(2):
        at_home.touchscreen.tap(*middle)
    assert scale_of(at_home) == 2.5
    swipe(at_home, by=-150)  # moves the picture, not to the next one
    assert scale_of(at_home) == 2.5
    at_home.get_by_role("button", name="Whole photo").click()
    assert scale_of(at_home) == 1

    apart = [(middle[0] + side * 40, middle[1]) for side in (-1, 1)]
    wide = [(middle[0] + side * 80, middle[1]) for side in (-1, 1)]
    drag_fingers(at_home, line(apart[0], wide[0]), line(apart[1], wide[1]))
    assert scale_of(at_home) == pytest.approx(2, rel=0.05)

    at_home.keyboard.press("0")
    at_home.get_by_role("button", name="Zoom in").click()
    at_home.keyboard.press("+")
    assert scale_of(at_home) == 2.25
    assert at_home.url == address


def test_two_photos_are_compared_with_the_keyboard_and_with_a_finger(
    at_home: Page, live_server: LiveServer, concern: Concern
) -> None:
    photos(concern)
    open_page(at_home, live_server, "concern_compare", concern)
    at_home.select_option("[name=a]", label="2 Feb, day 2, chin")
    at_home.get_by_role("button", name="Compare").click()
    stage, slider = at_home.locator("[data-compare-stage]"), at_home.get_by_role("slider")
    over = stage.locator("figure").last
    expect(over.locator("img")).to_have_attribute("alt", "Photo: 2 February 2026, day 2, chin")
    expect(slider).to_have_value("50")

    slider.focus()
    for _ in range(10):
        at_home.keyboard.press("ArrowRight")
    expect(slider).to_have_value("60")
    expect(over).to_have_css("clip-path", "inset(0px 40% 0px 0px)")

    x, y, width, height = box_of(stage)
    at_home.touchscreen.tap(x + width / 4, y + height / 2)
    expect(slider).to_have_value("25")
    drag_fingers(at_home, line((x + width / 4, y + 50), (x + width * 0.9, y + 52)))
    expect(slider).to_have_value("90")
    expect(over).to_have_css("clip-path", "inset(0px 10% 0px 0px)")

    beside = at_home.locator(".compare-beside img")
    assert box_of(beside.first)[2] == box_of(beside.last)[2]


def test_the_film_plays_on_demand_only(
    at_home: Page, live_server: LiveServer, concern: Concern
) -> None:
    photos(concern)
    at_home.clock.install()
    open_page(at_home, live_server, "concern_film", concern)
    frame, place = at_home.locator("[data-film-frames] > li:visible"), at_home.get_by_role("slider")
    for image in at_home.locator("[data-film-frames] img").all():
        expect(image).to_have_js_property("complete", True)
    at_home.clock.run_for(10_000)
    expect(frame).to_contain_text("1 February 2026")

    at_home.select_option("select", label="fast")
    at_home.get_by_role("button", name="Play").click()
    at_home.clock.run_for(500)
    expect(frame).to_contain_text("2 February 2026")
    expect(place).to_have_attribute("aria-valuetext", "2 Feb, day 2, chin")
    at_home.get_by_role("button", name="Pause").click()
    at_home.clock.run_for(5_000)
    expect(frame).to_contain_text("2 February 2026")

    place.focus()
    at_home.keyboard.press("ArrowRight")
    expect(frame).to_contain_text("3 February 2026")
    at_home.get_by_role("button", name="Play").click()  # from the start again
    expect(frame).to_contain_text("1 February 2026")
    at_home.clock.run_for(5_000)
    expect(frame).to_contain_text("3 February 2026")
    expect(at_home.get_by_role("button", name="Play")).to_be_visible()


def test_less_motion_is_slower(at_home: Page, live_server: LiveServer, concern: Concern) -> None:
    photos(concern)
    open_page(at_home, live_server, "concern_film", concern)
    expect(at_home.locator("select")).to_have_value("900")
    at_home.emulate_media(reduced_motion="reduce")
    at_home.reload()
    expect(at_home.locator("select")).to_have_value("2000")


def tap_until_seen(page: Page, address: str) -> None:
    """Check that a page's photos are blurred, and that a tap on the first reveals it."""
    page.goto(address)
    image = page.locator(".picture-private .picture-image:visible").first
    assert blur_of(image).startswith("blur(")
    x, y, width, height = box_of(image)
    page.mouse.click(x + width / 2, y + height / 4)
    assert page.url == address
    assert blur_of(image) == "none"


PAGES = ("concern", "concern_photos", "concern_compare", "concern_film", "photo_view", "photo_edit")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_photo_of_a_private_place_is_blurred_until_it_is_tapped(
    at_home: Page,
    without_script: Page,
    live_server: LiveServer,
    concern: Concern,
    name: str,
    script: bool,
) -> None:
    photo = photos(concern, site="bottom")[0]
    value = photo.uuid if name.startswith("photo_") else concern.uuid
    page = at_home if script else without_script
    tap_until_seen(page, live_server.url + reverse(name, args=[concern.child_id, value]))


def test_what_is_uncovered_can_be_opened(
    at_home: Page, live_server: LiveServer, concern: Concern
) -> None:
    photos(concern, site="bottom")
    open_page(at_home, live_server, "concern", concern)
    picture = at_home.locator(".photo-strip .picture").first
    x, y, width, height = box_of(picture)
    for _ in range(2):
        at_home.touchscreen.tap(x + width / 2, y + height / 2)
    at_home.wait_for_url("**/look/")
    assert blur_of(at_home.locator(".picture-image")).startswith("blur(")


def test_without_script_two_photos_are_chosen_and_stand_side_by_side(
    without_script: Page, live_server: LiveServer, concern: Concern
) -> None:
    photos(concern)
    page = without_script
    open_page(page, live_server, "concern_compare", concern)
    page.select_option("[name=b]", label="2 Feb, day 2, chin")
    page.get_by_role("button", name="Compare").click()
    captions = page.locator(".compare-beside figcaption")
    expect(captions.first).to_contain_text("1 February 2026")
    expect(captions.last).to_contain_text("2 February 2026")
    expect(page.locator("[data-compare]")).to_be_hidden()


@pytest.mark.parametrize("name", PAGES)
def test_it_fits_on_a_phone(
    at_home: Page, live_server: LiveServer, concern: Concern, name: str
) -> None:
    photo = photos(concern)[1]
    value = photo.uuid if name.startswith("photo_") else concern.uuid
    at_home.goto(live_server.url + reverse(name, args=[concern.child_id, value]))
    assert at_home.evaluate("document.documentElement.scrollWidth") == 390
    small = at_home.locator("main :is(a.btn, button, a.pill, select):visible").evaluate_all(
        "all => all.filter(it => it.getBoundingClientRect().height < 44).map(it => it.outerHTML)"
    )
    assert small == []


def test_a_removed_photo_is_brought_back_by_one_tap(
    at_home: Page, concern: Concern, live_server: LiveServer
) -> None:
    photo = photos(concern)[0]
    child = concern.child_id
    at_home.goto(live_server.url + reverse("photo_edit", args=[child, photo.uuid]))
    at_home.get_by_text("Delete this photo").tap()
    expect(at_home.get_by_text("You can restore it for 7 days")).to_be_visible()
    at_home.get_by_role("button", name="Delete", exact=True).tap()
    expect(at_home.locator(".photo-list")).to_have_count(0)
    at_home.get_by_role("button", name="Undo").tap()
    expect(at_home.locator(".photo-list img")).to_have_count(1)


def test_a_removed_photo_is_seen_and_brought_back_days_later(
    without_script: Page, concern: Concern, live_server: LiveServer
) -> None:
    page, photo = without_script, photos(concern)[0]
    Photo.objects.filter(pk=photo.pk).update(deleted_at=timezone.now() - timedelta(days=6))
    page.goto(live_server.url + reverse("deleted", args=[concern.child_id]))
    picture = page.locator(".deleted-photo img")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.naturalWidth") == 400
    page.get_by_role("link", name="Delete permanently").click()
    expect(page.get_by_text("Nobody can restore it.")).to_be_visible()
    page.get_by_role("link", name="Keep the photo").click()
    page.get_by_role("button", name="Restore").click()
    assert photo in Photo.objects.all()
    assert page.locator(".deleted-photo").count() == 0
