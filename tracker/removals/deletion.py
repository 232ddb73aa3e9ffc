"""Deleting diaries so that nothing which was written in them is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from tracker.actions.read_only import FamilyReadOnly
from tracker.models import Child, Family, KeptCopy, User
from tracker.removals.copies import CopyFailed, copies

TIME_FOR_COPIES = timedelta(hours=2)
"""Where the program is killed while it copies, the family is open again after so long."""


@contextmanager
def deletion(
    family_id: int, children: Iterable[Child], people: Iterable[User], now: datetime
) -> Iterator[list[KeptCopy]]:
    """The transaction in which these diaries are deleted, with copies for these people to keep.

    A short transaction makes the family read-only. The copies are written outside any lock: what
    was committed before is in them, and nothing is committed after. The second transaction is the
    block itself. Then the family is open again, whether the block succeeds or fails.

    Raises CopyFailed, and FamilyReadOnly where a diary of the family is being deleted already.
    """
    with (
        _read_only(family_id) as until,
        copies(children, people, now) as made,
        transaction.atomic(),
    ):
        _hold(family_id, until)
        yield made


@contextmanager
def _read_only(family_id: int) -> Iterator[datetime | None]:
    """Waits for transactions that write just now. Yields until when nobody else does."""
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


def _hold(family_id: int, until: datetime | None) -> None:
    """Keeps the family read-only until the transaction ends.

    Raises CopyFailed where the copies took too long: others can have written since.
    """
    family = Family.objects.select_for_update().filter(pk=family_id)
    if not list(family.filter(read_only_until=until, read_only_until__gt=Now())):
        raise CopyFailed
