"""Undo of the last write."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.actions import history
from tracker.models.record import RESTORE_PERIOD, Record
from tracker.presenters.records import record_name
from tracker.views.access import ChildContext, writer
from tracker.views.diary.today import cards_fragment
from tracker.views.messages import Notice, add_notices
from tracker.views.navigation import post_only
from tracker.views.redirects import back, is_htmx

NAMED = 5
"""How many records a notice names."""


@writer
@post_only
def undo(request: HttpRequest, child_context: ChildContext, change_set: UUID) -> HttpResponse:
    """Undoes a change set. htmx gets the cards named by the posted ``card`` values."""
    try:
        undone = history.undo(
            change_set=change_set,
            child=child_context.child,
            by=child_context.user,
            since=child_context.now - RESTORE_PERIOD,
        )
    except history.CannotUndo:
        text = _(
            "That can't be undone. It was already undone, or it has changed since. You can "
            "still edit or delete it."
        )
        notice = Notice(text, messages.WARNING)
    else:
        what = _names(undone)
        notice = Notice(_("Undone: %(what)s") % {"what": what})
    if is_htmx(request):
        return cards_fragment(request, child_context, request.POST.getlist("card"), [notice])
    add_notices(request, notice)
    return back(request, reverse("today", args=[child_context.child.pk]))


def _names(undone: list[Record]) -> str:
    names = list(dict.fromkeys(map(record_name, undone)))
    others = len(names) - NAMED
    named = "; ".join(names[:NAMED])
    if others <= 0:
        return named
    more = ngettext("and %(n)s more", "and %(n)s more", others) % {"n": others}
    return f"{named} {more}"
