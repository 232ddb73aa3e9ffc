"""While another process writes for long, a form comes back after 5 seconds and pages are read."""

from __future__ import annotations

import os
import re
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from html import unescape
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from tests.project.test_log_lines import ROOT, a_server, sent

ASK = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"


def prepared(folder: Path) -> Path:
    """The file of a new database, as the first start of a server leaves it."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    variables = {"DATA_DIR": str(folder), "DATABASE_URL": "", "PORT": str(port)}
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "diary.settings", **variables}
    subprocess.run(
        [sys.executable, "-m", "diary.prepare"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return folder / "db.sqlite3"


def answer(
    browser: OpenerDirector, url: str, data: dict[str, str] | None = None
) -> tuple[int, str]:
    body = urlencode(data).encode() if data else None
    try:
        with browser.open(url, body, timeout=20) as response:
            return response.status, response.read().decode()
    except HTTPError as refused:
        return refused.code, refused.read().decode()


def hidden_fields(page: str) -> dict[str, str]:
    fields = r'<input type="hidden" name="([^"]+)" value="([^"]*)"'
    return {name: unescape(value) for name, value in re.findall(fields, page)}


def test_a_form_comes_back_with_what_was_typed_and_pages_are_read(tmp_path: Path) -> None:
    database = prepared(tmp_path)
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    typed = {"name": 'Iris "Zoë"', "birth_date": "2026-01-02", "condition": "nothing"}
    with (
        a_server(tmp_path, DATABASE_URL="") as (port, log),
        closing(sqlite3.connect(database)) as other,
    ):
        sent(port, ASK)  # waits until the server is up
        site = f"http://127.0.0.1:{port}"
        first = hidden_fields(answer(browser, f"{site}/start/")[1])
        other.execute("BEGIN IMMEDIATE")
        read = [answer(browser, site + path)[0] for path in ("/healthz", "/start/", "/guide/")]
        status, page = answer(browser, f"{site}/start/", first | typed)
        other.rollback()
        again = answer(browser, f"{site}/start/", hidden_fields(page))
    assert read == [200, 200, 200]
    assert (status, "The server could not save this just now." in page) == (503, True)
    assert typed.items() <= hidden_fields(page).items()
    assert "Iris &quot;Zoë&quot;'s diary" in again[1]
    assert "Traceback" not in log.read_text()
