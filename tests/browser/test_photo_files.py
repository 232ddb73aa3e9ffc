"""The script reads from a photo what the server would read, and draws it as the server would."""

from __future__ import annotations

from base64 import b64decode, b64encode
from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.photos.drawn import KINDS, NEAR, difference, opened, picture, saved
from tracker.photos import process_photo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

READ = """async ([content, type]) => {
  const { dayTaken, scaledDown } = await import("/static/tracker/js/photos/image_file.js");
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const given = new File([bytes], "photo", { type });
  const { file } = await scaledDown(given);
  const drawn = new Uint8Array(await file.arrayBuffer());
  const letters = Array.from(drawn, (byte) => String.fromCharCode(byte)).join("");
  return [await dayTaken(given), btoa(letters)];
}"""


def exif(taken: str = "", orientation: int = 1) -> bytes:
    found = Image.Exif()
    found[0x0112] = orientation
    if taken:
        found.get_ifd(0x8769)[0x9003] = taken
    return found.tobytes()


def read(page: Page, data: bytes, kind: str) -> tuple[str, bytes]:
    given = [b64encode(data).decode(), f"image/{kind.lower()}"]
    day, content = page.evaluate(READ, given)
    return day, b64decode(content)


def test_days_and_directions_are_those_of_the_server(page: Page, live_server: LiveServer) -> None:
    page.goto(live_server.url + reverse("account_login"))
    for kind in KINDS:
        for taken in ("2026:03:10 03:12:45", "2026-03-10", "2026:02:30 03:12:45", "soon", ""):
            data = saved(picture(), kind, exif=exif(taken))
            wanted = process_photo(BytesIO(data)).taken_on
            assert read(page, data, kind)[0] == (wanted.isoformat() if wanted else "")
    for kind in ("JPEG", "PNG", "WEBP"):
        for orientation in (1, 6):
            data = saved(picture((2400, 1600)), kind, exif=exif("2026:03:10", orientation))
            day, content = read(page, data, kind)
            drawn, wanted = (process_photo(BytesIO(each)) for each in (content, data))
            assert day == "2026-03-10"
            assert difference(opened(drawn.large), opened(wanted.large)) <= NEAR
