"""A push service and a browser of the test's own."""

from __future__ import annotations

import json
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from secrets import token_bytes
from threading import Thread
from time import sleep
from typing import Any

import http_ece
from allauth.usersessions.models import UserSession
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from tracker.models import PushSubscription, User
from tracker.push.subscriptions import encoded

HOSTS = ("localhost", "fcm.googleapis.com", "jmt17.google.com")
"""Of the push service: where tests run it, and those of Chromium's endpoints."""


@dataclass
class Browser:
    """The keys that a browser makes for a subscription."""

    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    auth: bytes = field(default_factory=lambda: token_bytes(16))

    @property
    def keys(self) -> dict[str, str]:
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"p256dh": encoded(point), "auth": encoded(self.auth)}

    def opened(self, body: bytes) -> dict[str, Any]:
        """Return the message in a body, which a second library opens."""
        return json.loads(http_ece.decrypt(body, private_key=self.key, auth_secret=self.auth))


@dataclass
class PushService:
    """Answers each message with ``status``, and keeps what it was sent.

    ``dawdles``: it sends its answer letter by letter, for seconds. ``deliver`` is called with each
    message that it takes.
    """

    port: int
    status: int = 201
    dawdles: bool = False
    deliver: Callable[[bytes], None] | None = None
    received: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)

    def endpoint(self, name: str = "a") -> str:
        return f"https://localhost:{self.port}/push/{name}"


@contextmanager
def push_service(folder: Path) -> Iterator[PushService]:
    """Run a push service; ``folder/ca.pem`` has its certificate."""
    service = PushService(0)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            service.received.append((self.path, dict(self.headers), body))
            if service.dawdles:
                self.dawdle()
                return
            if service.deliver and service.status == HTTPStatus.CREATED:
                service.deliver(body)
            self.send_response(service.status)
            self.send_header("Location", service.endpoint("elsewhere"))
            self.end_headers()

        def dawdle(self) -> None:
            with suppress(OSError):
                self.wfile.write(b"HTTP/1.1")
                for _ in range(40):
                    self.wfile.write(b" ")
                    sleep(0.05)
                self.wfile.write(b"201 Created\r\n\r\n")

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # of who goes
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_certificate(folder))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    service.port = server.server_port
    Thread(target=server.serve_forever, daemon=True).start()
    yield service
    server.shutdown()
    server.server_close()


def _certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    names = x509.SubjectAlternativeName([x509.DNSName(host) for host in HOSTS])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(names, critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = certificate.public_bytes(Encoding.PEM)
    (folder / "ca.pem").write_bytes(public)
    (folder / "server.pem").write_bytes(secret + public)
    return folder / "server.pem"


def log_in_of(user: User) -> UserSession:
    """Log the user in on another device."""
    client = Client()
    client.force_login(user)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    defaults = {"user": user, "ip": "127.0.0.1", "user_agent": "test"}
    return UserSession.objects.get_or_create(session_key=key, defaults=defaults)[0]


def log_out_of(session: UserSession) -> None:
    SessionStore(session.session_key).delete()


def make_subscription(user: User, endpoint: str, browser: Browser, **fields: Any):
    session = log_in_of(user)
    values = {"endpoint": endpoint, **browser.keys, **fields}
    return PushSubscription.objects.create(session=session, **values)
