"""What becomes of people's requests and copies as time passes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from tracker.removals.copies import remove_lost_copies, remove_old_copies
from tracker.removals.pending import run_due_removals

_WRITING_A_COPY = timedelta(days=1)
"""No copy takes longer."""


@dataclass(frozen=True)
class MembershipTaskCounts:
    """How many of each there were."""

    carried_out: int
    copies_removed: int
    lost_files_removed: int


def membership_tasks(now: datetime) -> MembershipTaskCounts:
    """Does what has waited for seven days, removes copies that were kept for thirty, and leaves
    nothing of what was deleted in the database's journal.

    Safe to be called by several at once; to be called at least once a day.
    """
    done = MembershipTaskCounts(
        carried_out=run_due_removals(now=now),
        copies_removed=remove_old_copies(now=now),
        lost_files_removed=remove_lost_copies(before=now - _WRITING_A_COPY),
    )
    _empty_change_sets()
    return done


def _empty_change_sets() -> None:
    """SQLite's journal holds what was deleted until it is written over. Who reads just then makes
    it wait, and after a while stay for the next time.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
