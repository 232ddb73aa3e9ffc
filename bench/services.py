"""PostgreSQL, PgBouncer and an S3 server on this machine, for the time of a measurement."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import quote, unquote, urlsplit


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        return int(probe.getsockname()[1])


def wait_for(port: int) -> None:
    for _ in range(500):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.02)
    raise AssertionError(f"nothing listens on port {port}")


class Postgres:
    """A cluster in a scratch folder, without waiting for the disk. Run as root it is postgres's."""

    def __init__(self, *options: str) -> None:
        self.bin = max(Path("/usr/lib/postgresql").glob("*/bin"))
        self.folder = Path(mkdtemp(prefix="milkspot-postgres-"))
        self.port = free_port()
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres")
        data = f"--pgdata={self.folder}/data"
        self._run("initdb", data, "--username=milkspot", "--auth=trust", "--encoding=UTF8")
        fixed = (
            f"-c listen_addresses=127.0.0.1 -p {self.port} -c unix_socket_directories={self.folder}"
        )
        fast = "-c fsync=off -c full_page_writes=off -c max_connections=200"
        self._start = ["pg_ctl", data, f"--log={self.folder}/log", "--silent", "--wait", "start"]
        self._start += ["--options", " ".join([fixed, fast, *options])]
        self._stop = ["pg_ctl", data, "--mode=fast", "--silent", "--wait", "stop"]
        self._run(*self._start)

    def restart(self, pause: float = 0) -> None:
        self._run(*self._stop)
        time.sleep(pause)
        self._run(*self._start)

    def close(self) -> None:
        self._run(*self._stop)
        shutil.rmtree(self.folder)

    def url(self, port: int | None = None) -> str:
        """Return the DATABASE_URL, of PgBouncer if its port is given."""
        return f"postgres://milkspot@127.0.0.1:{port or self.port}/postgres"

    def _run(self, program: str, *arguments: str) -> None:
        user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        command = [*user, str(self.bin / program), *arguments]
        subprocess.run(command, cwd="/", check=True, stdout=subprocess.DEVNULL)


@contextmanager
def postgres(*options: str) -> Iterator[Postgres]:
    cluster = Postgres(*options)
    try:
        yield cluster
    finally:
        cluster.close()


@contextmanager
def pgbouncer(cluster: Postgres, pool_size: int = 20) -> Iterator[int]:
    """Yield the port of a PgBouncer in transaction mode."""
    port, settings = free_port(), cluster.folder / "pgbouncer.ini"
    users = cluster.folder / "users"
    users.write_text('"milkspot" ""\n')
    settings.write_text(
        f"[databases]\n* = host=127.0.0.1 port={cluster.port}\n"
        f"[pgbouncer]\nlisten_addr=127.0.0.1\nlisten_port={port}\nunix_socket_dir=\n"
        f"auth_type=trust\nauth_file={users}\npool_mode=transaction\n"
        f"default_pool_size={pool_size}\nmax_client_conn=500\n"
        "server_login_retry=1\n"
    )
    for path in (users, settings):
        path.chmod(0o644)
    user = ["--user=postgres"] if os.getuid() == 0 else []
    process = subprocess.Popen(
        ["pgbouncer", *user, str(settings)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(port)
        yield port
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


@contextmanager
def s3() -> Iterator[tuple[Path, str]]:
    """Yield the folder of an S3 server in a process of its own, and its address."""
    port, folder = free_port(), Path(mkdtemp(prefix="milkspot-s3-"))
    process = subprocess.Popen([sys.executable, __file__, str(port), str(folder)])
    try:
        wait_for(port)
        yield folder, f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder)


class Bucket(BaseHTTPRequestHandler):
    """Stores objects as files. Enough of S3 for photos; it checks no signature."""

    protocol_version = "HTTP/1.1"
    folder: Path

    def do_PUT(self) -> None:
        path, part = self._path(), self.folder / f"part-{os.urandom(8).hex()}"
        part.write_bytes(self._body())
        part.rename(path)
        self._answer(200)

    def do_HEAD(self) -> None:
        path = self._path()
        if not path.is_file():
            self._answer(404)
            return
        self._answer(200, length=path.stat().st_size)

    def do_GET(self) -> None:
        path = self._path()
        if "prefix=" in self.path:  # a health check lists a folder
            self._answer(200, b"<ListBucketResult><KeyCount>0</KeyCount></ListBucketResult>")
        elif path.is_file():
            self._answer(200, path.read_bytes())
        else:
            self._answer(404, b"<Error><Code>NoSuchKey</Code></Error>")

    def do_DELETE(self) -> None:
        self._path().unlink(missing_ok=True)
        self._answer(204)

    def _path(self) -> Path:
        return self.folder / quote(unquote(urlsplit(self.path).path).strip("/"), safe="")

    def _body(self) -> bytes:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if "aws-chunked" not in self.headers.get("Content-Encoding", ""):
            return body
        content, rest = b"", body
        while rest:
            size, rest = rest.split(b"\r\n", 1)
            count = int(size.split(b";")[0], 16)
            content, rest = content + rest[:count], rest[count + 2 :]
            if not count:
                break
        return content

    def _answer(self, status: int, body: bytes = b"", length: int | None = None) -> None:
        self.send_response(status)
        self.send_header("ETag", '"e"')
        self.send_header("Last-Modified", "Tue, 10 Mar 2026 08:00:00 GMT")
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


if __name__ == "__main__":
    Bucket.folder = Path(sys.argv[2])
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Bucket).serve_forever()
