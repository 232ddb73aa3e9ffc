"""The summary page for the doctor, and the choice of what it shows."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from tracker.actions.summary import remember_summary
from tracker.domain.records import Diary
from tracker.domain.summary import Summary, summarise
from tracker.forms.summary import SummaryForm
from tracker.models import Child
from tracker.presenters.summary import PhotoAddress, photo_sections, sheet
from tracker.queries import whole_diary
from tracker.queries.people import summary_choice_of
from tracker.rules_in_force import current_rules
from tracker.views.access import ChildContext, reader
from tracker.views.doctor.chosen import summary_form
from tracker.views.doctor.pdf import boxes_in_pdf


@reader
def show(request: HttpRequest, child_context: ChildContext) -> HttpResponse:
    """Shows the summary; an invalid choice gets its errors and no sheet to print."""
    diary = whole_diary(child_context.child, with_photos=True)
    form = _form(request, child_context, diary)
    address_of = _addresses(child_context.child)
    page, only_concern = None, ""
    if form.is_valid():
        summary = summarise(diary, child_context.today, form.choice, current_rules())
        page = sheet(summary, child_context.family.in_fahrenheit, address_of)
        only_concern = _only_concern_id(summary)
    context = {
        "child_context": child_context,
        "form": form,
        "sheet": page,
        "boxes_in_pdf": boxes_in_pdf(page) if page else "",
        "seen_concern": only_concern,
        "to_pick": photo_sections(form.photos_by_concern, address_of, child_context.today),
    }
    return render(request, "doctor/summary/show.html", context)


def _only_concern_id(summary: Summary) -> str:
    """Returns the id of the only concern on the page; empty if there are several."""
    ids = [concern.id for concern in summary.concerns]
    return ids[0] if len(ids) == 1 else ""


def _form(request: HttpRequest, child_context: ChildContext, diary: Diary) -> SummaryForm:
    """Returns the form of the query; without a query that of the last choice, if still valid."""

    if request.GET:
        requested = summary_form(request.GET, diary, child_context)
        if requested.is_valid():
            _remember(child_context, requested)
        return requested
    query = QueryDict(summary_choice_of(child_context.member, child_context.child))
    remembered = summary_form(query, diary, child_context)
    if remembered.is_valid():
        return remembered
    return summary_form(QueryDict(), diary, child_context)


def _remember(child_context: ChildContext, form: SummaryForm) -> None:
    """Stores the choice if it changed; the default choice is stored as an empty string."""
    query = "" if form.is_default else form.query
    if query != summary_choice_of(child_context.member, child_context.child):
        remember_summary(member=child_context.member, child=child_context.child, query=query)


def _addresses(child: Child) -> PhotoAddress:
    def address(file: str) -> str:
        return reverse("photo_file", args=[child.pk, PurePosixPath(file).stem, "small"])

    return address
