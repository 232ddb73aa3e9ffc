"""How much a phone fetches, and how soon Today can be used on a slow network.

.venv/bin/python bench/weight.py

A proxy between the browser and gunicorn counts every byte that comes back, headers included. Until
Today stands on a first visit that is at most 120 kB, which is what the limit is for. After that the
service worker fetches what is to be there without a network: the forms with their scripts and the
pages of 30 days. Both together are more than 120 kB. Slow 3G: 400 kbit/s, and 400 ms for a
request. Fails where a first visit, until it stands, or a page is too heavy.
"""

from __future__ import annotations

import socket
import statistics
import sys
import threading
from contextlib import suppress

from playwright.sync_api import Browser, BrowserContext, sync_playwright
from product import Product, running  # prepares Django

from tests.conftest import A_PHONE, launch
from tests.test_weight import FIRST_VISIT, LATER, OF_ANY_LENGTH

SLOW_3G = {"latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
RUNS = 5
QUIET = 3_000
"""Milliseconds without a byte after which a visit counts as over."""

TIMES = """() => {
  const { domContentLoadedEventEnd, loadEventEnd } = performance.getEntriesByType("navigation")[0];
  const [paint] = performance.getEntriesByName("first-contentful-paint");
  return [paint.startTime, domContentLoadedEventEnd, loadEventEnd];
}"""


class Scales:
    """Passes on to a port, and counts what comes back from there."""

    def __init__(self, port: int) -> None:
        self.weight = 0
        self._to = port
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            near, _address = self._door.accept()
            far = socket.create_connection(("127.0.0.1", self._to))
            for one, other, counts in ((near, far, False), (far, near, True)):
                threading.Thread(target=self._pass, args=(one, other, counts), daemon=True).start()

    def _pass(self, one: socket.socket, other: socket.socket, counts: bool) -> None:
        with suppress(OSError):
            while data := one.recv(65536):
                self.weight += len(data) if counts else 0
                other.sendall(data)
        with suppress(OSError):
            other.shutdown(socket.SHUT_WR)


def phone(browser: Browser, product: Product, port: int, **more: str) -> BrowserContext:
    context = browser.new_context(**A_PHONE, **more)
    name, value = product.session
    context.add_cookies([{"name": name, "value": value, "url": f"http://127.0.0.1:{port}"}])
    return context


def first_visit(browser: Browser, product: Product, **more: str) -> float:
    """From an empty cache until nothing comes any more, in kB."""
    scales = Scales(product.port)
    page = phone(browser, product, scales.port, **more).new_page()
    page.goto(f"http://127.0.0.1:{scales.port}/", wait_until="load")
    weight = -1
    while weight != scales.weight:
        weight = scales.weight
        page.wait_for_timeout(QUIET)
    page.context.close()
    return weight / 1000


def pages(browser: Browser, product: Product) -> dict[str, int]:
    """The body of each page as it is sent."""
    request = phone(browser, product, product.port).request
    weights = {}
    for name, path in product.pages.items():
        answer = request.get(product.address + path, max_redirects=0)
        if answer.ok and answer.headers["content-type"].startswith("text/html"):
            weights[name] = int(answer.headers["content-length"])
    return weights


def times(browser: Browser, product: Product) -> tuple[float, float, float]:
    """First paint, scripts done, all there: Today from an empty cache on slow 3G."""
    page = phone(browser, product, product.port, service_workers="block").new_page()
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", {"offline": False, **SLOW_3G})
    page.goto(product.address, wait_until="load")
    page.wait_for_timeout(500)
    paint, ready, loaded = page.evaluate(TIMES)
    page.context.close()
    return paint, ready, loaded


def main() -> None:
    with running() as product, sync_playwright() as playwright:
        browser = launch(playwright.chromium)
        first = first_visit(browser, product, service_workers="block")
        in_all = first_visit(browser, product)
        print(f"first visit       {first:6.1f} kB until it stands")
        print(f"then for offline  {in_all - first:6.1f} kB, so {in_all:.1f} kB in all")
        weights = pages(browser, product)
        for name, weight in sorted(weights.items(), key=lambda row: -row[1])[:8]:
            print(f"{name:17} {weight / 1000:6.1f} kB")
        runs = [times(browser, product) for _ in range(RUNS)]
        paint, ready, loaded = (statistics.median(run) / 1000 for run in zip(*runs, strict=True))
        print(
            f"Today on slow 3G: seen after {paint:.2f} s, all scripts {ready:.2f} s, {loaded:.2f} s"
        )
        browser.close()
    heavy = [n for n, weight in weights.items() if weight > LATER and n not in OF_ANY_LENGTH]
    if 1000 * first > FIRST_VISIT or heavy:
        sys.exit(f"too heavy: {heavy or 'the first visit'}")


if __name__ == "__main__":
    main()
