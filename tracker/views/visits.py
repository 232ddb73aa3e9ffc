"""Visits: the child was seen, or a professional was asked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tracker.actions.around import change_visit, write_visit
from tracker.forms.around import VisitForm
from tracker.models import Concern, Visit
from tracker.views.guards import Here, writer
from tracker.views.record_pages import delete_record, form_page


@writer
def new(request: HttpRequest, here: Here) -> HttpResponse:
    """``?concern=`` ticks the concern whose flag led here."""
    form = _form(request, here, {"day": here.today, "concerns": request.GET.getlist("concern")})

    def save() -> UUID | None:
        data = form.cleaned_data
        return write_visit(
            child=here.child,
            visit=form.record(),
            concerns=data["concerns"],
            uuid=data["uuid"],
            by=here.user,
        )

    def saved_at(pk: int) -> str:
        return reverse("visit_edit", args=[here.child.pk, pk])

    return form_page(
        request, here, form, save, _("A visit or a call"), here.child.name, edit_address=saved_at
    )


@writer
def edit(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    visit = _visit(here, pk)
    initial = {name: getattr(visit, name) for name in VisitForm.base_fields}
    initial["concerns"] = [concern.uuid for concern in visit.concerns.all()]
    form = _form(request, here, initial)

    def save() -> UUID:
        concerns = form.cleaned_data["concerns"]
        return change_visit(row=visit, visit=form.record(), concerns=concerns, by=here.user)

    address = reverse("visit_delete", args=[here.child.pk, pk])
    heading = _("A visit or a call")
    return form_page(request, here, form, save, heading, here.child.name, address)


@writer
@require_POST
def delete(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    return delete_record(request, here, _visit(here, pk))


def _form(request: HttpRequest, here: Here, initial: dict[str, Any]) -> VisitForm:
    return VisitForm(
        request.POST or None,
        child=here.child,
        today=here.today,
        now=here.time,
        concerns=Concern.objects.filter(child=here.child).order_by("pk"),
        initial=initial,
    )


def _visit(here: Here, pk: int) -> Visit:
    visit: Visit = get_object_or_404(Visit.objects, child=here.child, pk=pk)
    return visit
