"""Day notes: entries about the child as a whole, not about one concern."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.actions.idempotency import AlreadySaved
from tracker.actions.records import change_record, write_record
from tracker.actions.revisions import ChangedMeanwhile
from tracker.domain import records
from tracker.formats import day_text
from tracker.forms.day_note import NoteForms
from tracker.models import DayNote
from tracker.queries.records import full_record
from tracker.views.access import ChildContext, get_or_410, writer
from tracker.views.client_headers import is_from_outbox
from tracker.views.diary.conflicts import describe_conflict, saved_before
from tracker.views.diary.entry_pages import (
    entry_page,
    form_arguments,
    initial_day_and_time,
    redirect_after,
)
from tracker.views.diary.record_pages import delete_and_return
from tracker.views.messages import notify_written
from tracker.views.navigation import post_only
from tracker.views.offline.outbox import accepted, answers_outbox


@writer
@answers_outbox
def new(request: HttpRequest, child_context: ChildContext) -> HttpResponse:
    """Adds a note. ``?day=`` presets the day, ``?signs=1`` opens the list of urgent signs."""
    forms = NoteForms(
        **form_arguments(request, child_context),
        initial=initial_day_and_time(request, child_context),
    )
    if request.method == "POST" and forms.is_valid():
        note, data = forms.record(), forms.note.cleaned_data
        try:
            result = write_record(
                owner=child_context.child,
                record=note,
                uuid=data["uuid"],
                by=child_context.user,
                revision=data["revision"],
            )
        except AlreadySaved as saved:
            address = reverse("note_edit", args=[child_context.child.pk, saved.row.uuid])
            context = saved_before(child_context, forms.note, saved, address)
            return _page(request, child_context, forms, **context)
        return _saved(request, child_context, note, result.change_set)
    return _page(request, child_context, forms)


@writer
def edit(request: HttpRequest, child_context: ChildContext, uuid: UUID) -> HttpResponse:
    row = _note(child_context, uuid)
    stored = full_record(records.DayNote, row)
    forms = NoteForms(
        **form_arguments(request, child_context), stored=stored, revision=row.revision
    )
    conflict = None
    if request.method == "POST" and forms.is_valid():
        note, revision = forms.record(), forms.note.cleaned_data["revision"]
        try:
            change_set = change_record(
                row=row, record=note, revision=revision, by=child_context.user
            )
        except ChangedMeanwhile as error:
            conflict = describe_conflict(
                error, forms.note, child_context.user, child_context.family
            )
        else:
            return _saved(request, child_context, note, change_set)
    address = reverse("note_delete", args=[child_context.child.pk, uuid])
    return _page(
        request, child_context, forms, record=row, conflict=conflict, delete_address=address
    )


@writer
@post_only
def delete(request: HttpRequest, child_context: ChildContext, uuid: UUID) -> HttpResponse:
    return delete_and_return(request, child_context, _note(child_context, uuid))


def _note(child_context: ChildContext, uuid: UUID) -> DayNote:
    note = get_or_410(DayNote, child=child_context.child, uuid=uuid)
    note.child = child_context.child
    return note


def _page(
    request: HttpRequest, child_context: ChildContext, forms: NoteForms, **context: Any
) -> HttpResponse:
    return entry_page(
        request,
        child_context,
        "diary/day_notes/form.html",
        forms.note,
        forms.signs,
        None,
        **context,
    )


def _saved(
    request: HttpRequest,
    child_context: ChildContext,
    note: records.DayNote,
    change_set: UUID | None,
) -> HttpResponse:
    values = {"child": child_context.child.name, "day": day_text(note.day)}
    if note.day == child_context.today:
        text = _("%(child)s: saved the note for today.") % values
    else:
        text = _("%(child)s: saved the note for %(day)s.") % values
    if is_from_outbox(request):
        return accepted(text)
    notify_written(request, text, child_context.child, change_set)
    return redirect_after(request, child_context, note)
