"""The page for the doctor as a PDF."""

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

from tracker.domain.pictures import small_file
from tracker.domain.summary import summarise
from tracker.forms.summary import SummaryForm
from tracker.models import Child, Photo
from tracker.presenters.summary import Sheet, sheet
from tracker.queries import whole_diary
from tracker.queries.photos import photo_keys
from tracker.reports.summary_pdf import PhotoBytes, PrintedLink, summary_pdf
from tracker.reports.typesetting import TypesettingError
from tracker.rules_in_force import current_rules
from tracker.views.access import ChildContext, reader
from tracker.views.photos.file import content_of

logger = logging.getLogger(__name__)


@reader
def show(request: HttpRequest, child_context: ChildContext) -> HttpResponse:
    """The query is that of the page; what cannot be printed gets its sentence there."""
    diary = whole_diary(child_context.child, with_photos=True)
    form = SummaryForm(request.GET, diary, child_context.today, child_context.family.country)
    on_screen = f"{reverse('summary', args=[child_context.child.pk])}?{request.GET.urlencode()}"
    if not form.is_valid():
        return redirect(on_screen)
    summary = summarise(diary, child_context.today, form.choice, current_rules())
    page = sheet(summary, child_context.family.in_fahrenheit)
    try:
        return pdf_response(page, child_context.child, form.choice.paper, child_context.today)
    except TypesettingError:
        text = _("This is too much for one PDF. Please choose fewer days, or print this page.")
        messages.error(request, text)
        return redirect(on_screen)


def pdf_response(
    page: Sheet, child: Child, paper: str, day: date, link: PrintedLink | None = None
) -> HttpResponse:
    """The sheet on paper, under a name that tells nothing of the child.

    ``page`` names photos as the diary does; only those of this child are read, and only now.
    Raises TypesettingError, which is in the log then.
    """
    try:
        made = summary_pdf(
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
        made, content_type="application/pdf", headers={"Content-Disposition": disposition}
    )


def _photo_bytes(page: Sheet, child: Child) -> PhotoBytes:
    """Two queries; a file is read when it is asked for. A storage that is out of reach is asked
    once: the page is worth more than its photos.
    """
    shown = set(_files(page))
    keys = {file: key for file, key in photo_keys(child).items() if file in shown}
    photos = Photo.objects.in_bulk(keys.values())
    there = {file: photos[key] for file, key in keys.items() if key in photos}
    stored = {file: photo.large for file, photo in there.items()}
    stored |= {small_file(file): photo.small for file, photo in there.items()}

    def read(file: str) -> bytes | None:
        try:
            return content_of(stored[file]) if file in stored else None
        except Exception:  # each storage has its own
            logger.exception("a photo could not be read")
            stored.clear()
            return None

    return read


def _files(page: Sheet) -> Iterator[str]:
    for block in page.blocks:
        yield from (photo.file for photo in block.photos)
    for section in page.other_photos:
        yield from (photo.file for photo in section.photos)
