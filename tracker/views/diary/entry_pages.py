"""Shared by the pages of entries and day notes: form arguments, body map, signs, redirects."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from tracker.actions.photos import PhotosNotStored, TooManyPhotos
from tracker.actions.quota import QuotaExceeded
from tracker.domain import records
from tracker.domain.body import anchor_table
from tracker.domain.sentences import DISCLAIMER
from tracker.domain.urgent import rule_for_temperature
from tracker.domain.vocabulary import GLASS_TEST, condition_of
from tracker.formats import day_text
from tracker.forms.photos import PhotosForm
from tracker.forms.signs import SignsForm
from tracker.forms.spots import BaseSpotForms
from tracker.models import Child, Concern, DayNote, Entry
from tracker.models.rows import record_of
from tracker.photos import CleanPhoto
from tracker.presenters.body_map import views_to_tap
from tracker.presenters.signs import SignContext, sign_choice, sign_list, temperature_advice
from tracker.rendering import place_names, title_of
from tracker.rules_in_force import current_rules
from tracker.views.access import ChildContext
from tracker.views.client_headers import is_from_outbox
from tracker.views.diary.record_pages import edit_context
from tracker.views.messages import Notice, add_notices, day_notice
from tracker.views.offline.outbox import error_text, photos_status, refused
from tracker.views.photos.share_target import discard_shared
from tracker.views.redirects import back, wants_json

PHOTO_ERRORS = (PhotosNotStored, TooManyPhotos, QuotaExceeded)

EntryOrNote = records.Entry | records.DayNote


def form_arguments(request: HttpRequest, child_context: ChildContext) -> dict[str, Any]:
    """Returns the keyword arguments of the forms of an entry or a day note.

    ``?signs=1`` opens the list of urgent signs.
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
    concern_of_entry: Concern | None,
    record: Entry | DayNote | None = None,
    **context: Any,
) -> HttpResponse:
    """Renders the page of an entry about ``concern_of_entry``, or of a day note if that is None.

    ``record`` is the one that the page changes. The outbox gets the errors as JSON instead.
    """
    if is_from_outbox(request):
        return errors_response(form, signs, **context)
    day = _day_in(form, child_context.today)
    condition, named_by = (
        (concern_of_entry.condition, concern_of_entry.named_by) if concern_of_entry else ("", "")
    )
    shared = {
        **edit_context(
            request, child_context, record, reverse("today", args=[child_context.child.pk])
        ),
        "conflict": None,
        "child_context": child_context,
        "form": form,
        "day": day,
        "delete_address": "",
        "saved_address": "",
        "disclaimer": DISCLAIMER,
        **signs_context(child_context, signs, day, condition, named_by),
    }
    return render(request, template, {**shared, **context})


def errors_response(
    form: BaseForm,
    signs: SignsForm,
    rows: BaseSpotForms | None = None,
    photos_form: PhotosForm | None = None,
    saved_address: str = "",
    **_context: Any,
) -> HttpResponse:
    if saved_address:
        return refused(
            _("This was already saved with different details. The saved version was kept."),
            saved_address,
        )
    status = photos_status(photos_form) if photos_form else 422
    return refused(error_text(form, signs, rows, photos_form), status=status)


def map_context(
    child: Child, condition: str, rows: BaseSpotForms, last: records.Entry | None = None
) -> dict[str, Any]:
    """Returns the spot forms and the child's body map, which shows the spots of ``last`` faded.

    It opens on a view with a spot, else on that of the condition, else on the first.
    """
    return {
        "rows": rows,
        "first_view": condition_of(condition).usual_view,
        "map_views": views_to_tap(last.spots if last else (), tone=child.map_tone),
        "anchors": anchor_table(),
        "place_names": place_names(),
        "last": last,
    }


def signs_context(
    child_context: ChildContext, form: SignsForm, day: date, condition: str, named_by: str
) -> dict[str, Any]:
    """Returns the form of the signs, its glass test and its list, with advice for the child's age
    then.
    """
    child = record_of(records.Child, child_context.child)
    seen = SignContext(child, day, child_context.family.country, condition, named_by)
    rules, asks_glass_test = current_rules(), "glass" in form.fields
    return {
        "signs": form,
        "glass_test": sign_choice(GLASS_TEST, False, seen, rules) if asks_glass_test else None,
        "sign_list": sign_list(form.offered.listed, form.ticked(), seen, rules),
        "temperature_advice": temperature_advice(seen, rules),
    }


def _day_in(form: BaseForm, otherwise: date) -> date:
    """Returns the day in the form, which may be invalid; ``otherwise`` if it is no date."""
    value = form["day"].value()
    return value if isinstance(value, date) else _day(value or "", otherwise)


def initial_day_and_time(request: HttpRequest, child_context: ChildContext) -> dict[str, Any]:
    """Returns the initial day and time of a new form: of ``?day=2026-03-01``, or else now."""
    day = day_from(request, child_context.today)
    return {"day": day, "at": child_context.time if day == child_context.today else None}


def day_from(request: HttpRequest, otherwise: date) -> date:
    """Returns the day of ``?day=2026-03-01``, or ``otherwise`` if it is missing or no date."""
    return _day(request.GET.get("day", ""), otherwise)


def _day(text: str, otherwise: date) -> date:
    try:
        return parse_date(text) or otherwise
    except ValueError:
        return otherwise


def _is_urgent(child_context: ChildContext, entry: EntryOrNote) -> bool:
    """True if a sign or the temperature is urgent."""
    if "yes" in entry.signs.values():
        return True
    if entry.temperature_c is None:
        return False
    age_from = record_of(records.Child, child_context.child).age_counts_from
    return bool(rule_for_temperature(entry.temperature_c, current_rules(), age_from, entry.day))


def redirect_after(
    request: HttpRequest, child_context: ChildContext, entry: EntryOrNote
) -> HttpResponseRedirect:
    """Redirects to the ``next`` page, or to Today, with its advice, if the entry is urgent."""
    today = reverse("today", args=[child_context.child.pk])
    return HttpResponseRedirect(today) if _is_urgent(child_context, entry) else back(request, today)


class PhotosFailure(NamedTuple):
    """Why photos of an entry are not stored, and 503 if they can be sent again, else 422."""

    text: str
    status: int


def photos_failure(error: Exception) -> PhotosFailure:
    """Returns what to say about one of the ``PHOTO_ERRORS``."""
    if isinstance(error, QuotaExceeded):
        return PhotosFailure(_("The photos were not saved. %(why)s") % {"why": error}, 422)
    text = _("The photos could not be saved. Add them again.")
    return PhotosFailure(text, 503 if isinstance(error, PhotosNotStored) else 422)


def answer_written(
    request: HttpRequest,
    child_context: ChildContext,
    entry: Entry,
    record: EntryOrNote,
    notice: Notice,
    photos: list[CleanPhoto],
    failure: PhotosFailure | None,
) -> HttpResponse:
    """Answers a form that wrote an entry: with notices on the next page, or to a script with the
    addresses of its photos and of that page.

    ``failure``: why its photos are not stored; None if they are.
    """
    if not is_from_outbox(request):
        add_notices(request, notice)
    if failure:
        if is_from_outbox(request):
            return refused(failure.text, status=failure.status)
        messages.warning(request, failure.text)
    else:
        discard_shared(request)
        add_notices(request, day_notice(child_context, entry, photos))
    response = redirect_after(request, child_context, record)
    if wants_json(request) or is_from_outbox(request):
        address = address_of_photos(child_context, entry)
        return JsonResponse({"photos": address, "next": response.url})
    return response


def saved_text(child_context: ChildContext, concern: Concern, record: records.Entry) -> str:
    values = {"child": child_context.child.name, "concern": title_of(concern)}
    if record.day == child_context.today:
        return _("%(child)s, %(concern)s: saved for today.") % values
    values["day"] = day_text(record.day)
    return _("%(child)s, %(concern)s: saved for %(day)s.") % values


def address_of_photos(child_context: ChildContext, entry: Entry) -> str:
    return reverse("photos", args=[child_context.child.pk, entry.concern.uuid, entry.uuid])


def prefilled(request: HttpRequest, allowed: Mapping[str, Any]) -> dict[str, str]:
    """Returns the query parameters whose value is allowed."""
    found = {name: request.GET.get(name, "") for name in allowed}
    return {name: value for name, value in found.items() if value in allowed[name]}
