"""One concern: its course as a picture, what is due, and all its entries."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tracker.domain.sentences import STANDING_WORDS
from tracker.domain.spells import spells
from tracker.domain.timeline import Timeline
from tracker.presenters.body_map import spot_text, views_with_dots
from tracker.presenters.charts import NARROW, WIDE, course_chart
from tracker.presenters.concern import care_rows, concern_head, due_here, visit_rows
from tracker.presenters.log import look_rows, weekday_text
from tracker.presenters.photos import photo_cards, rows_with_photos
from tracker.queries import diary_for_check
from tracker.queries.course import (
    as_written,
    care_of,
    concern_as_charted,
    entries_of,
    visits_about,
)
from tracker.queries.looks import last_look_with_spots
from tracker.queries.photos import photos_of
from tracker.rules_in_force import current_rules
from tracker.views.guards import Here, reader

ENTRIES_A_PAGE = 30


@reader
def show(request: HttpRequest, here: Here, concern: UUID) -> HttpResponse:
    row = here.concern(concern)
    care = care_of(row)
    charted = concern_as_charted(row, care)
    timeline = Timeline.of(diary_for_check(here.child), current_rules())
    known = spells(charted, here.today)
    page = Paginator(entries_of(row), ENTRIES_A_PAGE).get_page(request.GET.get("page"))
    marked = last_look_with_spots(row)
    photos = photo_cards(photos_of(row), known, here.today)
    rows = look_rows(as_written(page), known, here.family.temperature_unit)
    context = {
        "here": here,
        "tab": "",
        "concern": row,
        "head": concern_head(charted, known, here.today),
        "due": due_here(timeline, charted.id, here.today),
        "standing_words": STANDING_WORDS,
        "chart_narrow": course_chart(charted, timeline, here.today, width=NARROW),
        "chart_wide": course_chart(charted, timeline, here.today, width=WIDE),
        "marked_on": weekday_text(marked.day) if marked else "",
        "places": [spot_text(spot) for spot in marked.spots] if marked else [],
        "views": views_with_dots(marked.spots) if marked else (),
        "entries": page,
        "query": "",
        "rows": rows_with_photos(rows, photos),
        "photos": photos[::-1],
        "care": care_rows(care, here.today),
        "visits": visit_rows(visits_about(row), here.today),
    }
    return render(request, "concerns/show.html", context)
