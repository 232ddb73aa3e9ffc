"""Measures the transferred bytes, and how soon Today is usable on a slow network.

.venv/bin/python bench/weight.py

A proxy between the browser and gunicorn counts the bytes of each response, headers included. A
first visit may take 120 kB until Today is loaded. The limit does not include what the service
worker then fetches for offline use: the forms with their scripts and the pages of 30 days. Slow 3G
means 400 kbit/s, and 400 ms per request. Exits with 1 if a first visit or a page is too large.
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
from tests.test_weight import FIRST_VISIT, LATER, OF_ANY_LENGTH, WITH_BODY_MAP

SLOW_3G = {"latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
RUNS = 5
QUIET_MS = 3_000
"""A visit ends after this time without a byte."""

TIMES = """() => {
  const { domContentLoadedEventEnd, loadEventEnd } = performance.getEntriesByType("navigation")[0];
  const [paint] = performance.getEntriesByName("first-contentful-paint");
  return [paint.startTime, domContentLoadedEventEnd, loadEventEnd];
}"""


class CountingProxy:
    """Forwards connections to a port, and counts the bytes of the responses."""

    def __init__(self, port: int) -> None:
        self.weight = 0
        self._target_port = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            client, _address = self._listener.accept()
            server = socket.create_connection(("127.0.0.1", self._target_port))
            for source, target, counts in ((client, server, False), (server, client, True)):
                threading.Thread(
                    target=self._forward, args=(source, target, counts), daemon=True
                ).start()

    def _forward(self, source: socket.socket, target: socket.socket, counts: bool) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                self.weight += len(data) if counts else 0
                target.sendall(data)
        with suppress(OSError):
            target.shutdown(socket.SHUT_WR)


def phone(browser: Browser, product: Product, port: int, **more: str) -> BrowserContext:
    context = browser.new_context(**A_PHONE, **more)
    name, value = product.session
    context.add_cookies([{"name": name, "value": value, "url": f"http://127.0.0.1:{port}"}])
    return context


def first_visit(browser: Browser, product: Product, **more: str) -> float:
    """Return the kB of a visit with an empty cache, until no more bytes arrive."""
    proxy = CountingProxy(product.port)
    page = phone(browser, product, proxy.port, **more).new_page()
    page.goto(f"http://127.0.0.1:{proxy.port}/", wait_until="load")
    weight = -1
    while weight != proxy.weight:
        weight = proxy.weight
        page.wait_for_timeout(QUIET_MS)
    page.context.close()
    return weight / 1000


def pages(browser: Browser, product: Product) -> dict[str, int]:
    """Return the compressed size of each page's body, in bytes."""
    request = phone(browser, product, product.port).request
    weights = {}
    for name, path in product.pages.items():
        answer = request.get(product.address + path, max_redirects=0)
        if answer.ok and answer.headers["content-type"].startswith("text/html"):
            weights[name] = int(answer.headers["content-length"])
    return weights


def times(browser: Browser, product: Product) -> tuple[float, float, float]:
    """Return milliseconds to first paint, scripts done and load of Today on slow 3G."""
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
        print(f"first visit       {first:6.1f} kB until loaded")
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
    limits = {name: WITH_BODY_MAP.get(name, LATER) for name in weights.keys() - OF_ANY_LENGTH}
    heavy = [name for name, limit in limits.items() if weights[name] > limit]
    if 1000 * first > FIRST_VISIT or heavy:
        sys.exit(f"too heavy: {heavy or 'the first visit'}")


if __name__ == "__main__":
    main()
