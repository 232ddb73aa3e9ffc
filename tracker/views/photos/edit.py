"""The photos of an entry: add, describe, reorder, remove for some days or for good."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.actions.photos import (
    MAX_PHOTOS_PER_ENTRY,
    PhotoNotTurned,
    PhotosNotStored,
    TooManyPhotos,
    add_photos,
    describe_photo,
    move_photo,
    remove_photo,
    turn_photo,
)
from tracker.actions.quota import QuotaExceeded
from tracker.actions.records import delete_record
from tracker.actions.revisions import ChangedMeanwhile
from tracker.domain.photos.privacy import is_private_place
from tracker.forms.photos import NOT_STORED, AddPhotosForm, DescribePhotoForm, TurnPhotoForm
from tracker.models import Entry, Photo
from tracker.models.photo import PHOTO_RESTORE_PERIOD
from tracker.presenters.photos import PhotoCard, photo_card, photo_cards
from tracker.queries.photos import photos_of, removed_photos_of, with_privacy
from tracker.rendering import title_of
from tracker.views.access import ChildContext, reader, writer
from tracker.views.diary.conflicts import describe_conflict
from tracker.views.messages import add_notices, day_notice, notify_written
from tracker.views.navigation import post_only
from tracker.views.offline.outbox import answers_outbox, error_text, photos_status
from tracker.views.redirects import wants_json


@reader
@answers_outbox
def show(
    request: HttpRequest, child_context: ChildContext, concern: UUID, entry: UUID
) -> HttpResponse:
    """Shows the photos of an entry; a POST adds more. A script posts one at a time, for JSON."""
    row = child_context.entry(child_context.concern(concern), entry)
    in_json = wants_json(request)
    form = AddPhotosForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        try:
            added = add_photos(entry=row, by=child_context.user, **form.cleaned_data)
        except TooManyPhotos:
            form.add_error("photos", _too_many())
        except QuotaExceeded as full:
            form.add_error("photos", str(full))
        except PhotosNotStored:
            text = _("The photos couldn't be saved just now. Try again.")
            form.add_error("photos", ValidationError(text, NOT_STORED))
        else:
            add_notices(request, day_notice(child_context, row, form.cleaned_data["photos"]))
            if in_json:
                return JsonResponse({"photos": [str(photo.uuid) for photo in added]})
            return redirect(request.path)
    if request.method == "POST" and in_json:
        return JsonResponse({"error": error_text(form)}, status=photos_status(form))
    context = {
        "child_context": child_context,
        "title": title_of(row.concern),
        "concern": row.concern,
        "entry": row,
        "form": form,
        "photos": _cards(child_context, row),
        "is_private": is_private_place("", _sites(row), condition=row.concern.condition),
    }
    return render(request, "photos/show.html", context)


@writer
def edit(request: HttpRequest, child_context: ChildContext, photo: UUID) -> HttpResponse:
    """Changes the description of a photo, with links to move and remove it."""
    row = child_context.photo(photo)
    initial = {name: getattr(row, name) for name in DescribePhotoForm.base_fields}
    form = DescribePhotoForm(request.POST or None, initial=initial)
    conflict = None
    if request.method == "POST" and form.is_valid():
        try:
            describe_photo(photo=row, by=child_context.user, **form.cleaned_data)
        except Photo.DoesNotExist:
            raise Http404 from None
        except ChangedMeanwhile as error:
            conflict = describe_conflict(error, form, child_context.user, child_context.family)
        else:
            return redirect(page_of(child_context, row.entry))
    context = {
        "conflict": conflict,
        "leave_address": page_of(child_context, row.entry),
        "child_context": child_context,
        "concern": row.entry.concern,
        "form": form,
        "card": _card(child_context, row),
        "page": page_of(child_context, row.entry),
        "days": PHOTO_RESTORE_PERIOD.days,
        "left": (row.turned - 1) % len(Photo.Turn),
        "right": (row.turned + 1) % len(Photo.Turn),
    }
    return render(request, "photos/edit.html", context)


@writer
@post_only
def turn(request: HttpRequest, child_context: ChildContext, photo: UUID) -> HttpResponse:
    """Turns a photo to the position that the form names, so that a second tap turns it no more."""
    row = child_context.photo(photo)
    form = TurnPhotoForm(request.POST)
    if form.is_valid():
        try:
            turn_photo(photo=row, by=child_context.user, **form.cleaned_data)
        except Photo.DoesNotExist:
            raise Http404 from None
        except (PhotoNotTurned, PhotosNotStored):
            messages.error(request, _("The photo couldn't be turned just now. Try again."))
    return redirect("photo_edit", child_context.child.pk, photo)


@writer
@post_only
def move(request: HttpRequest, child_context: ChildContext, photo: UUID) -> HttpResponse:
    row = child_context.photo(photo)
    move_photo(photo=row, steps=-1 if request.POST.get("to") == "front" else 1)
    return redirect(page_of(child_context, row.entry))


@writer
@post_only
def delete(request: HttpRequest, child_context: ChildContext, photo: UUID) -> HttpResponse:
    """Removes a photo, which can be restored for ``PHOTO_RESTORE_PERIOD``."""
    removed = removed_photos_of(child_context.child, child_context.now).filter(uuid=photo).first()
    if removed is not None:
        messages.info(request, _("This photo was already removed."))
        return redirect("deleted", child_context.child.pk)
    row = child_context.photo(photo)
    change_set = delete_record(row=row, by=child_context.user)
    text = _("The photo is deleted. You can restore it for %(days)s days.")
    values = {"days": PHOTO_RESTORE_PERIOD.days}
    page = page_of(child_context, row.entry)
    notify_written(request, text % values, child_context.child, change_set, page)
    return redirect(page)


@writer
def remove(request: HttpRequest, child_context: ChildContext, photo: UUID) -> HttpResponse:
    """Removes a photo for good, after a confirmation, whether it was removed before or not."""
    row = removed_photos_of(child_context.child, child_context.now).filter(uuid=photo).first()
    is_removed = row is not None
    row = row or child_context.photo(photo)
    leave = reverse("deleted", args=[child_context.child.pk])
    if not is_removed:
        leave = reverse("photo_edit", args=[child_context.child.pk, photo])
    if request.method == "POST":
        remove_photo(photo=row, by=child_context.user)
        messages.success(request, _("The photo was deleted permanently."))
        return redirect(leave if is_removed else page_of(child_context, row.entry))
    (of_entry,) = with_privacy([row])
    context = {
        "child_context": child_context,
        "card": photo_card(of_entry, (), child_context.today),
        "leave_address": leave,
        "concern": row.entry.concern,
    }
    return render(request, "photos/remove.html", context)


def _cards(child_context: ChildContext, entry: Entry) -> tuple[PhotoCard, ...]:
    photos = (row for row in photos_of(entry.concern) if row.photo.entry_id == entry.pk)
    return photo_cards(photos, (), child_context.today)


def _card(child_context: ChildContext, photo: Photo) -> PhotoCard:
    """Returns the photo's card. Raises Http404 if the photo was removed meanwhile."""
    for card in _cards(child_context, photo.entry):
        if card.id == str(photo.uuid):
            return card
    raise Http404


def _sites(entry: Entry) -> set[str]:
    return set(entry.spots.values_list("site", flat=True))


def _too_many() -> str:
    return _("An entry can have up to %(n)s photos.") % {"n": MAX_PHOTOS_PER_ENTRY}


def page_of(child_context: ChildContext, entry: Entry) -> str:
    return reverse("photos", args=[child_context.child.pk, entry.concern.uuid, entry.uuid])
