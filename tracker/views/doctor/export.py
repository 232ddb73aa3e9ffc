"""The diary as files to take along. Each is of one moment, and none is ever in memory whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from tempfile import SpooledTemporaryFile
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_safe

from tracker.domain.initials import initials
from tracker.domain.vocabulary import SIGNS
from tracker.interchange import diary_parts, write_zip
from tracker.queries.snapshot import iterate_snapshot, read_snapshot
from tracker.queries.stored import StoredDiary
from tracker.reports.entries_csv import COLUMNS, entries_csv
from tracker.reports.fhir import fhir_document
from tracker.reports.pictures import StorageFailed, pictures_of
from tracker.views.access import ChildContext, reader

_IN_MEMORY = 1_000_000
"""Bytes up to which a zip needs no file of its own."""


@reader
@require_safe
def show(request: HttpRequest, child_context: ChildContext) -> HttpResponse:
    """What there is to take along, and for whom each of it is."""
    context = {
        "child_context": child_context,
        "tab": "more",
        "columns": COLUMNS,
        "signs": SIGNS.values(),
    }
    return render(request, "doctor/export/show.html", context)


@reader
@require_GET
def as_csv(request: HttpRequest, child_context: ChildContext) -> HttpResponseBase:
    """One row an entry."""
    parts = entries_csv(StoredDiary(child_context.child, with_photos=True))
    return _stream(parts, "text/csv; charset=utf-8", _file_name(child_context, ".csv"))


@reader
@require_GET
def as_json(request: HttpRequest, child_context: ChildContext) -> HttpResponseBase:
    """The diary file without photos."""
    parts = diary_parts(StoredDiary(child_context.child))
    return _stream(parts, "application/json", _file_name(child_context, ".json"))


@reader
@require_GET
def as_fhir(request: HttpRequest, child_context: ChildContext) -> HttpResponseBase:
    """A document for a clinic's records."""
    source, picture = (
        StoredDiary(child_context.child, with_photos=True),
        pictures_of(child_context.child),
    )
    parts = fhir_document(source, document=uuid4(), now=child_context.now, picture=picture)
    return _stream(parts, "application/fhir+json", _file_name(child_context, "-fhir.json"))


@reader
@require_GET
def as_zip(request: HttpRequest, child_context: ChildContext) -> HttpResponseBase:
    """The diary file with its photos. It is there whole before it is sent, or not at all."""
    try:
        file, missing = _zip(child_context)
    except StorageFailed:
        text = _("The photos cannot be read just now, so there is no file. Please try again later.")
        messages.error(request, text)
        return redirect("export", child_context.child.pk)
    if missing:
        text = ngettext(
            "%(n)s photo is not in the file: it is not in the storage any more.",
            "%(n)s photos are not in the file: they are not in the storage any more.",
            len(missing),
        )
        messages.warning(request, text % {"n": len(missing)})
    return FileResponse(
        file,
        as_attachment=True,
        filename=_file_name(child_context, ".zip"),
        content_type="application/zip",
    )


def _zip(child_context: ChildContext) -> tuple[SpooledTemporaryFile[bytes], list[str]]:
    """The file, which is gone once it is closed, and the photos that are not in it."""
    source = StoredDiary(child_context.child, with_photos=True)
    with ExitStack() as unless_done:
        folder = str(settings.FILE_UPLOAD_TEMP_DIR)
        file = unless_done.enter_context(SpooledTemporaryFile(_IN_MEMORY, dir=folder))
        with read_snapshot():
            missing = write_zip(file, source, pictures_of(child_context.child))
        file.seek(0)
        unless_done.pop_all()
    return file, missing


def _stream(parts: Iterator[bytes], kind: str, name: str) -> StreamingHttpResponse:
    return StreamingHttpResponse(
        iterate_snapshot(parts),
        content_type=kind,
        headers={"Content-Disposition": content_disposition_header(True, name)},
    )


def _file_name(child_context: ChildContext, ending: str) -> str:
    """``milkspot-I-2026-03-10.csv``: not the child's name, which others would read."""
    initial = initials(child_context.child.name).partition(".")[0]
    return "-".join(filter(None, ("milkspot", initial, child_context.today.isoformat()))) + ending
