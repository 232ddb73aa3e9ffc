"""Day notes: a look at the child as a whole."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tracker.actions.entries import change_day_note, write_day_note
from tracker.actions.once import SavedBefore
from tracker.actions.revisions import ChangedMeanwhile
from tracker.domain import records
from tracker.forms.note import NoteForms
from tracker.models import DayNote
from tracker.queries.diaries import note_as_written
from tracker.views.conflicts import told
from tracker.views.guards import Here, present, writer
from tracker.views.look_pages import asked, look_page, onwards, when
from tracker.views.notices import done
from tracker.views.outbox import answers_outbox
from tracker.views.record_pages import delete_record
from tracker.words import day_text


@writer
@answers_outbox
def new(request: HttpRequest, here: Here) -> HttpResponse:
    """``?day=`` fills the form, ``?signs=1`` opens the gate."""
    forms = NoteForms(**asked(request, here), initial=when(request, here))
    if request.method == "POST" and forms.is_valid():
        note, uuid = forms.record(), forms.note.cleaned_data["uuid"]
        try:
            written = write_day_note(child=here.child, note=note, uuid=uuid, by=here.user)
        except SavedBefore as saved:
            address = reverse("note_edit", args=[here.child.pk, saved.row.uuid])
            return _page(request, here, forms, saved_address=address)
        return _after(request, here, note, written.batch)
    return _page(request, here, forms)


@writer
def edit(request: HttpRequest, here: Here, uuid: UUID) -> HttpResponse:
    row = _note(here, uuid)
    stored = note_as_written(row)
    forms = NoteForms(**asked(request, here), stored=stored, revision=row.revision)
    conflict = None
    if request.method == "POST" and forms.is_valid():
        note, revision = forms.record(), forms.note.cleaned_data["revision"]
        try:
            batch = change_day_note(day_note=row, note=note, revision=revision, by=here.user)
        except ChangedMeanwhile as met:
            conflict = told(met, forms.note, here.user, here.family)
        else:
            return _after(request, here, note, batch)
    address = reverse("note_delete", args=[here.child.pk, uuid])
    return _page(request, here, forms, record=row, conflict=conflict, delete_address=address)


@writer
@require_POST
def delete(request: HttpRequest, here: Here, uuid: UUID) -> HttpResponse:
    return delete_record(request, here, _note(here, uuid))


def _note(here: Here, uuid: UUID) -> DayNote:
    note = present(DayNote, child=here.child, uuid=uuid)
    note.child = here.child
    return note


def _page(request: HttpRequest, here: Here, forms: NoteForms, **context: Any) -> HttpResponse:
    return look_page(request, here, "notes/form.html", forms.note, forms.signs, None, **context)


def _after(
    request: HttpRequest, here: Here, note: records.DayNote, batch: UUID | None
) -> HttpResponse:
    words = {"child": here.child.name, "day": day_text(note.day)}
    if note.day == here.today:
        text = _("%(child)s: the note is written down for today.") % words
    else:
        text = _("%(child)s: the note is written down for %(day)s.") % words
    done(request, text, here.child, batch)
    return onwards(request, here, note)
