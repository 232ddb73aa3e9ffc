"""Care: what was done for a concern."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tracker.actions.around import change_care, write_care
from tracker.forms.around import CareForm
from tracker.models import Care
from tracker.views.guards import Here, present, writer
from tracker.views.record_pages import delete_record, form_page
from tracker.words import title_of


@writer
def new(request: HttpRequest, here: Here, concern: UUID) -> HttpResponse:
    row = here.concern(concern)
    form = CareForm(
        request.POST or None,
        child=here.child,
        today=here.today,
        initial={"started_on": here.today},
    )

    def save() -> UUID | None:
        uuid = form.cleaned_data["uuid"]
        return write_care(concern=row, care=form.record(), uuid=uuid, by=here.user)

    def saved_at(pk: int) -> str:
        return reverse("care_edit", args=[here.child.pk, concern, pk])

    return form_page(request, here, form, save, _("Care"), title_of(row), edit_address=saved_at)


@writer
def edit(request: HttpRequest, here: Here, concern: UUID, pk: int) -> HttpResponse:
    care = _care(here, concern, pk)
    form = CareForm(
        request.POST or None,
        child=here.child,
        today=here.today,
        initial={name: getattr(care, name) for name in CareForm.base_fields},
    )

    def save() -> UUID | None:
        revision = form.cleaned_data["revision"]
        return change_care(row=care, care=form.record(), revision=revision, by=here.user)

    address = reverse("care_delete", args=[here.child.pk, concern, pk])
    about = title_of(care.concern)
    return form_page(request, here, form, save, _("Care"), about, address, record=care)


@writer
@require_POST
def delete(request: HttpRequest, here: Here, concern: UUID, pk: int) -> HttpResponse:
    return delete_record(request, here, _care(here, concern, pk))


def _care(here: Here, concern: UUID, pk: int) -> Care:
    return present(Care, concern=here.concern(concern), pk=pk)
