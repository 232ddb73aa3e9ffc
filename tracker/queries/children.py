"""Queries for the pages about a child's own data."""

from __future__ import annotations

from datetime import date

from tracker.models import Care, Child, Concern, DayNote, Entry, Exposure, Visit


def first_day_written(child: Child) -> date | None:
    """Returns the earliest date of a record of the child. One query."""
    days = Concern.objects.filter(child=child).values_list("first_noticed_on")
    others = (
        Entry.objects.filter(concern__child=child, concern__deleted_at=None).values_list("day"),
        DayNote.objects.filter(child=child).values_list("day"),
        Exposure.objects.filter(child=child).values_list("day"),
        Visit.objects.filter(child=child).values_list("day"),
        Care.objects.filter(concern__child=child, concern__deleted_at=None).values_list(
            "started_on"
        ),
    )
    return min((day for (day,) in days.union(*others)), default=None)
