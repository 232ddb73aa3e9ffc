"""The page for the doctor as a PDF."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language

from tracker.domain.pictures import small_file
from tracker.domain.summary import summarise
from tracker.forms.summary import SummaryForm
from tracker.models import Child, Family, Photo
from tracker.presenters.summary import Sheet, sheet
from tracker.queries import whole_diary
from tracker.queries.photos import photo_keys
from tracker.reports.summary_pdf import PhotoBytes, PrintedLink, summary_pdf
from tracker.rules_in_force import current_rules
from tracker.views.guards import Here, reader
from tracker.views.photo_file import content_of


@reader
def show(request: HttpRequest, here: Here) -> HttpResponse:
    """The query is that of the page; one that makes no sense gets its sentence there."""
    diary = whole_diary(here.child, with_photos=True)
    form = SummaryForm(request.GET, diary, here.today, here.family.country)
    if not form.is_valid():
        return redirect(f"{reverse('summary', args=[here.child.pk])}?{request.GET.urlencode()}")
    summary = summarise(diary, here.today, form.choice, current_rules())
    fahrenheit = here.family.temperature_unit == Family.TemperatureUnit.FAHRENHEIT
    return pdf_response(sheet(summary, fahrenheit), here.child, form.choice.paper, here.today)


def pdf_response(
    page: Sheet, child: Child, paper: str, day: date, link: PrintedLink | None = None
) -> HttpResponse:
    """The sheet on paper, under a name that tells nothing of the child.

    ``page`` names photos as the diary does; only those of this child are read, and only now.
    """
    made = summary_pdf(
        page,
        paper=paper,
        photo_bytes=_photo_bytes(page, child),
        link=link,
        language=get_language() or "en",
    )
    disposition = f'inline; filename="milkspot-{day.isoformat()}.pdf"'
    return HttpResponse(
        made, content_type="application/pdf", headers={"Content-Disposition": disposition}
    )


def _photo_bytes(page: Sheet, child: Child) -> PhotoBytes:
    """Two queries; a file is read when it is asked for."""
    shown = set(_files(page))
    keys = {file: key for file, key in photo_keys(child).items() if file in shown}
    photos = Photo.objects.in_bulk(keys.values())
    stored = {file: photos[key].large for file, key in keys.items()}
    stored |= {small_file(file): photos[key].small for file, key in keys.items()}
    return lambda file: content_of(stored[file]) if file in stored else None


def _files(page: Sheet) -> Iterator[str]:
    for block in page.blocks:
        yield from (photo.file for photo in block.photos)
    for section in page.other_photos:
        yield from (photo.file for photo in section.photos)
