"""Shared by the pages on which a record is changed or deleted."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.actions.records import delete_record
from tracker.models import DayNote, Entry, Exposure, Visit, kind_of
from tracker.models.record import Record
from tracker.presenters.records import origin_of, record_name
from tracker.queries.mending import has_siblings, other_concerns
from tracker.views.access import ChildContext
from tracker.views.messages import notify_written
from tracker.views.redirects import back, next_address


def edit_context(
    request: HttpRequest, child_context: ChildContext, record: Record | None, home: str
) -> dict[str, Any]:
    """Returns the next and leave URLs of an edit page, and the author of its record."""
    next_page = next_address(request)
    return {
        "next_page": next_page,
        "move_address": _move_address(record) if record else "",
        "leave_address": next_page or home,
        "origin": origin_of(record, child_context.now.tzinfo) if record else None,
    }


def _move_address(record: Record) -> str:
    """Returns the page that moves the record; empty for one that nothing else can have."""
    match record:
        case Entry():
            is_only = not has_siblings(record.child) and not other_concerns(record.concern)
            arguments = [record.child.pk, record.concern.uuid, record.uuid]
            return "" if is_only else reverse("entry_move", args=arguments)
        case DayNote() if has_siblings(record.child):
            return reverse("note_move", args=[record.child_id, record.uuid])
        case Exposure() | Visit() if has_siblings(record.child):
            return reverse(f"{kind_of(record)}_move", args=[record.child_id, record.pk])
    return ""


def delete_and_return(
    request: HttpRequest, child_context: ChildContext, record: Record
) -> HttpResponse:
    """Deletes the record, with an undo button. The caller must accept POST only."""
    what = record_name(record)
    change_set = delete_record(row=record, by=child_context.user)
    text = _("Deleted: %(what)s") % {"what": what}
    notify_written(request, text, child_context.child, change_set)
    return back(request, reverse("today", args=[child_context.child.pk]))
