"""What was deleted: bring it back, or remove it for good before its time."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tracker.actions.deleted import remove_now
from tracker.models import Concern, Entry
from tracker.models.record import CAN_COME_BACK
from tracker.presenters.deleted import deleted_row, deleted_rows
from tracker.queries.history import deleted_of, deleted_record, record_of
from tracker.views.gone import come_back
from tracker.views.guards import Here, child_owner, freshly_authenticated, reader, writer
from tracker.views.redirects import back


@reader
def show(request: HttpRequest, here: Here) -> HttpResponse:
    found = deleted_of(here.child, here.now - CAN_COME_BACK)
    context = {
        "here": here,
        "tab": "more",
        "rows": deleted_rows(found, here.now.tzinfo),
        "days": CAN_COME_BACK.days,
    }
    return render(request, "history/deleted.html", context)


@writer
@require_POST
def bring_back(request: HttpRequest, here: Here, kind: str, pk: int) -> HttpResponse:
    """Also what is there already: two may have wanted it back."""
    record = record_of(here.child, kind, pk)
    if record is None:
        raise Http404
    come_back(request, here, record)
    return back(request, reverse("deleted", args=[here.child.pk]))


@child_owner
@freshly_authenticated
def remove(request: HttpRequest, here: Here, kind: str, pk: int) -> HttpResponse:
    """Asks first; what goes now never comes back. For owners, and of entries and concerns only."""
    found = deleted_record(here.child, kind, pk)
    if found is None or not isinstance(found.record, Concern | Entry):
        raise Http404
    if request.method == "POST":
        remove_now(record=found.record, child=here.child, by=here.user)
        messages.success(request, _("It is removed for good, with its photos and its history."))
        return redirect("deleted", here.child.pk)
    context = {"here": here, "tab": "more", "row": deleted_row(found, here.now.tzinfo)}
    return render(request, "history/remove.html", context)
