"""gunicorn's threaded worker, with limits on how long a client may take to send a request.

gunicorn leaves these limits to a proxy in front of it. A home server may have none, and a phone
that loses its network in the middle of a photo would hold a thread for hours. The limits are those
of Apache's mod_reqtimeout.
"""

import socket
from contextlib import suppress
from errno import ECONNRESET
from time import monotonic
from typing import Any

from gunicorn import util
from gunicorn.workers.gthread import TConn, ThreadWorker

HEAD_SECONDS = 15
BODY_SECONDS = 20
BODY_BYTES_PER_SECOND = 2_000
"""A body has ``BODY_SECONDS``, and one second more for so many bytes that have arrived."""

IDLE_SECONDS = 30
"""The longest pause between two parts of a request."""

SILENT_SECONDS = 60
"""How long a client may leave what it was sent unacknowledged, or be silent before it is probed."""


class Worker(ThreadWorker):
    def handle(self, conn: TConn) -> Any:
        if not isinstance(conn.sock, BoundedSocket):
            conn.sock = BoundedSocket(fileno=conn.sock.detach())
        conn.sock.expect_head()
        kept = super().handle(conn)
        if not kept:
            conn.sock.say_goodbye()
        return kept

    def handle_request(self, req: Any, conn: TConn) -> Any:
        conn.sock.expect_body()
        return super().handle_request(req, conn)


class BoundedSocket(socket.socket):
    """An accepted socket. Its ``recv`` ends the connection of a client that is too slow."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._in_body = False
        self._deadline = 0.0
        self._seconds_per_byte = 0.0
        self.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        if hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux
            self.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, SILENT_SECONDS)
            self.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, SILENT_SECONDS * 1000)

    def expect_head(self) -> None:
        self._in_body = False
        self._deadline, self._seconds_per_byte = monotonic() + HEAD_SECONDS, 0.0

    def expect_body(self) -> None:
        self._in_body = True
        self._deadline = monotonic() + BODY_SECONDS
        self._seconds_per_byte = 1 / BODY_BYTES_PER_SECOND

    def recv(self, size: int, flags: int = 0) -> bytes:
        """Return what has arrived.

        Raises ConnectionResetError if the client is too slow, or if it closes the connection within
        a body: gunicorn would pass on a form that was cut off as if it were whole.
        """
        if self.gettimeout() is not None:
            # gunicorn discards what is left of a request, within limits of its own.
            return super().recv(size, flags)
        seconds = min(IDLE_SECONDS, self._deadline - monotonic())
        self.settimeout(max(seconds, 0.001))
        try:
            data = super().recv(size, flags)
        except TimeoutError as error:
            raise ConnectionResetError(ECONNRESET, "the client is too slow") from error
        finally:
            self.settimeout(None)
        if self._in_body and not data:
            raise ConnectionResetError(ECONNRESET, "the client has gone")
        self._deadline += len(data) * self._seconds_per_byte
        return data

    def say_goodbye(self) -> None:
        """Wait until the client has closed its side too, for two seconds at most.

        gunicorn would wait in the thread that accepts connections.
        """
        with suppress(OSError):
            util.close_graceful(self.dup())
            self.shutdown(socket.SHUT_RDWR)
