"""Killed workers: each job is done, and at most as many twice as workers were killed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.jobs.workers import do_jobs_with_kills, open_jobs
from tracker.models import Job

JOBS = 120
KILLS = 3


@pytest.mark.django_db(transaction=True)
def test_each_job_is_done_although_workers_are_killed(tmp_path: Path) -> None:
    marks = do_jobs_with_kills(tmp_path, jobs=JOBS, workers=4, kills=KILLS)
    assert marks.keys() == {str(number) for number in range(JOBS)}
    assert marks.total() - JOBS <= KILLS
    assert open_jobs() == 0
    assert not Job.objects.filter(is_missed=True).exists()
