"""Actions on a flag: dealt with, or written by mistake."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tracker.actions.entries import retract_signs
from tracker.actions.records import write_record
from tracker.domain import records
from tracker.domain.rules import CONCERN_RULES, URGENT_RULES
from tracker.models import DayNote, Entry
from tracker.views.access import ChildContext, writer
from tracker.views.messages import notify_written
from tracker.views.redirects import back


class DealtWithForm(forms.Form):
    rule = forms.ChoiceField(choices=[(rule.key, rule.key) for rule in CONCERN_RULES])
    concern = forms.UUIDField(required=False)
    uuid = forms.UUIDField()


class MistakeForm(forms.Form):
    rule = forms.ChoiceField(choices=[(rule.key, rule.key) for rule in URGENT_RULES])
    entry = forms.UUIDField()


@writer
@require_POST
def deal_with(request: HttpRequest, child_context: ChildContext) -> HttpResponse:
    """Acknowledges a reminder: reminders of its concern are silent for 28 days."""
    form = DealtWithForm(request.POST)
    if not form.is_valid():
        raise Http404
    concern = (
        child_context.concern(form.cleaned_data["concern"])
        if form.cleaned_data["concern"]
        else None
    )
    dealt_with = records.Acknowledgement(
        day=child_context.today,
        rule=form.cleaned_data["rule"],
        concern=str(concern.uuid) if concern else None,
    )
    uuid = form.cleaned_data["uuid"]
    change_set = write_record(
        owner=child_context.child, record=dealt_with, uuid=uuid, by=child_context.user
    ).change_set
    text = _(
        "Written down as dealt with. Reminders of that concern keep quiet for 28 days; urgent signs"
        " are always shown."
    )
    notify_written(request, text, child_context.child, change_set)
    return back(request, reverse("today", args=[child_context.child.pk]))


@writer
@require_POST
def take_back(request: HttpRequest, child_context: ChildContext) -> HttpResponse:
    """Resets an urgent sign that was written by mistake to "not checked"."""
    form = MistakeForm(request.POST)
    if not form.is_valid():
        raise Http404
    rule = next(rule for rule in URGENT_RULES if rule.key == form.cleaned_data["rule"])
    change_set = retract_signs(
        record=_entry(child_context, form.cleaned_data["entry"]),
        signs=rule.signs,
        temperature=not rule.signs,
        by=child_context.user,
    )
    notify_written(
        request, _("Taken back: it was written by mistake."), child_context.child, change_set
    )
    return back(request, reverse("today", args=[child_context.child.pk]))


def _entry(child_context: ChildContext, uuid: UUID) -> Entry | DayNote:
    entry = Entry.objects.filter(
        concern__child=child_context.child, concern__deleted_at=None, uuid=uuid
    ).first()
    record: Entry | DayNote | None = (
        entry or DayNote.objects.filter(child=child_context.child, uuid=uuid).first()
    )
    if record is None:
        raise Http404
    return record
