"""Actions on a flag: pause it, bring it back, or take it back as written by mistake."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.actions.entries import retract_signs
from tracker.actions.records import write_record
from tracker.actions.reminders import end_pause
from tracker.domain import records
from tracker.domain.days import add_days
from tracker.domain.due import SILENCE_DAYS
from tracker.domain.rules import CONCERN_RULES, URGENT_RULES, UrgentRule
from tracker.formats import day_text
from tracker.models import Concern, DayNote, Entry
from tracker.queries.history import was_in_diary
from tracker.views.access import ChildContext, RecordMoved, get_or_410, writer
from tracker.views.messages import notify_written
from tracker.views.navigation import post_only
from tracker.views.redirects import back


class PauseForm(forms.Form):
    rule = forms.ChoiceField(choices=[(rule.key, rule.key) for rule in CONCERN_RULES])
    concern = forms.UUIDField(required=False)
    uuid = forms.UUIDField()


class EndPauseForm(forms.Form):
    concern = forms.UUIDField(required=False)


class MistakeForm(forms.Form):
    rule = forms.ChoiceField(choices=[(rule.key, rule.key) for rule in URGENT_RULES])
    entry = forms.UUIDField()


@writer
@post_only
def pause(request: HttpRequest, child_context: ChildContext) -> HttpResponse:
    """Acknowledges a reminder: reminders of its concern are silent for 28 days."""
    form = PauseForm(request.POST)
    if not form.is_valid():
        raise Http404
    concern = _concern(child_context, form)
    pausing = records.Acknowledgement(
        day=child_context.today,
        rule=form.cleaned_data["rule"],
        concern=str(concern.uuid) if concern else None,
    )
    uuid = form.cleaned_data["uuid"]
    change_set = write_record(
        owner=child_context.child, record=pausing, uuid=uuid, by=child_context.user
    ).change_set
    until = day_text(add_days(child_context.today, SILENCE_DAYS))
    text = _("Paused until %(day)s. Urgent signs are always shown.") % {"day": until}
    notify_written(request, text, child_context.child, change_set)
    return back(request, reverse("today", args=[child_context.child.pk]))


@writer
@post_only
def bring_back(request: HttpRequest, child_context: ChildContext) -> HttpResponse:
    """Ends the pause of a concern's reminders, or of the child's follow-up."""
    form = EndPauseForm(request.POST)
    if not form.is_valid():
        raise Http404
    change_set = end_pause(
        child=child_context.child,
        concern=_concern(child_context, form),
        today=child_context.today,
        by=child_context.user,
    )
    if change_set is not None:
        notify_written(request, _("The pause has ended."), child_context.child, change_set)
    return back(request, reverse("today", args=[child_context.child.pk]))


@writer
@post_only
def take_back(request: HttpRequest, child_context: ChildContext) -> HttpResponse:
    """Resets an urgent sign that was written by mistake to "not checked"."""
    form = MistakeForm(request.POST)
    if not form.is_valid():
        raise Http404
    rule = next(rule for rule in URGENT_RULES if rule.key == form.cleaned_data["rule"])
    change_set = retract_signs(
        record=_entry(child_context, form.cleaned_data["entry"]),
        signs=rule.signs,
        cleared=_without(rule),
        by=child_context.user,
    )
    notify_written(
        request, _("Removed, as it was added by mistake."), child_context.child, change_set
    )
    return back(request, reverse("today", args=[child_context.child.pk]))


def _without(rule: UrgentRule) -> dict[str, object]:
    """Return the fields of an entry that the rule is about, emptied; none for one about signs."""
    if rule.tick:
        return {rule.tick: None}
    return {} if rule.signs else {"temperature_c": None, "temperature_how": ""}


def _concern(child_context: ChildContext, form: forms.Form) -> Concern | None:
    uuid = form.cleaned_data["concern"]
    return child_context.concern(uuid, as_whole=True) if uuid else None


def _entry(child_context: ChildContext, uuid: UUID) -> Entry | DayNote:
    """Returns the entry or day note. Raises as ``get_or_410`` does."""
    family = child_context.child.family_id
    entries = Entry.objects.filter(
        concern__child__family=family, concern__deleted_at=None, uuid=uuid
    )
    entry: Entry | None = entries.filter(concern__child=child_context.child).first()
    if entry is not None:
        return entry
    moved = entries.first()
    if moved is not None and was_in_diary(child_context.child, moved):
        raise RecordMoved(moved.child)
    return get_or_410(DayNote, child=child_context.child, uuid=uuid)
