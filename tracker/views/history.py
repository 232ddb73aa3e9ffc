"""Who wrote, changed and deleted what, and when."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tracker.models import kind_of
from tracker.models.record import Record
from tracker.presenters.history import days, events_of
from tracker.presenters.records import what_of
from tracker.queries.history import Cursor, changes_of, record_of, records_of
from tracker.views.conflicts import known
from tracker.views.guards import Here, reader


@reader
def show(request: HttpRequest, here: Here) -> HttpResponse:
    """All of the child's record, newest first; ``?below=`` goes on where a page ended."""
    return _page(request, here, None, here.child.name)


@reader
def of_record(request: HttpRequest, here: Here, kind: str, pk: int) -> HttpResponse:
    """What was in one record before."""
    record = record_of(here.child, kind, pk)
    if record is None:
        raise Http404
    return _page(request, here, record, what_of(record))


def _page(request: HttpRequest, here: Here, record: Record | None, about: str) -> HttpResponse:
    page = changes_of(here.child, Cursor.read(request.GET.get("below", "")), record)
    rows = records_of(page.changes) | {(kind_of(here.child), here.child.pk): here.child}
    events = events_of(page.changes, rows, known(here.family, here.child), here.now.tzinfo)
    context = {
        "here": here,
        "tab": "more",
        "about": about,
        "is_of_all": record is None,
        "days": days(events),
        "older": page.older,
    }
    return render(request, "history/show.html", context)
