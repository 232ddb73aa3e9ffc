"""The time in which nobody writes into a family's diaries, since one of them is copied."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from tracker.actions.read_only import FamilyReadOnly
from tracker.models import Family
from tracker.removals.copies import CopyFailed

TIME_FOR_A_COPY = timedelta(hours=1)
"""Where the program ends while it copies, the family is open again after so long."""


class ReadOnlyPeriodOver(CopyFailed):
    """A copy took longer than it may: others can have written since."""


class ReadOnlyPeriod:
    """Ends ``TIME_FOR_A_COPY`` after it began or was last extended, or by ``end``."""

    def __init__(self, family_id: int) -> None:
        self._family = Family.objects.filter(pk=family_id)
        self._until: datetime | None = None

    def begin(self) -> None:
        """Waits for transactions that write just now. Raises FamilyReadOnly where it has begun."""
        is_open = Q(read_only_until=None) | Q(read_only_until__lte=Now())
        if not self._set_end(self._family.filter(is_open)):
            raise FamilyReadOnly

    def extend(self) -> None:
        """Raises ReadOnlyPeriodOver."""
        if not self._set_end(self._mine()):
            raise ReadOnlyPeriodOver

    def hold(self) -> None:
        """Makes it last until the transaction ends. Raises ReadOnlyPeriodOver."""
        if not list(self._mine().select_for_update()):
            raise ReadOnlyPeriodOver

    def end(self) -> None:
        self._family.filter(read_only_until=self._until).update(read_only_until=None)

    @transaction.atomic
    def _set_end(self, families: QuerySet[Family]) -> bool:
        changed = families.update(read_only_until=Now() + TIME_FOR_A_COPY)
        if changed:
            self._until = self._family.values_list("read_only_until", flat=True).get()
        return bool(changed)

    def _mine(self) -> QuerySet[Family]:
        """The family; nothing where the period is over, or where another one has begun."""
        return self._family.filter(read_only_until=self._until, read_only_until__gt=Now())


@contextmanager
def read_only(family_id: int) -> Iterator[ReadOnlyPeriod]:
    """Whatever happens within, the family is open again afterwards. Raises FamilyReadOnly."""
    period = ReadOnlyPeriod(family_id)
    period.begin()
    try:
        yield period
    finally:
        period.end()
