"""A calendar of one month: how the skin was on each day."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tracker.models import Concern
from tracker.presenters.find.month import month_end, month_page, month_start, months_offered
from tracker.queries.course import first_recorded_days
from tracker.queries.month import entries_within, others_within
from tracker.queries.snapshot import read_snapshot
from tracker.rendering import title_of
from tracker.views.access import ChildContext, reader


@reader
@require_safe
@read_snapshot()
def show(request: HttpRequest, child_context: ChildContext) -> HttpResponse:
    """Shows ``?month=2026-05``, or this month; with ``?concern=`` that skin problem alone."""
    child, today = child_context.child, child_context.today
    concerns = {row.pk: row for row in Concern.objects.filter(child=child).order_by("pk")}
    asked = request.GET.get("concern", "")
    chosen = next((row for row in concerns.values() if str(row.uuid) == asked), None)
    start = month_start(request.GET.get("month", ""), child.birth_date, today)
    end = min(month_end(start), today)
    month = month_page(
        start,
        child.birth_date,
        today,
        {chosen.pk: chosen} if chosen else concerns,
        entries_within(child, start, end, chosen),
        () if chosen else others_within(child, start, end),
    )
    context = {
        "child_context": child_context,
        "month": month,
        "months": months_offered(first_recorded_days(child, today), start),
        "start": start.isoformat()[:7],
        "concerns": [(str(row.uuid), title_of(row)) for row in concerns.values()],
        "chosen": asked if chosen else "",
    }
    return render(request, "find/month/show.html", context)
