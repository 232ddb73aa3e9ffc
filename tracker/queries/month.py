"""What was recorded on the days of a month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from tracker.models import Care, Child, Concern, DayNote, Entry, Exposure, Visit


@dataclass(frozen=True)
class DayEntry:
    """What an entry says about the course of a concern."""

    concern: int
    day: date
    status: str
    trend: str


def entries_within(child: Child, start: date, end: date, concern: Concern | None) -> list[DayEntry]:
    """Returns the entries of these days in order, about one concern or all. One query."""
    rows = Entry.objects.filter(
        concern__child=child, concern__deleted_at=None, day__range=(start, end)
    )
    if concern is not None:
        rows = rows.filter(concern=concern)
    columns = ("concern_id", "day", "status", "trend")
    return [DayEntry(*row) for row in rows.in_order().values_list(*columns)]


def others_within(child: Child, start: date, end: date) -> Iterator[tuple[date, str]]:
    """Yields day and kind of what is no entry. Four queries."""
    within = {"day__range": (start, end)}
    is_about_something = Q(concerns=None) | Q(concerns__deleted_at=None)
    care = Care.objects.filter(concern__child=child, concern__deleted_at=None)
    days = {
        "note": DayNote.objects.filter(child=child, **within).values_list("day"),
        "visit": Visit.objects.filter(is_about_something, child=child, **within).values_list("day"),
        "exposure": Exposure.objects.filter(child=child, **within).values_list("day"),
        "care": care.filter(started_on__range=(start, end)).values_list("started_on"),
    }
    for kind, found in days.items():
        for (day,) in found.distinct():
            yield day, kind
