"""Runs a server, kills it during writes, and checks its data.

tests/test_crash.py kills it three times, bench/crash.py twenty times.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from uuid import uuid4

from django.test.client import encode_multipart
from PIL import Image, ImageDraw

from tests.views.entry_posts import entry_post, signs_post, spots_post

ROOT = Path(__file__).parent.parent
CLIENTS = 4
PHOTOS = 2
TOKEN = "c" * 32
BOUNDARY = "----a-photo-and-some-words"

SEED = """
import django, json
django.setup()
from datetime import date, timedelta
from django.urls import reverse
from tests.factories import client_of, make_child, make_concern, make_family, make_member
family = make_family(time_zone="UTC")
born = date.today() - timedelta(days=40)
child = make_child(family, birth_date=born)
people = []
for number in range({clients}):
    concern = make_concern(child, first_noticed_on=born)
    address = reverse("entry_new", args=[child.pk, concern.uuid])
    cookies = client_of(make_member(family)).cookies
    people.append([address, cookies["milkspot_session"].value])
print(json.dumps(people))
"""


class Server:
    """Runs script/server without the installation, with a data folder and port of its own."""

    def __init__(self, data_dir: Path, **environment: str) -> None:
        self.data_dir = data_dir
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self._environment = os.environ | {
            "DATA_DIR": str(data_dir),
            "DATABASE_URL": "",
            "DJANGO_SETTINGS_MODULE": "diary.settings",
            "PORT": str(self.port),
            **environment,
        }
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, *arguments: str, fails: bool = False) -> str:
        """Run Python with the server's environment. Returns its output, or its error output if it
        is to fail.
        """
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode != 0) is fails, done.stderr
        return done.stderr if fails else done.stdout

    def start(self) -> None:
        self.run("-m", "diary.prepare")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--config", "python:diary.server"],
            cwd=ROOT,
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        while not self._answers():
            assert self._process.poll() is None, "the server did not start"
            time.sleep(0.02)

    def kill(self) -> None:
        """Kill all processes at once, as a power failure would."""
        if self._process:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def _answers(self) -> bool:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)) as connection:
            try:
                connection.request("GET", "/start/")
                return connection.getresponse().status < 500
            except OSError:
                return False


@dataclass
class Person:
    """Sends entries one after another, and records which the server accepted."""

    server: Server
    number: int
    address: str
    session: str
    accepted: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)

    def write(self, until: threading.Event) -> None:
        again: tuple[str, bytes] | None = None
        while not until.is_set():
            uuid, body = again or self._entry()
            # Half of the entries without a response are sent again, as a phone would.
            again = None if self._send(uuid, body) else random.choice([(uuid, body), None])

    def _entry(self) -> tuple[str, bytes]:
        uuid = str(uuid4())
        photos = [BytesIO(_photo(uuid, number)) for number in range(PHOTOS)]
        for number, photo in enumerate(photos):
            photo.name = f"{number}.jpg"
        data = entry_post(
            uuid=uuid,
            day=f"{datetime.now(UTC):%Y-%m-%d}",
            at="",
            notes=uuid,
            csrfmiddlewaretoken=TOKEN,
            photos=photos,
            **spots_post({"site": "chin", "track": uuid}),
            **signs_post("yes", "warmth"),
        )
        return uuid, encode_multipart(BOUNDARY, data)

    def _send(self, uuid: str, body: bytes) -> bool:
        headers = {
            "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
            "Cookie": f"milkspot_session={self.session}; milkspot_csrf={TOKEN}",
        }
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        with closing(connection):
            try:
                connection.request("POST", self.address, body, headers)
                status = connection.getresponse().status
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)
                return False
        if status == 302:
            self.accepted.add(uuid)
        else:
            self.problems.append(f"the server answered {status}")
        return True


def _photo(uuid: str, number: int) -> bytes:
    """Draw a unique photo."""
    image = Image.new("RGB", (400, 300), (214, 164, 142))
    ImageDraw.Draw(image).text((10, 10 + 20 * number), uuid, fill="black")
    out = BytesIO()
    image.save(out, "JPEG")
    return out.getvalue()


class Household:
    """Several people who write to one server at the same time."""

    def __init__(self, data_dir: Path, **environment: str) -> None:
        self.server = Server(data_dir, **environment)
        self.server.run("-m", "diary.prepare")
        people = json.loads(self.server.run("-c", SEED.format(clients=CLIENTS)))
        self.people = [Person(self.server, number, *person) for number, person in enumerate(people)]
        self._intact_files: set[str] = set()

    @property
    def accepted(self) -> set[str]:
        return {uuid for person in self.people for uuid in person.accepted}

    def write_until_killed(
        self, entries: int, seconds: float, meanwhile: Callable[[], object] = lambda: None
    ) -> None:
        """Start the server, and kill it ``seconds`` after it has accepted ``entries`` more entries.

        Calls ``meanwhile`` before the seconds start.
        """
        self.server.start()
        wanted = len(self.accepted) + entries
        until = threading.Event()
        threads = [
            threading.Thread(target=person.write, args=[until], daemon=True)
            for person in self.people
        ]
        try:
            for thread in threads:
                thread.start()
            while len(self.accepted) < wanted and not any(p.problems for p in self.people):
                time.sleep(0.01)
            meanwhile()
            time.sleep(seconds)
        finally:
            self.server.kill()
            until.set()
            for thread in threads:
                thread.join()

    def problems(self) -> list[str]:
        """Describe missing, incomplete and duplicate entries; ignores files without a row."""
        problems = [problem for person in self.people for problem in person.problems]
        with closing(sqlite3.connect(self.server.data_dir / "db.sqlite3")) as database:
            (integrity,) = database.execute("PRAGMA integrity_check").fetchone()
            if integrity != "ok":
                problems.append(f"the database: {integrity}")
            entries = database.execute(ENTRIES).fetchall()
            files = [name for row in database.execute(FILES) for name in row]
        stored = [notes for notes, *_counts in entries]
        problems += [f"{uuid} was accepted but is missing" for uuid in self.accepted - set(stored)]
        problems += [f"{uuid} is a duplicate" for uuid in stored if stored.count(uuid) > 1]
        for notes, *counts in entries:
            if counts != [1, 1, PHOTOS]:
                problems.append(f"{notes} is incomplete: {counts}")
        return problems + [f"{name} is damaged" for name in files if self._is_damaged(name)]

    def files_without_owner(self) -> int:
        """Return the number of files without a row, which `tidy` removes."""
        stored = sum(1 for _path in (self.server.data_dir / "media").glob("*/*.jpg"))
        with closing(sqlite3.connect(self.server.data_dir / "db.sqlite3")) as database:
            return stored - 2 * database.execute("SELECT count(*) FROM tracker_photo").fetchone()[0]

    def _is_damaged(self, name: str) -> bool:
        path = self.server.data_dir / "media" / name
        if name in self._intact_files:
            return not path.exists()
        try:
            with Image.open(path) as image:
                image.load()
        except OSError:
            return True
        self._intact_files.add(name)
        return False


ENTRIES = """
SELECT notes,
    (SELECT count(*) FROM tracker_spot WHERE entry_id = tracker_entry.id),
    (SELECT count(*) FROM tracker_sign WHERE entry_id = tracker_entry.id AND key = 'warmth'),
    (SELECT count(*) FROM tracker_photo WHERE entry_id = tracker_entry.id)
FROM tracker_entry
"""
FILES = "SELECT large, small FROM tracker_photo"
