"""Work that is due later: rows that one process of many claims, does and ends."""

from tracker.jobs.queue import enqueue, remove_ended_jobs, reschedule
from tracker.jobs.running import GiveUp, Handler, TryAgain, run_due_jobs

__all__ = [
    "GiveUp",
    "Handler",
    "TryAgain",
    "enqueue",
    "remove_ended_jobs",
    "reschedule",
    "run_due_jobs",
]
