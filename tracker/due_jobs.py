"""What is done for a job of each kind, by the server or by ``manage.py work``."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import connections

from tracker.jobs import Handler, run_due_jobs
from tracker.reminding.sending import handlers

HANDLERS: dict[str, Handler] = dict(handlers())

logger = logging.getLogger(__name__)


def do_due_jobs(
    clock: Callable[[], datetime], is_stopping: Callable[[], bool] = lambda: False
) -> int:
    """Does what is due. Several processes may do so at once. Returns how many jobs were done."""
    return run_due_jobs(HANDLERS, clock, is_stopping=is_stopping)


def try_due_jobs(clock: Callable[[], datetime], is_stopping: Callable[[], bool]) -> None:
    """Does what is due, with connections of its own. Logs any exception."""
    try:
        do_due_jobs(clock, is_stopping)
    except Exception:
        logger.exception("Due jobs were not done. They will be tried again.")
    finally:
        connections.close_all()
