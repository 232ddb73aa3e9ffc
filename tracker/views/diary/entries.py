"""Adds, changes and deletes an entry of a concern."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from tracker.actions.idempotency import AlreadySaved
from tracker.actions.photos import write_entry_with_photos
from tracker.actions.records import WriteResult, change_record, write_record
from tracker.actions.revisions import ChangedMeanwhile
from tracker.domain import records
from tracker.domain.come_back import advice_in
from tracker.domain.photos.privacy import is_private_place
from tracker.domain.vocabulary import STATUSES, TRENDS
from tracker.forms.entry import EntryForm, EntryForms
from tracker.forms.photos import PhotosForm
from tracker.models import Concern, Photo, User
from tracker.photos import CleanPhoto
from tracker.presenters.said import ComeBackChoice, come_back_choices
from tracker.queries.course import advisers_of, spells_of
from tracker.queries.entries import last_entry_with_spots
from tracker.queries.records import full_record
from tracker.rendering import title_of
from tracker.views.access import ChildContext, writer
from tracker.views.diary.conflicts import describe_conflict, saved_before
from tracker.views.diary.entry_pages import (
    PHOTO_ERRORS,
    PhotosFailure,
    address_of_photos,
    answer_written,
    day_from,
    entry_page,
    form_arguments,
    initial_day_and_time,
    map_context,
    photos_failure,
    prefilled,
    redirect_after,
    saved_text,
)
from tracker.views.diary.record_pages import delete_and_return
from tracker.views.messages import notify_written, undo_notice
from tracker.views.navigation import post_only
from tracker.views.offline.outbox import answers_outbox
from tracker.views.photos.share_target import preview, shared_key, shared_photos


@writer
@answers_outbox
def new(request: HttpRequest, child_context: ChildContext, concern: UUID) -> HttpResponse:
    """Adds an entry. ``?status=``, ``?trend=`` and ``?day=`` preset the form.

    ``?signs=1`` opens the list of urgent signs.
    """
    row = child_context.concern(concern)
    last, advisers = last_entry_with_spots(row), advisers_of(row)
    initial = {
        "status": "present",
        **initial_day_and_time(request, child_context),
        **prefilled(request, {"status": STATUSES, "trend": TRENDS}),
    }
    forms = EntryForms(
        **form_arguments(request, child_context), initial=initial, last=last, advisers=advisers
    )
    photos = PhotosForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    page = partial(
        _page, request, child_context, row, forms, advisers, last=last, photos_form=photos
    )
    if request.method == "POST" and all([forms.is_valid(), photos.is_valid()]):
        record = forms.record()
        clean_photos = [*shared_photos(request), *photos.cleaned_data["photos"]]
        try:
            written, failure = _write(row, record, clean_photos, forms.entry, child_context.user)
        except AlreadySaved as saved:
            address = reverse("entry_edit", args=[child_context.child.pk, concern, saved.row.uuid])
            return page(**saved_before(child_context, forms.entry, saved, address))
        text = saved_text(child_context, row, record)
        notice = undo_notice(text, child_context.child, written.change_set)
        return answer_written(
            request, child_context, written.entry, record, notice, clean_photos, failure
        )
    return page()


@writer
def edit(
    request: HttpRequest, child_context: ChildContext, concern: UUID, entry: UUID
) -> HttpResponse:
    row = child_context.concern(concern)
    written = child_context.entry(row, entry)
    stored = full_record(records.Entry, written)
    if request.method != "POST":
        stored = replace(stored, day=day_from(request, stored.day))
    advisers = advisers_of(row)
    forms = EntryForms(
        **form_arguments(request, child_context),
        stored=stored,
        advisers=advisers,
        revision=written.revision,
    )
    conflict = None
    if request.method == "POST" and forms.is_valid():
        record, revision = forms.record(), forms.entry.cleaned_data["revision"]
        try:
            change_set = change_record(
                row=written, record=record, revision=revision, by=child_context.user
            )
        except ChangedMeanwhile as error:
            conflict = describe_conflict(
                error, forms.entry, child_context.user, child_context.family
            )
        else:
            notify_written(
                request,
                saved_text(child_context, row, record),
                child_context.child,
                change_set,
            )
            return redirect_after(request, child_context, record)
    delete_address = reverse("entry_delete", args=[child_context.child.pk, concern, entry])
    photos_address = address_of_photos(child_context, written)
    return _page(
        request,
        child_context,
        row,
        forms,
        advisers,
        record=written,
        conflict=conflict,
        photos_address=photos_address,
        photo_count=Photo.objects.filter(entry=written).count(),
        delete_address=delete_address,
    )


@writer
@post_only
def delete(
    request: HttpRequest, child_context: ChildContext, concern: UUID, entry: UUID
) -> HttpResponse:
    return delete_and_return(
        request, child_context, child_context.entry(child_context.concern(concern), entry)
    )


def _page(
    request: HttpRequest,
    child_context: ChildContext,
    concern: Concern,
    forms: EntryForms,
    advisers: Sequence[records.Visit],
    *,
    last: records.Entry | None = None,
    photos_form: PhotosForm | None = None,
    photo_count: int = 0,
    photos_address: str = "",
    **context: Any,
) -> HttpResponse:
    sites = [spot.site for spot in last.spots] if last else []
    return entry_page(
        request,
        child_context,
        "diary/entries/form.html",
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
        come_back=_come_back(child_context, concern, forms, advisers),
        is_private=is_private_place("", (), sites, condition=concern.condition),
        **map_context(child_context.child, concern.condition, forms.spots, last),
        **context,
    )


def _come_back(
    child_context: ChildContext,
    concern: Concern,
    forms: EntryForms,
    advisers: Sequence[records.Visit],
) -> list[ComeBackChoice]:
    """Returns what can be ticked: the last advice while it goes on, and what is ticked already."""
    if not advisers:
        return []
    *_ended, spell = spells_of(concern, child_context.today)
    advice = advice_in(spell, advisers, child_context.today)
    ticked = forms.entry["come_back"].value() or []
    return come_back_choices(advisers, [advice.id] if advice and advice.id else [], ticked)


def _write(
    concern: Concern, record: records.Entry, photos: list[CleanPhoto], form: EntryForm, by: User
) -> tuple[WriteResult, PhotosFailure | None]:
    """Writes the entry with its photos, or without them if they cannot be stored.

    Returns the result, and why the photos are not stored, as ``answer_written`` takes it.
    """
    uuid, revision = form.cleaned_data["uuid"], form.cleaned_data["revision"]
    try:
        written = write_entry_with_photos(
            concern=concern, record=record, photos=photos, uuid=uuid, by=by, revision=revision
        )
        return written, None
    except PHOTO_ERRORS as error:
        failure = photos_failure(error)
    written = write_record(owner=concern, record=record, uuid=uuid, by=by, revision=revision)
    return written, failure
