"""Runs the server with the sample diary, for benchmarks over HTTP."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

ROOT = Path(__file__).parent.parent
PATIENCE = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


sys.path.insert(0, str(ROOT))
PORT = free_port()
os.environ |= {
    "DATA_DIR": tempfile.mkdtemp(prefix="milkspot-bench-"),
    "DJANGO_SETTINGS_MODULE": "diary.settings",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "1",  # because of Playwright's event loop in this thread
    "PORT": str(PORT),
    "LOG_LEVEL": "ERROR",
}

import django  # noqa: E402

django.setup()

from diary import prepare  # noqa: E402
from tests.browser.screens import addresses, fill  # noqa: E402
from tests.factories import client_of, make_family, make_member  # noqa: E402
from tracker.actions.importing import import_diary  # noqa: E402
from tracker.domain.sample import sample_diary  # noqa: E402
from tracker.utils.clock import today_in  # noqa: E402


@dataclass(frozen=True)
class Product:
    """``session``: name and value of a parent's session cookie. ``pages``: paths by URL name."""

    port: int
    session: tuple[str, str]
    pages: dict[str, str]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def create_sample() -> tuple[tuple[str, str], dict[str, str]]:
    family = make_family(time_zone="UTC", country="GB")
    parent = make_member(family)
    child = import_diary(diary=sample_diary(today_in("UTC")), family=family, by=parent).child
    fill(child)
    cookie = client_of(parent).cookies["milkspot_session"]
    return (cookie.key, cookie.value), addresses(child)


def wait_for(address: str) -> None:
    began = monotonic()
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).read()
            return
        except OSError:
            if monotonic() - began > PATIENCE:
                sys.exit("the server did not start")
            sleep(0.1)


@contextmanager
def running() -> Iterator[Product]:
    """Run gunicorn as script/server does."""
    prepare.main()
    session, pages = create_sample()
    command = [sys.executable, "-m", "gunicorn", "--config", "python:diary.server"]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    product = Product(PORT, session, pages)
    try:
        wait_for(f"{product.address}/worried/")
        yield product
    finally:
        server.terminate()
        server.wait()
