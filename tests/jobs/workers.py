"""Processes that do the same jobs, some of them killed.

tests/jobs/test_killed_workers.py does so with a few jobs, bench/jobs.py with 2,000.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from urllib.parse import quote

from django.db import connection
from django.utils import timezone

from tracker.jobs import enqueue
from tracker.models import Job

ROOT = Path(__file__).parent.parent.parent


def database_url() -> str:
    """Return the DATABASE_URL of the database of this process, for others."""
    parts = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{parts['NAME']}"
    port = f":{parts['PORT']}" if parts["PORT"] else ""
    return f"postgres://{parts['USER']}@{quote(parts['HOST'], safe='')}{port}/{parts['NAME']}"


class Workers:
    """Worker processes; a killed one is replaced."""

    def __init__(self, folder: Path, number: int, *, lease_seconds: float) -> None:
        self._marks = folder / "marks"
        self._marks.touch()
        self._command = [sys.executable, "-m", "tests.jobs.worker", str(self._marks)]
        self._command.append(str(lease_seconds))
        self._environment = os.environ | {
            "DATABASE_URL": database_url(),
            "DATA_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "diary.settings",
        }
        self._processes = [self._start() for _ in range(number)]

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(self._command, cwd=ROOT, env=self._environment)

    def wait_for_marks(self, number: int, seconds: float) -> None:
        until = time.monotonic() + seconds
        while len(self.marks()) < number:
            assert time.monotonic() < until, f"{len(self.marks())} of {number} jobs were done"
            time.sleep(0.01)

    def kill_one(self) -> None:
        process = self._processes.pop(random.randrange(len(self._processes)))
        process.kill()
        process.wait()
        self._processes.append(self._start())

    def stop(self) -> None:
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            process.wait(30)

    def marks(self) -> Counter[str]:
        """Count how often each job did its work."""
        return Counter(self._marks.read_text().split())


def do_jobs_with_kills(folder: Path, *, jobs: int, workers: int, kills: int) -> Counter[str]:
    """Let workers do so many jobs while some are killed. Returns how often each was done."""
    now = timezone.now()
    for number in range(jobs):
        enqueue(kind="mark", key=str(number), due_at=now)
    processes = Workers(folder, workers, lease_seconds=12)
    try:
        for kill in range(kills):
            processes.wait_for_marks(jobs * (kill + 1) // (kills + 1), 60)
            processes.kill_one()
        processes.wait_for_marks(jobs, 60)
        _wait_for_the_ends(60)
    finally:
        processes.stop()
    return processes.marks()


def _wait_for_the_ends(seconds: float) -> None:
    until = time.monotonic() + seconds
    while open_jobs():
        assert time.monotonic() < until, f"{open_jobs()} jobs did not end"
        time.sleep(0.05)


def open_jobs() -> int:
    return Job.objects.filter(ended_at=None).count()
