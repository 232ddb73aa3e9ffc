"""Deletes diaries so that everything written in them is in the copies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from tracker.actions.read_only import FamilyReadOnly
from tracker.models import Child, Family, KeptCopy, User
from tracker.removals.copies import CopyFailed, write_copies

TIME_FOR_COPIES = timedelta(hours=2)
"""When a family is writable again if the process was killed during a deletion."""


@contextmanager
def deletion(
    family_id: int, children: Iterable[Child], people: Iterable[User], now: datetime
) -> Iterator[list[KeptCopy]]:
    """Runs the block in the transaction that deletes these diaries.

    Yields the copies for these people. A short transaction first makes the family read-only. The
    copies are written outside any lock: they contain whatever was committed before, and nothing is
    committed after. The block is the second transaction. The family becomes writable again whether
    the block succeeds or fails.

    Raises CopyFailed, and FamilyReadOnly if a diary of the family is being deleted already.
    """
    with (
        _read_only(family_id) as until,
        write_copies(children, people, now) as copies,
        transaction.atomic(),
    ):
        _lock_read_only_family(family_id, until)
        yield copies


@contextmanager
def _read_only(family_id: int) -> Iterator[datetime | None]:
    """Makes the family read-only, after transactions that write have ended. Yields until when."""
    family = Family.objects.filter(pk=family_id)
    with transaction.atomic():
        is_open = Q(read_only_until=None) | Q(read_only_until__lte=Now())
        if not family.filter(is_open).update(read_only_until=Now() + TIME_FOR_COPIES):
            raise FamilyReadOnly
        until = family.values_list("read_only_until", flat=True).get()
    try:
        yield until
    finally:
        family.filter(read_only_until=until).update(read_only_until=None)


def _lock_read_only_family(family_id: int, until: datetime | None) -> None:
    """Locks the family until the transaction ends.

    Raises CopyFailed if the read-only time is over: others may have written since.
    """
    family = Family.objects.select_for_update().filter(pk=family_id)
    if not list(family.filter(read_only_until=until, read_only_until__gt=Now())):
        raise CopyFailed
