"""The summary page for the doctor, and the choice of what it shows."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from tracker.actions.summary import remember_summary
from tracker.domain.summary import Summary, summarise
from tracker.forms.summary import SummaryForm
from tracker.models import Child
from tracker.presenters.summary import PhotoAddress, photo_sections, sheet
from tracker.queries.people import summary_choice_of
from tracker.queries.snapshot import read_snapshot
from tracker.queries.summary import SummaryReading
from tracker.rules_in_force import current_rules
from tracker.utils.optional_write import optional_write
from tracker.views.access import ChildContext, reader
from tracker.views.doctor.chosen import read_diary, read_form
from tracker.views.doctor.pdf import boxes_in_pdf
from tracker.views.one_moment import writes_on_get


@reader
@writes_on_get
def show(request: HttpRequest, child_context: ChildContext) -> HttpResponse:
    """Shows the summary, and stores a choice that is valid."""
    with read_snapshot():
        form, page = _page(request, child_context)
    if request.GET and form.is_valid():
        with optional_write():
            _remember(child_context, form)
    return page


def _page(request: HttpRequest, child_context: ChildContext) -> tuple[SummaryForm, HttpResponse]:
    """Returns the form and the page; an invalid choice gets its errors and no sheet to print."""
    reading = SummaryReading.of(child_context.child, child_context.today)
    form = _form(request, child_context, reading)
    diary = read_diary(form, reading)
    address_of = _addresses(child_context.child)
    page, only_concern = None, ""
    if form.is_valid():
        summary = summarise(
            diary, child_context.today, form.choice, current_rules(), reading.course_days
        )
        page = sheet(summary, child_context.family.in_fahrenheit, address_of)
        only_concern = _only_concern_id(summary)
    context = {
        "child_context": child_context,
        "form": form,
        "sheet": page,
        "boxes_in_pdf": boxes_in_pdf(page) if page else "",
        "seen_concern": only_concern,
        "to_pick": photo_sections(form.photos_by_concern(diary), address_of, child_context.today),
    }
    return form, render(request, "doctor/summary/show.html", context)


def _only_concern_id(summary: Summary) -> str:
    """Returns the id of the only concern on the page; empty if there are several."""
    ids = [concern.id for concern in summary.concerns]
    return ids[0] if len(ids) == 1 else ""


def _form(
    request: HttpRequest, child_context: ChildContext, reading: SummaryReading
) -> SummaryForm:
    """Returns the form of the query; without a query that of the last choice, if still valid."""
    if request.GET:
        return read_form(request.GET, reading, child_context)
    query = QueryDict(summary_choice_of(child_context.member, child_context.child))
    remembered = read_form(query, reading, child_context)
    if remembered.is_valid():
        return remembered
    return read_form(QueryDict(), reading, child_context)


def _remember(child_context: ChildContext, form: SummaryForm) -> None:
    """Stores the choice if it changed; the default choice is stored as an empty string."""
    query = "" if form.is_default else form.query
    if query != summary_choice_of(child_context.member, child_context.child):
        remember_summary(member=child_context.member, child=child_context.child, query=query)


def _addresses(child: Child) -> PhotoAddress:
    def address(file: str) -> str:
        return reverse("photo_file", args=[child.pk, PurePosixPath(file).stem, "small"])

    return address
