"""Messages after a write, with an undo button or a link."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.formats import day_text
from tracker.models import Child, Entry
from tracker.photos import CleanPhoto
from tracker.views.access import ChildContext

NO_LINKS_OF_THE_SAMPLE = gettext_lazy(
    "This is the sample diary. You can make links in a diary of your own."
)


@dataclass(frozen=True)
class Notice:
    """A message with an undo URL, or a link to the page of a next step."""

    text: str
    level: int = messages.SUCCESS
    undo: str = ""
    link: str = ""
    link_text: str = ""


def undo_notice(text: str, child: Child, change_set: UUID | None, next_page: str = "") -> Notice:
    """Returns ``text`` with an undo button; without a change set, that it was saved before.

    ``next_page`` is shown after the undo, by default Today.
    """
    if change_set is None:
        text = _("That was already saved. It's in the diary once.")
        return Notice(text, messages.INFO)
    address = reverse("undo", args=[child.pk, change_set])
    if next_page:
        address += f"?{urlencode({'next': next_page})}"
    return Notice(text, undo=address)


def day_notice(
    child_context: ChildContext, entry: Entry, photos: Iterable[CleanPhoto]
) -> Notice | None:
    """Returns a link to change the entry's day if a photo was taken on another day, else None.

    Ignores dates before the birth and after today.
    """
    first, last = child_context.child.birth_date, child_context.today
    days = {photo.taken_on for photo in photos if photo.taken_on} - {entry.day}
    taken_on = min((day for day in days if first <= day <= last), default=None)
    if taken_on is None:
        return None
    text = _("A photo was taken on %(taken)s, but this entry is for %(day)s.")
    address = reverse("entry_edit", args=[child_context.child.pk, entry.concern.uuid, entry.uuid])
    return Notice(
        text % {"taken": day_text(taken_on), "day": day_text(entry.day)},
        messages.INFO,
        link=f"{address}?day={taken_on.isoformat()}",
        link_text=_("Edit the day"),
    )


def calendar_notice(child_context: ChildContext, day: date | None) -> Notice | None:
    """Returns a notice of a follow-up day with a calendar link; None if it is past or missing."""
    if day is None or day < child_context.today:
        return None
    return Notice(
        _("Follow-up on %(day)s.") % {"day": day_text(day)},
        messages.INFO,
        link=reverse("calendar_day", args=[child_context.child.pk, day]),
        link_text=_("Add to calendar"),
    )


def add_notices(request: HttpRequest, *notices: Notice | None) -> None:
    """Adds the notices to the messages of the next page, each with its button or link."""
    for notice in filter(None, notices):
        text = notice.text
        if notice.undo or notice.link:
            text = render_to_string("_partials/notice.html", {"notice": notice})
        messages.add_message(request, notice.level, text)


def notify_written(
    request: HttpRequest,
    text: str,
    child: Child,
    change_set: UUID | None,
    next_page: str = "",
) -> None:
    """Adds ``text`` with an undo button to the messages of the next page, see ``undo_notice``."""
    add_notices(request, undo_notice(text, child, change_set, next_page))
