"""Helpers for tests of offline use."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from django.urls import reverse
from playwright.sync_api import FilePayload, Page
from pytest_django.live_server_helper import LiveServer

from tests.factories import (
    PASSWORD,
    drawn_jpeg,
)
from tracker.models import Concern, User

SAVE = ".save-bar button"


FILES = "[data-photos-plain] [type=file]"


UNSENT = "[data-unsent-list] > li"


def watched(page: Page) -> Page:
    """Fail the test at a script error or a CSP violation."""

    def fail(text: str) -> None:
        raise AssertionError(text)

    page.on("pageerror", lambda error: fail(str(error)))
    page.on(
        "console",
        lambda message: "Content Security Policy" in message.text and fail(message.text),
    )
    return page


def today_of(concern: Concern) -> str:
    return reverse("today", args=[concern.child_id])


def new_entry(concern: Concern) -> str:
    return reverse("entry_new", args=[concern.child_id, concern.uuid])


def until(page: Page, script: str, argument: object = None) -> None:
    """Poll until an async script resolves to true. (wait_for_function() accepts any promise.)"""
    for _ in range(100):
        if page.evaluate(script, argument):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never came true: {script}")


STORED_SINCE = """([address, moment]) => caches.match(address)
    .then((copy) => Number(copy?.headers.get("Milkspot-Kept-At")) >= moment)"""


def visit(page: Page, live_server: LiveServer, concern: Concern) -> None:
    """Open Today, and wait until the offline pages are stored again."""
    before = page.evaluate("Date.now()")
    page.goto(live_server.url + today_of(concern))
    until(page, STORED_SINCE, [reverse("pages_to_keep"), before])


def photo(number: int) -> FilePayload:
    picture = drawn_jpeg((80 + number, 60))
    return {"name": f"IMG_{number}.jpg", "mimeType": "image/jpeg", "buffer": picture}


def write_entry(page: Page, address: str, number: int) -> None:
    page.goto(address)
    page.locator("summary", has_text="Notes").click()
    page.fill("[name=notes]", f"look {number}")
    page.set_input_files(FILES, [photo(number)])
    page.click(SAVE)
    page.wait_for_url("**/children/*/")


def kill(folder: Path) -> None:
    """Kill the browser, as a phone does to free memory."""
    _host, _dash, process = os.readlink(folder / "SingletonLock").rpartition("-")
    os.kill(int(process), signal.SIGKILL)


def own_pages(page: Page) -> list[str]:
    """Return the URLs of all stored pages of an account."""
    return page.evaluate("""async () => {
      const found = [];
      for (const name of (await caches.keys()).filter((name) => name.includes(" pages ")))
        for (const { url } of await (await caches.open(name)).keys()) found.push(url);
      return found;
    }""")


OUTBOX = """const outbox = await import("/static/tracker/js/offline/outbox_store.js");
const { account } = document.documentElement.dataset;"""


OWN_RECORDS = f"""async () => {{
  {OUTBOX}
  return (await outbox.recordsOf(account)).length;
}}"""


def log_in_by_hand(page: Page, user: User) -> None:
    page.fill("[name=login]", user.email)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.wait_for_selector("[data-today]")


def log_out(page: Page, live_server: LiveServer) -> None:
    page.goto(live_server.url + reverse("account_logout"))
    page.locator("main").get_by_role("button", name="Log out").click()


SHARE = """([action, bytes]) => {
  const form = document.createElement("form");
  Object.assign(form, { action, method: "post", enctype: "multipart/form-data" });
  const input = Object.assign(document.createElement("input"), { type: "file", name: "photos" });
  const files = new DataTransfer();
  files.items.add(new File([new Uint8Array(bytes)], "shared.jpg", { type: "image/jpeg" }));
  input.files = files.files;
  form.append(input);
  document.body.append(form);
  form.submit();
}"""


NOTHING_WAITS = OWN_RECORDS.replace(".length", ".length === 0")


def until_sent(page: Page) -> None:
    page.wait_for_load_state()
    until(page, NOTHING_WAITS)
