"""Adds, changes and deletes a concern."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.actions.concerns import (
    begin_concern,
    change_concern,
    continue_concern,
    first_entry_of,
)
from tracker.actions.idempotency import AlreadySaved
from tracker.actions.photos import add_photos
from tracker.actions.revisions import ChangedMeanwhile
from tracker.actions.waiting_photos import get_waiting_photos, store_waiting_photos
from tracker.domain import records
from tracker.domain.photos.privacy import is_private_place
from tracker.domain.sentences import DISCLAIMER
from tracker.forms.concern import ChangeConcernForm, NewConcernForms
from tracker.models import Concern, Entry, User
from tracker.models.record import Record
from tracker.models.rows import record_of
from tracker.photos import CleanPhoto
from tracker.presenters.conditions import condition_list
from tracker.presenters.followed import followed_rows
from tracker.queries.followed import followed_concerns
from tracker.rendering import renamed_title, title_of
from tracker.views.access import ChildContext, user_of, writer
from tracker.views.client_headers import is_from_outbox
from tracker.views.diary.conflicts import describe_conflict
from tracker.views.diary.entry_pages import (
    PHOTO_ERRORS,
    PhotosFailure,
    answer_written,
    errors_response,
    map_context,
    photos_failure,
    saved_text,
    signs_context,
)
from tracker.views.diary.record_pages import delete_and_return, edit_context
from tracker.views.messages import notify_written, undo_notice
from tracker.views.navigation import post_only
from tracker.views.offline.outbox import answers_outbox
from tracker.views.photos.share_target import preview, shared_key, shared_photos
from tracker.views.redirects import back, next_address


@writer
@answers_outbox
def new(request: HttpRequest, child_context: ChildContext) -> HttpResponse:
    """Adds a concern with an entry of today and its photos, or that entry to a followed concern.

    Asks before it begins a concern like one that is followed; the outbox cannot be asked.
    """
    is_posted = request.method == "POST"
    forms = NewConcernForms(
        *((request.POST, request.FILES) if is_posted else (None, None)),
        child=child_context.child,
        today=child_context.today,
        followed=followed_concerns(child_context.child, child_context.today),
        must_answer=not is_from_outbox(request),
        initial={"first_noticed_on": child_context.today},
    )
    if not is_posted or not forms.is_valid():
        return _new_page(request, child_context, forms)
    try:
        return _add(request, child_context, forms)
    except AlreadySaved as saved:
        return _new_page(request, child_context, forms, _address_of(child_context, saved.row))


@writer
def edit(request: HttpRequest, child_context: ChildContext, concern: UUID) -> HttpResponse:
    row = child_context.concern(concern, as_whole=True)
    title, page = title_of(row), reverse("concern", args=[child_context.child.pk, concern])
    form = ChangeConcernForm(
        request.POST if request.method == "POST" else None,
        child=child_context.child,
        today=child_context.today,
        initial=ChangeConcernForm.initial_of(
            record_of(records.Concern, row), revision=row.revision
        ),
    )
    conflict = None
    if request.method == "POST" and form.is_valid():
        try:
            change_set = _change(child_context, row, form)
        except ChangedMeanwhile as error:
            conflict = describe_conflict(error, form, child_context.user, child_context.family)
        else:
            text = _("%(child)s: saved your changes to “%(concern)s”.")
            values = {"child": child_context.child.name, "concern": title_of(row)}
            notify_written(request, text % values, child_context.child, change_set)
            return back(request, page)
    context = {
        **edit_context(request, child_context, row, page),
        "conflict": conflict,
        "child_context": child_context,
        "concern": row,
        "title": title,
        "form": form,
        "conditions": condition_list(form["condition"].value()),
        "delete_address": reverse("concern_delete", args=[child_context.child.pk, concern]),
        "saved_address": "",
    }
    return render(request, "diary/concerns/edit.html", context)


@writer
@post_only
def delete(request: HttpRequest, child_context: ChildContext, concern: UUID) -> HttpResponse:
    row = child_context.concern(concern, as_whole=True)
    return delete_and_return(request, child_context, row)


def _add(request: HttpRequest, child_context: ChildContext, forms: NewConcernForms) -> HttpResponse:
    """Saves the forms as a new concern, or as an entry of the one that it is the same as."""
    concern = forms.record(child_context.today, child_context.time)
    if same := forms.concern.same:
        row = child_context.concern(UUID(same.id))
        entry, change_set = continue_concern(row=row, concern=concern, by=child_context.user)
        text = saved_text(child_context, row, concern.entries[0])
    else:
        row, change_set = begin_concern(
            child=child_context.child, concern=concern, by=child_context.user
        )
        entry = first_entry_of(row)
        text = _("%(child)s: saved “%(concern)s” with today's entry.")
        text %= {"child": child_context.child.name, "concern": title_of(row)}
    photos = [*shared_photos(request), *forms.photos.cleaned_data["photos"]]
    failure = _add_photos(entry, photos, UUID(concern.id), child_context.user, change_set)
    notice = undo_notice(text, child_context.child, change_set)
    return answer_written(
        request, child_context, entry, concern.entries[0], notice, photos, failure
    )


def _add_photos(
    entry: Entry, photos: list[CleanPhoto], uuid: UUID, by: User, change_set: UUID | None
) -> PhotosFailure | None:
    """Adds the photos of the form ``uuid``. Returns why not, as ``answer_written`` takes it."""
    try:
        add_photos(entry=entry, photos=photos, uuid=uuid, by=by, change_set=change_set)
    except PHOTO_ERRORS as error:
        return photos_failure(error)
    return None


def _address_of(child_context: ChildContext, row: Record) -> str:
    """Returns the page of what the form was saved as."""
    if isinstance(row, Entry):
        return reverse("entry_edit", args=[child_context.child.pk, row.concern.uuid, row.uuid])
    return reverse("concern_edit", args=[child_context.child.pk, row.uuid])


def _new_page(
    request: HttpRequest,
    child_context: ChildContext,
    forms: NewConcernForms,
    saved_address: str = "",
) -> HttpResponse:
    """Renders the form. The outbox gets the errors as JSON instead."""
    form = forms.concern
    if is_from_outbox(request):
        return errors_response(form, forms.signs, forms.spots, forms.photos, saved_address)
    condition = form["condition"].value() or ""
    shared = shared_key(request) if saved_address else _keep_photos(request, forms)
    context = {
        "child_context": child_context,
        "form": form,
        "conditions": condition_list(condition),
        "followed": followed_rows(
            form.followed,
            condition=condition,
            title=form["title"].value() or "",
            chosen=form["same_as"].value() or "",
            today=child_context.today,
        ),
        "concern": None,
        "photos_form": forms.photos,
        "shared_photos": [
            preview(photo) for photo in get_waiting_photos(user=child_context.user, key=shared)
        ],
        "shared": shared,
        "is_private": is_private_place("", (), condition=condition),
        "next_page": next_address(request),
        "saved_address": saved_address,
        "conflict": None,
        "disclaimer": DISCLAIMER,
        **map_context(child_context.child, condition, forms.spots),
        **signs_context(child_context, forms.signs, child_context.today, condition, "parent"),
    }
    return render(request, "diary/concerns/new.html", context)


def _keep_photos(request: HttpRequest, forms: NewConcernForms) -> str:
    """Stores the photos of a form that is shown again, since a browser does not send them again.

    Returns the key of all photos that wait for the form.
    """
    uploaded = forms.photos.cleaned_data.get("photos", []) if forms.photos.is_bound else []
    if not uploaded:
        return shared_key(request)
    photos = [*shared_photos(request), *uploaded]
    return store_waiting_photos(user=user_of(request), photos=photos)


def _change(child_context: ChildContext, concern: Concern, form: ChangeConcernForm) -> UUID | None:
    """Saves the form; a title that was the former condition's name follows the new condition."""
    record = form.record(id=str(concern.uuid))
    if "title" not in form.changed_data:
        title = renamed_title(record.title, concern.condition, record.condition)
        record = replace(record, title=title)
    return change_concern(
        row=concern,
        concern=record,
        today=child_context.today,
        revision=form.cleaned_data["revision"],
        by=child_context.user,
    )
