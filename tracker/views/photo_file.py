"""The bytes of a photo, for those who may see it, and for nobody else."""

from __future__ import annotations

import re
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from tracker.models import Photo
from tracker.views.guards import Here, reader

ONE_RANGE = re.compile(r"bytes=([0-9]{0,12})-([0-9]{0,12})")


@reader
@require_safe
def show(request: HttpRequest, here: Here, photo: UUID, size: str) -> HttpResponse:
    """One photo at one of its two sizes."""
    row = get_object_or_404(
        Photo.objects,
        uuid=photo,
        entry__concern__child=here.child,
        entry__deleted_at=None,
        entry__concern__deleted_at=None,
    )
    return photo_response(request, row, size)


def photo_response(request: HttpRequest, photo: Photo, size: str) -> HttpResponse:
    """The file itself, or the range of it that is asked for.

    The caller has seen to it that the reader may see it. A redrawn photo is at most a few hundred
    kilobytes, so it is read whole.
    """
    if size not in ("large", "small"):
        raise Http404
    try:
        with (photo.large if size == "large" else photo.small).open("rb") as file:
            content = file.read()
    except FileNotFoundError:
        raise Http404 from None
    response = _ranged(content, request.headers.get("Range", ""))
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "private, max-age=3600"
    return response


def _ranged(content: bytes, asked: str) -> HttpResponse:
    """The whole, one range (206), or a refusal of a range that is not there (416)."""
    total = len(content)
    match = ONE_RANGE.fullmatch(asked)
    if match is None or match.groups() == ("", ""):
        return HttpResponse(content, content_type="image/jpeg")
    first, last = _bounds(*match.groups(), total)
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{total}"})
    response = HttpResponse(content[first : last + 1], content_type="image/jpeg", status=206)
    response["Content-Range"] = f"bytes {first}-{last}/{total}"
    return response


def _bounds(first: str, last: str, total: int) -> tuple[int, int]:
    if not first:
        return max(0, total - int(last)), total - 1
    return int(first), min(int(last) if last else total - 1, total - 1)
