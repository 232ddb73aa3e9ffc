"""What a phone is told when Milkspot goes onto its home screen."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse, set_script_prefix
from PIL import Image

pytestmark = pytest.mark.django_db


def file_of(address: str) -> Path:
    found = finders.find(address.removeprefix("/static/"))
    assert isinstance(found, str)
    return Path(found)


def picture(address: str) -> Image.Image:
    return Image.open(BytesIO(file_of(address).read_bytes()))


@pytest.fixture
def manifest() -> dict:
    response = Client().get(reverse("manifest"))
    assert response["Content-Type"] == "application/manifest+json"
    return response.json()


def test_each_icon_is_there_and_as_large_as_it_says(manifest) -> None:
    icons = manifest["icons"] + [icon for row in manifest["shortcuts"] for icon in row["icons"]]
    sizes = [icon["sizes"] for icon in icons]
    assert sizes == ["192x192", "512x512", "512x512", "512x512", "96x96", "96x96"]
    for icon in icons:
        width, height = picture(icon["src"]).size
        assert f"{width}x{height}" == icon["sizes"], icon["src"]


def test_the_maskable_icon_leaves_no_gap_and_the_monochrome_one_is_a_shape(manifest) -> None:
    by_purpose = {icon["purpose"]: picture(icon["src"]) for icon in manifest["icons"]}
    assert by_purpose["maskable"].convert("RGBA").getextrema()[3] == (255, 255)
    assert by_purpose["monochrome"].convert("RGBA").getextrema()[3] == (0, 255)


def test_it_begins_on_today_and_offers_a_photo(manifest) -> None:
    assert (manifest["start_url"], manifest["scope"], manifest["id"]) == ("/", "/", "/")
    assert [row["url"] for row in manifest["shortcuts"]] == ["/", "/photo/"]
    assert manifest["share_target"]["action"] == "/photo/"
    assert "image/heic" in manifest["share_target"]["params"]["files"][0]["accept"]


def test_below_a_path_everything_is_below_it() -> None:
    set_script_prefix("/baby/")
    try:
        client = Client(SCRIPT_NAME="/baby")
        manifest_data = client.get("/manifest.webmanifest").json()
    finally:
        set_script_prefix("/")
    assert (manifest_data["start_url"], manifest_data["scope"]) == ("/baby/", "/baby/")


def test_the_worker_is_asked_for_anew_and_loads_files_that_are_there() -> None:
    response = Client().get(reverse("worker"))
    assert response["Cache-Control"] == "private, no-cache"
    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    script = response.content.decode()
    assert not re.search(r"^(import|export)\b", script, re.MULTILINE)
    [picture_file] = re.findall(r'"(/static/[^"]+\.svg)"', script)
    assert file_of(picture_file).is_file()
    again = Client().get(reverse("worker"), headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def addresses_in(script: str, name: str) -> re.Pattern[str]:
    """A pattern of the script, for the paths below the root."""
    source = file_of(f"/static/tracker/js/offline/{script}").read_text()
    found = re.search(rf"{name} =\s+/(.+)/;", source)
    assert found
    return re.compile(found[1].replace("\\/", "/"))


@pytest.mark.parametrize(
    ("name", "may_wait"),
    [
        ("log", True),
        ("log_photo", True),
        ("entry_new", True),
        ("entry_edit", False),
        ("concern_edit", False),
        ("concern_delete", False),
    ],
)
def test_what_is_added_to_a_concern_may_wait_on_the_phone(name, may_wait) -> None:
    parts = [7, uuid4(), uuid4()]
    address = reverse(name, args=parts if name == "entry_edit" else parts[:2])
    assert bool(addresses_in("worker.js", "MAY_WAIT").search(address[1:])) is may_wait


@pytest.mark.parametrize(
    ("name", "may_wait"),
    [("note_new", True), ("log_all_same", True), ("visit_new", False), ("share_new", False)],
)
def test_what_is_added_to_a_child_may_wait_on_the_phone(name, may_wait) -> None:
    address = reverse(name, args=[7])
    assert bool(addresses_in("worker.js", "MAY_WAIT").search(address[1:])) is may_wait


@pytest.mark.parametrize(
    ("host", "extra", "says"),
    [
        ("localhost", {}, "your browser allows every feature"),
        ("192.168.1.5", {}, "This is plain http"),
        ("192.168.1.5", {"secure": True}, "this one is a number"),
    ],
)
def test_what_works_is_said_also_without_script(settings, host, extra, says) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    page = Client().get(reverse("works_here"), headers={"host": host}, **extra).content.decode()
    assert says in page
