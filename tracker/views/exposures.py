"""Exposures: what happened to the child."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tracker.actions.around import change_exposure, write_exposure
from tracker.forms.around import ExposureForm
from tracker.models import Exposure
from tracker.views.guards import Here, present, writer
from tracker.views.record_pages import delete_record, form_page


@writer
def new(request: HttpRequest, here: Here) -> HttpResponse:
    form = ExposureForm(
        request.POST or None,
        child=here.child,
        today=here.today,
        initial={"day": here.today},
    )

    def save() -> UUID | None:
        uuid = form.cleaned_data["uuid"]
        return write_exposure(child=here.child, exposure=form.record(), uuid=uuid, by=here.user)

    def saved_at(pk: int) -> str:
        return reverse("exposure_edit", args=[here.child.pk, pk])

    return form_page(
        request,
        here,
        form,
        save,
        _("Something that happened"),
        here.child.name,
        edit_address=saved_at,
    )


@writer
def edit(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    exposure = _exposure(here, pk)
    form = ExposureForm(
        request.POST or None,
        child=here.child,
        today=here.today,
        initial={name: getattr(exposure, name) for name in ExposureForm.base_fields},
    )

    def save() -> UUID | None:
        revision = form.cleaned_data["revision"]
        return change_exposure(
            row=exposure, exposure=form.record(), revision=revision, by=here.user
        )

    address = reverse("exposure_delete", args=[here.child.pk, pk])
    heading, about = _("Something that happened"), here.child.name
    return form_page(request, here, form, save, heading, about, address, record=exposure)


@writer
@require_POST
def delete(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    return delete_record(request, here, _exposure(here, pk))


def _exposure(here: Here, pk: int) -> Exposure:
    return present(Exposure, child=here.child, pk=pk)
