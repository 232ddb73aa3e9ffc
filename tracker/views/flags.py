"""What a member does about a flag: dealt with, or written by mistake."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tracker.actions.around import acknowledge
from tracker.actions.entries import take_back_sign
from tracker.domain.rules import CONCERN_RULES, URGENT_RULES
from tracker.models import DayNote, Entry
from tracker.views.guards import Here, writer
from tracker.views.notices import done
from tracker.views.redirects import back


class DealtWithForm(forms.Form):
    rule = forms.ChoiceField(choices=[(rule.key, rule.key) for rule in CONCERN_RULES])
    concern = forms.UUIDField(required=False)
    uuid = forms.UUIDField()


class MistakeForm(forms.Form):
    rule = forms.ChoiceField(choices=[(rule.key, rule.key) for rule in URGENT_RULES])
    look = forms.UUIDField()


@writer
@require_POST
def deal_with(request: HttpRequest, here: Here) -> HttpResponse:
    """A reminder was dealt with: it and its like keep quiet for 28 days."""
    form = DealtWithForm(request.POST)
    if not form.is_valid():
        raise Http404
    concern = here.concern(form.cleaned_data["concern"]) if form.cleaned_data["concern"] else None
    batch = acknowledge(
        child=here.child,
        rule=form.cleaned_data["rule"],
        day=here.today,
        concern=concern,
        look=None,
        note="",
        uuid=form.cleaned_data["uuid"],
        by=here.user,
    )
    text = _(
        "Written down as dealt with. Reminders of that concern keep quiet for 28 days; urgent signs"
        " are always shown."
    )
    done(request, text, here.child, batch)
    return back(request, reverse("today", args=[here.child.pk]))


@writer
@require_POST
def take_back(request: HttpRequest, here: Here) -> HttpResponse:
    """An urgent sign was written by mistake: its answer becomes "not checked"."""
    form = MistakeForm(request.POST)
    if not form.is_valid():
        raise Http404
    rule = next(rule for rule in URGENT_RULES if rule.key == form.cleaned_data["rule"])
    batch = take_back_sign(
        look=_look(here, form.cleaned_data["look"]),
        signs=rule.signs,
        temperature=not rule.signs,
        by=here.user,
    )
    done(request, _("Taken back: it was written by mistake."), here.child, batch)
    return back(request, reverse("today", args=[here.child.pk]))


def _look(here: Here, uuid: UUID) -> Entry | DayNote:
    entry = Entry.objects.filter(
        concern__child=here.child, concern__deleted_at=None, uuid=uuid
    ).first()
    look: Entry | DayNote | None = (
        entry or DayNote.objects.filter(child=here.child, uuid=uuid).first()
    )
    if look is None:
        raise Http404
    return look
