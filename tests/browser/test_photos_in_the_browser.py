"""Photos on a phone: choosing, preview, sending, retries, the camera, measuring."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, FilePayload, Locator, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.thumb import log_in
from tests.conftest import PHONE, launch
from tests.factories import (
    make_child,
    make_concern,
    make_entry,
    make_family,
    make_member,
    make_photo,
)
from tests.photos.heic import heic
from tracker.models import Concern, Entry, Photo, Spot, User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAVE = ".save-bar button"
FILES = "[data-photos-plain] [type=file]"
STATUS = "[data-photos-status]"
UPRIGHT_AFTER_90_DEGREES = 6


@pytest.fixture
def today() -> date:
    return timezone.now().date()


@pytest.fixture
def concern(today: date) -> Concern:
    child = make_child(make_family(time_zone="UTC"), birth_date=today - timedelta(days=60))
    return make_concern(child, first_noticed_on=today - timedelta(days=30))


@pytest.fixture
def parent(concern: Concern) -> User:
    return make_member(concern.child.family)


@pytest.fixture
def new_entry(page: Page, parent: User, concern: Concern, live_server: LiveServer) -> Page:
    log_in(page, parent, live_server)
    address = reverse("entry_new", args=[concern.child_id, concern.uuid])
    page.goto(f"{live_server.url}{address}")
    return page


def phone_photo(taken_on: date | None = None, name: str = "IMG_0001.jpg") -> FilePayload:
    """As a phone writes it: 12 megapixels lying on their side, with a word how to turn them.

    Upright it is 3000 wide and 4000 high, with a blue band along its right edge.
    """
    image = Image.new("RGB", (4000, 3000), "#d9a58b")
    ImageDraw.Draw(image).rectangle((0, 0, 4000, 600), fill="#0000ff")
    exif = Image.Exif()
    exif[0x0112] = UPRIGHT_AFTER_90_DEGREES
    if taken_on:
        exif.get_ifd(0x8769)[0x9003] = f"{taken_on:%Y:%m:%d} 17:20:00"
    return file_of(image, "JPEG", name, "image/jpeg", exif=exif)


def webp_photo(name: str = "IMG_0002.webp") -> FilePayload:
    return file_of(Image.new("RGB", (2400, 1600), "#00ff00"), "WEBP", name, "image/webp")


def file_of(image: Image.Image, kind: str, name: str, mime: str, **given: Any) -> FilePayload:
    buffer = BytesIO()
    image.save(buffer, kind, **given)
    return {"name": name, "mimeType": mime, "buffer": buffer.getvalue()}


def heic_photo(name: str = "IMG_0003.heic") -> FilePayload:
    picture = heic(Image.new("RGB", (64, 96), "#2020c0"))
    return {"name": name, "mimeType": "image/heic", "buffer": picture}


def turned_png() -> FilePayload:
    """Upright it is 60 wide and 80 high, with a blue band along its right edge."""
    image = Image.new("RGB", (80, 60), "#d9a58b")
    ImageDraw.Draw(image).rectangle((0, 0, 80, 12), fill="#0000ff")
    exif = Image.Exif()
    exif[0x0112] = UPRIGHT_AFTER_90_DEGREES
    return file_of(image, "PNG", "IMG_0004.png", "image/png", exif=exif)


NO_PICTURE: FilePayload = {
    "name": "IMG_0003.heic",
    "mimeType": "image/heic",
    "buffer": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"no picture at all" * 20,
}


def stored() -> list[tuple[int, int]]:
    return list(Photo.objects.order_by("position").values_list("width", "height"))


def pixel(photo: Photo, across: float, down: float) -> tuple[int, int, int]:
    with photo.large.open("rb") as file, Image.open(file) as image:
        colour = image.convert("RGB").getpixel((image.width * across, image.height * down))
    assert isinstance(colour, tuple)
    return colour


def test_photos_are_shown_sent_and_sent_again_after_the_connection_broke(
    new_entry: Page, today: date
) -> None:
    page, day = new_entry, today - timedelta(days=5)
    page.get_by_role("radio", name="mild").first.check()
    page.set_input_files(FILES, [phone_photo(day), webp_photo(), webp_photo("away.webp")])
    rows = page.locator(".photo-pick")
    expect(rows.locator("img:visible")).to_have_count(3)
    assert rows.locator("img").first.get_attribute("src").startswith("blob:")  # type: ignore[union-attr]
    rows.nth(2).get_by_role("button", name="Remove this photo").click()

    page.get_by_role("button", name=f"Taken on {day.day} {day:%B}. Use this date?").click()
    expect(page.locator("[name=day]")).to_have_value(day.isoformat())
    expect(page.locator("[data-photos-days] button")).to_have_count(0)

    sent: list[int] = []

    def break_the_second(route: Route) -> None:
        sent.append(len(route.request.post_data_buffer or b""))
        if len(sent) == 2:
            route.abort()
        else:
            route.continue_()

    page.route("**/photos/", break_the_second)
    page.click(SAVE)
    expect(page.locator(STATUS)).to_contain_text("The entry is saved, but some photos")
    assert [row.get_attribute("data-state") for row in rows.all()] == ["sent", "failed"]
    assert stored() == [(1500, 2000)]
    entry = Entry.objects.get()
    assert (entry.day, entry.severity) == (day, 1)

    rows.nth(1).get_by_role("button", name="Try again").click()
    page.wait_for_url(lambda url: "/entries/" not in url)
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    assert stored() == [(1500, 2000), (2000, 1333)]
    assert Entry.objects.count() == 1
    assert len(sent) == 3
    first, second = Photo.objects.order_by("position")
    assert pixel(first, 0.95, 0.5)[2] > 200  # the band is on the right, so the photo is upright
    assert pixel(first, 0.05, 0.5)[2] < 200
    assert pixel(second, 0.5, 0.5)[1] > 200
    assert max(sent) < 1_000_000  # scaled down before the upload


def test_a_photo_that_lies_on_its_side_is_turned_before_and_after_it_is_sent(
    new_entry: Page, live_server: LiveServer
) -> None:
    page = new_entry
    page.set_input_files(FILES, [phone_photo(), heic_photo()])
    rows = page.locator(".photo-pick")
    turn = rows.nth(0).get_by_role("button", name="Turn this photo to the right")
    turn.click()
    turn.click()
    turn.click()
    expect(rows.nth(1).get_by_text("no preview")).to_be_visible()  # they are prepared in turn
    expect(rows.nth(0).locator("img")).to_have_js_property("naturalWidth", 2000)
    page.click(SAVE)
    page.wait_for_url("**/children/*/")
    photo = Photo.objects.order_by("position").first()
    assert photo is not None
    assert (photo.width, photo.height) == (2000, 1500)
    blue, skin = pixel(photo, 0.5, 0.05), pixel(photo, 0.5, 0.95)  # the right edge is at the top
    assert blue[2] > 200 > blue[0]
    assert skin[0] > 200 > skin[2]

    page.goto(live_server.url + reverse("photo_edit", args=[photo.child.pk, photo.uuid]))
    page.get_by_role("button", name="Turn right").click()
    expect(page.locator(".photo-described img")).to_have_js_property("naturalHeight", 2000)
    photo.refresh_from_db()
    assert (photo.width, photo.height) == (1500, 2000)
    blue = pixel(photo, 0.95, 0.5)
    assert blue[2] > 200 > blue[0]


def test_a_photo_that_this_browser_cannot_show_is_turned_by_the_server(new_entry: Page) -> None:
    page = new_entry
    page.set_input_files(FILES, [heic_photo(), turned_png()])
    rows = page.locator(".photo-pick")
    for row, taps in ((rows.nth(0), 1), (rows.nth(1), 2)):
        expect(row.get_by_text("no preview")).to_be_visible()
        for _tap in range(taps):
            row.get_by_role("button", name="Turn this photo to the right").click()
        expect(row.get_by_text(f"↻ {90 * taps}°")).to_be_visible()
    expect(page.locator(STATUS)).to_have_text(
        "It will be saved turned by 180° to the right. This browser can't show it."
    )
    page.click(SAVE)
    page.wait_for_url("**/children/*/")
    assert stored() == [(96, 64), (60, 80)]
    png = Photo.objects.order_by("position")[1]
    assert pixel(png, 0.1, 0.5)[2] > 200  # upright, the band is on the right


def test_an_answer_that_got_lost_doubles_nothing(new_entry: Page, live_server: LiveServer) -> None:
    page = new_entry
    tries: list[Route] = []

    def lose_the_first_answer(route: Route) -> None:
        tries.append(route)
        if len(tries) == 1:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/photos/", lose_the_first_answer)
    page.set_input_files(FILES, [webp_photo()])
    page.click(SAVE)
    page.locator(".photo-pick").get_by_role("button", name="Try again").click()
    page.wait_for_url(f"{live_server.url}/children/*/")
    assert len(tries) == 2
    assert stored() == [(2000, 1333)]


def test_an_avif_is_refused_when_it_is_chosen_and_the_others_are_sent(
    new_entry: Page, live_server: LiveServer
) -> None:
    page = new_entry
    picture = Image.new("RGB", (2400, 1600), "#00ff00")
    page.set_input_files(
        FILES,
        [
            file_of(picture, "AVIF", "one.avif", "image/avif"),
            file_of(picture, "AVIF", "two.jpg", "image/jpeg"),
            webp_photo(),
        ],
    )
    rows = page.locator(".photo-pick")
    expect(rows.locator("img:visible")).to_have_count(1)
    for number in (0, 1):
        expect(rows.nth(number)).to_contain_text("Choose a JPEG, PNG, WebP or HEIC photo")
    rows.nth(1).get_by_role("button", name="Remove this photo").click()

    page.click(SAVE)
    page.wait_for_url(f"{live_server.url}/children/*/")
    assert stored() == [(2000, 1333)]


def test_what_is_to_be_mended_is_said_and_the_photos_stay(
    new_entry: Page, today: date, live_server: LiveServer
) -> None:
    page = new_entry
    page.set_input_files(FILES, [webp_photo()])
    page.locator(".when summary").click()
    page.fill("[name=day]", (today + timedelta(days=3)).isoformat())
    page.click(SAVE)
    expect(page.get_by_role("alert")).to_contain_text("Not saved yet.")
    expect(page.get_by_role("alert")).to_contain_text("Enter a date that is not in the future")
    expect(page.locator("#div_id_day .invalid-feedback")).to_be_visible()
    assert Entry.objects.count() == 0

    page.fill("[name=day]", today.isoformat())
    page.click(SAVE)
    page.wait_for_url(f"{live_server.url}/children/*/")
    assert stored() == [(2000, 1333)]


def test_without_a_connection_nothing_is_lost(new_entry: Page, live_server: LiveServer) -> None:
    page = new_entry
    page.set_input_files(FILES, [webp_photo()])
    page.context.set_offline(True)
    page.click(SAVE)
    expect(page.locator(STATUS)).to_contain_text("Nothing is saved yet, and nothing is lost")
    assert Entry.objects.count() == 0

    page.context.set_offline(False)
    page.click(SAVE)
    page.wait_for_url(f"{live_server.url}/children/*/")
    assert stored() == [(2000, 1333)]


def test_what_the_browser_cannot_read_goes_as_it_is_and_a_refusal_is_said(
    new_entry: Page, live_server: LiveServer
) -> None:
    page = new_entry
    page.set_input_files(FILES, [NO_PICTURE, heic_photo()])
    expect(page.locator(".photo-pick [data-unseen]:visible")).to_have_count(2)
    row = page.locator(".photo-pick").first
    page.click(SAVE)
    expect(page.locator(STATUS)).to_contain_text("They couldn't be added")
    expect(row).to_contain_text("This photo is damaged")
    page.get_by_role("button", name="Continue without them").click()
    page.wait_for_url(f"{live_server.url}/children/*/")
    assert stored() == [(64, 96)]


def test_what_a_proxy_finds_too_large_is_called_so(
    new_entry: Page, live_server: LiveServer
) -> None:
    page = new_entry
    page.route("**/photos/", lambda route: route.fulfill(status=413, body="<h1>413</h1>"))
    page.set_input_files(FILES, [webp_photo()])
    page.click(SAVE)
    expect(page.locator(".photo-pick")).to_contain_text("too large for the server")
    expect(page.locator(STATUS)).to_contain_text("Everything is saved except the photos")
    page.get_by_role("button", name="Continue without them").click()
    page.wait_for_url(f"{live_server.url}/children/*/")
    assert stored() == []


def test_more_photos_for_an_entry_that_is_written(
    page: Page, parent: User, concern: Concern, today: date, live_server: LiveServer
) -> None:
    log_in(page, parent, live_server)
    entry = make_entry(concern, today)
    address = reverse("photos", args=[concern.child_id, concern.uuid, entry.uuid])
    page.goto(f"{live_server.url}{address}")
    page.set_input_files(FILES, [phone_photo(today - timedelta(days=2)), webp_photo()])
    expect(page.locator(".photo-pick img:visible")).to_have_count(2)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".photo-list li")).to_have_count(2)
    assert stored() == [(1500, 2000), (2000, 1333)]


@pytest.mark.parametrize("site", ["groin", "genitals", "bottom", "chin"])
def test_of_a_private_place_the_map_is_offered_first(new_entry: Page, site: str) -> None:
    page = new_entry
    note = page.get_by_role("link", name="Mark it on the map")
    expect(note).to_be_hidden()
    page.get_by_role("button", name="Choose a place from the list").click()
    page.locator("[name=spots-0-site]").select_option(site)
    expect(note).to_be_visible(visible=site != "chin")
    page.set_input_files(FILES, [webp_photo()])
    cloud = page.locator(STATUS).filter(has_text="may already have sent it to the cloud")
    expect(cloud).to_have_count(int(site != "chin"))


# The camera on the page


@pytest.fixture
def with_camera(browser: Browser) -> Iterator[Page]:
    """A phone with two simulated cameras."""
    chromium = launch(
        browser.browser_type,
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream=device-count=2",
    )
    context = chromium.new_context(viewport=PHONE, has_touch=True, is_mobile=True, locale="en-GB")
    context.set_default_timeout(10_000)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    chromium.close()
    assert errors == []


def test_a_picture_taken_in_the_page_lies_over_the_last_one_and_is_sent(
    with_camera: Page, parent: User, concern: Concern, today: date, live_server: LiveServer
) -> None:
    page = with_camera
    make_photo(make_entry(concern, today - timedelta(days=2)))
    log_in(page, parent, live_server)
    address = reverse("entry_new", args=[concern.child_id, concern.uuid])
    page.goto(f"{live_server.url}{address}")

    page.get_by_role("button", name="Camera on this page").click()
    camera = page.get_by_role("dialog", name="Camera")
    earlier = camera.locator("[data-camera-earlier]")
    expect(earlier).to_be_visible()
    strength = camera.get_by_role("slider", name="Last photo as a guide")
    strength.fill("70")
    assert earlier.evaluate("image => getComputedStyle(image).opacity") == "0.7"

    shutter = camera.get_by_role("button", name="Take the photo")
    shutter.click()
    expect(camera.get_by_role("status")).to_have_text("Photo 1 is taken. It's in the list.")
    camera.get_by_role("button", name="Switch camera").click()
    expect(shutter).to_be_enabled()
    page.wait_for_function("() => document.querySelector('[data-camera-live]').readyState >= 2")
    shutter.click()
    expect(camera.get_by_role("status")).to_have_text("Photo 2 is taken. It's in the list.")
    expect(camera.get_by_role("button", name="Light")).to_be_hidden()
    camera.get_by_role("button", name="Done").click()
    page.wait_for_function("() => document.querySelector('[data-camera-live]').srcObject === null")

    expect(page.locator(".photo-pick img:visible")).to_have_count(2)
    page.click(SAVE)
    page.wait_for_url(f"{live_server.url}/children/*/")
    assert Photo.objects.filter(entry__day=today).count() == 2


def test_without_a_last_photo_nothing_lies_over_the_live_picture(
    with_camera: Page, parent: User, concern: Concern, live_server: LiveServer
) -> None:
    page = with_camera
    log_in(page, parent, live_server)
    address = reverse("entry_new", args=[concern.child_id, concern.uuid])
    page.goto(f"{live_server.url}{address}")
    page.get_by_role("button", name="Camera on this page").click()
    camera = page.get_by_role("dialog", name="Camera")
    expect(camera.get_by_role("button", name="Take the photo")).to_be_enabled()
    expect(camera.locator("[data-camera-earlier]")).to_be_hidden()
    expect(camera.get_by_role("slider")).to_be_hidden()


# Measuring


def drag(page: Page, grip: Locator, right: float, down: float) -> None:
    grip.scroll_into_view_if_needed()
    box = grip.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right, y + down, steps=4)
    page.mouse.up()


def test_a_size_is_measured_by_dragging_and_by_keys_and_can_be_taken_back(
    page: Page, parent: User, concern: Concern, today: date, live_server: LiveServer
) -> None:
    entry = make_entry(concern, today, sites=("chin", "cheek"))
    photo = make_photo(entry, (1000, 750))
    log_in(page, parent, live_server)
    page.goto(f"{live_server.url}{reverse('photo_scale', args=[concern.child_id, photo.uuid])}")
    page.get_by_label("What's beside the spot?").select_option("EUR 1 €")
    expect(page.get_by_label("How long is line 1")).to_be_hidden()

    lengths = """() => ["known", "spot"].map(
        (name) => Number(document.querySelector(`[name=${name}_px]`).value))"""
    known = page.locator("[data-line=known] .scale-grip")
    drag(page, known.nth(1), 20, 0)
    drag(page, known.nth(0), -20, 0)
    page.get_by_role("button", name="Line 2: the spot").click()
    end = page.locator("[data-line=spot] .scale-grip").nth(1)
    end.focus()
    before = page.evaluate(lengths)[1]
    for _ in range(5):
        end.press("ArrowLeft")
    known_px, spot_px = page.evaluate(lengths)
    assert before == 0  # without a line there is no size
    assert 0 < spot_px < known_px
    size = round(23.25 * spot_px / known_px, 1)
    expect(page.locator("[data-scale-said]")).to_have_text(f"About {size:g} mm")

    page.get_by_role("radio", name="2: cheek").check()
    page.get_by_role("button", name="Save the size").click()
    expect(page.locator(".notice")).to_contain_text(f"cheek, side not given: {size:g} mm")
    assert list(Spot.objects.values_list("site", "size_mm")) == [("chin", None), ("cheek", size)]
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".notice")).to_contain_text("Undone: ")
    assert list(Spot.objects.values_list("site", "size_mm")) == [("chin", None), ("cheek", None)]
