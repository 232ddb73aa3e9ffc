"""Exports of the diary as CSV, JSON, FHIR and zip.

Each file is read from one database snapshot and never held in memory as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from tracker.domain.initials import initials
from tracker.domain.vocabulary import SIGNS
from tracker.interchange import diary_parts, zip_blocks
from tracker.queries.snapshot import iterate_snapshot
from tracker.queries.stored import StoredDiary
from tracker.reports.entries_csv import COLUMNS, entries_csv
from tracker.reports.fhir import fhir_document, patient_id
from tracker.reports.pictures import StorageFailed, pictures_of, require_storage
from tracker.reports.triggers_csv import TRIGGER_COLUMNS, triggers_csv
from tracker.views.access import ChildContext, reader


@reader
@require_safe
def show(request: HttpRequest, child_context: ChildContext) -> HttpResponse:
    """Lists the exports and what each is for."""
    context = {
        "child_context": child_context,
        "columns": COLUMNS,
        "trigger_columns": TRIGGER_COLUMNS,
        "signs": SIGNS.values(),
    }
    return render(request, "doctor/export/show.html", context)


@reader
@require_GET
def as_csv(request: HttpRequest, child_context: ChildContext) -> HttpResponseBase:
    """Streams a CSV file with one row per entry."""
    chunks = entries_csv(StoredDiary(child_context.child, with_photos=True))
    return _stream(chunks, "text/csv; charset=utf-8", _file_name(child_context, ".csv"))


@reader
@require_GET
def triggers_as_csv(request: HttpRequest, child_context: ChildContext) -> HttpResponseBase:
    """Streams a CSV file with one row per possible trigger."""
    chunks = triggers_csv(StoredDiary(child_context.child))
    return _stream(chunks, "text/csv; charset=utf-8", _file_name(child_context, "-triggers.csv"))


@reader
@require_GET
def as_json(request: HttpRequest, child_context: ChildContext) -> HttpResponseBase:
    """Streams the diary file without photos."""
    chunks = diary_parts(StoredDiary(child_context.child))
    return _stream(chunks, "application/json", _file_name(child_context, ".json"))


@reader
@require_GET
def as_fhir(request: HttpRequest, child_context: ChildContext) -> HttpResponseBase:
    """Streams a FHIR document for a clinic's records."""
    child = child_context.child
    chunks = fhir_document(
        StoredDiary(child, with_photos=True),
        document=uuid4(),
        patient_id=patient_id(child),
        now=child_context.now,
        picture=pictures_of(child),
    )
    return _stream(chunks, "application/fhir+json", _file_name(child_context, "-fhir.json"))


@reader
@require_GET
def as_zip(request: HttpRequest, child_context: ChildContext) -> HttpResponseBase:
    """Streams the diary file with its photos.

    Redirects with an error message if the photo storage does not answer.
    """
    child = child_context.child
    try:
        require_storage([child])
    except StorageFailed:
        text = _("The photos can't be read just now, so there is no file. Try again later.")
        messages.error(request, text)
        return redirect("export", child.pk)
    blocks = zip_blocks(StoredDiary(child, with_photos=True), pictures_of(child))
    return _stream(blocks, "application/zip", _file_name(child_context, ".zip"))


def _stream(chunks: Iterator[bytes], kind: str, name: str) -> StreamingHttpResponse:
    return StreamingHttpResponse(
        iterate_snapshot(chunks),
        content_type=kind,
        headers={"Content-Disposition": content_disposition_header(True, name)},
    )


def _file_name(child_context: ChildContext, ending: str) -> str:
    """Returns a name such as ``milkspot-I-2026-03-10.csv``: the child's initial only."""
    initial = initials(child_context.child.name).partition(".")[0]
    return "-".join(filter(None, ("milkspot", initial, child_context.today.isoformat()))) + ending
