"""Kills workers while four of them send 2,000 evening reminders to a mail server of its own.

    .venv/bin/python bench/remind.py [FAMILIES] [KILLS]

Runs on SQLite, or on the DATABASE_URL. Each reminder must arrive, once to its reader: a mail that a
killed worker sent again has the same Message-ID. Counts those, and reads the sentences. Exits with
1 at a problem.
"""

from __future__ import annotations

import os
import random
import socketserver
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock, Thread
from typing import ClassVar

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

FAMILIES = 2_000
KILLS = 20
WORKERS = 4
SUBJECT = "Time for today's entry"
LEASE = 610  # seconds until a killed worker's jobs are claimed again


class MailSink(socketserver.StreamRequestHandler):
    """Speaks as much SMTP as a client needs, and keeps what it is sent."""

    mails: ClassVar[list[tuple[str, str, str]]] = []
    lock: ClassVar[Lock] = Lock()

    def handle(self) -> None:
        self._say("220 sink")
        recipient = ""
        while line := self.rfile.readline():
            word = line.strip().upper()
            if word.startswith(b"RCPT"):
                recipient = line.decode().partition("<")[2].partition(">")[0]
            if word == b"DATA":
                self._say("354 go on")
                self._keep(recipient, self._content())
            self._say("221 bye" if word == b"QUIT" else "250 ok")
            if word == b"QUIT":
                return

    def _content(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line)
        return b"".join(lines)

    def _keep(self, recipient: str, content: bytes) -> None:
        mail = message_from_bytes(content, policy=policy.default)
        with self.lock:
            self.mails.append((recipient, str(mail["Message-ID"]), str(mail["Subject"])))

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 50


def make_families(number: int) -> None:
    from django.utils import timezone

    from tests.factories import make_child, make_concern, make_entry, make_family
    from tracker.models import Job, Member, ReminderChoice, User

    now = timezone.now()
    today = now.date()
    due_at = now - timedelta(minutes=1)
    for index in range(number):
        family = make_family(time_zone="UTC")
        user = User.objects.create(email=f"parent{index}@example.org")
        member = Member.objects.create(family=family, user=user, role="owner")
        born = today - timedelta(days=60)
        concern = make_concern(
            make_child(family, birth_date=born),
            condition="heat_rash",
            first_noticed_on=today - timedelta(days=3),
        )
        make_entry(concern, today - timedelta(days=1))
        ReminderChoice.objects.create(
            member=member,
            evening=True,
            by_mail=True,
            evening_at=due_at.time(),
            quiet_from=due_at.time(),
            quiet_until=due_at.time(),
        )
        Job.objects.create(kind="reminders", key=str(member.pk), member=member, due_at=due_at)


def start_worker() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "manage.py", "work"], cwd=ROOT)


def send_with_kills(families: int, kills: int) -> None:
    """Run the workers until each family has its mail."""
    workers = [start_worker() for _ in range(WORKERS)]
    killed = 0
    give_up_at = time.monotonic() + 3 * LEASE
    try:
        while arrived() < families and time.monotonic() < give_up_at:
            time.sleep(0.05)
            if killed < kills and arrived() >= families * (killed + 1) // (kills + 1):
                victim = workers.pop(random.randrange(WORKERS))
                victim.kill()
                victim.wait()
                workers.append(start_worker())
                killed += 1
    finally:
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.wait(60)


def arrived() -> int:
    with MailSink.lock:
        return len({recipient for recipient, _id, _subject in MailSink.mails})


def main(families: int, kills: int) -> int:
    with (
        TemporaryDirectory(prefix="milkspot-remind-") as folder,
        MailServer(("127.0.0.1", 0), MailSink) as server,
    ):
        Thread(target=server.serve_forever, daemon=True).start()
        os.environ.update(
            DJANGO_SETTINGS_MODULE="diary.settings",
            DATA_DIR=folder,
            EMAIL_URL=f"smtp://127.0.0.1:{server.server_address[1]}",
            EMAIL_FROM="milkspot@example.org",
            PUBLIC_URL="https://milkspot.example.org",
            TRUSTED_PROXIES="127.0.0.1",
        )
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        make_families(families)
        started = time.monotonic()
        send_with_kills(families, kills)
        return report(families, kills, time.monotonic() - started)


def report(families: int, kills: int, seconds: float) -> int:
    mails = MailSink.mails
    ids = Counter((recipient, message_id) for recipient, message_id, _subject in mails)
    again = len(mails) - len(ids)
    subjects = {subject for *_, subject in mails}
    print(
        f"{arrived()} of {families} reminders arrived in {seconds:.0f} s with {kills} kills;"
        f" {len(ids)} different ones, {again} sent again; they say {sorted(subjects)}"
    )
    is_right = arrived() == len(ids) == families and again <= kills and subjects == {SUBJECT}
    return int(not is_right)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*numbers, *(FAMILIES, KILLS)[len(numbers) :]))
