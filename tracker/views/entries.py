"""The entry form: one dated look at one concern."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tracker.actions.entries import change_entry, write_entry
from tracker.actions.history import SavedBefore
from tracker.actions.photos import PhotosNotKept, TooManyPhotos, add_photos, delete_entry
from tracker.domain import records
from tracker.domain.privacy import is_private_place
from tracker.domain.vocabulary import STATUSES, TRENDS
from tracker.forms.entry import EntryForms
from tracker.forms.photos import PhotosForm
from tracker.models import Concern, Entry, Photo
from tracker.queries.diaries import entry_as_written
from tracker.queries.looks import last_look_with_spots, says_the_same
from tracker.views.gallery import forget_shared, preview, shared_key, shared_photos
from tracker.views.guards import Here, writer
from tracker.views.look_pages import (
    asked,
    day_from,
    first_noticed_moved,
    id_to_write,
    look_page,
    map_context,
    onwards,
    prefilled,
    when,
)
from tracker.views.notices import done, offer_day
from tracker.views.outbox import answers_outbox, refused
from tracker.views.phone import is_from_outbox
from tracker.views.redirects import back, wants_json
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
        look = forms.record()
        try:
            uuid = _id_to_write(row, forms.entry.cleaned_data["uuid"], look)
        except SavedBefore as saved:
            address = reverse("entry_edit", args=[here.child.pk, concern, saved.row.uuid])
            return _page(
                request, here, row, forms, last=last, photos_form=photos, saved_address=address
            )
        before = row.first_noticed_on
        written = write_entry(concern=row, look=look, uuid=uuid, by=here.user)
        entry = written.records[0]
        assert isinstance(entry, Entry)
        _say_done(request, here, row, look, before, written.batch)
        new_photos = [*shared_photos(request), *photos.cleaned_data["photos"]]
        try:
            add_photos(entry=entry, photos=new_photos, uuid=uuid)
        except (PhotosNotKept, TooManyPhotos):
            text = _("The photos could not be kept. Please add them again.")
            if is_from_outbox(request):
                return refused(text)
            messages.warning(request, text)
        else:
            forget_shared(request)
            offer_day(request, here, entry, new_photos)
        response = onwards(request, here, look)
        if wants_json(request):
            return JsonResponse({"photos": _photos_of(here, entry), "next": response.url})
        return response
    return _page(request, here, row, forms, last=last, photos_form=photos)


@writer
def edit(request: HttpRequest, here: Here, concern: UUID, entry: UUID) -> HttpResponse:
    row = here.concern(concern)
    written = here.entry(row, entry)
    stored = entry_as_written(written)
    if request.method != "POST":
        stored = replace(stored, day=day_from(request, stored.day))
    forms = EntryForms(**asked(request, here), stored=stored)
    if request.method == "POST" and forms.is_valid():
        look = forms.record()
        before = row.first_noticed_on
        batch = change_entry(entry=written, look=look, by=here.user)
        _say_done(request, here, row, look, before, batch)
        return onwards(request, here, look)
    delete_address = reverse("entry_delete", args=[here.child.pk, concern, entry])
    photos_address = _photos_of(here, written)
    return _page(
        request,
        here,
        row,
        forms,
        photos_address=photos_address,
        photo_count=Photo.objects.filter(entry=written).count(),
        delete_address=delete_address,
    )


@writer
@require_POST
def delete(request: HttpRequest, here: Here, concern: UUID, entry: UUID) -> HttpResponse:
    batch = delete_entry(entry=here.entry(here.concern(concern), entry), by=here.user)
    done(request, _("Deleted."), here.child, batch)
    return back(request, reverse("today", args=[here.child.pk]))


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
    **addresses: str,
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
        **addresses,
    )


def _id_to_write(concern: Concern, uuid: UUID, look: records.Entry) -> UUID:
    rows = Entry.all_objects.filter(concern=concern)
    return id_to_write(uuid, rows, lambda before: says_the_same(entry_as_written(before), look))


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
