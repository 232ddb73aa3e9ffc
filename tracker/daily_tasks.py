"""What the program does by itself once a day. Safe to be called at any time and by several."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, cast

from django.core.cache import cache

from tracker.actions.deleted import remove_deleted
from tracker.actions.log_ins import forget_ended_log_ins
from tracker.actions.photos import remove_noted_files
from tracker.models import DailyRun
from tracker.models.record import RESTORE_PERIOD
from tracker.removals import MembershipTaskCounts, membership_tasks
from tracker.sharing import remove_old_shares


class SharedCache(Protocol):
    """What the settings' cache does beyond Django's."""

    def remove_expired(self) -> None: ...


@dataclass(frozen=True)
class TaskCounts:
    """How much was removed; ``files_left``: photos' files that the storage did not give up."""

    records: int
    shares: int
    files_left: int
    people: MembershipTaskCounts


def daily_tasks(now: datetime) -> TaskCounts:
    """What was deleted, or ended, so long ago that it cannot come back goes for good, log-ins and
    what has expired in the cache among it, and what waited for its day around the people of a
    family is done.
    """
    before = now - RESTORE_PERIOD
    forget_ended_log_ins(now)
    cast(SharedCache, cache).remove_expired()
    return TaskCounts(
        records=remove_deleted(before=before),
        shares=remove_old_shares(before=before),
        people=membership_tasks(now),
        files_left=remove_noted_files(),
    )


def run_daily_tasks(now: datetime) -> TaskCounts | None:
    """``daily_tasks``, unless somebody does it today or has done it: then None.

    Whoever writes the day's row does the work. What fails is tried again the next time.
    """
    today, is_mine = DailyRun.objects.get_or_create(day=now.date())
    if not is_mine:
        return None
    DailyRun.objects.filter(day__lt=now.date() - timedelta(days=1)).delete()
    try:
        return daily_tasks(now)
    except BaseException:
        today.delete()
        raise
