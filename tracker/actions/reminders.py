"""Pauses reminders and brings them back."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from tracker.actions.history import ChangeRecorder
from tracker.domain.due import SILENCE_DAYS
from tracker.domain.rules import CONCERN_RULES
from tracker.models import Acknowledgement, Child, Concern, User

_PAUSING_RULES = [rule.key for rule in CONCERN_RULES]


@transaction.atomic
def end_pause(*, child: Child, concern: Concern | None, today: date, by: User) -> UUID | None:
    """Deletes what pauses the reminders of a concern, or the follow-up of the child, on ``today``.

    Returns the change set, None if nothing was paused.
    """
    recorder = ChangeRecorder(child, by)
    pausing = Acknowledgement.objects.filter(
        child=child,
        concern=concern,
        rule__in=_PAUSING_RULES,
        day__gt=today - timedelta(days=SILENCE_DAYS),
    )
    for row in pausing:
        recorder.delete(row)
    return recorder.change_set
