"""A family is read-only while one of its diaries is copied before it is deleted.

Else each write into its diaries begins here.
"""

from __future__ import annotations

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.db.models.functions import Now

from tracker.actions.reminder_choices import look_after_write
from tracker.actions.upkeep.look_again import look_again_soon
from tracker.models import Family, ReminderChoice


class FamilyReadOnly(Exception):
    """A diary of the family is being copied before it is deleted. Nothing was written."""


def lock_family_for_writing(family_id: int) -> None:
    """Locks the family's row until the transaction ends. Raises FamilyReadOnly.

    Call it before any other write or lock of a transaction that writes into a diary, so that
    whatever is committed is in the copies, and the day to look again is not one from before it.
    """
    is_read_only = ExpressionWrapper(Q(read_only_until__gt=Now()), BooleanField())
    listeners = ReminderChoice.objects.filter(member__family=OuterRef("pk"), wrote=True)
    locked = Family.objects.select_for_update(no_key=True).filter(pk=family_id)
    for cannot_write, has_listeners in locked.values_list(is_read_only, Exists(listeners)):
        if cannot_write:
            raise FamilyReadOnly
        if has_listeners:
            look_after_write(family_id)
    look_again_soon(family_id)
