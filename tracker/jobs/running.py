"""Does the jobs that are due, each by the function for its kind."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from tracker.jobs.queue import LEASE, claim_jobs, fail, finish, miss, release, repeat
from tracker.models import Job

BATCH = 10

Handler = Callable[[Job, datetime], datetime | None]
"""Does a job, outside any transaction. Returns when it is due again, or None if it has ended."""

logger = logging.getLogger(__name__)


class TryAgain(Exception):
    """What a job needs does not answer; its ``__cause__`` says what that was."""


class GiveUp(Exception):
    """A job can never be done, and nobody is told what it was for."""


def run_due_jobs(
    handlers: Mapping[str, Handler],
    clock: Callable[[], datetime],
    *,
    is_stopping: Callable[[], bool] = lambda: False,
    lease: timedelta = LEASE,
) -> int:
    """Does jobs until none is due, or this process is stopping. Returns how many it did.

    Begins a job only in the first half of its lease, so that it has the other half to end in.
    """
    done = 0
    while not is_stopping():
        claimed_at = clock()
        jobs = claim_jobs(handlers.keys(), claimed_at, limit=BATCH, lease=lease)
        if not jobs:
            break
        for index, job in enumerate(jobs):
            if is_stopping() or clock() >= claimed_at + lease / 2:
                release(jobs[index:])
                break
            _run(job, handlers[job.kind], clock)
            done += 1
    return done


def _run(job: Job, handler: Handler, clock: Callable[[], datetime]) -> None:
    now = clock()
    if job.give_up_at is not None and now >= job.give_up_at:
        miss(job, now)
        return
    try:
        due_again_at = handler(job, now)
    except TryAgain as error:
        logger.warning("A job will be tried again: what it needs does not answer.")
        fail(job, _cause(error), clock())
    except GiveUp:
        miss(job, clock())
    except Exception as error:
        logger.exception("A job failed. It will be tried again.")
        fail(job, error, clock())
    else:
        finish(job, clock()) if due_again_at is None else repeat(job, due_again_at)


def _cause(error: Exception) -> Exception:
    return error.__cause__ if isinstance(error.__cause__, Exception) else error
