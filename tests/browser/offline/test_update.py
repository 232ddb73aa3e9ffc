"""A phone at an update: its scripts, and its unsent records."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.offline.phones import (
    log_in_by_hand,
    new_entry,
    today_of,
    until,
    until_sent,
    visit,
    watched,
)
from tests.browser.test_photos_in_the_browser import log_in
from tests.factories import drawn_jpeg, make_entry
from tracker.models import Concern, DayNote, Entry, Photo, User
from tracker.views.client_headers import account_key

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


# The scripts of two versions


class Releases:
    """Collected static files, with a version in each module."""

    def __init__(self, folder: Path, settings: Any, live_server: LiveServer) -> None:
        self.folder, self.settings, self.server = folder, settings, live_server.thread.httpd
        settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
        settings.WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["css", "js", "map", "svg"]
        for version in "AB":
            self._collect(version)

    def _collect(self, version: str) -> None:
        source = self.folder / f"source {version}"
        for finder in ORIGINAL_FINDERS:
            for path, storage in finder.list([]):
                target = source / path
                target.parent.mkdir(parents=True, exist_ok=True)
                with storage.open(path) as file:
                    content = file.read()
                if path.startswith("tracker/js/"):
                    content += MARK % version.encode()
                target.write_bytes(content)
        self.settings.STATICFILES_DIRS = [source]
        self._use(version)
        call_command("collectstatic", interactive=False, verbosity=0)

    def _use(self, version: str) -> None:
        self.settings.STATIC_ROOT = self.folder / version
        self.settings.STATIC_ROOT.mkdir(exist_ok=True)
        self.settings.STORAGES = {
            **self.settings.STORAGES,
            "staticfiles": {"BACKEND": "diary.static_storage.HashedStaticFiles"},
        }

    def start(self, version: str) -> None:
        """Restart the server with a version, without the files of the previous one."""
        self._use(version)
        self.server.set_app(WSGIHandler())


MARK = b"\nglobalThis.ran = [...(globalThis.ran ?? []), '%s'];\n"
RAN = "[...new Set(globalThis.ran)].join()"
ORIGINAL_FINDERS = list(get_finders())


@pytest.fixture
def releases(tmp_path: Path, settings: Any, live_server: LiveServer) -> Iterator[Releases]:
    original = live_server.thread.httpd.get_app()
    releases = Releases(tmp_path, settings, live_server)
    releases.start("A")
    yield releases
    live_server.thread.httpd.set_app(original)


def test_no_page_runs_modules_of_two_versions(
    releases: Releases,
    context: BrowserContext,
    parent: User,
    concern: Concern,
    live_server: LiveServer,
) -> None:
    today, form = live_server.url + today_of(concern), live_server.url + new_entry(concern)
    page = watched(context.new_page())
    log_in(page, parent, live_server)
    visit(page, live_server, concern)
    assert page.evaluate(RAN) == "A"

    context.set_offline(True)
    releases.start("B")
    for address in (today, form):
        page.goto(address)
        expect(page.locator("[data-kept-line]")).to_contain_text("You're offline.")
        assert page.evaluate(RAN) == "A", "a copy of before runs the modules of before"
    expect(page.locator("[data-map-tools]")).to_be_visible()

    context.set_offline(False)
    for address in (form, today):
        page.goto(address)
        expect(page.locator("[data-kept-line]")).to_be_hidden()
        assert page.evaluate(RAN) == "B"
    until(page, COPY_NAMES, [today_of(concern), static("tracker/js/diary/today.js")])
    context.set_offline(True)
    page.goto(today)
    expect(page.locator("[data-kept-line]")).to_contain_text("You're offline.")
    assert page.evaluate(RAN) == "B"


COPY_NAMES = """([address, file]) => caches.match(address)
    .then((copy) => copy.text())
    .then((text) => text.includes(file))"""


def test_a_page_whose_modules_went_with_an_update_works_as_without_script(
    releases: Releases, page: Page, parent: User, concern: Concern, live_server: LiveServer
) -> None:
    def update(route: Route) -> None:
        releases.start("B")
        route.continue_()

    log_in(page, parent, live_server)
    page.route("**/js/**", update)
    page.goto(live_server.url + new_entry(concern))
    assert page.evaluate(RAN) == ""
    page.get_by_role("radio", name="mild").first.check()
    page.locator(".save-bar button").click()
    page.wait_for_url(lambda url: "/entries/" not in url)
    assert Entry.objects.get().severity == 1
    page.goto(live_server.url + new_entry(concern))
    assert page.evaluate(RAN) == "B"


# Unsent records

HALF_SENT = "3f0a4c1e-5f0e-4d33-8a39-0a5f5f6f2f11"


def queue_of_the_version_before(concern: Concern, author: User, day: date) -> list[dict[str, Any]]:
    """Records as of commit 8f3b688: a tap, a photo, two entries, a note, unsent photos."""
    at_concern = f"/children/{concern.child_id}/concerns/{concern.uuid}"
    entry, with_photo, note = uuid4(), uuid4(), uuid4()

    def record(address: str, photos_address: str, **more: Any) -> dict[str, Any]:
        return {
            "account": account_key(author),
            "address": address,
            "photosAddress": photos_address,
            "about": "Iris, bumps on the chin",
            "photos": [],
            "failures": 0,
            "refusal": None,
            **more,
        }

    def entry_fields(uuid: object, notes: str, **spot: str) -> list[list[str]]:
        return [
            ["uuid", str(uuid)],
            ["revision", "0"],
            ["next", ""],
            ["day", day.isoformat()],
            ["at", "09:21"],
            ["initial-at", "09:21"],
            ["status", "present"],
            ["trend", ""],
            ["severity", ""],
            ["spots-TOTAL_FORMS", "1"],
            ["spots-INITIAL_FORMS", "0"],
            ["spots-MIN_NUM_FORMS", "0"],
            ["spots-MAX_NUM_FORMS", "100"],
            ["spots-0-site", spot.get("site", "")],
            ["spots-0-side", spot.get("side", "")],
            ["spots-0-count", ""],
            ["spots-0-size_mm", ""],
            ["spots-0-view", spot.get("view", "")],
            ["spots-0-x", spot.get("x", "")],
            ["spots-0-y", spot.get("y", "")],
            ["spots-0-track", ""],
            ["spots-0-placed", ""],
            ["signs-gate", "not_looked"],
            ["temperature", ""],
            ["itch", ""],
            ["notes", notes],
            ["tapped_on", day.isoformat()],
        ]

    spot = {"site": "forehead", "side": "right", "view": "face", "x": "0.3086", "y": "0.2302"}
    new_entry = f"{at_concern}/entries/new/"
    return [
        record(
            f"{at_concern}/log/",
            f"{at_concern}/log/",
            fields=[
                ["uuid", str(uuid4())],
                ["tapped_on", day.isoformat()],
                ["choice", "worse"],
            ],
        ),
        record(
            f"{at_concern}/photo/",
            f"{at_concern}/photo/",
            fields=[
                ["uuid", str(uuid4())],
                ["photos", {"width": 81}],
                ["tapped_on", day.isoformat()],
            ],
        ),
        record(
            new_entry,
            f"{at_concern}/entries/{entry}/photos/",
            fields=entry_fields(entry, "on the forehead", **spot),
        ),
        record(
            new_entry,
            f"{at_concern}/entries/{with_photo}/photos/",
            fields=entry_fields(with_photo, "with a photo"),
            photos=[{"uuid": str(uuid4()), "file": {"width": 82}}],
            failures=2,
        ),
        record(
            f"/children/{concern.child_id}/notes/new/",
            f"/children/{concern.child_id}/notes/{note}/photos/",
            about="Iris",
            fields=[
                ["uuid", str(note)],
                ["revision", "0"],
                ["next", ""],
                ["day", day.isoformat()],
                ["at", "09:22"],
                ["initial-at", "09:22"],
                ["notes", "slept badly"],
                ["signs-gate", "not_looked"],
                ["temperature", ""],
                ["tapped_on", day.isoformat()],
            ],
        ),
        record(
            new_entry,
            f"{at_concern}/entries/{HALF_SENT}/photos/",
            fields=None,
            photos=[{"uuid": str(uuid4()), "file": {"width": 83}}],
            moment=f"{day.isoformat()}T09:23:00.000Z",
        ),
    ]


PLANT = """async ([records, pictures, written]) => {
  const done = (request) =>
    new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
  const request = indexedDB.open("milkspot /", 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("outbox", { keyPath: "id", autoIncrement: true });
    request.result.createObjectStore("shared");
  };
  const database = await done(request);
  const fileOf = ({ width }) =>
    new File([new Uint8Array(pictures[width])], `IMG_${width}.jpg`, { type: "image/jpeg" });
  const transaction = database.transaction("outbox", "readwrite");
  for (const record of records) {
    const fields = record.fields?.map(([name, value]) =>
      [name, typeof value === "string" ? value : fileOf(value)]) ?? null;
    const photos = record.photos.map(({ uuid, file }) => ({ uuid, file: fileOf(file) }));
    written += 1;
    transaction.objectStore("outbox").put({ ...record, fields, photos, written });
  }
  await new Promise((resolve) => (transaction.oncomplete = resolve));
  database.close();
}"""


def test_ticks_of_the_version_before_are_kept_in_a_form_that_is_opened_again(
    context: BrowserContext, parent: User, concern: Concern, live_server: LiveServer
) -> None:
    day = timezone.now().date() - timedelta(days=1)
    [record] = [
        record
        for record in queue_of_the_version_before(concern, parent, day)
        if "with a photo" in str(record["fields"])
    ]
    ticks = [["signs-seen", "nonblanching"], ["signs-seen", "unwell"], ["signs-seen", "pus"]]
    gate = [["signs-gate", "yes"]]
    kept = [field for field in record["fields"] if field[0] != "signs-gate"]
    refused = {"status": 422, "sentence": "Please look again.", "address": ""}
    record |= {"fields": [*kept, *gate, *ticks], "photos": [], "refusal": refused}
    page = watched(context.new_page())
    log_in(page, parent, live_server)
    visit(page, live_server, concern)
    page.evaluate(PLANT, [[record], {}, int(timezone.now().timestamp() * 1000)])
    page.reload()
    page.locator("[data-unsent-list] a[href*='unsent=']").click()
    page.wait_for_url("**/entries/new/?unsent=*")
    expect(page.get_by_role("radio", name="They stay")).to_be_checked()
    expect(page.locator("#sign-pus")).to_be_checked()
    page.locator(".save-bar button").click()
    page.wait_for_url(lambda url: "/entries/" not in url)
    until_sent(page)
    answers = dict(Entry.objects.get().signs.values_list("key", "answer"))
    assert {key for key, answer in answers.items() if answer == "yes"} == {
        "nonblanching",
        "unwell",
        "pus",
    }


def test_what_the_version_before_left_on_the_phone_arrives_once(
    context: BrowserContext, parent: User, concern: Concern, live_server: LiveServer
) -> None:
    day = timezone.now().date() - timedelta(days=1)
    make_entry(concern, day, notes="its photo is still to come", uuid=HALF_SENT)
    queue = queue_of_the_version_before(concern, parent, day)
    pictures = {width: list(drawn_jpeg((width, 60))) for width in (81, 82, 83)}
    written = int(datetime.combine(day, time(12), UTC).timestamp() * 1000)
    page = watched(context.new_page())
    for _sent_again in range(2):
        page.goto(live_server.url + static("tracker/icon.svg"))  # runs no script
        context.clear_cookies(name=settings.SESSION_COOKIE_NAME)  # the session has ended
        page.evaluate(PLANT, [queue, pictures, written])
        page.goto(live_server.url + reverse("account_login"))
        log_in_by_hand(page, parent)
        until_sent(page)
        assert stored(concern) == {
            ("worse", "", (81,)),
            ("", "on the forehead", ()),
            ("", "with a photo", (82,)),
            ("", "its photo is still to come", (83,)),
        }
        assert (Entry.objects.count(), Photo.objects.count()) == (4, 3)
        assert {entry.day for entry in Entry.objects.all()} == {day}
        note = DayNote.objects.get()
        assert (note.day, note.notes) == (day, "slept badly")
        spot = Entry.objects.get(notes="on the forehead").spots.get()
        assert (spot.site, spot.side, spot.view) == ("forehead", "right", "face")


def stored(concern: Concern) -> set[tuple[str, str, tuple[int, ...]]]:
    """Return trend, notes and widths of the photos of each entry."""
    return {
        (entry.trend, entry.notes, tuple(entry.photos.values_list("width", flat=True)))
        for entry in Entry.objects.filter(concern=concern)
    }
