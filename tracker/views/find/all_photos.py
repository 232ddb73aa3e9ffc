"""All photos of a child, by day, and those of one place on the body."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tracker.domain.vocabulary import SITES
from tracker.presenters.photos import photo_card
from tracker.queries.photos import photos_newest_first, places_of_photos, with_privacy
from tracker.queries.snapshot import read_snapshot
from tracker.rendering import label, title_of
from tracker.views.access import ChildContext, reader

PHOTOS_A_PAGE = 24


@reader
@require_safe
@read_snapshot()
def show(request: HttpRequest, child_context: ChildContext) -> HttpResponse:
    """Shows a page of photos, newest first; with ``?place=cheek`` those of the cheeks."""
    child = child_context.child
    known = places_of_photos(child)
    place = request.GET.get("place", "") if request.GET.get("place") in known else ""
    photos = photos_newest_first(child, place)
    page = Paginator(photos, PHOTOS_A_PAGE).get_page(request.GET.get("page"))
    rows = [
        (photo_card(row, (), child_context.today), title_of(row.photo.entry.concern))
        for row in with_privacy(list(page))
    ]
    context = {
        "child_context": child_context,
        "page": page,
        "rows": rows,
        "places": [(key, label(SITES, key)) for key in SITES if key in known],
        "place": place,
        "query": f"{urlencode({'place': place})}&",
    }
    return render(request, "find/photos/show.html", context)
