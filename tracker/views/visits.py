"""Visits: the child was seen, or a professional was asked."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tracker.actions.around import change_visit, write_visit
from tracker.actions.concerns import DoctorsName
from tracker.forms.visit import NewVisitForm, VisitForm
from tracker.models import Concern, Visit
from tracker.views.guards import Here, present, writer
from tracker.views.notices import done, offer_calendar
from tracker.views.record_pages import delete_record, form_page
from tracker.words import short_name, title_of

F = TypeVar("F", bound=VisitForm)


@writer
def new(request: HttpRequest, here: Here) -> HttpResponse:
    """``?concern=`` ticks the concern whose flag led here; ``?when=`` asks for day and time, which
    tell whether the visit came after an urgent sign."""
    initial = {"day": here.today, "concerns": request.GET.getlist("concern")}
    form = _form(NewVisitForm, request, here, initial)
    form.asks_when = "when" in request.GET

    def save() -> UUID | None:
        data = form.cleaned_data
        return write_visit(
            child=here.child,
            visit=form.record(),
            concerns=data["concerns"],
            uuid=data["uuid"],
            by=here.user,
            name=_name(form, here),
        )

    def tell(batch: UUID | None) -> None:
        done(request, _written(form), here.child, batch)
        if form.cleaned_data["follow_up_on"]:
            offer_calendar(request, here, form.cleaned_data["follow_up_on"])

    def saved_at(pk: int) -> str:
        return reverse("visit_edit", args=[here.child.pk, pk])

    return form_page(
        request,
        here,
        form,
        save,
        _("A visit or a call"),
        here.child.name,
        edit_address=saved_at,
        tell=tell,
        template="records/visit.html",
    )


@writer
def edit(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    visit = _visit(here, pk)
    initial = {name: getattr(visit, name) for name in VisitForm.base_fields}
    initial["concerns"] = [concern.uuid for concern in visit.concerns.all()]
    form = _form(VisitForm, request, here, initial)

    def save() -> UUID | None:
        data = form.cleaned_data
        return change_visit(
            row=visit,
            visit=form.record(),
            concerns=data["concerns"],
            revision=data["revision"],
            by=here.user,
        )

    address = reverse("visit_delete", args=[here.child.pk, pk])
    heading, about = _("A visit or a call"), here.child.name
    return form_page(request, here, form, save, heading, about, address, record=visit)


@writer
@require_POST
def delete(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    return delete_record(request, here, _visit(here, pk))


def _form(kind: type[F], request: HttpRequest, here: Here, initial: dict[str, Any]) -> F:
    return kind(
        request.POST or None,
        child=here.child,
        today=here.today,
        now=here.time,
        concerns=Concern.objects.filter(child=here.child).order_by("pk"),
        initial=initial,
    )


def _name(form: NewVisitForm, here: Here) -> DoctorsName | None:
    data, concern = form.cleaned_data, form.named_concern()
    if concern is None:
        return None
    return DoctorsName(concern, data["named"], data["milia_type"], here.today)


def _written(form: NewVisitForm) -> str:
    concern = form.named_concern()
    if concern is None:
        return _("Written down.")
    text = _("Written down. “%(concern)s” has the doctor's name now: %(name)s.")
    return text % {"concern": title_of(concern), "name": short_name(concern.condition)}


def _visit(here: Here, pk: int) -> Visit:
    return present(Visit, child=here.child, pk=pk)
