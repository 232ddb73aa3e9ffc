"""Keeps the day to look again of each child.

A write only says that the day is unknown, since working it out reads the diary in 14 queries. The
daily tasks work it out, of the children whose day has come or is unknown.
"""

from __future__ import annotations

import logging
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import F

from tracker.domain.look_again import LOOKS_BACK, child_facts, next_due_day, rules_fingerprint
from tracker.models import LOOK_NOW, Child, LookAgain
from tracker.queries import timeline_of
from tracker.queries.look_again import in_batches, rows_to_look_at
from tracker.rules_in_force import current_rules

logger = logging.getLogger(__name__)


def look_again_soon(family_id: int) -> None:
    """Makes the day of each child of the family unknown.

    Call it in the transaction of a write that may change what is due, or when.
    """
    rows = LookAgain.objects.filter(child__in=Child.objects.filter(family=family_id))
    rows.update(day=LOOK_NOW, revision=F("revision") + 1)


def look_again_at_all() -> None:
    """Makes all days unknown, as after a time in which the clock may have been wrong."""
    LookAgain.objects.update(day=LOOK_NOW, revision=F("revision") + 1)


def look_again(now: datetime) -> int:
    """Works out the day of the children whose day has come, is unknown or is of other rules.

    Returns how many were read. Each is stored by itself, so that what was interrupted goes on where
    it ended. A diary that cannot be checked is logged and read again the next time. Raises
    RulesError if the host's rules file is invalid.
    """
    rules = rules_fingerprint(current_rules())
    _add_missing_rows()
    read = 0
    for row in in_batches(rows_to_look_at(now, rules)):
        today = now.astimezone(ZoneInfo(row.child.family.time_zone)).date()
        if row.rules == rules and row.day is not None and row.day > today:
            continue  # it has come in other time zones only
        _try_to_look(row, today, rules)
        read += 1
    return read


def _add_missing_rows() -> None:
    """Adds the rows of children that a version without them created."""
    missing = Child.objects.filter(look_again=None).values_list("pk", flat=True)
    rows = (LookAgain(child_id=pk) for pk in missing)
    LookAgain.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)


def _try_to_look(row: LookAgain, today: date, rules: str) -> None:
    try:
        _look(row, today, rules)
    except Exception:
        logger.exception("A diary could not be checked.")


def _look(row: LookAgain, today: date, rules: str) -> None:
    """Stores the day, unless the family wrote meanwhile."""
    timeline = timeline_of(row.child, today - LOOKS_BACK)
    fell_due_on = [fallen.day for fallen in child_facts(timeline, today).fallen_due]
    LookAgain.objects.filter(pk=row.pk, revision=row.revision).update(
        day=next_due_day(timeline, today), fell_due_on=max(fell_due_on, default=None), rules=rules
    )
