"""Kills workers while four of them send 2,000 reminders, half by mail and half by push.

    .venv/bin/python bench/remind.py [FAMILIES] [KILLS] [LEASE]

Runs on SQLite, or on an empty DATABASE_URL, with a mail server and a push service of its own, which
opens each message with the keys of its browser. Each family must be sent its one reminder, once to
its reader: what a killed worker sent again has the same Message-ID or tag. Reads what they say, and
compares the lengths of the push messages. A claim ends after LEASE seconds, by default sooner than
the server's. Exits with 1 at a problem.
"""

from __future__ import annotations

import os
import random
import signal
import socketserver
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, ClassVar
from zoneinfo import ZoneInfo

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from tests.push.service import Browser, PushService
    from tracker.models import Member

FAMILIES = 2_000
KILLS = 20
WORKERS = 4
TITLES = (
    "Time for today's entry",
    "You noted something for today",
    "Still there? Open the diary",
)  # of the families in turn
BELOW = "You asked Milkspot for this reminder. To stop reminders of this kind:"
LEASE = 60
CERTIFICATE = "ca.pem"  # of the push service, in DATA_DIR
SPREAD = 120  # seconds over which push messages are drawn


@dataclass(frozen=True)
class Arrived:
    """A reminder that a family got. ``text``: what it says, without addresses."""

    family: int
    tag: str
    text: tuple[str, ...]


class MailSink(socketserver.StreamRequestHandler):
    """Speaks as much SMTP as a client needs, and keeps what it is sent."""

    mails: ClassVar[list[Arrived]] = []
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
        lines = str(mail.get_content()).splitlines()
        text = tuple(line for line in lines if line and not line.startswith("https://"))
        number = int(recipient.partition("@")[0])
        with self.lock:
            self.mails.append(Arrived(number, str(mail["Message-ID"]), (mail["Subject"], *text)))

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 50

    def handle_error(self, *_: object) -> None:
        """Of a worker that was killed while it sent."""


def make_families(number: int, service: PushService) -> dict[int, Browser]:
    """Make families with one member each. Return the browsers of those without mail."""
    from django.utils import timezone

    from tests.push.service import Browser, make_subscription
    from tracker.models import Job

    browsers = {}
    now = timezone.now()
    for index in range(number):
        member = make_family_with_reminder(index, now)
        Job.objects.create(kind="reminders", key=str(member.pk), member=member, due_at=now)
        if not by_mail(index):
            browsers[index] = Browser()
            make_subscription(member.user, service.endpoint(str(index)), browsers[index])
    return browsers


def make_family_with_reminder(index: int, now: datetime) -> Member:
    """Make a family in whose time zone it is noon, and a reminder of one of ``TITLES`` is due."""
    from tests.factories import make_child, make_concern, make_entry, make_family
    from tracker.models import Member, ReminderChoice, User, Visit

    east = 12 - now.astimezone(UTC).hour
    family = make_family(time_zone=f"Etc/GMT{-east:+d}")
    due_at = now.astimezone(ZoneInfo(family.time_zone)) - timedelta(minutes=1)
    today = due_at.date()
    silent_days = (1, 1, 20)[index % len(TITLES)]
    child = make_child(family, birth_date=today - timedelta(days=60))
    seen_on = today - timedelta(days=silent_days)
    concern = make_concern(child, condition="heat_rash", first_noticed_on=seen_on)
    make_entry(concern, seen_on)
    switch = ("evening", "follow_up", "still_there")[index % len(TITLES)]
    if switch == "follow_up":
        Visit.objects.create(child=child, day=seen_on, follow_up_on=today)
    user = User.objects.create(email=f"{index}@example.org")
    member = Member.objects.create(family=family, user=user, role="owner")
    ReminderChoice.objects.create(
        member=member,
        by_mail=by_mail(index),
        evening_at=due_at.time(),
        quiet_from=due_at.time(),
        quiet_until=due_at.time(),
        **{switch: True},
    )
    return member


def by_mail(index: int) -> bool:
    return index % 2 == 0


def work(lease: float) -> None:
    """Do due jobs, as ``manage.py work`` does, with a lease of so many seconds."""
    import django

    django.setup()
    from django.conf import settings
    from django.utils import timezone

    from tracker.due_jobs import HANDLERS
    from tracker.jobs import run_due_jobs

    settings.PUSH_CA_FILE = str(settings.DATA_DIR / CERTIFICATE)
    settings.PUSH_TO_PRIVATE_ADDRESSES = True
    stop = Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    while not stop.is_set():
        run_due_jobs(
            HANDLERS, timezone.now, is_stopping=stop.is_set, lease=timedelta(seconds=lease)
        )
        stop.wait(0.5)


def start_worker(lease: float) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, __file__, "--work", str(lease)], cwd=ROOT)


def send_with_kills(families: int, kills: int, lease: float, service: PushService) -> int:
    """Run the workers until nothing is left to send. Return how many were killed."""
    workers = [start_worker(lease) for _ in range(WORKERS)]
    killed = 0
    give_up_at = time.monotonic() + 3 * lease + SPREAD + families
    try:
        while is_sending(families, service) and time.monotonic() < give_up_at:
            time.sleep(0.05)
            if killed < kills and arrived(service) >= families * (killed + 1) // (kills + 1):
                victim = workers.pop(random.randrange(WORKERS))
                victim.kill()
                victim.wait()
                workers.append(start_worker(lease))
                killed += 1
    finally:
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.wait(60)
    return killed


def is_sending(families: int, service: PushService) -> bool:
    """Return whether a reminder is missing, or a killed worker's may be sent again."""
    from tracker.models import Job

    if arrived(service) < families:
        return True
    time.sleep(0.5)
    return Job.objects.filter(kind__startswith="reminder by", ended_at=None).exists()


def arrived(service: PushService) -> int:
    """Return how many families have something."""
    with MailSink.lock:
        mailed = {mail.family for mail in MailSink.mails}
    return len(mailed) + len({path for path, _headers, _body in list(service.received)})


def main(families: int, kills: int, lease: int) -> int:
    with TemporaryDirectory(prefix="milkspot-remind-") as folder:
        os.environ.update(
            DJANGO_SETTINGS_MODULE="diary.settings",
            DATA_DIR=folder,
            EMAIL_FROM="milkspot@example.org",
            OPERATOR="Bench, bench@milkspot.de",
            PUBLIC_URL="https://diary.milkspot.de",
            TRUSTED_PROXIES="127.0.0.1",
        )
        with MailServer(("127.0.0.1", 0), MailSink) as server:
            Thread(target=server.serve_forever, daemon=True).start()
            os.environ["EMAIL_URL"] = f"smtp://127.0.0.1:{server.server_address[1]}"
            return run(families, kills, lease, Path(folder))


def run(families: int, kills: int, lease: int, folder: Path) -> int:
    import django

    django.setup()
    from django.core.management import call_command

    from tests.push.service import push_service
    from tracker.push.subscriptions import make_push_key

    call_command("migrate", verbosity=0)
    make_push_key()
    with push_service(folder) as service:
        browsers = make_families(families, service)
        started = time.monotonic()
        killed = send_with_kills(families, kills, lease, service)
        return report(families, browsers, killed, time.monotonic() - started, service)


def report(
    families: int, browsers: dict[int, Browser], kills: int, seconds: float, service: PushService
) -> int:
    pushed = opened(browsers, service)
    found = [*MailSink.mails, *pushed]
    different = set(found)
    again = len(found) - len(different)
    lengths = {len(body) for _path, _headers, body in service.received}
    print(
        f"{arrived(service)} of {families} families have a reminder after {seconds:.0f} s with"
        f" {kills} kills: {len(MailSink.mails)} mails, {len(pushed)} push messages of"
        f" {sorted(lengths)} bytes, {len(different)} different ones, {again} sent again."
    )
    wrong = Counter(each.text for each in different if each.text != expected(each.family))
    for text, count in wrong.items():
        print(f"{count} say {text}")
    is_whole = len(different) == len({each.family for each in found}) == families
    return int(not (is_whole and again <= kills and not wrong and len(lengths) == 1))


def expected(index: int) -> tuple[str, ...]:
    title = TITLES[index % len(TITLES)]
    return (title, title, BELOW) if by_mail(index) else (title,)


def opened(browsers: dict[int, Browser], service: PushService) -> list[Arrived]:
    found = []
    for path, _headers, body in service.received:
        index = int(path.rpartition("/")[2])
        message = browsers[index].opened(body)["notification"]
        found.append(Arrived(index, message["tag"], (message["title"],)))
    return found


if __name__ == "__main__":
    if sys.argv[1:2] == ["--work"]:
        work(float(sys.argv[2]))
    else:
        numbers = [int(word) for word in sys.argv[1:]]
        sys.exit(main(*numbers, *(FAMILIES, KILLS, LEASE)[len(numbers) :]))
