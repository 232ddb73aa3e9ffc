"""Serves photo files to the users who may see them."""

from __future__ import annotations

import logging
import re
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.models import Concern, Photo
from tracker.queries.photos import photos_of, removed_photos_of
from tracker.views.access import ChildContext, PlainView, reader, writer

logger = logging.getLogger(__name__)

ONE_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})", re.IGNORECASE)


def hidden_from_visitors(view: PlainView) -> PlainView:
    """Raises Http404 without a log-in, so that a URL does not reveal whether a photo exists."""

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
    """Returns a photo as "small" or "large"."""
    return photo_response(request, child_context.photo(photo), size)


@hidden_from_visitors
@reader
@require_safe
def last(request: HttpRequest, child_context: ChildContext, concern: UUID) -> HttpResponseBase:
    """Returns the newest photo of a concern, as the template for taking the next one."""
    photos = photos_of(get_object_or_404(Concern.objects, child=child_context.child, uuid=concern))
    if not photos:
        raise Http404
    return photo_response(request, photos[-1].photo, "large")


@hidden_from_visitors
@writer
@require_safe
def removed(request: HttpRequest, child_context: ChildContext, photo: UUID) -> HttpResponseBase:
    """Returns a removed photo at its small size, as long as it can be restored."""
    photos = removed_photos_of(child_context.child, child_context.now)
    response = photo_response(request, get_object_or_404(photos, uuid=photo), "small")
    response["Cache-Control"] = "private, no-store"
    return response


def photo_response(request: HttpRequest, photo: Photo, size: str) -> HttpResponseBase:
    """Returns the file, or the requested range of it. Raises Http404 if it is missing.

    Returns 503 if the storage does not answer, which says nothing about the photo.
    The caller checks the permission. The app serves the bytes itself for any storage, since the
    URL of a bucket would outlive a revoked permission. For the same reason a browser may store
    the photo, but has to revalidate it each time.
    """
    if size not in ("large", "small"):
        raise Http404
    file = photo.large if size == "large" else photo.small
    etag = f'"{photo.uuid.hex}-{size}-{photo.revision}"'  # a photo changes when it is turned
    response = get_conditional_response(request, etag=etag)
    if response is None:
        try:
            content = content_of(file)
        except Exception:  # each storage has its own errors
            logger.exception("A photo could not be read")
            return _not_now()
        if content is None:
            raise Http404
        response = _range_response(request, content, etag)
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _not_now() -> HttpResponse:
    text = _("This photo can't be shown right now. Try again in a few minutes.")
    headers = {"Retry-After": "60", "Cache-Control": "no-store"}
    return HttpResponse(text, status=503, content_type="text/plain", headers=headers)


def content_of(file: Any) -> bytes | None:
    """Returns the whole file, a few hundred kilobytes after processing; None if it is missing."""
    try:
        with file.open("rb") as opened:
            content: bytes = opened.read()
            return content
    except FileNotFoundError:
        return None


def _range_response(request: HttpRequest, content: bytes, etag: str) -> HttpResponse:
    """Returns the file (200), one range of it (206), or an error for a range beyond its end (416).

    An invalid range or several ranges get the whole file, as RFC 9110 allows.
    """
    match = ONE_RANGE.fullmatch(request.headers.get("Range", "").strip())
    if request.method != "GET" or request.headers.get("If-Range", etag) != etag:
        match = None
    bounds = _bounds(match[1], match[2], len(content)) if match else None
    if bounds is None:
        return HttpResponse(content, content_type="image/jpeg")
    first, last, total = *bounds, len(content)
    if first >= total:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{total}"})
    response = HttpResponse(content[first : last + 1], content_type="image/jpeg", status=206)
    response["Content-Range"] = f"bytes {first}-{last}/{total}"
    return response


def _bounds(first: str, last: str, total: int) -> tuple[int, int] | None:
    """Returns the first and last byte of a range, inclusive; None if it is invalid."""
    if not first:
        return (max(0, total - int(last)) if int(last) else total, total - 1) if last else None
    if last and int(last) < int(first):
        return None
    return int(first), min(int(last), total - 1) if last else total - 1
