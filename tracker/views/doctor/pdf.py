"""The summary for the doctor as a PDF."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tracker.domain.photos.pictures import small_file
from tracker.domain.summary import summarise
from tracker.models import Child, Photo
from tracker.presenters.summary import Sheet, sheet
from tracker.queries.photos import photo_keys
from tracker.queries.summary import SummaryReading
from tracker.reports.summary_pdf import PhotoBytes, PrintedLink, letters_not_printed, summary_pdf
from tracker.reports.typesetting import TypesettingError, TypesettingTimeoutError
from tracker.rules_in_force import current_rules
from tracker.views.access import ChildContext, reader
from tracker.views.doctor.chosen import read_diary, read_form
from tracker.views.photos.file import content_of

logger = logging.getLogger(__name__)

MAX_LETTERS_SHOWN = 12


@reader
def show(request: HttpRequest, child_context: ChildContext) -> HttpResponse:
    """Takes the query of the summary page; redirects there if it cannot be typeset."""
    reading = SummaryReading.of(child_context.child, child_context.today)
    form = read_form(request.GET, reading, child_context)
    diary = read_diary(form, reading)
    on_screen = f"{reverse('summary', args=[child_context.child.pk])}?{request.GET.urlencode()}"
    if not form.is_valid():
        return redirect(on_screen)
    summary = summarise(
        diary, child_context.today, form.choice, current_rules(), reading.course_days
    )
    page = sheet(summary, child_context.family.in_fahrenheit)
    try:
        return pdf_response(page, child_context.child, form.choice.paper, child_context.today)
    except TypesettingTimeoutError:
        text = _("This is too much for one PDF. Choose fewer days, or print this page.")
    except TypesettingError:
        text = _("Something on the server went wrong with the PDF. Print this page instead.")
    messages.error(request, text)
    return redirect(on_screen)


def pdf_response(
    page: Sheet, child: Child, paper: str, day: date, link: PrintedLink | None = None
) -> HttpResponse:
    """Returns the sheet as a PDF, under a file name that does not identify the child.

    ``page`` names photos by their files in the diary; only those of this child are read.
    Logs and raises TypesettingError.
    """
    try:
        content = summary_pdf(
            page,
            paper=paper,
            photo_bytes=_photo_bytes(page, child),
            link=link,
            language=get_language() or "en",
        )
    except TypesettingError:
        logger.exception("a PDF could not be made")
        raise
    disposition = f'inline; filename="milkspot-{day.isoformat()}.pdf"'
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": disposition}
    )


def boxes_in_pdf(page: Sheet) -> str:
    """Returns letters that the PDF would show as boxes, as a list; empty where none is known."""
    try:
        missing = letters_not_printed(page)
    except TypesettingError:
        logger.exception("the letters of a PDF could not be checked")
        return ""
    shown = " ".join(missing[:MAX_LETTERS_SHOWN])
    return f"{shown} …" if len(missing) > MAX_LETTERS_SHOWN else shown


def _photo_bytes(page: Sheet, child: Child) -> PhotoBytes:
    """Returns a function that reads a photo of the page by its file name. Two queries.

    After the first failure of the storage it returns None for every photo, so that the PDF is
    made without photos.
    """
    shown = set(_files(page))
    keys = {file: key for file, key in photo_keys(child).items() if file in shown}
    photos = Photo.objects.in_bulk(keys.values())
    photos_by_file = {file: photos[key] for file, key in keys.items() if key in photos}
    stored = {file: photo.large for file, photo in photos_by_file.items()}
    stored |= {small_file(file): photo.small for file, photo in photos_by_file.items()}

    def read(file: str) -> bytes | None:
        try:
            return content_of(stored[file]) if file in stored else None
        except Exception:  # each storage raises its own exceptions
            logger.exception("a photo could not be read")
            stored.clear()
            return None

    return read


def _files(page: Sheet) -> Iterator[str]:
    for block in page.blocks:
        yield from (photo.file for photo in block.photos)
    for section in page.other_photos:
        yield from (photo.file for photo in section.photos)
