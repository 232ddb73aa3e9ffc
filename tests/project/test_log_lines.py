"""The log says what went wrong and where, and nothing of anybody."""

from __future__ import annotations

import ast
import io
import json
import logging
import logging.config
import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.exceptions import MiddlewareNotUsed
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve, reverse

from diary.log import Formatter, JsonFormatter, logging_config
from diary.middleware import RequestLogMiddleware
from tests.factories import PASSWORD as USERS_PASSWORD
from tests.factories import client_of, make_child, make_concern, make_entry, make_member, make_user
from tests.photos.test_redrawn import telltale

ROOT = Path(__file__).parent.parent.parent
TOKEN, NOTE = "s3cr3tt0ken", "Iris has a rash"
EMAIL, PASSWORD = "mother@example.org", "milk and honey moon"
SENDER = "203.0.113.9"
OF_THE_PHOTO = "SECRET"


def planted(lines: list[str], *more: str) -> list[str]:
    """The lines that give something away."""
    secrets = (TOKEN, NOTE, EMAIL, PASSWORD, SENDER, OF_THE_PHOTO, *more)
    return [line for line in lines if any(secret in line for secret in secrets)]


# A day with a family


@pytest.fixture(params=["plain", "json"])
def lines(request: pytest.FixtureRequest) -> Iterator[Callable[[], list[str]]]:
    """What stands in the log of a host who wants to read everything."""
    written = io.StringIO()
    config = logging_config("DEBUG", request.param, with_messages=False)
    config["handlers"]["console"]["stream"] = written
    logging.config.dictConfig(config)
    yield lambda: written.getvalue().splitlines()
    logging.config.dictConfig(django_settings.LOGGING)


def breaks(*_: Any, **__: Any) -> None:
    raise IntegrityError(f"Key (email, notes)=({EMAIL}, {NOTE}) already exists.")


@pytest.mark.django_db
def test_nothing_of_the_family_is_in_it(lines, monkeypatch: pytest.MonkeyPatch) -> None:
    concern = make_concern(make_child())
    entry = make_entry(concern, date(2026, 3, 1))
    parent = client_of(make_member(concern.child.family, user=make_user(EMAIL)))
    parent.raise_request_exception = False
    stranger = Client(headers={"x-forwarded-for": SENDER})

    for path in (f"/s/{TOKEN}/", f"/s/{TOKEN}-é/", f"/s/{TOKEN}%0Aforged/?code={TOKEN}"):
        stranger.get(path)
        stranger.post(path, {"code": NOTE})
        stranger.get(f"/elsewhere{path}")
    stranger.get("/", headers={"host": "elsewhere.example.org"})
    stranger.post(reverse("account_login"), {"login": EMAIL, "password": PASSWORD})
    stranger.post(reverse("account_reset_password"), {"email": EMAIL})
    forged = Client(enforce_csrf_checks=True)
    forged.post("/start/", secure=True, headers={"referer": f"https://pi.local/s/{TOKEN}/"})
    photos = reverse("photos", args=[concern.child_id, concern.uuid, entry.uuid])
    parent.post(photos, {"photos": SimpleUploadedFile(f"{NOTE}.jpg", telltale("JPEG"))})
    monkeypatch.setattr("tracker.views.diary.questions.write_record", breaks)
    questions = reverse("questions", args=[concern.child_id])
    assert parent.post(questions, {"text": NOTE}).status_code == 500

    assert planted(lines(), parent.session.session_key, str(concern.uuid)) == []
    for told in (
        "Not Found: (no such page)",
        "Not Found: /s/<str:token>/",
        "elsewhere.example.org",
        "Referer checking failed",
        "Internal Server Error: /children/<int:child_id>/questions/",
        "in breaks",
        "django.db.utils.IntegrityError",
        "/entries/<uuid:entry>/photos/: 302 in",
    ):
        assert [line for line in lines() if told in line], told


@pytest.mark.django_db
def test_log_ins_are_told_without_a_name(lines) -> None:
    user, log_in = make_user(EMAIL, name="Marguerite"), reverse("account_login")
    browser = Client(headers={"x-forwarded-for": SENDER})
    browser.post(log_in, {"login": EMAIL, "password": PASSWORD})
    browser.post(log_in, {"login": EMAIL, "password": USERS_PASSWORD})
    browser.post(reverse("account_logout"))
    told = [line for line in lines() if "tracker.log_ins" in line]
    parts = ("A log-in failed", "Somebody logged in", "Somebody logged out")
    assert [part in line for part, line in zip(parts, told, strict=True)] == [True] * 3
    assert planted(lines(), user.name) == []


@contextmanager
def a_server(tmp_path: Path, **environment: str) -> Iterator[tuple[int, Path]]:
    """gunicorn as a host starts it, but without ``diary.prepare``: its port and its log."""
    with a_process(tmp_path, **environment) as (_run, port, log):
        yield port, log


@contextmanager
def a_process(
    tmp_path: Path, **environment: str
) -> Iterator[tuple[subprocess.Popen[bytes], int, Path]]:
    """The same with gunicorn's process."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    (tmp_path / "static").mkdir(exist_ok=True)
    variables = {"DATA_DIR": str(tmp_path), "PORT": str(port), **environment}
    log = tmp_path / "log"
    with log.open("w") as stderr:
        command = [sys.executable, "-m", "gunicorn", "--config", "python:diary.server"]
        run = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "diary.settings", **variables},
            stdout=subprocess.DEVNULL,
            stderr=stderr,
        )
    try:
        yield run, port, log
    finally:
        run.terminate()
        run.wait(20)


def sent(port: int, text: str) -> bytes:
    """What the server answers to this, once it is up."""
    until = monotonic() + 20
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), 10) as plug:
                plug.sendall(text.encode())
                return plug.recv(65536)
        except ConnectionRefusedError:
            assert monotonic() < until
            sleep(0.1)


def test_neither_is_it_in_what_the_server_itself_says(tmp_path: Path) -> None:
    with a_server(tmp_path, LOG_LEVEL="DEBUG", LOG_FORMAT="json") as (port, log):
        head = f"Host: 127.0.0.1\r\nCookie: milkspot_session={TOKEN}\r\nConnection: close\r\n\r\n"
        broken = sent(port, f"GET /children/1/?{TOKEN} HTTP/1.1\r\n{head}")
        assert broken.startswith(b"HTTP/1.1 500 ")
        assert b"\r\nServer: gunicorn\r\n" in broken  # and no version
        assert b" 400 " in sent(port, f"GET /s/{TOKEN} HTTP/1.1\r\n{TOKEN}\r\n{head}")
        assert b" 400 " in sent(port, f"GET /s/{TOKEN} HTTP/{TOKEN}\r\n{head}")
    written = log.read_text().splitlines()
    assert planted(written) == []
    told = [json.loads(line) for line in written]  # and nothing that is not JSON
    assert {"gunicorn.error", "django.request", "diary.requests"} <= {
        line["logger"] for line in told
    }
    assert [line["message"] for line in told].count("Invalid request") == 2


# One line


def record(message: str, *args: object, **more: Any) -> logging.LogRecord:
    made = logging.LogRecord("django.request", logging.ERROR, "", 0, message, args, None)
    vars(made).update(more)
    return made


def told(path: str) -> dict[str, Any]:
    request = RequestFactory().get(path)
    request.resolver_match = resolve(path)
    return {"request": request, "status_code": 404, "milliseconds": 7}


def test_a_line_of_text() -> None:
    line = Formatter().format(record("Not Found: %s", "/rules/", **told("/rules/")))
    assert re.fullmatch(r"\d{4}-\d\d-\d\d [\d:,]+ ERROR django.request: Not Found: /rules/", line)


def test_a_line_of_json() -> None:
    made = record("Not Found: %s", "/children/7/", **told("/children/7/"), created=1774000000.25)
    assert json.loads(JsonFormatter().format(made)) == {
        "time": "2026-03-20T09:46:40.250+00:00",
        "level": "ERROR",
        "logger": "django.request",
        "message": "Not Found: /children/<int:child_id>/",
        "method": "GET",
        "route": "/children/<int:child_id>/",
        "status": 404,
        "milliseconds": 7,
    }


@pytest.mark.parametrize("formatter", [Formatter, JsonFormatter])
def test_an_exception_is_its_kind_and_its_place(formatter: type[Formatter]) -> None:
    try:
        breaks()
    except IntegrityError:
        made = record("Internal Server Error", exc_info=sys.exc_info())
    logging.Formatter().format(made)  # leaves the whole text in the record
    line = formatter().format(made)
    assert "in breaks" in line
    assert "django.db.utils.IntegrityError" in line
    assert planted([line]) == []
    assert NOTE in formatter(with_messages=True).format(made)


@pytest.mark.parametrize(
    ("message", "line"),
    [
        (f"Invalid request from ip={SENDER}: '/s/{TOKEN}'", "Invalid request"),
        (f"Error handling request GET /s/{TOKEN}?a=b", "Error handling request"),
        (f"mail to {EMAIL} failed", "mail to (an e-mail address) failed"),
        (f"came from https://pi.local/s/{TOKEN}/.", "came from https://pi.local/…"),
        (f"opened {'Ab3_-' * 9} twice", "opened … twice"),
        ("one\nERROR forged: two\u2028three", "one\\nERROR forged: two\\u2028three"),
    ],
    ids=["bad request", "broken request", "e-mail", "address", "token", "forged line"],
)
def test_what_a_message_gives_away_is_left_out(message: str, line: str) -> None:
    assert Formatter().format(record(message)).endswith(f"ERROR django.request: {line}")
    assert json.loads(JsonFormatter().format(record(message)))["message"] == line


def test_requests_are_told_where_the_host_asks_for_that_much(caplog) -> None:
    with pytest.raises(MiddlewareNotUsed):
        RequestLogMiddleware(lambda _: HttpResponse())
    caplog.set_level(logging.INFO, "diary.requests")
    log = RequestLogMiddleware(lambda _: HttpResponse())
    log(told("/rules/")["request"])
    log(RequestFactory().get("/static/tracker/css/app.css"))
    (line,) = caplog.records
    assert (line.status_code, line.levelname) == (200, "INFO")


# What we say ourselves


def logged(tree: ast.Module) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        owner = getattr(getattr(node, "func", None), "value", None)
        if isinstance(node, ast.Call) and getattr(owner, "id", "") == "logger":
            yield node


def test_our_own_lines_are_sentences_with_nothing_filled_in() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in (ROOT / "tracker").rglob("*.py")
        for call in logged(ast.parse(path.read_text(encoding="utf-8")))
        if len(call.args) != 1 or not isinstance(call.args[0], ast.Constant)
    ]
    assert wrong == []
