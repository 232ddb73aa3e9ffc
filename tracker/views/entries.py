"""The entry form: one dated look at one concern."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tracker.actions.entries import Written, change_entry, write_entry
from tracker.actions.once import SavedBefore
from tracker.actions.photos import PhotosNotKept, TooManyPhotos, write_entry_with_photos
from tracker.actions.revisions import ChangedMeanwhile
from tracker.domain import records
from tracker.domain.privacy import is_private_place
from tracker.domain.vocabulary import STATUSES, TRENDS
from tracker.forms.entry import EntryForms
from tracker.forms.photos import PhotosForm
from tracker.models import Concern, Entry, Photo, User
from tracker.photos import CleanPhoto
from tracker.queries.diaries import entry_as_written
from tracker.queries.looks import last_look_with_spots
from tracker.views.conflicts import told
from tracker.views.gallery import forget_shared, preview, shared_key, shared_photos
from tracker.views.guards import Here, writer
from tracker.views.look_pages import (
    asked,
    day_from,
    first_noticed_moved,
    look_page,
    map_context,
    onwards,
    prefilled,
    when,
)
from tracker.views.notices import done, offer_day
from tracker.views.outbox import answers_outbox, refused
from tracker.views.phone import is_from_outbox
from tracker.views.record_pages import delete_record
from tracker.views.redirects import wants_json
from tracker.words import day_text, title_of


@writer
@answers_outbox
def new(request: HttpRequest, here: Here, concern: UUID) -> HttpResponse:
    """``?status=``, ``?trend=`` and ``?day=`` fill the form, ``?signs=1`` opens the gate."""
    row = here.concern(concern)
    last = last_look_with_spots(row)
    initial = {
        "status": "present",
        **when(request, here),
        **prefilled(request, {"status": STATUSES, "trend": TRENDS}),
    }
    forms = EntryForms(**asked(request, here), initial=initial, last=last)
    photos = PhotosForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and all([forms.is_valid(), photos.is_valid()]):
        look, uuid = forms.record(), forms.entry.cleaned_data["uuid"]
        before = row.first_noticed_on
        pictures = [*shared_photos(request), *photos.cleaned_data["photos"]]
        try:
            written, trouble = _write(row, look, pictures, uuid, here.user)
        except SavedBefore as saved:
            address = reverse("entry_edit", args=[here.child.pk, concern, saved.row.uuid])
            return _page(
                request, here, row, forms, last=last, photos_form=photos, saved_address=address
            )
        _say_done(request, here, row, look, before, written.batch)
        if trouble:
            text = _("The photos could not be kept. Please add them again.")
            if is_from_outbox(request):
                return refused(text, status=trouble)
            messages.warning(request, text)
        else:
            forget_shared(request)
            offer_day(request, here, written.entry, pictures)
        response = onwards(request, here, look)
        if wants_json(request):
            return JsonResponse({"photos": _photos_of(here, written.entry), "next": response.url})
        return response
    return _page(request, here, row, forms, last=last, photos_form=photos)


@writer
def edit(request: HttpRequest, here: Here, concern: UUID, entry: UUID) -> HttpResponse:
    row = here.concern(concern)
    written = here.entry(row, entry)
    stored = entry_as_written(written)
    if request.method != "POST":
        stored = replace(stored, day=day_from(request, stored.day))
    forms = EntryForms(**asked(request, here), stored=stored, revision=written.revision)
    conflict = None
    if request.method == "POST" and forms.is_valid():
        look, revision = forms.record(), forms.entry.cleaned_data["revision"]
        before = row.first_noticed_on
        try:
            batch = change_entry(entry=written, look=look, revision=revision, by=here.user)
        except ChangedMeanwhile as met:
            conflict = told(met, forms.entry, here.user, here.family)
        else:
            _say_done(request, here, row, look, before, batch)
            return onwards(request, here, look)
    delete_address = reverse("entry_delete", args=[here.child.pk, concern, entry])
    photos_address = _photos_of(here, written)
    return _page(
        request,
        here,
        row,
        forms,
        record=written,
        conflict=conflict,
        photos_address=photos_address,
        photo_count=Photo.objects.filter(entry=written).count(),
        delete_address=delete_address,
    )


@writer
@require_POST
def delete(request: HttpRequest, here: Here, concern: UUID, entry: UUID) -> HttpResponse:
    return delete_record(request, here, here.entry(here.concern(concern), entry))


def _page(
    request: HttpRequest,
    here: Here,
    concern: Concern,
    forms: EntryForms,
    *,
    last: records.Entry | None = None,
    photos_form: PhotosForm | None = None,
    photo_count: int = 0,
    photos_address: str = "",
    **context: Any,
) -> HttpResponse:
    sites = [spot.site for spot in last.spots] if last else []
    return look_page(
        request,
        here,
        "entries/form.html",
        forms.entry,
        forms.signs,
        concern,
        title=title_of(concern),
        concern=concern,
        photos_form=photos_form,
        photo_count=photo_count,
        photos_address=photos_address,
        shared_photos=[preview(photo) for photo in shared_photos(request)],
        shared=shared_key(request),
        is_private=is_private_place("", (), sites, condition=concern.condition),
        **map_context(forms.spots, last),
        **context,
    )


def _write(
    concern: Concern, look: records.Entry, photos: list[CleanPhoto], uuid: UUID, by: User
) -> tuple[Written, int]:
    """Writes the look and its photos; without them where they cannot be kept, since they can be
    added again. The status then says whether that helps by itself (503); else it is 0.
    """
    try:
        written = write_entry_with_photos(
            concern=concern, look=look, photos=photos, uuid=uuid, by=by
        )
        return written, 0
    except PhotosNotKept:
        trouble = 503
    except TooManyPhotos:
        trouble = 422
    return write_entry(concern=concern, look=look, uuid=uuid, by=by), trouble


def _say_done(
    request: HttpRequest,
    here: Here,
    concern: Concern,
    look: records.Entry,
    first_noticed_before: date,
    batch: UUID | None,
) -> None:
    words = {"child": here.child.name, "concern": title_of(concern)}
    if look.day == here.today:
        text = _("%(child)s, %(concern)s: written down for today.") % words
    else:
        words["day"] = day_text(look.day)
        text = _("%(child)s, %(concern)s: written down for %(day)s.") % words
    moved = first_noticed_moved(concern, first_noticed_before, day_text(look.day))
    done(request, f"{text} {moved}".strip(), here.child, batch)


def _photos_of(here: Here, entry: Entry) -> str:
    return reverse("photos", args=[here.child.pk, entry.concern.uuid, entry.uuid])
