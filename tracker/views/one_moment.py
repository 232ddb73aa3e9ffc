"""Pages show the diary of one moment, whatever others write meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from tracker.queries.snapshot import read_snapshot

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")

View = Callable[..., HttpResponseBase]


def of_one_moment(view: View) -> View:
    """Reads a page in one snapshot, in which nothing can be written."""

    @wraps(view)
    def reading(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in SAFE_METHODS or getattr(view, "writes_on_get", False):
            return view(request, *args, **kwargs)
        with read_snapshot():
            return view(request, *args, **kwargs)

    return reading


def writes_on_get(view: View) -> View:
    """Marks a view that writes also when it is read, and takes its snapshot itself."""
    view.writes_on_get = True  # type: ignore[attr-defined]
    return view
