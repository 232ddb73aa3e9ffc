"""What the pages share on which somebody looks at the skin: the map, the signs, what was sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from tracker.domain import records
from tracker.domain.body import anchor_table
from tracker.domain.sentences import DISCLAIMER
from tracker.domain.urgent import rule_for_temperature
from tracker.forms.photos import PhotosForm
from tracker.forms.signs import SignsForm
from tracker.forms.spots import BaseSpotForms
from tracker.models import Concern, DayNote, Entry
from tracker.models.rows import record_of
from tracker.presenters.body_map import views_to_tap
from tracker.presenters.signs import SignContext, sign_list, temperature_advice
from tracker.rules_in_force import current_rules
from tracker.views.access import ChildContext
from tracker.views.client_headers import is_from_outbox
from tracker.views.diary.record_pages import edit_context
from tracker.views.offline.outbox import photos_status, refused, sentences
from tracker.views.redirects import back

EntryOrNote = records.Entry | records.DayNote


def asked(request: HttpRequest, child_context: ChildContext) -> dict[str, Any]:
    """What the forms of a look are told: what was sent, about whom, and when.

    ``?signs=1`` opens the gate.
    """
    return {
        "data": request.POST if request.method == "POST" else None,
        "child": child_context.child,
        "today": child_context.today,
        "now": child_context.time,
        "opened": request.GET.get("signs") == "1",
    }


def entry_page(
    request: HttpRequest,
    child_context: ChildContext,
    template: str,
    form: BaseForm,
    signs: SignsForm,
    named: Concern | None,
    record: Entry | DayNote | None = None,
    **context: Any,
) -> HttpResponse:
    """The page of one look: at the concern that is ``named``, or at the child as a whole.

    ``record`` is the look that the page changes. The outbox gets no page, but what is to be
    mended.
    """
    if is_from_outbox(request):
        return _to_mend(form, signs, **context)
    day = _day_in(form, child_context.today)
    condition, named_by = (named.condition, named.named_by) if named else ("", "")
    shared = {
        **edit_context(
            request, child_context, record, reverse("today", args=[child_context.child.pk])
        ),
        "conflict": None,
        "child_context": child_context,
        "tab": "add",
        "form": form,
        "day": day,
        "delete_address": "",
        "saved_address": "",
        "disclaimer": DISCLAIMER,
        **signs_context(child_context, signs, day, condition, named_by),
    }
    return render(request, template, {**shared, **context})


def _to_mend(
    form: BaseForm,
    signs: SignsForm,
    rows: BaseSpotForms | None = None,
    photos_form: PhotosForm | None = None,
    saved_address: str = "",
    **_context: Any,
) -> HttpResponse:
    if saved_address:
        return refused(_("This was saved before in other words, and those stand."), saved_address)
    status = photos_status(photos_form) if photos_form else 422
    return refused(sentences(form, signs, rows, photos_form), status=status)


def map_context(rows: BaseSpotForms, last: records.Entry | None = None) -> dict[str, Any]:
    """The rows of spots and the map; the spots of last time stand on it, pale."""
    return {
        "rows": rows,
        "map_views": views_to_tap(last.spots if last else ()),
        "anchors": anchor_table(),
        "last": last,
    }


def signs_context(
    child_context: ChildContext, form: SignsForm, day: date, condition: str, named_by: str
) -> dict[str, Any]:
    """The gate and the list behind it, with what to do at the child's age on that day."""
    child = record_of(records.Child, child_context.child)
    seen = SignContext(child, day, child_context.family.country, condition, named_by)
    rules = current_rules()
    return {
        "signs": form,
        "sign_list": sign_list(form.offered, form.ticked(), seen, rules),
        "temperature_advice": temperature_advice(seen, rules),
    }


def _day_in(form: BaseForm, otherwise: date) -> date:
    """The day that stands in the form, right or wrong."""
    value = form["day"].value()
    return value if isinstance(value, date) else _day(value or "", otherwise)


def when(request: HttpRequest, child_context: ChildContext) -> dict[str, Any]:
    """What a new look's form begins with: ``?day=2026-03-01``, or else now."""
    day = day_from(request, child_context.today)
    return {"day": day, "at": child_context.time if day == child_context.today else None}


def day_from(request: HttpRequest, otherwise: date) -> date:
    """``?day=2026-03-01``; what is no day is left out."""
    return _day(request.GET.get("day", ""), otherwise)


def _day(text: str, otherwise: date) -> date:
    try:
        return parse_date(text) or otherwise
    except ValueError:
        return otherwise


def _is_urgent(child_context: ChildContext, entry: EntryOrNote) -> bool:
    """Something in this look is worth being told at once."""
    if "yes" in entry.signs.values():
        return True
    if entry.temperature_c is None:
        return False
    age_from = record_of(records.Child, child_context.child).age_counts_from
    return bool(rule_for_temperature(entry.temperature_c, current_rules(), age_from, entry.day))


def onwards(
    request: HttpRequest, child_context: ChildContext, entry: EntryOrNote
) -> HttpResponseRedirect:
    """Back where it was opened from; to Today, which shows what to do, where that is urgent."""
    today = reverse("today", args=[child_context.child.pk])
    return HttpResponseRedirect(today) if _is_urgent(child_context, entry) else back(request, today)


def first_noticed_moved(concern: Concern, before: date, day: str) -> str:
    """A sentence where an earlier look moved the day first noticed back, else nothing."""
    if concern.first_noticed_on == before:
        return ""
    return _("First noticed on %(day)s now, since that look is earlier.") % {"day": day}


def prefilled(request: HttpRequest, allowed: Mapping[str, Any]) -> dict[str, str]:
    """Of the address' parameters those whose value the form knows."""
    found = {name: request.GET.get(name, "") for name in allowed}
    return {name: value for name, value in found.items() if value in allowed[name]}
