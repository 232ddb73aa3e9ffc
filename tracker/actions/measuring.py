"""Writing down how big a spot is."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from tracker.actions.history import Journal
from tracker.models import Spot, User


@transaction.atomic
def measure_spot(*, spot: Spot, size_mm: float, by: User) -> UUID | None:
    """Puts the measured size into a spot of a look. Returns the undo batch."""
    journal = Journal(spot.entry.concern.child, by)
    with journal.changing(spot.entry):
        spot.size_mm = size_mm
        spot.save(update_fields=["size_mm"])
    return journal.batch
