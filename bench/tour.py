"""Takes the screenshots of docs/tour: phone and desktop, light and dark.

Of the sample diary at a fixed time, so that the pictures are reproducible on one machine.

.venv/bin/python bench/tour.py [SCREEN ...]
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
os.environ |= {"DATA_DIR": tempfile.mkdtemp(prefix="milkspot-tour-"), "DEBUG": "true"}
os.environ["DJANGO_SETTINGS_MODULE"] = "diary.settings"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright leaves an event loop in this thread

import django  # noqa: E402

django.setup()

from django.core.cache import cache  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.test.utils import override_settings  # noqa: E402
from django.urls import reverse  # noqa: E402
from PIL import Image, ImageDraw, ImageFilter  # noqa: E402
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright  # noqa: E402
from time_machine import travel  # noqa: E402

from tests import factories  # noqa: E402
from tests.browser.screens import TERMS, screens  # noqa: E402
from tests.conftest import PHONE, launch  # noqa: E402
from tracker.actions.importing import import_diary  # noqa: E402
from tracker.actions.photos import add_photos  # noqa: E402
from tracker.actions.records import delete_record  # noqa: E402
from tracker.domain.sample import sample_diary  # noqa: E402
from tracker.models import Child, Concern, Entry, Photo, Question  # noqa: E402
from tracker.photos import process_photo  # noqa: E402

NIGHT = datetime(2027, 5, 10, 3, 12, tzinfo=UTC)
PARENT = "ana@example.org"
PORT = 8379  # fixed, since some pages show the server's address
FOLDER = ROOT / "docs" / "tour"
DESK = {"width": 1280, "height": 800}
VARIANTS = [
    (device, size, scheme)
    for device, size in (("phone", PHONE), ("desk", DESK))
    for scheme in ("light", "dark")
]


@dataclass(frozen=True)
class Screen:
    """``address``: a URL name; ``act``: runs before the screenshot; ``visitor``: logged out."""

    name: str
    address: str
    act: Callable[[Page], object] = lambda page: None
    visitor: bool = False


def same(page: Page) -> None:
    page.locator(".today-tap [value=same]").first.click()
    page.locator("[data-undo]").wait_for()


def to(selector: str) -> Callable[[Page], object]:
    """Return an action that scrolls an element to the top."""
    return lambda page: page.locator(selector).first.evaluate("one => one.scrollIntoView()")


def open_the_link(page: Page) -> None:
    page.get_by_label("6-digit code").fill(factories.SECRETS.code)
    page.get_by_role("button", name="Open the page").click()
    page.locator(".sheet").wait_for()


START = Screen("start", "start", visitor=True)
"""Taken before there is any account."""

SCREENS = [
    Screen("login", "account_login", visitor=True),
    Screen("worried", "worried", visitor=True),
    Screen("today", "today"),
    Screen("entry", "entry_new"),
    Screen("entry-map", "entry_new", to(".look-where")),
    Screen(
        "entry-signs",
        "entry_new",
        lambda page: (page.check("[name=signs-gate][value=yes]"), to("#signs")(page)),
    ),
    Screen("add", "add"),
    Screen("note", "note_new"),
    Screen("care", "care_new"),
    Screen("concern-new", "concern_new"),
    Screen("concern", "concern"),
    Screen("concern-photos", "concern_photos"),
    Screen("compare", "concern_compare"),
    Screen("film", "concern_film"),
    Screen("photo", "photo_view"),
    Screen("timeline", "timeline"),
    Screen("summary", "summary"),
    Screen("summary-sheet", "summary", to(".sheet")),
    Screen("visit", "visit_new"),
    Screen("questions", "questions"),
    Screen("share", "share_new"),
    Screen("shared", "share_open", open_the_link, visitor=True),
    Screen("shares", "shares"),
    Screen("calendar", "calendar"),
    Screen("export", "export"),
    Screen("more", "more"),
    Screen("history", "history"),
    Screen("deleted", "deleted"),
    Screen("child", "child_edit"),
    Screen("child-removal", "child_removal"),
    Screen("family", "family_edit"),
    Screen("people", "people"),
    Screen("invitation", "invitation_new"),
    Screen("leave", "family_leave"),
    Screen("account", "account"),
    Screen("second-step", "mfa_index"),
    Screen("sessions", "sessions"),
    Screen("everything", "everything"),
    Screen("rules", "rules"),
    Screen("works-here", "works_here"),
    Screen("is-it-you", "account_reauthenticate"),
    Screen("offline", "offline", visitor=True),
    Screen("today-written", "today", same),
]
"""The main screens, in the order of a visit. The others follow by URL name."""


# The diary


def skin(day: int) -> io.BytesIO:
    """Draw skin with a few bumps, which get smaller by the day."""
    image = Image.new("RGB", (1200, 900), "#d8a78d")
    draw = ImageDraw.Draw(image)
    for number in range(11):
        x, y = 340 + number * 211 % 640, 140 + number * 337 % 590
        size = 24 - 3 * day + number % 3 * 5
        draw.ellipse((x - 2 * size, y - 2 * size, x + 2 * size, y + 2 * size), fill="#cf8d78")
        draw.ellipse((x - size, y - size, x + size, y + size), fill="#f6e6d6")
    image = image.filter(ImageFilter.GaussianBlur(7))
    ImageDraw.Draw(image).ellipse((60, 620, 260, 820), fill="#c9b46a", outline="#8f7d3c", width=10)
    file = io.BytesIO()
    image.save(file, "JPEG", quality=90)
    file.seek(0)
    return file


def keep_a_diary() -> Child:
    family = factories.make_family(time_zone="UTC", country="GB")
    parent = factories.make_member(family, user=factories.make_user(PARENT, name="Ana"))
    child = import_diary(diary=sample_diary(NIGHT.date()), family=family, by=parent).child
    cared_for = Concern.objects.filter(child=child, care__isnull=False).last()
    entries = Entry.objects.filter(concern=cared_for, status="present").newest_first()[:4]
    for day, entry in enumerate(reversed(entries)):
        add_photos(entry=entry, photos=[process_photo(skin(day))], uuid=entry.uuid, by=parent)
    factories.make_day_note(child, NIGHT.date() - timedelta(days=1), temperature_c=37.2)
    Question.objects.create(child=child, text="May the bumps stay as they are?")
    factories.make_share(child, by=parent)
    factories.make_member(family, "caregiver", factories.make_user("ben@example.org", name="Ben"))
    wrong = factories.make_entry(cared_for, NIGHT.date() - timedelta(days=2))
    delete_record(row=wrong, by=parent)
    Entry.all_objects.filter(pk=wrong.pk).update(
        deleted_at=NIGHT
    )  # and not by the database's clock
    photo = Photo.objects.filter(entry__concern=cared_for).first()
    Photo.all_objects.filter(pk=photo.pk).update(deleted_at=NIGHT)
    return child


# The pictures


@contextmanager
def serving() -> Iterator[str]:
    server = ThreadedWSGIServer(("127.0.0.1", PORT), WSGIRequestHandler)
    server.daemon_threads = True
    server.set_app(get_wsgi_application())
    WSGIRequestHandler.log_message = lambda *_args: None  # type: ignore[assignment]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{PORT}"
    server.shutdown()


def log_in(page: Page, base: str) -> None:
    page.goto(base + reverse("account_login"))
    page.fill("[name=login]", PARENT)
    page.fill("[name=password]", factories.PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.locator(".tabs").wait_for()


def new_context(browser: Browser, device: str, size: dict[str, int], scheme: str) -> BrowserContext:
    phone = {"has_touch": True, "is_mobile": True} if device == "phone" else {}
    context = browser.new_context(
        viewport=size,  # type: ignore[arg-type]
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
        service_workers="block",
        locale="en-GB",
        timezone_id="UTC",
        **phone,  # type: ignore[arg-type]
    )
    context.clock.set_fixed_time(NIGHT)
    return context


def take(page: Page, address: str, screen: Screen, name: str) -> None:
    page.goto(address, wait_until="networkidle")
    screen.act(page)
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(150)
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled", caret="hide")))
    picture.convert("RGB").save(FOLDER / f"{name}.webp", quality=50, method=6)
    print(name)


def tour(browser: Browser, base: str, wanted: set[str]) -> list[Screen]:
    """Take all wanted screens of each variant, with a new diary for each."""
    for device, size, scheme in VARIANTS:
        call_command("flush", interactive=False, verbosity=0)
        cache.clear()
        visitor, parent = (
            new_context(browser, device, size, scheme).new_page() for _who in range(2)
        )
        take(visitor, base + reverse("start"), START, f"{START.name}-{device}-{scheme}")
        child = keep_a_diary()
        log_in(parent, base)
        found = screens([visitor, parent], base, child)
        for screen in (*SCREENS, *others(found)):
            if not wanted or screen.name in wanted:
                page, address = found[screen.address]
                name = f"{screen.name}-{device}-{scheme}"
                take(visitor if screen.visitor else page, address, screen, name)
        for page in (visitor, parent):
            page.context.close()
    return [START, *SCREENS, *others(found)]


def others(found: Iterable[str]) -> list[Screen]:
    taken = {screen.address for screen in (START, *SCREENS)}
    return [Screen(name.replace("_", "-"), name) for name in sorted(set(found) - taken)]


def write_index(all_screens: list[Screen]) -> None:
    lines = ["# Every screen", "", "Of the sample diary, made by `bench/tour.py`.", ""]
    for screen in all_screens:
        pictures = [
            f'<img src="{screen.name}-{device}-{scheme}.webp" height="420" '
            f'alt="{screen.name}, {device}, {scheme}">'
            for device, _size, scheme in VARIANTS
        ]
        lines += [f"## {screen.name}", "", *pictures, ""]
    (FOLDER / "README.md").write_text("\n".join(lines))


def main(wanted: set[str]) -> None:
    FOLDER.mkdir(exist_ok=True)
    call_command("migrate", verbosity=0)
    frozen_time = travel(NIGHT, tick=False)
    fixed = override_settings(SESSION_EXPIRE_AT_BROWSER_CLOSE=True, TERMS=TERMS)
    with frozen_time, fixed, serving() as base, sync_playwright() as playwright:
        browser = launch(playwright.chromium)
        write_index(tour(browser, base, wanted))
        browser.close()
    files = list(FOLDER.glob("*.webp"))
    print(f"{len(files)} pictures, {sum(file.stat().st_size for file in files) / 1e6:.2f} MB")


if __name__ == "__main__":
    main(set(sys.argv[1:]))
