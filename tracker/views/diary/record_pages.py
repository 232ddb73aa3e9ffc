"""Shared by the pages on which a record is changed or deleted."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.actions.records import delete_record
from tracker.models.record import Record
from tracker.presenters.records import origin_of, record_name
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
        "leave_address": next_page or home,
        "origin": origin_of(record, child_context.now.tzinfo) if record else None,
    }


def delete_and_return(
    request: HttpRequest, child_context: ChildContext, record: Record
) -> HttpResponse:
    """Deletes the record, with an undo button. The caller must accept POST only."""
    what = record_name(record)
    change_set = delete_record(row=record, by=child_context.user)
    text = _("Deleted: %(what)s") % {"what": what}
    notify_written(request, text, child_context.child, change_set)
    return back(request, reverse("today", args=[child_context.child.pk]))
