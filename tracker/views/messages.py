"""What is said after a write, with the way to take it back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.models import Child, Entry
from tracker.photos import CleanPhoto
from tracker.rendering import day_text
from tracker.views.access import ChildContext
from tracker.views.client_headers import is_from_outbox


def done(request: HttpRequest, text: str, child: Child, change_set: UUID | None) -> None:
    """``text`` with an undo button; where nothing was written, it says that it was there.

    What waited on a phone is told to the phone alone: it sends many at once.
    """
    if is_from_outbox(request):
        request.said = text  # type: ignore[attr-defined]
        return
    if change_set is None:
        messages.info(request, _("That was already written down; it is there once."))
        return
    messages.success(request, text, extra_tags=f"undo:{child.pk}:{change_set}")


def told(request: HttpRequest, text: str) -> None:
    """``text`` alone, about what no button takes back."""
    if is_from_outbox(request):
        request.said = text  # type: ignore[attr-defined]
        return
    messages.success(request, text)


def offer_day(
    request: HttpRequest, child_context: ChildContext, entry: Entry, photos: Iterable[CleanPhoto]
) -> None:
    """Where a photo was taken on another day than its look: says so, with a way to mend it."""
    lived = (child_context.child.birth_date, child_context.today)
    days = {photo.taken_on for photo in photos if photo.taken_on} - {entry.day}
    taken_on = min((day for day in days if lived[0] <= day <= lived[1]), default=None)
    if taken_on is None:
        return
    text = _("A photo was taken on %(taken)s; this look is dated %(day)s.")
    address = reverse("entry_edit", args=[child_context.child.pk, entry.concern.uuid, entry.uuid])
    messages.info(
        request,
        text % {"taken": day_text(taken_on), "day": day_text(entry.day)},
        extra_tags=f"day:{address}?day={taken_on.isoformat()}",
    )


def offer_calendar(request: HttpRequest, child_context: ChildContext, day: date) -> None:
    """A day to come back that is still ahead, with the way to put it into a calendar."""
    if day < child_context.today:
        return
    text = _("To come back on %(day)s.") % {"day": day_text(day)}
    address = reverse("calendar_day", args=[child_context.child.pk, day])
    messages.info(request, text, extra_tags=f"calendar:{address}")
