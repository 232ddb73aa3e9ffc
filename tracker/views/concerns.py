"""Concerns: beginning, changing and deleting one. Its own page is in concern_page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from tracker.views.concern_page import show


def edit(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


def delete(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


def new(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


__all__ = ["delete", "edit", "new", "show"]
