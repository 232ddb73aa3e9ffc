"""Visits: the child was seen, or a professional was asked."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tracker.actions.concerns import DoctorsName
from tracker.actions.records import change_visit, write_visit
from tracker.forms.visit import NewVisitForm, VisitForm
from tracker.models import Concern, Visit
from tracker.rendering import short_name, title_of
from tracker.views.access import ChildContext, get_or_410, writer
from tracker.views.diary.record_pages import delete_record, form_page
from tracker.views.messages import done, offer_calendar

F = TypeVar("F", bound=VisitForm)


@writer
def new(request: HttpRequest, child_context: ChildContext) -> HttpResponse:
    """``?concern=`` ticks the concern whose flag led here; ``?when=`` asks for day and time, which
    tell whether the visit came after an urgent sign."""
    initial = {"day": child_context.today, "concerns": request.GET.getlist("concern")}
    form = _form(NewVisitForm, request, child_context, initial)
    form.asks_when = "when" in request.GET

    def save() -> UUID | None:
        data = form.cleaned_data
        return write_visit(
            child=child_context.child,
            visit=form.record(),
            concerns=data["concerns"],
            uuid=data["uuid"],
            by=child_context.user,
            name=_name(form, child_context),
        )

    def tell(change_set: UUID | None) -> None:
        done(request, _written(form), child_context.child, change_set)
        if form.cleaned_data["follow_up_on"]:
            offer_calendar(request, child_context, form.cleaned_data["follow_up_on"])

    def saved_at(pk: int) -> str:
        return reverse("visit_edit", args=[child_context.child.pk, pk])

    return form_page(
        request,
        child_context,
        form,
        save,
        _("A visit or a call"),
        child_context.child.name,
        edit_address=saved_at,
        tell=tell,
        template="diary/records/visit.html",
    )


@writer
def edit(request: HttpRequest, child_context: ChildContext, pk: int) -> HttpResponse:
    visit = _visit(child_context, pk)
    initial = {name: getattr(visit, name) for name in VisitForm.base_fields}
    initial["concerns"] = [concern.uuid for concern in visit.concerns.all()]
    form = _form(VisitForm, request, child_context, initial)

    def save() -> UUID | None:
        data = form.cleaned_data
        return change_visit(
            row=visit,
            visit=form.record(),
            concerns=data["concerns"],
            revision=data["revision"],
            by=child_context.user,
        )

    address = reverse("visit_delete", args=[child_context.child.pk, pk])
    heading, about = _("A visit or a call"), child_context.child.name
    return form_page(request, child_context, form, save, heading, about, address, record=visit)


@writer
@require_POST
def delete(request: HttpRequest, child_context: ChildContext, pk: int) -> HttpResponse:
    return delete_record(request, child_context, _visit(child_context, pk))


def _form(
    kind: type[F], request: HttpRequest, child_context: ChildContext, initial: dict[str, Any]
) -> F:
    return kind(
        request.POST or None,
        child=child_context.child,
        today=child_context.today,
        now=child_context.time,
        concerns=Concern.objects.filter(child=child_context.child).order_by("pk"),
        initial=initial,
    )


def _name(form: NewVisitForm, child_context: ChildContext) -> DoctorsName | None:
    data, concern = form.cleaned_data, form.named_concern()
    if concern is None:
        return None
    return DoctorsName(concern, data["named"], data["milia_type"], child_context.today)


def _written(form: NewVisitForm) -> str:
    concern = form.named_concern()
    if concern is None:
        return _("Written down.")
    text = _("Written down. “%(concern)s” has the doctor's name now: %(name)s.")
    return text % {"concern": title_of(concern), "name": short_name(concern.condition)}


def _visit(child_context: ChildContext, pk: int) -> Visit:
    return get_or_410(Visit, child=child_context.child, pk=pk)
