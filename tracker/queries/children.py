"""Queries for the pages about a child's own data."""

from __future__ import annotations

from datetime import date

from tracker.models import (
    Acknowledgement,
    Care,
    Child,
    Concern,
    DayNote,
    Entry,
    Exposure,
    Question,
    Visit,
    Weight,
)


def first_day_written(child: Child) -> date | None:
    """Returns the earliest date of a record of the child. One query."""
    days = Concern.objects.filter(child=child).values_list("first_noticed_on")
    questions = Question.objects.filter(child=child).order_by()
    others = (
        Entry.objects.filter(concern__child=child, concern__deleted_at=None).values_list("day"),
        DayNote.objects.filter(child=child).values_list("day"),
        Exposure.objects.filter(child=child).values_list("day"),
        Visit.objects.filter(child=child).values_list("day"),
        Weight.objects.filter(child=child).order_by().values_list("day"),
        Acknowledgement.objects.filter(child=child).order_by().values_list("day"),
        questions.filter(asked_on__isnull=False).values_list("asked_on"),
        questions.filter(answered_on__isnull=False).values_list("answered_on"),
        Care.objects.filter(concern__child=child, concern__deleted_at=None).values_list(
            "started_on"
        ),
    )
    return min((day for (day,) in days.union(*others)), default=None)
