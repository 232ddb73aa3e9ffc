"""Search in everything that a family wrote."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tracker.domain.search import words_of
from tracker.forms.family import SearchForm
from tracker.presenters.find.search import search_results
from tracker.queries.search import find, records_of
from tracker.queries.snapshot import read_snapshot
from tracker.views.access import ChildContext, reader

RESULTS_A_PAGE = 20


@reader
@require_safe
@read_snapshot()
def show(request: HttpRequest, child_context: ChildContext) -> HttpResponse:
    """Shows the records of all the family's children with each of the words of ``?q=``."""
    form = SearchForm(request.GET if "q" in request.GET else None)
    words = words_of(form.cleaned_data["q"]) if form.is_valid() else ()
    found = find(child_context.family, words) if words else []
    page = Paginator(found, RESULTS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "child_context": child_context,
        "form": form,
        "is_asked": bool(words),
        "count": len(found),
        "page": page,
        "results": search_results(records_of(list(page)), words),
        "query": f"{urlencode({'q': request.GET.get('q', '')})}&",
    }
    return render(request, "find/search/show.html", context)
