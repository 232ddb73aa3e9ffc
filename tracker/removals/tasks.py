"""Daily tasks of removals and copies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from tracker.removals.copies import remove_lost_copies, remove_old_copies
from tracker.removals.pending import run_due_removals

_MAX_COPY_TIME = timedelta(days=1)
"""An upper bound for writing a copy."""


@dataclass(frozen=True)
class MembershipTaskCounts:
    """How much was done of each task."""

    carried_out: int
    copies_removed: int
    lost_files_removed: int


def membership_tasks(now: datetime) -> MembershipTaskCounts:
    """Does removals that are due, and removes old and lost copies.

    Also clears deleted data from SQLite's write-ahead log. May run in several processes; must run
    at least once a day.
    """
    done = MembershipTaskCounts(
        carried_out=run_due_removals(now=now),
        copies_removed=remove_old_copies(now=now),
        lost_files_removed=remove_lost_copies(before=now - _MAX_COPY_TIME),
    )
    _truncate_write_ahead_log()
    return done


def _truncate_write_ahead_log() -> None:
    """Removes deleted data that SQLite's write-ahead log would keep until it is overwritten.

    It waits for readers, and gives up until the next run if they take too long.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
