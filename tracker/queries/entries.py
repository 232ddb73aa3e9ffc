"""Single entries of a concern."""

from __future__ import annotations

from tracker.domain import records
from tracker.models import Concern, Entry
from tracker.models.rows import record_of


def last_entry_with_spots(concern: Concern) -> records.Entry | None:
    """Returns the newest entry with spots, without its signs. At most two queries."""
    entries = Entry.objects.filter(concern=concern, status="present", spots__isnull=False)
    newest = entries.distinct().newest_first().first()
    if newest is None:
        return None
    spots = tuple(record_of(records.Spot, spot) for spot in newest.spots.all())
    return record_of(records.Entry, newest, spots=spots)
