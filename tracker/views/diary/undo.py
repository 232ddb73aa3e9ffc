"""Taking back what was just written."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tracker.actions import history
from tracker.views.access import ChildContext, writer
from tracker.views.redirects import back


@writer
@require_POST
def undo(request: HttpRequest, child_context: ChildContext, change_set: UUID) -> HttpResponse:
    try:
        history.undo(change_set=change_set, child=child_context.child, by=child_context.user)
    except history.CannotUndo:
        messages.warning(
            request,
            _(
                "That could not be taken back: it was taken back before, or has been changed"
                " since. You can still change or delete it yourself."
            ),
        )
    else:
        messages.success(request, _("Taken back."))
    return back(request, reverse("today", args=[child_context.child.pk]))
