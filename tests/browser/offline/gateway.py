"""A gateway in front of the diary, in a process of its own: a password, or a log-in with a cookie.

Arguments: the address behind it, "password" or "login", and a path that it never lets through.
Prints its port.
"""

from __future__ import annotations

import base64
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

PASSWORD = "gran:milk"
COOKIE = "gateway=open"
LOG_IN = "/gateway/"
NOT_PASSED_ON = {"connection", "transfer-encoding", "keep-alive", "date", "server"}


class Gateway(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    behind: ClassVar[str]
    kind: ClassVar[str]
    refused: ClassVar[str]

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path == LOG_IN:
            self._answer(200, {"Set-Cookie": f"{COOKIE}; Path=/"}, b"<h1>Gateway</h1>")
        elif self.refused and self.path.startswith(self.refused):
            self._answer(403, {}, b"<h1>Gateway</h1>")
        elif self._is_let_in():
            self._pass_on(body)
        elif self.kind == "password":
            self._answer(401, {"WWW-Authenticate": 'Basic realm="gateway"'}, b"")
        else:
            self._answer(302, {"Location": LOG_IN}, b"")

    do_POST = do_GET  # noqa: N815

    def _is_let_in(self) -> bool:
        if self.kind == "password":
            given = f"Basic {base64.b64encode(PASSWORD.encode()).decode()}"
            return self.headers.get("Authorization") == given
        return COOKIE in self.headers.get("Cookie", "")

    def _pass_on(self, body: bytes) -> None:
        connection = HTTPConnection(self.behind)
        connection.request(self.command, self.path, body, dict(self.headers))
        response = connection.getresponse()
        content = response.read()
        headers = [
            (name, value)
            for name, value in response.getheaders()
            if name.lower() not in {*NOT_PASSED_ON, "content-length"}
        ]
        self._answer(response.status, headers, content)
        connection.close()

    def _answer(self, status: int, headers: object, content: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items() if isinstance(headers, dict) else headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@contextmanager
def gateway(address: str, kind: str, refused: str = "") -> Iterator[str]:
    """Starts a gateway in front of the address; returns its host and port."""
    command = [sys.executable, "-m", __name__, address.removeprefix("http://"), kind, refused]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            yield f"127.0.0.1:{process.stdout.readline().strip()}"
        finally:
            process.terminate()


if __name__ == "__main__":
    Gateway.behind, Gateway.kind, Gateway.refused = sys.argv[1:]
    server = ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()
