"""What the pages about a child's own data ask for."""

from __future__ import annotations

from datetime import date

from tracker.models import Care, Child, Concern, DayNote, Exposure, Visit


def first_day_written(child: Child) -> date | None:
    """The earliest day for which something is written. One query.

    No entry lies before the day its concern was first noticed.
    """
    days = Concern.objects.filter(child=child).values_list("first_noticed_on")
    others = (
        DayNote.objects.filter(child=child).values_list("day"),
        Exposure.objects.filter(child=child).values_list("day"),
        Visit.objects.filter(child=child).values_list("day"),
        Care.objects.filter(concern__child=child, concern__deleted_at=None).values_list(
            "started_on"
        ),
    )
    return min((day for (day,) in days.union(*others)), default=None)
