"""The sheet that a share link shows, as a page and as a PDF."""

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
from tracker.views.doctor.chosen import joined_in
from tracker.views.doctor.pdf import pdf_response


def sheet_of(share: Share, today: date, photo_address: Callable[[int], str] = str) -> Sheet:
    """Returns the sheet of a share link.

    ``today`` is the family's date; ``photo_address`` returns the URL of a photo's primary key.
    """
    shown = shared_summary_of(share, today=today)
    return _sheet(share, _summary(share, shown), lambda file: photo_address(shown.photos[file]))


def pdf_of(share: Share, today: date, link: PrintedLink | None = None) -> HttpResponse:
    """Returns the sheet as a PDF. Raises TypesettingError."""
    summary = _summary(share, shared_summary_of(share, today=today))
    page = _sheet(share, summary)
    return pdf_response(page, share.child, summary.choice.paper, summary.as_of, link)


def live_choice(query: str, today: date) -> str:
    """Returns the query of a live link: an end of today is dropped, so that it follows the date."""
    query_dict = QueryDict(query, mutable=True)
    if query_dict.get("end") == today.isoformat():
        del query_dict["end"]
    return query_dict.urlencode()


def _sheet(share: Share, summary: Summary, photo_address: PhotoAddress = str) -> Sheet:
    return sheet(summary, share.child.family.in_fahrenheit, photo_address)


def _summary(share: Share, shown: SharedSummary) -> Summary:
    return summarise(shown.diary, shown.as_of, _choice(share, shown), current_rules())


def _choice(share: Share, shown: SharedSummary) -> Choice:
    """Returns the link's choice, limited to the chosen concerns even if all were deleted.

    A frozen diary has each concern as it was.
    """
    query_dict = QueryDict(share.choice, mutable=True)
    joined = {} if share.is_frozen else joined_in(query_dict, shown.diary, share.child)
    form = SummaryForm(query_dict, shown.diary, shown.as_of, joined=joined)
    for day in ("start", "end"):
        if not form.is_valid():  # the birth date was corrected since, and is after this day
            query_dict[day] = shown.diary.child.birth_date.isoformat()
            form = SummaryForm(query_dict, shown.diary, shown.as_of, joined=joined)
    form.is_valid()
    chosen = [joined.get(id, id) for id in query_dict.getlist("concern")]
    return replace(form.choice, concerns=tuple(chosen)) if chosen else form.choice
