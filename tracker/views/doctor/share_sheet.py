"""The sheet that a link shows, on the screen and on paper alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from django.http import HttpResponse, QueryDict

from tracker.domain.summary import Choice, Summary, summarise
from tracker.forms.summary import SummaryForm
from tracker.models import Share
from tracker.presenters.summary import PhotoAddress, Sheet, sheet
from tracker.reports.summary_pdf import PrintedLink
from tracker.rules_in_force import current_rules
from tracker.sharing import SharedSummary, shared_summary_of
from tracker.views.doctor.pdf import pdf_response


def sheet_of(share: Share, today: date, photo_address: Callable[[int], str]) -> Sheet:
    """``today`` is the family's; ``photo_address`` leads from a photo's key to its picture."""
    shown = shared_summary_of(share, today=today)
    return _sheet(share, _summary(share, shown), lambda file: photo_address(shown.photos[file]))


def pdf_of(share: Share, today: date, link: PrintedLink | None = None) -> HttpResponse:
    """The same on paper. Raises TypesettingError."""
    summary = _summary(share, shared_summary_of(share, today=today))
    page = _sheet(share, summary)
    return pdf_response(page, share.child, summary.choice.paper, summary.as_of, link)


def moving_on(query: str, today: date) -> str:
    """The choice of a live link: days that were to end today end on the day it is looked at."""
    asked = QueryDict(query, mutable=True)
    if asked.get("end") == today.isoformat():
        del asked["end"]
    return asked.urlencode()


def _sheet(share: Share, summary: Summary, photo_address: PhotoAddress = str) -> Sheet:
    return sheet(summary, share.child.family.in_fahrenheit, photo_address)


def _summary(share: Share, shown: SharedSummary) -> Summary:
    return summarise(shown.diary, shown.as_of, _choice(share, shown), current_rules())


def _choice(share: Share, shown: SharedSummary) -> Choice:
    """Where concerns were chosen, never another one: not even when all of those are gone."""
    asked = QueryDict(share.choice, mutable=True)
    form = SummaryForm(asked, shown.diary, shown.as_of)
    for day in ("start", "end"):
        if not form.is_valid():  # the birth date was mended since, and lies after this day
            asked[day] = shown.diary.child.birth_date.isoformat()
            form = SummaryForm(asked, shown.diary, shown.as_of)
    form.is_valid()
    chosen = asked.getlist("concern")
    return replace(form.choice, concerns=tuple(chosen)) if chosen else form.choice
