"""The change history of a child's diary, and of one record."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tracker.models import kind_of
from tracker.models.record import Record
from tracker.presenters.history.history import days, events_of
from tracker.presenters.records import record_name
from tracker.queries.history import Cursor, changes_of, find_record, records_by_key
from tracker.views.access import ChildContext, reader
from tracker.views.diary.conflicts import display_context


@reader
def show(request: HttpRequest, child_context: ChildContext) -> HttpResponse:
    """Shows all changes, newest first; ``?below=`` is the cursor of the next page."""
    return _page(request, child_context, None, child_context.child.name)


@reader
def of_record(
    request: HttpRequest, child_context: ChildContext, kind: str, pk: int
) -> HttpResponse:
    """Shows the changes of one record."""
    record = find_record(child_context.child, kind, pk)
    if record is None:
        raise Http404
    return _page(request, child_context, record, record_name(record))


def _page(
    request: HttpRequest, child_context: ChildContext, record: Record | None, about: str
) -> HttpResponse:
    page = changes_of(child_context.child, Cursor.read(request.GET.get("below", "")), record)
    rows = records_by_key(page.changes) | {
        (kind_of(child_context.child), child_context.child.pk): child_context.child
    }
    events = events_of(
        page.changes,
        rows,
        display_context(child_context.family, child_context.child),
        child_context.now.tzinfo,
    )
    context = {
        "child_context": child_context,
        "about": about,
        "is_of_all": record is None,
        "days": days(events),
        "older": page.older,
    }
    return render(request, "family/history/show.html", context)
