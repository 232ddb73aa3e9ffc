"""Kills workers while four of them do due jobs, on SQLite or on the DATABASE_URL.

    .venv/bin/python bench/jobs.py [JOBS] [KILLS]

Each job must be done. One that was interrupted between its effect and its end is done again: at
most one for each kill. Exits with 1 at a problem.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parent.parent))

JOBS = 2_000
KILLS = 20


def main(jobs: int, kills: int) -> int:
    with TemporaryDirectory(prefix="milkspot-jobs-") as folder:
        os.environ.update({"DJANGO_SETTINGS_MODULE": "diary.settings", "DATA_DIR": folder})
        import django

        django.setup()
        from django.core.management import call_command

        from tests.jobs.workers import do_jobs_with_kills, open_jobs

        call_command("migrate", verbosity=0)
        started = time.monotonic()
        marks = do_jobs_with_kills(Path(folder), jobs=jobs, workers=4, kills=kills)
        seconds = time.monotonic() - started
        again = marks.total() - len(marks)
        print(
            f"{len(marks)} of {jobs} jobs done in {seconds:.0f} s with {kills} kills;"
            f" {again} done again, {open_jobs()} left open"
        )
        return int(len(marks) != jobs or again > kills or open_jobs() > 0)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*numbers, *(JOBS, KILLS)[len(numbers) :]))
