"""Writing down how big a spot is."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from tracker.actions.history import ChangeRecorder
from tracker.models import Spot, User


@transaction.atomic
def measure_spot(*, spot: Spot, size_mm: float, by: User) -> UUID | None:
    """Puts the measured size into a spot of a look. Returns the undo batch.

    Raises Spot.DoesNotExist where the look was written anew meanwhile.
    """
    recorder = ChangeRecorder(spot.entry.concern.child, by)
    with recorder.changing(spot.entry):
        if not Spot.objects.filter(pk=spot.pk).update(size_mm=size_mm):
            raise Spot.DoesNotExist
    return recorder.change_set
