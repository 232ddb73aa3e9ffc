"""Concerns: beginning, changing and deleting one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tracker.actions.concerns import begin_concern, change_concern
from tracker.actions.once import SavedBefore
from tracker.actions.revisions import ChangedMeanwhile
from tracker.domain import records
from tracker.domain.sentences import STANDING_WORDS
from tracker.forms.concern import ChangeConcernForm, NewConcernForm
from tracker.forms.signs import SignsForm
from tracker.forms.spots import BaseSpotForms, spot_forms
from tracker.models import Concern
from tracker.presenters.conditions import condition_list
from tracker.queries.looks import first_entry_of
from tracker.views.conflicts import told
from tracker.views.guards import Here, writer
from tracker.views.look_pages import map_context, onwards, signs_context
from tracker.views.notices import done
from tracker.views.record_pages import delete_record, edit_context
from tracker.views.redirects import back, next_address
from tracker.words import title_after, title_of, usual_title


@dataclass(frozen=True)
class Begun:
    """What the form says of a new concern."""

    title: str
    condition: str
    first_noticed_on: date
    look: records.Entry


@writer
def new(request: HttpRequest, here: Here) -> HttpResponse:
    """A concern with today's look at it."""
    data = request.POST if request.method == "POST" else None
    initial = {"first_noticed_on": here.today}
    form = NewConcernForm(data, child=here.child, today=here.today, initial=initial)
    rows, signs = spot_forms(data), SignsForm(data)
    right = [part.is_valid() for part in (form, rows, signs)]
    if not all(right):
        return _new_page(request, here, form, rows, signs)
    begun = Begun(
        title=form.cleaned_data["title"]
        or usual_title(form.cleaned_data["condition"], rows.spots()),
        condition=form.cleaned_data["condition"],
        first_noticed_on=form.cleaned_data["first_noticed_on"],
        look=records.Entry(
            day=here.today,
            at=here.time,
            status="present",
            severity=form.cleaned_data["severity"],
            spots=rows.spots(),
            signs=signs.answers(),
        ),
    )
    try:
        return _begin(request, here, begun, form.cleaned_data["uuid"])
    except SavedBefore as saved:
        address = reverse("concern_edit", args=[here.child.pk, saved.row.uuid])
        return _new_page(request, here, form, rows, signs, address)


@writer
def edit(request: HttpRequest, here: Here, concern: UUID) -> HttpResponse:
    row = here.concern(concern)
    title, page = title_of(row), reverse("concern", args=[here.child.pk, concern])
    first = first_entry_of(row)
    form = ChangeConcernForm(
        request.POST if request.method == "POST" else None,
        child=here.child,
        today=here.today,
        first_entry_on=first.day if first else None,
        initial={name: getattr(row, name) for name in ChangeConcernForm.base_fields},
    )
    conflict = None
    if request.method == "POST" and form.is_valid():
        try:
            batch = _change(here, row, form)
        except ChangedMeanwhile as met:
            conflict = told(met, form, here.user, here.family)
        else:
            text = _("%(child)s: “%(concern)s” is changed.")
            words = {"child": here.child.name, "concern": title_of(row)}
            done(request, text % words, here.child, batch)
            return back(request, page)
    context = {
        **edit_context(request, here, row, page),
        "conflict": conflict,
        "here": here,
        "tab": "today",
        "title": title,
        "form": form,
        "conditions": condition_list(form["condition"].value()),
        "delete_address": reverse("concern_delete", args=[here.child.pk, concern]),
        "saved_address": "",
    }
    return render(request, "concerns/edit.html", context)


@writer
@require_POST
def delete(request: HttpRequest, here: Here, concern: UUID) -> HttpResponse:
    return delete_record(request, here, here.concern(concern))


def _begin(request: HttpRequest, here: Here, begun: Begun, uuid: UUID) -> HttpResponse:
    concern, batch = begin_concern(
        child=here.child,
        title=begun.title,
        condition=begun.condition,
        first_noticed_on=begun.first_noticed_on,
        uuid=uuid,
        by=here.user,
        first_look=begun.look,
    )
    text = _("%(child)s: “%(concern)s” is written down, with today's look.")
    words = {"child": here.child.name, "concern": title_of(concern)}
    done(request, text % words, here.child, batch)
    return onwards(request, here, begun.look)


def _new_page(
    request: HttpRequest,
    here: Here,
    form: NewConcernForm,
    rows: BaseSpotForms,
    signs: SignsForm,
    saved_address: str = "",
) -> HttpResponse:
    condition = form["condition"].value() or ""
    context = {
        "here": here,
        "tab": "add",
        "form": form,
        "conditions": condition_list(condition),
        "next_page": next_address(request),
        "saved_address": saved_address,
        "conflict": None,
        "standing_words": STANDING_WORDS,
        **map_context(rows),
        **signs_context(here, signs, here.today, condition, "parent"),
    }
    return render(request, "concerns/new.html", context)


def _change(here: Here, concern: Concern, form: ChangeConcernForm) -> UUID | None:
    """A title that only named the former condition goes with it."""
    data = form.cleaned_data
    title = data["title"]
    if "title" not in form.changed_data:
        title = title_after(title, concern.condition, data["condition"])
    return change_concern(
        concern=concern,
        title=title,
        condition=data["condition"],
        named_by=data["named_by"],
        milia_type=data["milia_type"],
        first_noticed_on=data["first_noticed_on"],
        today=here.today,
        revision=data["revision"],
        by=here.user,
    )
