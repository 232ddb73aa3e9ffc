"""One-tap entries of Today: the state of one or of all concerns, or a photo."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.actions.entries import write_tapped_entries
from tracker.actions.photos import PhotosNotStored, TooManyPhotos, add_photos, id_of_photo
from tracker.actions.quota import QuotaExceeded
from tracker.domain import records
from tracker.formats import day_text
from tracker.forms.one_tap import (
    CHOICES,
    AllTheSameForm,
    OneTapForm,
    OneTapPhotoForm,
    TapForm,
)
from tracker.models import Concern, Entry
from tracker.presenters.today import board, first_day_pictured
from tracker.queries import timeline_of
from tracker.queries.photos import photos_ever
from tracker.queries.snapshot import read_snapshot
from tracker.queries.today import concerns_by_id, entry_of_day
from tracker.rendering import title_of
from tracker.views.access import ChildContext, writer
from tracker.views.client_headers import is_from_outbox
from tracker.views.diary.today import cards_fragment
from tracker.views.messages import Notice, add_notices, day_notice, undo_notice
from tracker.views.navigation import post_only
from tracker.views.offline.outbox import (
    accepted,
    answers_outbox,
    error_text,
    photos_status,
    refused,
)
from tracker.views.redirects import back, is_htmx


@writer
@post_only
@answers_outbox
def log(request: HttpRequest, child_context: ChildContext, concern: UUID) -> HttpResponse:
    """Writes an entry with the posted choice for one concern."""
    row = child_context.concern(concern)
    form = OneTapForm(request.POST)
    if not form.is_valid():
        return _refused(request, child_context, _("This page is out of date. Reload it."))
    day = form.cleaned_data["day"] or child_context.today
    if not child_context.child.birth_date <= day <= child_context.today:
        return _refused(request, child_context, _("This page is out of date. Reload it."))
    choice = form.cleaned_data["choice"]
    record, entry_id = _entry(child_context, choice, day), _entry_key(form, choice, child_context)
    written = write_tapped_entries(
        child=child_context.child, entries=[(row, record, entry_id)], by=child_context.user
    )
    label = {
        "same": _("the same"),
        "better": _("better"),
        "worse": _("worse"),
        "gone": _("gone"),
        "back": _("it's back"),
    }[choice]
    values = {"child": child_context.child.name, "concern": title_of(row), "said": label}
    if day == child_context.today:
        text = _("%(child)s, %(concern)s: saved “%(said)s” for today.") % values
    else:
        values["day"] = day_text(day)
        text = _("%(child)s, %(concern)s: saved “%(said)s” for %(day)s.") % values
    worse = written.rows[0].uuid if choice == "worse" else None
    return _confirmed(request, child_context, [row], text, written.change_set, worse)


@writer
@post_only
@answers_outbox
def log_all_same(request: HttpRequest, child_context: ChildContext) -> HttpResponse:
    """Writes "the same" for every open concern on the page that has no entry of today yet."""
    form = AllTheSameForm(request.POST)
    if not form.is_valid():
        return _refused(request, child_context, _("This page is out of date. Reload it."))
    with read_snapshot():
        timeline = timeline_of(child_context.child, first_day_pictured(child_context.today))
        cards = board(timeline, {}, child_context.today).cards
        concerns = concerns_by_id(child_context.child)
    entries = [
        (
            concerns[card.id],
            _entry(child_context, "same", child_context.today),
            _entry_key(form, card.id, child_context),
        )
        for card in cards
        if card.id in form.cleaned_data["concerns"] and not card.written_today
    ]
    written = write_tapped_entries(
        child=child_context.child, entries=entries, by=child_context.user
    )
    titles = ", ".join(title_of(concern) for concern, *_rest in entries)
    text = _("%(child)s: saved “the same” for today for %(concerns)s.") % {
        "child": child_context.child.name,
        "concerns": titles,
    }
    shown = [concerns[card.id] for card in cards]
    return _confirmed(request, child_context, shown, text, written.change_set)


@writer
@post_only
@answers_outbox
def photo(request: HttpRequest, child_context: ChildContext, concern: UUID) -> HttpResponse:
    """Adds a photo to today's entry of a concern; writes "the same" if there is none."""
    row = child_context.concern(concern)
    form = OneTapPhotoForm(request.POST, request.FILES)
    if not form.is_valid():
        return _refused(request, child_context, error_text(form), photos_status(form))
    uuid = form.cleaned_data["uuid"]
    values = {"child": child_context.child.name, "concern": title_of(row)}
    entry, change_set = _entry_of_photo(row, uuid) or entry_of_day(row, child_context.today), None
    if entry:
        text = _("%(child)s, %(concern)s: photo added to today's entry.")
    else:
        text = _("%(child)s, %(concern)s: saved “the same” for today, with the photo.")
        record = _entry(child_context, "same", child_context.today)
        entries = [(row, record, _entry_key(form, "photo", child_context))]
        written = write_tapped_entries(
            child=child_context.child, entries=entries, by=child_context.user
        )
        entry, change_set = written.entry, written.change_set
    try:
        photos = form.cleaned_data["photos"]
        add_photos(
            entry=entry, photos=photos, uuid=uuid, by=child_context.user, change_set=change_set
        )
    except TooManyPhotos:
        return _refused(request, child_context, _("Today's entry can't take any more photos."))
    except QuotaExceeded as full:
        return _refused(request, child_context, str(full))
    except PhotosNotStored:
        again = _("The photo could not be saved. Try again.")
        return _refused(request, child_context, again, status=503)
    text %= values
    notice = undo_notice(text, child_context.child, change_set) if change_set else Notice(text)
    other_day = day_notice(child_context, entry, form.cleaned_data["photos"])
    if is_from_outbox(request):
        add_notices(request, other_day)
        return accepted(text)
    return _cards_or_redirect(request, child_context, [row], [notice, other_day])


def _entry_of_photo(concern: Concern, uuid: UUID) -> Entry | None:
    """Returns the entry that has, or had, a photo of this ``uuid``, perhaps of an earlier day."""
    entries = (
        photo.entry
        for photo in photos_ever(concern)
        if photo.uuid == id_of_photo(uuid, photo.entry)
    )
    return next(entries, None)


def _entry(child_context: ChildContext, choice: str, day: date) -> records.Entry:
    status, trend = CHOICES[choice]
    at = child_context.time if day == child_context.today else None
    return records.Entry(day=day, at=at, status=status, trend=trend)


def _entry_key(form: TapForm, what: str, child_context: ChildContext) -> UUID:
    """Returns the entry's idempotency key: a button pressed twice writes once.

    Another button of the card, or the same one on another day, gets another key.
    """
    data = form.cleaned_data
    day = data.get("day") or data["tapped_on"] or child_context.today
    return uuid5(data["uuid"], f"{what} {day.isoformat()}")


def _confirmed(
    request: HttpRequest,
    child_context: ChildContext,
    concerns: Iterable[Concern],
    text: str,
    change_set: UUID | None,
    worse: UUID | None = None,
) -> HttpResponse:
    """Confirms the write: as JSON to the outbox, else with an undo button."""
    if is_from_outbox(request):
        return accepted(text)
    return _cards_or_redirect(
        request,
        child_context,
        concerns,
        [undo_notice(text, child_context.child, change_set)],
        worse,
    )


def _cards_or_redirect(
    request: HttpRequest,
    child_context: ChildContext,
    concerns: Iterable[Concern],
    notices: Iterable[Notice | None],
    worse: UUID | None = None,
) -> HttpResponse:
    """Returns the cards of these concerns to htmx, else redirects to Today.

    ``worse``: the entry that can still get urgent signs.
    """
    cards = [str(concern.uuid) for concern in concerns]
    if is_htmx(request):
        signs_of = (cards[0], str(worse)) if worse else None
        return cards_fragment(
            request, child_context, cards, [row for row in notices if row], signs_of
        )
    add_notices(request, *notices)
    page = reverse("today", args=[child_context.child.pk])
    if worse:
        return HttpResponseRedirect(f"{page}?worse={cards[0]}.{worse}")
    return back(request, page)


def _refused(
    request: HttpRequest, child_context: ChildContext, sentence: str, status: int = 422
) -> HttpResponse:
    """Returns the reason why nothing more was written, as the client expects it."""
    if is_from_outbox(request):
        response = refused(sentence)
        response.status_code = status
        return response
    if is_htmx(request):
        return HttpResponse(sentence, "text/plain", status)
    messages.warning(request, sentence)
    return back(request, reverse("today", args=[child_context.child.pk]))
