"""A process that does jobs of the kind ``mark``: each appends its key to a file.

    python -m tests.jobs.worker FILE LEASE_SECONDS

tests/jobs/workers.py starts several.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from datetime import datetime, timedelta
from threading import Event

import django

django.setup()

from django.utils import timezone  # noqa: E402

from tracker.jobs import run_due_jobs  # noqa: E402
from tracker.models import Job  # noqa: E402


def main(path: str, lease_seconds: str) -> None:
    file = os.open(path, os.O_WRONLY | os.O_APPEND)
    stop = Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())

    def mark(job: Job, now: datetime) -> None:
        os.write(file, f"{job.key}\n".encode())
        time.sleep(0.002)  # a kill finds it between the effect and the end of the job

    lease = timedelta(seconds=float(lease_seconds))
    while not stop.is_set():
        run_due_jobs({"mark": mark}, timezone.now, is_stopping=stop.is_set, lease=lease)
        stop.wait(0.1)


if __name__ == "__main__":
    main(*sys.argv[1:])
