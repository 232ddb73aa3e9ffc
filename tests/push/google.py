"""What Chromium needs of Google to get push messages: a registration and a connection.

The wire formats are Chromium's google_apis/gcm/protocol/{checkin,mcs}.proto.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from urllib.parse import parse_qs

VERSION = 41
LOGIN_RESPONSE, DATA_MESSAGE = 3, 8  # kinds of packets
DEVICE = b"\x39" + (12345).to_bytes(8, "little") + b"\x41" + (67890).to_bytes(8, "little")
"""The fields android_id and security_token of the answer to a check-in."""


class Google:
    """Gives one browser a token, and passes messages on to it as they came."""

    def __init__(self) -> None:
        self.web = 0
        self.connections = 0
        self.registered: Mapping[str, list[str]] = {}
        self.browser: ssl.SSLSocket | None = None
        self.is_connected = Event()

    @property
    def arguments(self) -> list[str]:
        """Those of a Chromium that is to use it."""
        web = f"http://localhost:{self.web}"
        return [
            f"--gcm-checkin-url={web}/checkin",
            f"--gcm-registration-url={web}/register",
            f"--gcm-mcs-endpoint=https://localhost:{self.connections}",
            "--ignore-certificate-errors",
        ]

    def deliver(self, body: bytes) -> None:
        assert self.is_connected.wait(20)
        assert self.browser
        entries = {
            "subtype": self.registered["X-subtype"][0],
            "content-encoding": "aes128gcm",
        }
        stanza = _text(3, self.registered["sender"][0]) + _text(5, self.registered["app"][0])
        for key, value in entries.items():
            stanza += _field(7, _text(1, key) + _text(2, value))
        self.browser.sendall(_packet(DATA_MESSAGE, stanza + _field(21, body)))


@contextmanager
def google(certificate: Path) -> Iterator[Google]:
    """Run it; ``certificate``: a file with a key and a certificate."""
    service = Google()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            fields = parse_qs(body.decode("latin-1"))
            if "X-subtype" in fields and "delete" not in fields:
                service.registered = fields
            answer = b"\x08\x01" + DEVICE if self.path == "/checkin" else b"token=a:b"
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None: ...

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listener = socket.create_server(("127.0.0.1", 0))
    service.web, service.connections = server.server_port, listener.getsockname()[1]
    Thread(target=server.serve_forever, daemon=True).start()
    Thread(target=_accept, args=[service, listener, context], daemon=True).start()
    yield service
    server.shutdown()
    server.server_close()
    listener.close()


def _accept(service: Google, listener: socket.socket, context: ssl.SSLContext) -> None:
    with suppress(OSError):
        while True:
            plain, _ = listener.accept()
            with suppress(OSError):
                Thread(
                    target=_log_in,
                    args=[service, context.wrap_socket(plain, server_side=True)],
                    daemon=True,
                ).start()


def _log_in(service: Google, browser: ssl.SSLSocket) -> None:
    """Accept whoever connects, and read what they send until they go."""
    with browser, suppress(OSError):
        browser.recv(4096)
        browser.sendall(bytes([VERSION]) + _packet(LOGIN_RESPONSE, _text(1, "login")))
        service.browser = browser
        service.is_connected.set()
        while browser.recv(4096):
            pass


def _packet(kind: int, content: bytes) -> bytes:
    return bytes([kind]) + _number(len(content)) + content


def _text(field: int, value: str) -> bytes:
    return _field(field, value.encode())


def _field(field: int, value: bytes) -> bytes:
    return _number(field << 3 | 2) + _number(len(value)) + value


def _number(value: int) -> bytes:
    """Return a varint."""
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    return bytes([*found, value])
