"""Tasks that run once a day. They may be started at any time and by several processes."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Protocol, cast

from django.core.cache import cache

from tracker.actions.deleted import remove_deleted
from tracker.actions.photos import remove_pending_files
from tracker.actions.reminder_choices import replan_after_wrong_clock
from tracker.actions.upkeep.log_ins import remove_ended_sessions
from tracker.actions.upkeep.look_again import look_again, look_again_at_all
from tracker.actions.upkeep.photo_digests import note_photo_digests
from tracker.backup import remove_migration_backups
from tracker.jobs import remove_ended_jobs
from tracker.models import DailyRun
from tracker.models.record import RESTORE_PERIOD
from tracker.removals import MembershipTaskCounts, membership_tasks
from tracker.sharing import remove_old_shares

MAX_PAUSE = timedelta(days=7)
MAX_RUNS = 10
"""The runs of a week, and two before them."""

logger = logging.getLogger(__name__)


class SharedCache(Protocol):
    """Methods of the configured cache beyond Django's."""

    def remove_expired(self) -> None: ...


@dataclass(frozen=True)
class TaskCounts:
    """How much was removed; ``files_left`` counts photo files that the storage could not remove."""

    records: int
    shares: int
    files_left: int
    people: MembershipTaskCounts


def daily_tasks(now: datetime) -> TaskCounts:
    """Removes what has expired, and runs ``membership_tasks``, ``note_photo_digests`` and
    ``look_again``.

    Expired are records whose ``restore_period`` is over, links that ended ``RESTORE_PERIOD`` ago,
    ended sessions and jobs, cache entries, backups before a migration, and files of removed photos.
    """
    remove_ended_sessions(now)
    remove_migration_backups(now)
    remove_ended_jobs(now)
    replan_after_wrong_clock(now)
    cast(SharedCache, cache).remove_expired()
    counts = TaskCounts(
        records=remove_deleted(now=now),
        shares=remove_old_shares(before=now - RESTORE_PERIOD),
        people=membership_tasks(now),
        files_left=remove_pending_files(),
    )
    note_photo_digests()
    look_again(now)
    return counts


def run_daily_tasks(now: datetime, *, again: bool = False) -> TaskCounts | None:
    """Runs ``daily_tasks`` unless another process runs or ran them today; returns None then.

    The process that inserts the day's row runs them; ``again`` runs them whoever did. If they fail,
    that row is deleted, so that they are tried again. Also returns None, with nothing removed, in
    the week after a pause of more than a week: the clock may have jumped, and all that can be
    restored would seem old. Then it looks at all children again, since their days may be those of a
    wrong clock.
    """
    today, is_mine = DailyRun.objects.get_or_create(day=now.date())
    if not is_mine and not again:
        return None
    runs = list(DailyRun.objects.order_by("-pk"))
    DailyRun.objects.exclude(pk__in=[run.pk for run in runs[:MAX_RUNS]]).delete()
    try:
        return _tasks_of_the_day(now, [run.day for run in runs])
    except BaseException:
        if is_mine:
            today.delete()
        raise


def _tasks_of_the_day(now: datetime, runs: Sequence[date]) -> TaskCounts | None:
    if is_clock_settled(runs):
        return daily_tasks(now)
    logger.warning(
        "In the last week the clock jumped by more than a week, or the daily tasks did not run"
        " for so long. They remove nothing until a week after it. Is the clock right?"
    )
    replan_after_wrong_clock(now)
    look_again_at_all()
    look_again(now)
    return None


def is_clock_settled(days: Sequence[date]) -> bool:
    """Returns False in the week after two runs that were more than a week apart.

    ``days``: of the runs, the latest run first. Its day is not the latest if the clock went back.
    """
    for later, earlier in pairwise(days):
        if abs(later - earlier) > MAX_PAUSE:
            return days[0] - later >= MAX_PAUSE
    return True
