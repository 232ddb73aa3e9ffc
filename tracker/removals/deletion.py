"""Deleting diaries so that nothing which was written in them is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from tracker.models import Child, KeptCopy, User
from tracker.removals.copies import copies
from tracker.removals.read_only import read_only


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
        read_only(family_id) as period,
        copies(children, people, now, before_each=period.extend) as made,
        transaction.atomic(),
    ):
        period.hold()
        yield made
