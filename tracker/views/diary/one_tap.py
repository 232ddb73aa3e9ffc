"""What one tap on Today writes: how it is, for one concern or for all, or a photo of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tracker.actions.entries import write_tapped_entries
from tracker.actions.photos import PhotosNotStored, TooManyPhotos, add_photos, id_of_photo
from tracker.domain import records
from tracker.forms.one_tap import (
    CHOICES,
    AllTheSameForm,
    OneTapForm,
    OneTapPhotoForm,
    TapForm,
)
from tracker.models import Concern, Entry
from tracker.presenters.today import board
from tracker.queries import timeline_of
from tracker.queries.snapshot import read_snapshot
from tracker.queries.today import concerns_by_id, entries_with_photos, entry_of_day
from tracker.rendering import day_text, title_of
from tracker.views.access import ChildContext, writer
from tracker.views.client_headers import is_from_outbox
from tracker.views.diary.today import part
from tracker.views.messages import Notice, day_notice, say_next, undo_notice
from tracker.views.offline.outbox import accepted, answers_outbox, photos_status, refused, sentences
from tracker.views.redirects import back, wants_part


@writer
@require_POST
@answers_outbox
def log(request: HttpRequest, child_context: ChildContext, concern: UUID) -> HttpResponse:
    """Writes how one concern is, as the button says."""
    row = child_context.concern(concern)
    form = OneTapForm(request.POST)
    if not form.is_valid():
        return _refused(request, child_context, _("This page is old. Please open it again."))
    day = form.cleaned_data["day"] or child_context.today
    if not row.first_noticed_on <= day <= child_context.today:
        return _refused(request, child_context, _("This page is old. Please open it again."))
    choice = form.cleaned_data["choice"]
    record, entry_id = _entry(child_context, choice, day), _id_of(form, choice, child_context)
    written = write_tapped_entries(
        child=child_context.child, entries=[(row, record, entry_id)], by=child_context.user
    )
    said = {
        "same": _("the same"),
        "better": _("better"),
        "worse": _("worse"),
        "gone": _("gone"),
        "back": _("it is back"),
    }[choice]
    words = {"child": child_context.child.name, "concern": title_of(row), "said": said}
    if day == child_context.today:
        text = _("%(child)s, %(concern)s: “%(said)s” is written down for today.") % words
    else:
        words["day"] = day_text(day)
        text = _("%(child)s, %(concern)s: “%(said)s” is written down for %(day)s.") % words
    worse = written.rows[0].uuid if choice == "worse" else None
    return _written(request, child_context, [row], text, written.change_set, worse)


@writer
@require_POST
@answers_outbox
def log_all_same(request: HttpRequest, child_context: ChildContext) -> HttpResponse:
    """Writes "the same" for every open concern on the page that has no look of today yet."""
    form = AllTheSameForm(request.POST)
    if not form.is_valid():
        return _refused(request, child_context, _("This page is old. Please open it again."))
    with read_snapshot():
        cards = board(timeline_of(child_context.child), {}, child_context.today).cards
        concerns = concerns_by_id(child_context.child)
    entries = [
        (
            concerns[card.id],
            _entry(child_context, "same", child_context.today),
            _id_of(form, card.id, child_context),
        )
        for card in cards
        if card.id in form.cleaned_data["concerns"] and not card.written_today
    ]
    written = write_tapped_entries(
        child=child_context.child, entries=entries, by=child_context.user
    )
    titles = ", ".join(title_of(concern) for concern, *_rest in entries)
    text = _("%(child)s: “the same” is written down for today for %(concerns)s.") % {
        "child": child_context.child.name,
        "concerns": titles,
    }
    shown = [concerns[card.id] for card in cards]
    return _written(request, child_context, shown, text, written.change_set)


@writer
@require_POST
@answers_outbox
def photo(request: HttpRequest, child_context: ChildContext, concern: UUID) -> HttpResponse:
    """Keeps a photo with today's look at one concern; where there is none, "same" is written."""
    row = child_context.concern(concern)
    form = OneTapPhotoForm(request.POST, request.FILES)
    if not form.is_valid():
        return _refused(request, child_context, sentences(form), photos_status(form))
    uuid = form.cleaned_data["uuid"]
    words = {"child": child_context.child.name, "concern": title_of(row)}
    entry, change_set = _sent_before(row, uuid) or entry_of_day(row, child_context.today), None
    if entry:
        text = _("%(child)s, %(concern)s: the photo is kept with today's look.")
    else:
        text = _("%(child)s, %(concern)s: “the same” is written down for today, with the photo.")
        record = _entry(child_context, "same", child_context.today)
        entries = [(row, record, _id_of(form, "photo", child_context))]
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
        return _refused(request, child_context, _("Today's look has no room for more photos."))
    except PhotosNotStored:
        again = _("The photo could not be kept just now. Please try again.")
        return _refused(request, child_context, again, status=503)
    text %= words
    said = undo_notice(text, child_context.child, change_set) if change_set else Notice(text)
    other_day = day_notice(child_context, entry, form.cleaned_data["photos"])
    if is_from_outbox(request):
        say_next(request, other_day)
        return accepted(text)
    return _shown(request, child_context, [row], [said, other_day])


def _sent_before(concern: Concern, uuid: UUID) -> Entry | None:
    """The look that a photo was added to under that id, perhaps on an earlier day."""
    for record in entries_with_photos(concern):
        if id_of_photo(uuid, record) in {photo.uuid for photo in record.photos.all()}:
            return record
    return None


def _entry(child_context: ChildContext, choice: str, day: date) -> records.Entry:
    status, trend = CHOICES[choice]
    at = child_context.time if day == child_context.today else None
    return records.Entry(day=day, at=at, status=status, trend=trend)


def _id_of(form: TapForm, what: str, child_context: ChildContext) -> UUID:
    """A button pressed twice writes once. Another button of the same card, or the same one on a
    page left open until the next day, says something else."""
    sent = form.cleaned_data
    day = sent.get("day") or sent["tapped_on"] or child_context.today
    return uuid5(sent["uuid"], f"{what} {day.isoformat()}")


def _written(
    request: HttpRequest,
    child_context: ChildContext,
    concerns: Iterable[Concern],
    text: str,
    change_set: UUID | None,
    worse: UUID | None = None,
) -> HttpResponse:
    """Says that it is written: to the outbox alone, or with an undo button."""
    if is_from_outbox(request):
        return accepted(text)
    return _shown(
        request,
        child_context,
        concerns,
        [undo_notice(text, child_context.child, change_set)],
        worse,
    )


def _shown(
    request: HttpRequest,
    child_context: ChildContext,
    concerns: Iterable[Concern],
    notices: Iterable[Notice | None],
    worse: UUID | None = None,
) -> HttpResponse:
    """The cards of these concerns to a script, Today again to everybody else.

    ``worse``: the look on which the signs can still be noted.
    """
    cards = [str(concern.uuid) for concern in concerns]
    if wants_part(request):
        signs_of = (cards[0], str(worse)) if worse else None
        return part(request, child_context, cards, [row for row in notices if row], signs_of)
    say_next(request, *notices)
    page = reverse("today", args=[child_context.child.pk])
    if worse:
        return HttpResponseRedirect(f"{page}?worse={cards[0]}.{worse}")
    return back(request, page)


def _refused(
    request: HttpRequest, child_context: ChildContext, sentence: str, status: int = 422
) -> HttpResponse:
    """Nothing more was written, and why."""
    if is_from_outbox(request):
        response = refused(sentence)
        response.status_code = status
        return response
    if wants_part(request):
        return HttpResponse(sentence, "text/plain", status)
    messages.warning(request, sentence)
    return back(request, reverse("today", args=[child_context.child.pk]))
