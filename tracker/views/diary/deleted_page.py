"""What was deleted meanwhile: who wants it is told so, and loses nothing that was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tracker.actions.records import CannotRestore, restore_record
from tracker.models.record import Record
from tracker.presenters.deleted import deleted_row
from tracker.presenters.records import record_name
from tracker.queries.history import DeletedRecord

if TYPE_CHECKING:
    from tracker.views.access import ChildContext

NOT_TYPED = {"csrfmiddlewaretoken", "next", "bring_back"}
"""What forms send along by themselves."""


def deleted_page(request: HttpRequest, child_context: ChildContext, record: Record) -> HttpResponse:
    """Says who deleted it and when, with the way to bring it back; what was sent is kept in it."""
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in NOT_TYPED
    ]
    context = {
        "child_context": child_context,
        "tab": "",
        "row": deleted_row(DeletedRecord(record, 0, 0), child_context.now.tzinfo),
        "typed": [*typed, ("next", request.POST.get("next", ""))] if typed else [],
        "lost_files": bool(request.FILES),
        "came_from": request.path if request.method == "GET" else "",
    }
    return render(request, "diary/deleted/deleted_page.html", context, status=410)


def brought_back(request: HttpRequest, child_context: ChildContext, record: Record) -> bool:
    """The page above was asked to bring it back, and to go on with what was typed."""
    if "bring_back" not in request.POST:
        return False
    return come_back(request, child_context, record)


def come_back(request: HttpRequest, child_context: ChildContext, record: Record) -> bool:
    """Brings a deleted record back and says so, or says why that cannot be."""
    try:
        back = restore_record(row=record, by=child_context.user)
    except CannotRestore:
        text = _("That is from before %(child)s was born, as the birth day stands now.")
        messages.warning(request, text % {"child": child_context.child.name})
        return False
    for row in back:
        messages.success(request, _("It is there again: %(what)s.") % {"what": record_name(row)})
    return True
