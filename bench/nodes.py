"""Three servers of one PostgreSQL behind PgBouncer: kills one, drains one, restarts the database.

    .venv/bin/python bench/nodes.py [SECONDS]

Twenty people write entries with photos meanwhile, and send again what was not acknowledged. Needs
PostgreSQL and PgBouncer on this machine; the photos are in an S3 server of its own process. Counts
acknowledged entries that are missing, incomplete or doubled, tries one session on each server, and
whether wrong passwords count together. Exits with 1 at a problem.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_urlsafe
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).parent.parent))

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

import psycopg  # noqa: E402

from bench.services import pgbouncer, postgres, s3  # noqa: E402
from tests.crash import BOUNDARY, PHOTOS, SEED, TOKEN, Person, Server  # noqa: E402
from tests.factories import PASSWORD  # noqa: E402

CLIENTS = 20
SECONDS = 120
DRAIN_SECONDS = 5
ACCOUNTS = """
import django
django.setup()
from tests.factories import make_user
for name in ("four", "five"):
    make_user(email=f"{name}@example.org")
"""


class Node(Server):
    """A server whose health a balancer asks for."""

    def is_ready(self) -> bool:
        try:
            return self.get("/healthz") == 200
        except OSError:
            return False

    def get(self, path: str, cookie: str = "") -> int:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)) as connection:
            connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
            return connection.getresponse().status

    def log_in(self, email: str, password: str) -> bool:
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"milkspot_csrf={TOKEN}",
        }
        fields = {"csrfmiddlewaretoken": TOKEN, "login": email, "password": password}
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.request("POST", "/account/login/", urlencode(fields), headers)
            return connection.getresponse().status == 302

    def drain(self) -> None:
        """Send SIGTERM, and wait until it has stopped."""
        assert self._process is not None
        self._process.terminate()
        self._process.wait()


@dataclass
class Balancer:
    """Knows which nodes are ready; asks twice a second."""

    nodes: list[Node]
    ready: list[Node] = field(default_factory=list)

    def ask(self, until: threading.Event) -> None:
        while not until.is_set():
            self.ready = [node for node in self.nodes if node.is_ready()]
            until.wait(0.5)


@dataclass
class Writer(Person):
    """Sends an entry to any ready node until one has acknowledged it."""

    balancer: Balancer | None = None
    statuses: Counter[Any] = field(default_factory=Counter)

    def write(self, until: threading.Event) -> None:
        while not until.is_set():
            uuid, body = self._entry()
            while not self._send(uuid, body) and not until.is_set():
                time.sleep(0.2)

    def _send(self, uuid: str, body: bytes) -> bool:
        assert self.balancer is not None
        if not self.balancer.ready:
            return False
        headers = {
            "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
            "Cookie": f"milkspot_session={self.session}; milkspot_csrf={TOKEN}",
        }
        port = random.choice(self.balancer.ready).port
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
            try:
                connection.request("POST", self.address, body, headers)
                status: int | str = connection.getresponse().status
            except (OSError, http.client.HTTPException) as error:
                status = type(error).__name__
        self.statuses[status] += 1
        if status == 302:
            self.accepted.add(uuid)
        return status == 302


def main() -> int:
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    with ExitStack() as stack:
        cluster = stack.enter_context(postgres())
        pooled = cluster.url(stack.enter_context(pgbouncer(cluster)))
        _objects, address = stack.enter_context(s3())
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="milkspot-nodes-")))
        shared = {
            "DATABASE_URL": pooled,
            "SECRET_KEY": token_urlsafe(50),
            "DRAIN_SECONDS": str(DRAIN_SECONDS),
            "MEDIA_S3_BUCKET": "photos",
            "MEDIA_S3_ENDPOINT": address,
            "MEDIA_S3_ACCESS_KEY": "k",
            "MEDIA_S3_SECRET_KEY": "s",
        }
        nodes = [Node(folder / str(number), **shared) for number in range(3)]
        for node in nodes:
            stack.callback(node.kill)
        together(*(node.start for node in nodes))  # one migrates
        print("three servers started at once", flush=True)
        people = json.loads(nodes[0].run("-c", SEED.format(clients=CLIENTS)))
        balancer = Balancer(nodes)
        writers = [
            Writer(nodes[0], number, *person, balancer=balancer)
            for number, person in enumerate(people)
        ]
        until = threading.Event()
        threads = [threading.Thread(target=balancer.ask, args=[until])]
        threads += [threading.Thread(target=writer.write, args=[until]) for writer in writers]
        for thread in threads:
            thread.start()
        try:
            time.sleep(seconds / 4)
            nodes[0].kill()
            print(f"{count(writers)} entries; one server killed", flush=True)
            time.sleep(seconds / 8)
            nodes[0].start()
            time.sleep(seconds / 8)
            before = refused(writers)
            nodes[1].drain()
            print(
                f"{count(writers)} entries; one server drained;"
                f" {refused(writers) - before} requests refused",
                flush=True,
            )
            nodes[1].start()
            time.sleep(seconds / 4)
            cluster.restart(pause=1)
            print(f"{count(writers)} entries; the database restarted", flush=True)
            time.sleep(seconds / 4)
        finally:
            until.set()
            for thread in threads:
                thread.join()
        print(f"responses: {dict(sum((writer.statuses for writer in writers), Counter()))}")
        problems = [*wrong_entries(cluster.url(), writers), *wrong_sessions(nodes, writers[0])]
        nodes[0].run("-c", ACCOUNTS)
        problems += wrong_limits(nodes)
        print(f"{count(writers)} entries acknowledged; {len(problems)} problems")
        print("\n".join(problems[:20]))
        return bool(problems)


def together(*tasks: Any) -> None:
    with ThreadPoolExecutor(len(tasks)) as pool:
        list(pool.map(lambda task: task(), tasks))


def count(writers: list[Writer]) -> int:
    return sum(len(writer.accepted) for writer in writers)


def refused(writers: list[Writer]) -> int:
    return sum(
        number for writer in writers for status, number in writer.statuses.items() if status != 302
    )


def wrong_entries(url: str, writers: list[Writer]) -> list[str]:
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            "SELECT notes, (SELECT count(*) FROM tracker_spot WHERE entry_id = e.id),"
            " (SELECT count(*) FROM tracker_photo WHERE entry_id = e.id) FROM tracker_entry e"
        ).fetchall()
    accepted = {uuid for writer in writers for uuid in writer.accepted}
    times = Counter(notes for notes, _, _ in rows)
    return [
        *(f"{uuid} was acknowledged but is missing" for uuid in accepted - set(times)),
        *(f"{notes} is there {number} times" for notes, number in times.items() if number > 1),
        *(
            f"{notes} is incomplete: {spots} spots, {photos} photos"
            for notes, spots, photos in rows
            if (spots, photos) != (1, PHOTOS)
        ),
    ]


def wrong_sessions(nodes: list[Node], writer: Writer) -> list[str]:
    cookie = f"milkspot_session={writer.session}"
    statuses = [node.get(writer.address, cookie) for node in nodes]
    return [] if statuses == [200] * 3 else [f"one session on each server: {statuses}"]


def wrong_limits(nodes: list[Node]) -> list[str]:
    """Five wrong passwords on three servers must shut the door as on one, and four must not."""
    problems = []
    for wrong, may_enter in ((4, True), (5, False)):
        email = f"{'four' if may_enter else 'five'}@example.org"
        for number in range(wrong):
            assert not nodes[number % 3].log_in(email, "wrong")
        if nodes[2].log_in(email, PASSWORD) is not may_enter:
            problems.append(f"after {wrong} wrong passwords: log-in is {not may_enter}")
    return problems


if __name__ == "__main__":
    sys.exit(main())
