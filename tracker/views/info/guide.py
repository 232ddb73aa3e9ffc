"""The guide, open to everybody: what is called by which name, what helps, and when to ask."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tracker.domain.guide import COMMON_QUESTIONS, PAGES, TIP_PAGES
from tracker.presenters.guide import guide_sheet, guide_titles, tip_sheet


@login_not_required
def index(request: HttpRequest) -> HttpResponse:
    context = {"questions": COMMON_QUESTIONS, "pages": guide_titles()}
    return render(request, "info/guide/index.html", context)


@login_not_required
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Shows one page. 404 for an unknown name."""
    if found := PAGES.get(slug):
        return render(request, "info/guide/page.html", {"page": guide_sheet(found)})
    if tips := TIP_PAGES.get(slug):
        return render(request, "info/guide/tips.html", {"page": tip_sheet(tips)})
    raise Http404
