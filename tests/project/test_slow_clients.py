"""Clients that send a request slowly, or never to its end, hold nobody else up."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Thread
from time import sleep

import pytest

from diary import worker
from diary.worker import BoundedSocket
from tests.project.test_log_lines import a_server, sent

HEAD = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Unfinished: "
ASK = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
BODY = b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5000\r\n\r\nnotes="


@pytest.fixture
def ends() -> Iterator[tuple[BoundedSocket, socket.socket]]:
    """The server's end of a connection, and the client's."""
    with ExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        client = stack.enter_context(socket.create_connection(listener.getsockname()))
        accepted, _ = listener.accept()
        server = stack.enter_context(BoundedSocket(fileno=accepted.detach()))
        server.setblocking(True)
        yield server, client


def test_a_server_answers_beside_24_half_sent_requests(tmp_path: Path) -> None:
    with a_server(tmp_path, LOG_LEVEL="DEBUG") as (port, log), ExitStack() as clients:
        assert sent(port, ASK).startswith(b"HTTP/1.1 503 ")  # the database is empty
        for half in [HEAD, BODY] * 12:
            client = clients.enter_context(socket.create_connection(("127.0.0.1", port)))
            client.sendall(half)
        sleep(0.5)
        for _ in range(4):  # so that both workers are asked
            assert sent(port, ASK).startswith(b"HTTP/1.1 503 ")
    assert "Traceback" not in log.read_text()


def test_a_head_has_a_fixed_time(ends, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many bytes arrive: one a second would go on for hours."""
    monkeypatch.setattr(worker, "HEAD_SECONDS", 0.1)
    server, client = ends
    server.expect_head()
    client.sendall(b"GET ")
    assert server.recv(100) == b"GET "
    with pytest.raises(ConnectionResetError, match="too slow"):
        server.recv(100)


def test_a_body_has_more_time_the_more_has_arrived(ends, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "BODY_SECONDS", 0.1)
    monkeypatch.setattr(worker, "BODY_BYTES_PER_SECOND", 10)
    server, client = ends
    server.expect_body()
    client.sendall(b"notes=milk")
    assert server.recv(100) == b"notes=milk"
    later = Thread(target=lambda: (sleep(0.3), client.sendall(b" spots")))
    later.start()
    assert server.recv(100) == b" spots"
    later.join()


def test_a_body_may_not_pause_for_long(ends, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "IDLE_SECONDS", 0.1)
    server, client = ends
    server.expect_body()
    client.sendall(b"notes=" + b"milk" * 10_000)
    received = 0
    while received < 40_006:
        received += len(server.recv(100_000))
    with pytest.raises(ConnectionResetError, match="too slow"):
        server.recv(100)


def test_a_body_that_is_cut_off_is_no_body(ends) -> None:
    """gunicorn passes on what has arrived, and half a note would be saved as if it were whole."""
    server, client = ends
    server.expect_body()
    client.sendall(b"notes=a rash on")
    client.shutdown(socket.SHUT_WR)
    assert server.recv(100) == b"notes=a rash on"
    with pytest.raises(ConnectionResetError, match="gone"):
        server.recv(100)


def test_a_head_may_end_at_any_byte(ends) -> None:
    """As a connection does that is kept for the next request."""
    server, client = ends
    server.expect_head()
    client.close()
    assert server.recv(100) == b""


def test_the_system_probes_a_client_that_is_silent(ends) -> None:
    server, _ = ends
    assert server.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
    assert server.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 60_000


def test_after_the_goodbye_nothing_waits_for_the_client(ends) -> None:
    """Else gunicorn would, in the thread that accepts connections."""
    server, _ = ends
    server.say_goodbye()
    server.settimeout(0)
    assert server.recv(100) == b""
