"""Care: what was done for a concern."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tracker.actions.records import change_care, write_care
from tracker.forms.records import CareForm
from tracker.models import Care
from tracker.rendering import title_of
from tracker.views.access import ChildContext, get_or_410, writer
from tracker.views.diary.record_pages import delete_record, form_page


@writer
def new(request: HttpRequest, child_context: ChildContext, concern: UUID) -> HttpResponse:
    row = child_context.concern(concern)
    form = CareForm(
        request.POST or None,
        child=child_context.child,
        today=child_context.today,
        initial={"started_on": child_context.today},
    )

    def save() -> UUID | None:
        uuid = form.cleaned_data["uuid"]
        return write_care(concern=row, care=form.record(), uuid=uuid, by=child_context.user)

    def saved_at(pk: int) -> str:
        return reverse("care_edit", args=[child_context.child.pk, concern, pk])

    return form_page(
        request, child_context, form, save, _("Care"), title_of(row), edit_address=saved_at
    )


@writer
def edit(request: HttpRequest, child_context: ChildContext, concern: UUID, pk: int) -> HttpResponse:
    care = _care(child_context, concern, pk)
    form = CareForm(
        request.POST or None,
        child=child_context.child,
        today=child_context.today,
        initial={name: getattr(care, name) for name in CareForm.base_fields},
    )

    def save() -> UUID | None:
        revision = form.cleaned_data["revision"]
        return change_care(row=care, care=form.record(), revision=revision, by=child_context.user)

    address = reverse("care_delete", args=[child_context.child.pk, concern, pk])
    about = title_of(care.concern)
    return form_page(request, child_context, form, save, _("Care"), about, address, record=care)


@writer
@require_POST
def delete(
    request: HttpRequest, child_context: ChildContext, concern: UUID, pk: int
) -> HttpResponse:
    return delete_record(request, child_context, _care(child_context, concern, pk))


def _care(child_context: ChildContext, concern: UUID, pk: int) -> Care:
    return get_or_410(Care, concern=child_context.concern(concern), pk=pk)
