"""The rows of jobs: add, claim, end.

A claim ends by itself after ``LEASE``, so a job whose process was killed is claimed again. What it
did by then is done again: an effect needs a key of its own by which it happens once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from tracker.models import Job, Member

LEASE = timedelta(minutes=10)
"""Longer than a batch of mails takes whose server does not answer."""

FIRST_PAUSE = timedelta(minutes=1)
MAX_PAUSE = timedelta(hours=12)
KEPT = timedelta(days=60)
"""How long an ended job is known, so that it is not added again."""


def enqueue(
    *,
    kind: str,
    key: str,
    due_at: datetime,
    give_up_at: datetime | None = None,
    member: Member | None = None,
) -> None:
    """Adds a job, unless one of this kind and key was added before."""
    row = Job(kind=kind, key=key, due_at=due_at, give_up_at=give_up_at, member=member)
    Job.objects.bulk_create([row], ignore_conflicts=True)


def reschedule(jobs: QuerySet[Job], due_at: datetime) -> None:
    """Sets when these are due, for the first time or again. Whoever does one no longer ends it."""
    jobs.update(
        due_at=due_at, claim=None, claimed_until=None, tries=0, ended_at=None, is_missed=False
    )


def claim_jobs(
    kinds: Collection[str], now: datetime, *, limit: int, lease: timedelta = LEASE
) -> list[Job]:
    """Returns jobs that nobody else does until ``lease`` is over, the longest due first."""
    if not _claimable(kinds, now, lease).exists():  # without a write lock
        return []
    claim = uuid4()
    with transaction.atomic():
        free = _claimable(kinds, now, lease)
        if connection.features.has_select_for_update_skip_locked:
            free = free.select_for_update(skip_locked=True)
        chosen = list(free.order_by("due_at", "pk").values_list("pk", flat=True)[:limit])
        Job.objects.filter(pk__in=chosen).update(
            claim=claim, claimed_until=now + lease, tries=F("tries") + 1
        )
        return list(Job.objects.filter(claim=claim).order_by("due_at", "pk"))


def finish(job: Job, now: datetime) -> None:
    _end(job, ended_at=now)


def miss(job: Job, now: datetime) -> None:
    """Ends a job that nobody needs any more, undone."""
    _end(job, ended_at=now, is_missed=True)


def repeat(job: Job, due_at: datetime) -> None:
    """Ends one round of a job that comes again."""
    _end(job, due_at=due_at, tries=0, error="")


def fail(job: Job, error: Exception, now: datetime) -> None:
    """Tries again after 1, 2, 4 … minutes, or ends the job if that would be too late."""
    again = now + min(FIRST_PAUSE * 2 ** min(job.tries - 1, 20), MAX_PAUSE)
    name = type(error).__name__[:60]
    if job.give_up_at is not None and again >= job.give_up_at:
        _end(job, ended_at=now, is_missed=True, error=name)
    else:
        _end(job, due_at=again, error=name)


def release(jobs: Iterable[Job]) -> None:
    """Gives back what was claimed and not begun."""
    for job in jobs:
        _end(job, tries=F("tries") - 1)


def remove_ended_jobs(now: datetime) -> int:
    """Removes what ended ``KEPT`` ago. Returns how many."""
    count, _ = Job.objects.filter(ended_at__lt=now - KEPT).delete()
    return count


def _claimable(kinds: Collection[str], now: datetime, lease: timedelta) -> QuerySet[Job]:
    """Returns what is due and free. A claim of much more than ``lease`` is of a wrong clock.

    One of a little more is of another process, while this one waited since ``now``.
    """
    too_long = now + 2 * lease
    is_free = Q(claimed_until=None) | Q(claimed_until__lte=now) | Q(claimed_until__gt=too_long)
    return Job.objects.filter(is_free, kind__in=kinds, ended_at=None, due_at__lte=now)


def _end(job: Job, **values: object) -> None:
    """Ends a claim, unless another process has claimed the job since."""
    rows = Job.objects.filter(pk=job.pk, claim=job.claim)
    rows.update(claim=None, claimed_until=None, **values)
