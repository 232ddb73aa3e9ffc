"""A server that is being stopped says so to its balancer before it stops."""

from __future__ import annotations

import subprocess
from pathlib import Path
from time import monotonic, sleep

import pytest
from django.test import Client

from tests.project.test_log_lines import a_process, sent
from tracker.utils import draining

HEALTH = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
OTHER = "GET /nothing HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"


def drain(run: subprocess.Popen[bytes], port: int) -> bytes:
    """Send a server that is up its first SIGTERM; return what it says once it is draining."""
    assert b'"draining"' not in sent(port, HEALTH)
    run.terminate()
    until = monotonic() + 20
    while b'"draining"' not in (said := sent(port, HEALTH)):
        assert monotonic() < until
        sleep(0.01)
    return said


def test_it_is_drained_before_it_stops(tmp_path: Path) -> None:
    with a_process(tmp_path, DRAIN_SECONDS="5") as (run, port, _log):
        said = drain(run, port)
        assert said.startswith(b"HTTP/1.1 503 ")
        assert b'"draining"' not in sent(port, OTHER)  # it is still answered
        assert run.wait(20) == 0


def test_a_second_signal_stops_it_at_once(tmp_path: Path) -> None:
    with a_process(tmp_path, DRAIN_SECONDS="300") as (run, port, _log):
        drain(run, port)
        assert run.poll() is None
        run.terminate()
        assert run.wait(20) == 0


def test_a_draining_server_makes_no_query(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.views.info.health.is_draining", lambda: True)
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (503, {"status": "draining"})


def test_a_server_is_not_draining_from_the_start() -> None:
    assert draining.is_draining() is False
