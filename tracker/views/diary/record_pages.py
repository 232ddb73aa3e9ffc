"""What the pages share on which a record is changed or deleted."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.actions.records import delete_record
from tracker.models.record import Record
from tracker.presenters.records import origin_of
from tracker.views.access import ChildContext
from tracker.views.messages import done
from tracker.views.redirects import back, next_address


def edit_context(
    request: HttpRequest, child_context: ChildContext, record: Record | None, home: str
) -> dict[str, Any]:
    """What every page shows that changes a record: where it leads, and where this comes from."""
    next_page = next_address(request)
    return {
        "next_page": next_page,
        "leave_address": next_page or home,
        "origin": origin_of(record, child_context.now.tzinfo) if record else None,
    }


def delete_and_return(
    request: HttpRequest, child_context: ChildContext, record: Record
) -> HttpResponse:
    """Deletes with an undo. The caller takes POST only."""
    change_set = delete_record(row=record, by=child_context.user)
    done(request, _("Deleted."), child_context.child, change_set)
    return back(request, reverse("today", args=[child_context.child.pk]))
