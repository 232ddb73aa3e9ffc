"""Adds, changes and deletes a concern."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tracker.actions.concerns import begin_concern, change_concern
from tracker.actions.idempotency import AlreadySaved
from tracker.actions.revisions import ChangedMeanwhile
from tracker.domain import records
from tracker.domain.sentences import DISCLAIMER
from tracker.forms.concern import ChangeConcernForm, NewConcernForm
from tracker.forms.signs import SignsForm
from tracker.forms.spots import BaseSpotForms, spot_forms
from tracker.models import Concern
from tracker.models.rows import record_of
from tracker.presenters.conditions import condition_list
from tracker.rendering import renamed_title, title_of
from tracker.views.access import ChildContext, writer
from tracker.views.diary.conflicts import describe_conflict
from tracker.views.diary.entry_pages import map_context, redirect_after, signs_context
from tracker.views.diary.record_pages import delete_and_return, edit_context
from tracker.views.messages import notify_written
from tracker.views.redirects import back, next_address


@writer
def new(request: HttpRequest, child_context: ChildContext) -> HttpResponse:
    """Adds a concern with an entry of today."""
    data = request.POST if request.method == "POST" else None
    initial = {"first_noticed_on": child_context.today}
    form = NewConcernForm(
        data, child=child_context.child, today=child_context.today, initial=initial
    )
    rows, signs = spot_forms(data), SignsForm(data)
    # a list: each form is validated, so that each shows its errors
    if not all([form.is_valid(), rows.is_valid(), signs.is_valid()]):
        return _new_page(request, child_context, form, rows, signs)
    entry = records.Entry(
        day=child_context.today,
        at=child_context.time,
        status="present",
        severity=form.cleaned_data["severity"],
        spots=rows.spots(),
        signs=signs.answers(),
    )
    try:
        return _add(request, child_context, form.concern(entry))
    except AlreadySaved as saved:
        address = reverse("concern_edit", args=[child_context.child.pk, saved.row.uuid])
        return _new_page(request, child_context, form, rows, signs, address)


@writer
def edit(request: HttpRequest, child_context: ChildContext, concern: UUID) -> HttpResponse:
    row = child_context.concern(concern)
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
            text = _("%(child)s: “%(concern)s” is changed.")
            values = {"child": child_context.child.name, "concern": title_of(row)}
            notify_written(request, text % values, child_context.child, change_set)
            return back(request, page)
    context = {
        **edit_context(request, child_context, row, page),
        "conflict": conflict,
        "child_context": child_context,
        "tab": "today",
        "title": title,
        "form": form,
        "conditions": condition_list(form["condition"].value()),
        "delete_address": reverse("concern_delete", args=[child_context.child.pk, concern]),
        "saved_address": "",
    }
    return render(request, "diary/concerns/edit.html", context)


@writer
@require_POST
def delete(request: HttpRequest, child_context: ChildContext, concern: UUID) -> HttpResponse:
    return delete_and_return(request, child_context, child_context.concern(concern))


def _add(
    request: HttpRequest, child_context: ChildContext, concern: records.Concern
) -> HttpResponse:
    row, change_set = begin_concern(
        child=child_context.child, concern=concern, by=child_context.user
    )
    text = _("%(child)s: “%(concern)s” is written down, with today's look.")
    values = {"child": child_context.child.name, "concern": title_of(row)}
    notify_written(request, text % values, child_context.child, change_set)
    return redirect_after(request, child_context, concern.entries[0])


def _new_page(
    request: HttpRequest,
    child_context: ChildContext,
    form: NewConcernForm,
    rows: BaseSpotForms,
    signs: SignsForm,
    saved_address: str = "",
) -> HttpResponse:
    condition = form["condition"].value() or ""
    context = {
        "child_context": child_context,
        "tab": "add",
        "form": form,
        "conditions": condition_list(condition),
        "next_page": next_address(request),
        "saved_address": saved_address,
        "conflict": None,
        "disclaimer": DISCLAIMER,
        **map_context(child_context.child, condition, rows),
        **signs_context(child_context, signs, child_context.today, condition, "parent"),
    }
    return render(request, "diary/concerns/new.html", context)


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
