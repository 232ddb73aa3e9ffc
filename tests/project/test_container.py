"""The container: its health check, with a server that answers as Milkspot does."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

ROOT = Path(__file__).parent.parent.parent
CONTAINERFILE = (ROOT / "Containerfile").read_text()


class Server(HTTPServer):
    status = 200


class Answer(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.send_response(self.server.status if self.path == "/healthz" else 404)
        self.end_headers()

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(("127.0.0.1", 0), Answer) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def health(port: int) -> int:
    """The exit code of the container's health check."""
    (command,) = re.findall(r"^HEALTHCHECK(?:.*\\\n)*\s+CMD (\[.*\])$", CONTAINERFILE, re.M)
    python, *arguments = json.loads(command)
    assert python == ".venv/bin/python"
    environment = {**os.environ, "PORT": str(port)}
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL
    ).returncode


@pytest.mark.parametrize(("status", "code"), [(200, 0), (503, 1)])
def test_the_container_knows_whether_it_is_well(server: Server, status: int, code: int) -> None:
    server.status = status
    assert health(server.server_port) == code


def test_a_server_that_does_not_answer_is_not_well(server: Server) -> None:
    port = server.server_port
    server.shutdown()
    server.server_close()
    assert health(port) == 1


def test_it_needs_no_package_of_the_system_but_python() -> None:
    (packages,) = re.findall(r"apt-get install .* (python3 .*) \$PACKAGES", CONTAINERFILE)
    assert packages.split() == ["python3", "python3-venv"]


def test_it_is_built_on_one_known_image_with_its_updates() -> None:
    (image,) = re.findall(r"^FROM (\S+)$", CONTAINERFILE, re.M)
    assert re.fullmatch(r"docker\.io/library/debian@sha256:[0-9a-f]{64}", image)
    assert re.findall(r"&& apt-get (\w+) --yes", CONTAINERFILE) == ["upgrade", "install"]
