"""The children for whom something may be due by the calendar, found without reading a diary."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from django.db.models import Q, QuerySet

from tracker.domain.reminders import FALLEN_DUE_DAYS
from tracker.models import Child, LookAgain
from tracker.queries.urgent import FARTHEST_BEHIND

FARTHEST_AHEAD = timedelta(hours=14)
"""How far the first time zone is ahead of UTC."""

BATCH_SIZE = 500


def children_due(now: datetime) -> QuerySet[Child]:
    """Returns the children for whom something may have fallen due by the calendar lately.

    They are all those for whom ``child_facts`` has something ``fallen_due`` on their family's day
    ``now``, and others: whose day to look again has come, or who were written about since the last
    daily tasks. Ask ``child_facts`` of ``timeline_of(child, today - LOOKS_BACK)`` then. ``now`` is
    aware.
    """
    since = _day(now, -FARTHEST_BEHIND) - timedelta(days=FALLEN_DUE_DAYS)
    fell_due = Q(look_again__fell_due_on__gt=since)
    return Child.objects.filter(_has_come("look_again__day", now) | fell_due)


def rows_to_look_at(now: datetime, rules: str) -> QuerySet[LookAgain]:
    """Returns the rows whose day has come in some time zone, or that are of other rules."""
    # An index answers "less or greater", but not "unequal".
    of_others = Q(rules__lt=rules) | Q(rules__gt=rules)
    return LookAgain.objects.filter(_has_come("day", now) | of_others)


def in_batches(rows: QuerySet[LookAgain]) -> Iterator[LookAgain]:
    """Yields the rows with child and family. A query for each ``BATCH_SIZE``."""
    last = 0
    while batch := list(_after(rows, last)[:BATCH_SIZE]):
        yield from batch
        last = batch[-1].pk


def _after(rows: QuerySet[LookAgain], last: int) -> QuerySet[LookAgain]:
    return rows.filter(pk__gt=last).order_by("pk").select_related("child__family")


def _has_come(field: str, now: datetime) -> Q:
    return Q(**{f"{field}__lte": _day(now, FARTHEST_AHEAD)})


def _day(now: datetime, ahead: timedelta) -> date:
    return (now.astimezone(UTC) + ahead).date()
