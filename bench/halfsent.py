"""Does the diary stay up while clients keep requests half-sent?

    .venv/bin/python bench/halfsent.py

For a minute, 24 clients without an account each keep a request open that they never finish: half
of them within its head, half within its body. A client that is shut out connects again at once.
Meanwhile /healthz and Today are asked for four times a second, and a phone sends an entry with a
photo of 4 MB at 30 kB/s. Prints the times. Exits with 1 if an answer is missing, if the 95th
percentile of either page is a second or more, or if the entry is not saved.
"""

from __future__ import annotations

import http.client
import random
import socket
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from io import BytesIO

from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from PIL import Image
from product import Product, running  # prepares Django

from tests.views.entry_posts import entry_post, signs_post
from tracker.models import Photo

CLIENTS = 24
SECONDS = 60
PAUSE = 0.25
SLOWEST = 1.0
PHONE_BYTES_PER_SECOND = 30_000
TOKEN = "t" * 32
HALVES = (
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Unfinished: ",
    b"POST /account/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5000\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\nlogin=",
)


def keep_half_sent(port: int, half: bytes, until: threading.Event) -> None:
    """Keep one request half-sent, with one more byte every five seconds."""
    while not until.is_set():
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 5) as client:
            client.sendall(half)
            while not until.is_set():
                with suppress(TimeoutError):
                    if not client.recv(4096):
                        break
                client.sendall(b"x")


def ask(product: Product, path: str, until: threading.Event, times: list[float]) -> None:
    """Ask for the page again and again. Adds infinity for a request without an answer."""
    while not until.wait(PAUSE):
        began = time.perf_counter()
        answered = status(product, path) == 200
        times.append(time.perf_counter() - began if answered else float("inf"))


def status(product: Product, path: str) -> int | None:
    cookie = "=".join(product.session)
    with closing(http.client.HTTPConnection("127.0.0.1", product.port, timeout=10)) as connection:
        try:
            connection.request("GET", path, headers={"Cookie": cookie})
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return None


def send_slowly(product: Product, body: bytes) -> int | None:
    """Send the entry at the speed of a slow phone. Returns the status."""
    headers = {
        "Content-Type": MULTIPART_CONTENT,
        "Content-Length": str(len(body)),
        "Cookie": f"{'='.join(product.session)}; milkspot_csrf={TOKEN}",
    }
    step = PHONE_BYTES_PER_SECOND // 10

    def parts() -> Iterator[bytes]:
        for start in range(0, len(body), step):
            yield body[start : start + step]
            time.sleep(0.1)

    with closing(http.client.HTTPConnection("127.0.0.1", product.port, timeout=60)) as connection:
        try:
            connection.request("POST", product.pages["entry_new"], parts(), headers)
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return None


def entry() -> bytes:
    """Return the form of an entry with a photo of 4 MB."""
    side = 2000
    image = Image.frombytes("RGB", (side, side), random.Random(1).randbytes(3 * side * side))
    photo = BytesIO()
    photo.name = "photo.jpg"
    image.save(photo, "JPEG", quality=92)
    data = entry_post(
        day=f"{datetime.now(UTC):%Y-%m-%d}",
        at="",
        photos=photo,
        csrfmiddlewaretoken=TOKEN,
        **signs_post("yes", "warmth"),
    )
    photo.seek(0)
    return encode_multipart(BOUNDARY, data)


def report(name: str, times: list[float]) -> bool:
    """Print the times of a page. Returns whether they are short enough."""
    missing = times.count(float("inf"))
    percentile = statistics.quantiles(times, n=20, method="inclusive")[-1]
    print(
        f"{name}: {len(times)} asked, {missing} without an answer,"
        f" 95th percentile {1000 * percentile:.0f} ms, longest {1000 * max(times):.0f} ms"
    )
    return not missing and percentile < SLOWEST


def main() -> int:
    with running() as product:
        body, photos = entry(), Photo.objects.count()
        until = threading.Event()
        times: dict[str, list[float]] = {"/healthz": [], product.pages["today"]: []}
        threads = [
            *(
                threading.Thread(target=keep_half_sent, args=[product.port, half, until])
                for half in HALVES * (CLIENTS // 2)
            ),
            *(
                threading.Thread(target=ask, args=[product, path, until, found])
                for path, found in times.items()
            ),
        ]
        for thread in threads:
            thread.start()
        began = time.monotonic()
        sent = send_slowly(product, body)
        took = time.monotonic() - began
        until.wait(SECONDS - took)
        until.set()
        for thread in threads:
            thread.join()
        is_saved = sent == 302 and Photo.objects.count() == photos + 1
    print(
        f"an entry of {len(body) / 1e6:.1f} MB at {PHONE_BYTES_PER_SECOND / 1000:.0f} kB/s:"
        f" {'saved' if is_saved else f'not saved ({sent})'} after {took:.0f} s"
    )
    results = [report(name, found) for name, found in times.items()]
    return 0 if is_saved and all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
