"""Exposures: what happened to the child."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tracker.actions.records import change_exposure, write_exposure
from tracker.forms.records import ExposureForm
from tracker.models import Exposure
from tracker.views.access import ChildContext, get_or_410, writer
from tracker.views.diary.record_pages import delete_record, form_page


@writer
def new(request: HttpRequest, child_context: ChildContext) -> HttpResponse:
    form = ExposureForm(
        request.POST or None,
        child=child_context.child,
        today=child_context.today,
        initial={"day": child_context.today},
    )

    def save() -> UUID | None:
        uuid = form.cleaned_data["uuid"]
        return write_exposure(
            child=child_context.child, exposure=form.record(), uuid=uuid, by=child_context.user
        )

    def saved_at(pk: int) -> str:
        return reverse("exposure_edit", args=[child_context.child.pk, pk])

    return form_page(
        request,
        child_context,
        form,
        save,
        _("Something that happened"),
        child_context.child.name,
        edit_address=saved_at,
    )


@writer
def edit(request: HttpRequest, child_context: ChildContext, pk: int) -> HttpResponse:
    exposure = _exposure(child_context, pk)
    form = ExposureForm(
        request.POST or None,
        child=child_context.child,
        today=child_context.today,
        initial={name: getattr(exposure, name) for name in ExposureForm.base_fields},
    )

    def save() -> UUID | None:
        revision = form.cleaned_data["revision"]
        return change_exposure(
            row=exposure, exposure=form.record(), revision=revision, by=child_context.user
        )

    address = reverse("exposure_delete", args=[child_context.child.pk, pk])
    heading, about = _("Something that happened"), child_context.child.name
    return form_page(request, child_context, form, save, heading, about, address, record=exposure)


@writer
@require_POST
def delete(request: HttpRequest, child_context: ChildContext, pk: int) -> HttpResponse:
    return delete_record(request, child_context, _exposure(child_context, pk))


def _exposure(child_context: ChildContext, pk: int) -> Exposure:
    return get_or_410(Exposure, child=child_context.child, pk=pk)
