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
from tracker.views.diary.today import part
from tracker.views.messages import Notice, say_next
from tracker.views.redirects import back, wants_part


@writer
@require_POST
def undo(request: HttpRequest, child_context: ChildContext, change_set: UUID) -> HttpResponse:
    """A script gets the cards that the form names drawn again: ``card``."""
    try:
        history.undo(change_set=change_set, child=child_context.child, by=child_context.user)
    except history.CannotUndo:
        text = _(
            "That could not be taken back: it was taken back before, or has been changed"
            " since. You can still change or delete it yourself."
        )
        notice = Notice(text, messages.WARNING)
    else:
        notice = Notice(_("Taken back."))
    if wants_part(request):
        return part(request, child_context, request.POST.getlist("card"), [notice])
    say_next(request, notice)
    return back(request, reverse("today", args=[child_context.child.pk]))
