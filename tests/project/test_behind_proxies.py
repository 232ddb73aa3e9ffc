"""The real server behind nginx and Caddy, each set up as docs/hosting.md says."""

from __future__ import annotations

import re
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.project.test_log_lines import ROOT, a_server

PAGE = "/worried/"
UNVERIFIED = ssl._create_unverified_context()
NGINX = """
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    server {{ listen 127.0.0.1:{documented}; {from_the_guide} }}
    server {{
        listen 127.0.0.1:{silent};
        location / {{ proxy_pass http://127.0.0.1:{port}; proxy_set_header Host $http_host; }}
    }}
}}
"""
CADDY = """
{{
    admin off
    auto_https disable_redirects
    skip_install_trust
    storage file_system {folder}/caddy
}}
{from_the_guide}
"""


def guide(begin: str, port: int) -> str:
    """The configuration that the hosting guide shows below this line, for this port."""
    text = (ROOT / "docs" / "hosting.md").read_text()
    found = re.search(rf"{re.escape(begin)}\n\n((?:    .*\n)+)", text)
    assert found
    return found[1].replace(":8000", f":{port}")


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        return int(free.getsockname()[1])


@contextmanager
def running(*command: str, ports: tuple[int, ...]) -> Iterator[None]:
    if not shutil.which(command[0]):
        pytest.skip(f"{command[0]} is not installed")
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for port in ports:
            wait_for(port)
        yield
    finally:
        process.terminate()
        process.wait(10)


def wait_for(port: int) -> None:
    until = monotonic() + 20
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            assert monotonic() < until
            sleep(0.05)


def wait_for_certificate(port: int) -> None:
    """Caddy makes one after it has begun to listen."""
    until = monotonic() + 20
    while True:
        try:
            with closing(HTTPSConnection("localhost", port, context=UNVERIFIED)) as connection:
                connection.connect()
            return
        except ssl.SSLError:
            assert monotonic() < until
            sleep(0.05)


def ask(connection: HTTPConnection, **headers: str) -> tuple[HTTPResponse, str]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with closing(connection):
        connection.request("GET", PAGE, headers={"Host": "localhost", **named})
        response = connection.getresponse()
        return response, response.read().decode()


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """DEBUG, since no static files are collected here."""
    public = {"PUBLIC_URL": "https://localhost", "TRUSTED_PROXIES": "127.0.0.1", "DEBUG": "true"}
    with a_server(tmp_path_factory.mktemp("data"), **public) as (port, _log):
        wait_for(port)
        yield port


def test_nginx(port: int, tmp_path: Path) -> None:
    documented, silent = free_port(), free_port()
    config = tmp_path / "nginx.conf"
    block = guide("For nginx, in the `server` block that has the certificate:", port)
    config.write_text(
        NGINX.format(
            folder=tmp_path, port=port, documented=documented, silent=silent, from_the_guide=block
        )
    )
    with running("nginx", "-c", str(config), ports=(documented, silent)):
        plain, _ = ask(HTTPConnection("127.0.0.1", documented))
        assert (plain.status, plain.headers["Location"]) == (302, f"https://localhost{PAGE}")

        large, sentence = ask(HTTPConnection("127.0.0.1", documented), Content_Length="300000000")
        assert (large.status, large.headers["Content-Type"]) == (413, "text/plain; charset=utf-8")
        assert sentence == "These photos are too large to send at once. Go back and choose fewer.\n"

        unknown, page = ask(HTTPConnection("127.0.0.1", silent))
        assert unknown.status == 400
        assert "127.0.0.1 did not send the header X-Forwarded-Proto" in page

        for proto in ("https, http", "HTTPS"):
            secure, _ = ask(HTTPConnection("127.0.0.1", silent), X_Forwarded_Proto=proto)
            assert secure.status == 200, proto
            assert "Strict-Transport-Security" in secure.headers, proto


def test_caddy(port: int, tmp_path: Path) -> None:
    https = free_port()
    config = tmp_path / "Caddyfile"
    block = guide("For Caddy:", port).replace(
        "milkspot.example.org {", f"localhost:{https} {{\n    tls internal"
    )
    config.write_text(CADDY.format(folder=tmp_path, from_the_guide=block))
    command = ("caddy", "run", "--config", str(config), "--adapter", "caddyfile")
    with running(*command, ports=(https,)):
        wait_for_certificate(https)
        secure, _ = ask(HTTPSConnection("localhost", https, context=UNVERIFIED))
        assert secure.status == 200
        assert "Strict-Transport-Security" in secure.headers
