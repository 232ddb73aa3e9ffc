"""The bytes of a photo, for those who may see it, and for nobody else."""

from __future__ import annotations

import re
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from tracker.models import Concern, Photo
from tracker.queries.photos import photos_of, photos_of_child
from tracker.views.access import ChildContext, PlainView, reader

ONE_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})", re.IGNORECASE)


def hidden_from_visitors(view: PlainView) -> PlainView:
    """404 for who is not logged in: no word about whether there is anything at this address."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            raise Http404
        return view(request, *args, **kwargs)

    return login_not_required(guarded)


@hidden_from_visitors
@reader
@require_safe
def show(
    request: HttpRequest, child_context: ChildContext, photo: UUID, size: str
) -> HttpResponseBase:
    """One photo at one of its two sizes."""
    row = get_object_or_404(photos_of_child(child_context.child), uuid=photo)
    return photo_response(request, row, size)


@hidden_from_visitors
@reader
@require_safe
def last(request: HttpRequest, child_context: ChildContext, concern: UUID) -> HttpResponseBase:
    """The newest photo of a concern, to take the next one like it."""
    photos = photos_of(get_object_or_404(Concern.objects, child=child_context.child, uuid=concern))
    if not photos:
        raise Http404
    return photo_response(request, photos[-1].photo, "large")


def photo_response(request: HttpRequest, photo: Photo, size: str) -> HttpResponseBase:
    """The file itself, or the range of it that is asked for.

    The caller has seen to it that the reader may see it. The bytes come through here wherever
    they are stored: the address of a bucket would outlive a right that is taken back. For the same
    reason a browser may keep the photo, but asks each time whether it may still show it.
    """
    if size not in ("large", "small"):
        raise Http404
    file = photo.large if size == "large" else photo.small
    etag = f'"{photo.uuid.hex}-{size}"'  # a photo never changes
    response = get_conditional_response(request, etag=etag)
    if response is None:
        content = content_of(file)
        if content is None:
            raise Http404
        response = _answer(request, content, etag)
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def content_of(file: Any) -> bytes | None:
    """Read whole: a redrawn photo has a few hundred kilobytes. None where the file is lost."""
    try:
        with file.open("rb") as opened:
            content: bytes = opened.read()
            return content
    except FileNotFoundError:
        return None


def _answer(request: HttpRequest, content: bytes, etag: str) -> HttpResponse:
    """The whole, one range (206), or a refusal of a range that is not there (416).

    What is no single right range is answered with the whole, as the standard allows.
    """
    match = ONE_RANGE.fullmatch(request.headers.get("Range", "").strip())
    if request.method != "GET" or request.headers.get("If-Range", etag) != etag:
        match = None
    asked = _bounds(match[1], match[2], len(content)) if match else None
    if asked is None:
        return HttpResponse(content, content_type="image/jpeg")
    first, last, total = *asked, len(content)
    if first >= total:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{total}"})
    response = HttpResponse(content[first : last + 1], content_type="image/jpeg", status=206)
    response["Content-Range"] = f"bytes {first}-{last}/{total}"
    return response


def _bounds(first: str, last: str, total: int) -> tuple[int, int] | None:
    """The first and the last byte of a range; None where it makes no sense."""
    if not first:
        return (max(0, total - int(last)) if int(last) else total, total - 1) if last else None
    if last and int(last) < int(first):
        return None
    return int(first), min(int(last), total - 1) if last else total - 1
