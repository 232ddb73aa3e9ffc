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

from tracker.actions.entries import tap
from tracker.actions.photos import PhotosNotKept, TooManyPhotos, add_photos, id_of_photo
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
from tracker.queries.today import concerns_by_id, look_of_day, looks_with_photos
from tracker.views.guards import Here, writer
from tracker.views.notices import done, offer_day, told
from tracker.views.outbox import answers_outbox, photos_status, refused, sentences
from tracker.views.phone import is_from_outbox
from tracker.views.redirects import back, wants_part
from tracker.views.today import part
from tracker.words import day_text, title_of


@writer
@require_POST
@answers_outbox
def log(request: HttpRequest, here: Here, concern: UUID) -> HttpResponse:
    """Writes how one concern is, as the button says."""
    row = here.concern(concern)
    form = OneTapForm(request.POST)
    if not form.is_valid():
        return _refused(request, here, _("This page is old. Please open it again."))
    day = form.cleaned_data["day"] or here.today
    if not row.first_noticed_on <= day <= here.today:
        return _refused(request, here, _("This page is old. Please open it again."))
    choice = form.cleaned_data["choice"]
    look, look_id = _look(here, choice, day), _id_of(form, choice, here)
    written = tap(child=here.child, looks=[(row, look, look_id)], by=here.user)
    said = {
        "same": _("the same"),
        "better": _("better"),
        "worse": _("worse"),
        "gone": _("gone"),
        "back": _("it is back"),
    }[choice]
    words = {"child": here.child.name, "concern": title_of(row), "said": said}
    if day == here.today:
        text = _("%(child)s, %(concern)s: “%(said)s” is written down for today.") % words
    else:
        words["day"] = day_text(day)
        text = _("%(child)s, %(concern)s: “%(said)s” is written down for %(day)s.") % words
    done(request, text, here.child, written.batch)
    worse = written.records[0].uuid if choice == "worse" else None
    return _shown(request, here, [row], worse)


@writer
@require_POST
@answers_outbox
def log_all_same(request: HttpRequest, here: Here) -> HttpResponse:
    """Writes "the same" for every open concern on the page that has no look of today yet."""
    form = AllTheSameForm(request.POST)
    if not form.is_valid():
        return _refused(request, here, _("This page is old. Please open it again."))
    cards = board(timeline_of(here.child), {}, here.today).cards
    concerns = concerns_by_id(here.child)
    looks = [
        (concerns[card.id], _look(here, "same", here.today), _id_of(form, card.id, here))
        for card in cards
        if card.id in form.cleaned_data["concerns"] and not card.written
    ]
    written = tap(child=here.child, looks=looks, by=here.user)
    titles = ", ".join(title_of(concern) for concern, *_rest in looks)
    text = _("%(child)s: “the same” is written down for today for %(concerns)s.") % {
        "child": here.child.name,
        "concerns": titles,
    }
    done(request, text, here.child, written.batch)
    return _shown(request, here, [concerns[card.id] for card in cards])


@writer
@require_POST
@answers_outbox
def photo(request: HttpRequest, here: Here, concern: UUID) -> HttpResponse:
    """Keeps a photo with today's look at one concern; where there is none, "same" is written."""
    row = here.concern(concern)
    form = OneTapPhotoForm(request.POST, request.FILES)
    if not form.is_valid():
        return _refused(request, here, sentences(form), photos_status(form))
    uuid = form.cleaned_data["uuid"]
    words = {"child": here.child.name, "concern": title_of(row)}
    entry, batch = _sent_before(row, uuid) or look_of_day(row, here.today), None
    if entry:
        text = _("%(child)s, %(concern)s: the photo is kept with today's look.")
    else:
        text = _("%(child)s, %(concern)s: “the same” is written down for today, with the photo.")
        look = _look(here, "same", here.today)
        looks = [(row, look, _id_of(form, "photo", here))]
        written = tap(child=here.child, looks=looks, by=here.user)
        entry, batch = written.entry, written.batch
    try:
        photos = form.cleaned_data["photos"]
        add_photos(entry=entry, photos=photos, uuid=uuid, by=here.user, batch=batch)
    except TooManyPhotos:
        return _refused(request, here, _("Today's look has no room for more photos."))
    except PhotosNotKept:
        again = _("The photo could not be kept just now. Please try again.")
        return _refused(request, here, again, status=503)
    if batch:
        done(request, text % words, here.child, batch)
    else:
        told(request, text % words)
    offer_day(request, here, entry, form.cleaned_data["photos"])
    return _shown(request, here, [row])


def _sent_before(concern: Concern, uuid: UUID) -> Entry | None:
    """The look that a photo was added to under that id, perhaps on an earlier day."""
    for look in looks_with_photos(concern):
        if id_of_photo(uuid, look) in {photo.uuid for photo in look.photos.all()}:
            return look
    return None


def _look(here: Here, choice: str, day: date) -> records.Entry:
    status, trend = CHOICES[choice]
    at = here.time if day == here.today else None
    return records.Entry(day=day, at=at, status=status, trend=trend)


def _id_of(form: TapForm, what: str, here: Here) -> UUID:
    """A button pressed twice writes once. Another button of the same card, or the same one on a
    page left open until the next day, says something else."""
    sent = form.cleaned_data
    day = sent.get("day") or sent["tapped_on"] or here.today
    return uuid5(sent["uuid"], f"{what} {day.isoformat()}")


def _shown(
    request: HttpRequest, here: Here, concerns: Iterable[Concern], worse: UUID | None = None
) -> HttpResponse:
    """The cards of these concerns to a script, Today again to everybody else.

    ``worse``: the look on which the signs can still be noted.
    """
    cards = [str(concern.uuid) for concern in concerns]
    if wants_part(request):
        return part(request, here, cards, (cards[0], str(worse)) if worse else None)
    page = reverse("today", args=[here.child.pk])
    if worse:
        return HttpResponseRedirect(f"{page}?worse={cards[0]}.{worse}")
    return back(request, page)


def _refused(request: HttpRequest, here: Here, sentence: str, status: int = 422) -> HttpResponse:
    """Nothing more was written, and why."""
    if is_from_outbox(request):
        response = refused(sentence)
        response.status_code = status
        return response
    if wants_part(request):
        return HttpResponse(sentence, "text/plain", status)
    messages.warning(request, sentence)
    return back(request, reverse("today", args=[here.child.pk]))
