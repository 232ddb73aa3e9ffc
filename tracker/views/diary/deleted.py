"""Deleted records: list, restore, and final removal before the end of their time."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.actions.deleted import remove_now
from tracker.models import Concern, Entry, Photo
from tracker.models.photo import PHOTO_RESTORE_PERIOD
from tracker.models.record import RESTORE_PERIOD
from tracker.presenters.history.deleted import deleted_row, deleted_rows
from tracker.presenters.photos import PhotoCard, photo_card
from tracker.queries.history import DeletedRecord, deleted_of, deleted_record, find_record
from tracker.queries.photos import with_privacy
from tracker.views.access import ChildContext, child_owner, confirmed_to_post, reader, writer
from tracker.views.diary.deleted_page import restore_and_notify
from tracker.views.navigation import post_only
from tracker.views.redirects import back


@reader
def show(request: HttpRequest, child_context: ChildContext) -> HttpResponse:
    found = deleted_of(child_context.child, child_context.now)
    context = {
        "child_context": child_context,
        "rows": deleted_rows(found, child_context.now.tzinfo, _pictures(child_context, found)),
        "days": RESTORE_PERIOD.days,
        "photo_days": PHOTO_RESTORE_PERIOD.days,
    }
    return render(request, "diary/deleted/all.html", context)


def _pictures(
    child_context: ChildContext, deleted: Iterable[DeletedRecord]
) -> dict[str, PhotoCard]:
    """Returns cards of the deleted photos by id, none for those who only read."""
    if not child_context.writes:
        return {}
    photos = [row.record for row in deleted if isinstance(row.record, Photo)]
    cards = (photo_card(photo, (), child_context.today) for photo in with_privacy(photos))
    return {card.id: card for card in cards}


@writer
@post_only
def restore(request: HttpRequest, child_context: ChildContext, kind: str, pk: int) -> HttpResponse:
    """Restores a record; also accepts one that somebody else has restored already."""
    record = find_record(child_context.child, kind, pk)
    if record is None:
        raise Http404
    restore_and_notify(request, child_context, record)
    return back(request, reverse("deleted", args=[child_context.child.pk]))


@child_owner
@confirmed_to_post
def remove(request: HttpRequest, child_context: ChildContext, kind: str, pk: int) -> HttpResponse:
    """Removes a concern or an entry for good, after a confirmation. For owners only."""
    found = deleted_record(child_context.child, kind, pk)
    if found is None or not isinstance(found.record, Concern | Entry):
        raise Http404
    if request.method == "POST":
        remove_now(record=found.record, child=child_context.child, by=child_context.user)
        messages.success(request, _("Deleted permanently, with its photos and history."))
        return redirect("deleted", child_context.child.pk)
    context = {
        "child_context": child_context,
        "row": deleted_row(found, child_context.now.tzinfo),
    }
    return render(request, "diary/deleted/remove.html", context)
