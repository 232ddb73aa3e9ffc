"""The guide, open to everybody: what is called by which name, what helps, and when to ask."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tracker.domain.guide import PAGES
from tracker.presenters.guide import guide_sheet, guide_titles


@login_not_required
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "info/guide/index.html", {"titles": guide_titles()})


@login_not_required
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Shows one page. 404 for an unknown name."""
    found = PAGES.get(slug)
    if found is None:
        raise Http404
    return render(request, "info/guide/page.html", {"page": guide_sheet(found)})
