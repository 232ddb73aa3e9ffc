"""The 410 page of a deleted record, which preserves the posted fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tracker.actions.records import CannotRestore, restore_record
from tracker.models.record import Record
from tracker.presenters.history.deleted import deleted_row
from tracker.presenters.records import record_name
from tracker.queries.history import DeletedRecord

if TYPE_CHECKING:
    from tracker.views.access import ChildContext

NOT_TYPED = {"csrfmiddlewaretoken", "next", "bring_back"}
"""Names of posted fields that the user did not fill in."""


def deleted_page(request: HttpRequest, child_context: ChildContext, record: Record) -> HttpResponse:
    """Shows who deleted the record and when, with a button that restores it.

    The posted fields are in the form of that button, to be sent again.
    """
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in NOT_TYPED
    ]
    context = {
        "child_context": child_context,
        "row": deleted_row(DeletedRecord(record, 0, 0), child_context.now.tzinfo),
        "typed": [*typed, ("next", request.POST.get("next", ""))] if typed else [],
        "lost_files": bool(request.FILES),
        "came_from": request.path if request.method == "GET" else "",
    }
    return render(request, "diary/deleted/deleted_page.html", context, status=410)


def restored_on_request(request: HttpRequest, child_context: ChildContext, record: Record) -> bool:
    """Restores the record if the button of ``deleted_page`` was pressed.

    Returns True if it is restored.
    """
    if "bring_back" not in request.POST:
        return False
    return restore_and_notify(request, child_context, record)


def restore_and_notify(request: HttpRequest, child_context: ChildContext, record: Record) -> bool:
    """Restores a deleted record and adds a message, or a warning if that is impossible.

    Returns True if it is restored.
    """
    try:
        restored = restore_record(row=record, by=child_context.user)
    except CannotRestore:
        text = _(
            "This can't be restored. It's from before %(child)s was born, going by the date of"
            " birth in the diary."
        )
        messages.warning(request, text % {"child": child_context.child.name})
        return False
    for row in restored:
        messages.success(request, _("Restored: %(what)s") % {"what": record_name(row)})
    return True
