"""Who does jobs: the server every minute, and the command ``work``."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import DatabaseError

from diary import server
from tests.jobs.workers import ROOT
from tracker import due_jobs
from tracker.jobs import enqueue
from tracker.models import Job


@pytest.fixture
def handled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The keys of the jobs that were done."""
    keys: list[str] = []
    monkeypatch.setitem(due_jobs.HANDLERS, "mark", lambda job, now: keys.append(job.key))
    monkeypatch.setattr("django.db.connections.close_all", lambda: None)
    return keys


@pytest.mark.django_db(transaction=True)
def test_the_server_does_what_is_due_every_minute(handled: list[str]) -> None:
    waited: list[float] = []

    def wait(seconds: float) -> bool:
        waited.append(seconds)
        enqueue(kind="mark", key=str(len(waited)), due_at=datetime(2026, 3, 1, tzinfo=UTC))
        return len(waited) == 3

    server.run_every_minute(wait)
    assert (waited, handled) == ([60, 60, 60], ["1", "2"])


def test_a_failure_is_logged_and_stops_nothing(
    monkeypatch: pytest.MonkeyPatch, handled: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> int:
        raise DatabaseError

    monkeypatch.setattr(due_jobs, "do_due_jobs", fail)
    waits = iter([False, False, True])
    server.run_every_minute(lambda seconds: next(waits))
    assert caplog.messages == ["Due jobs were not done. They will be tried again."] * 2


@pytest.mark.django_db(transaction=True)
def test_once_does_what_is_due_and_ends(handled: list[str]) -> None:
    enqueue(kind="mark", key="a", due_at=datetime(2026, 3, 1, tzinfo=UTC))
    enqueue(kind="mark", key="not yet", due_at=datetime(2126, 3, 1, tzinfo=UTC))
    call_command("work", once=True)
    assert handled == ["a"]
    assert Job.objects.get(key="a").ended_at is not None


def test_work_ends_when_it_is_told_to(tmp_path: Path) -> None:
    environment = os.environ | {
        "DATABASE_URL": "",
        "DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "diary.settings",
    }
    program = (
        "import django; django.setup();"
        "from django.core.management import call_command;"
        "from tracker.management.commands import work;"
        "work.try_due_jobs = lambda *_: print('looked', flush=True);"
        "call_command('work')"
    )
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"looked\n"
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
