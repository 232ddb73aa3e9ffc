"""The page of one concern: its chart, what is due, and its entries."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tracker.domain import records
from tracker.domain.come_back import days_ticked
from tracker.domain.sentences import DISCLAIMER
from tracker.domain.summary import WEEK_DAYS, last_week, week_before
from tracker.formats import weekday_text
from tracker.presenters.body_map import spot_text, views_with_dots
from tracker.presenters.charts import NARROW, WIDE, CourseFacts, course_chart
from tracker.presenters.concern import care_rows, concern_due, concern_head, visit_rows
from tracker.presenters.exposures import exposure_list, marked_things
from tracker.presenters.log import entry_rows
from tracker.presenters.photos import photo_cards, rows_with_photos
from tracker.presenters.said import come_back_cards
from tracker.presenters.summary import week_rows
from tracker.queries import timeline_of
from tracker.queries.course import (
    care_of,
    course_days_of,
    entries_of,
    exposures_about,
    former_names_of,
    visits_about,
)
from tracker.queries.entries import last_entry_with_spots
from tracker.queries.photos import photos_of
from tracker.queries.records import full_record
from tracker.views.access import ChildContext, reader
from tracker.views.context import PageDiary, page_context

ENTRIES_A_PAGE = 30
DAYS_COUNTED = 2 * WEEK_DAYS
"""The days whose answers are counted, all of which are read: the last week and the one before."""


@reader
def show(request: HttpRequest, child_context: ChildContext, concern: UUID) -> HttpResponse:
    row = child_context.concern(concern)
    care = care_of(row)
    today = child_context.today
    timeline = timeline_of(child_context.child, today - timedelta(days=DAYS_COUNTED - 1))
    course = timeline.course(str(row.uuid))
    spells = course.spells_on(today)
    page = Paginator(entries_of(row), ENTRIES_A_PAGE).get_page(request.GET.get("page"))
    entries = [full_record(records.Entry, entry) for entry in page]
    marked = last_entry_with_spots(row)
    photos = photo_cards(photos_of(row), spells, today)
    rows = entry_rows(entries, spells, child_context.family.temperature_unit)
    due = concern_due(timeline, course.concern.id, today)
    exposures = exposures_about(row, course.begins_on, today) if timeline.diary.exposures else []
    days = course_days_of([row], today)[course.concern.id]
    facts = CourseFacts.of(course, care, timeline, today, days)
    things = marked_things(exposures)
    frame = page_context(request, PageDiary(child_context.child, timeline, due.flags))
    context = {
        **frame,
        "child_context": child_context,
        "concern": row,
        "head": concern_head(course.concern, former_names_of(row), spells, today),
        "due": due,
        "disclaimer": DISCLAIMER,
        "chart_narrow": course_chart(facts, things=things, width=NARROW),
        "chart_wide": course_chart(facts, things=things, width=WIDE),
        "exposures": exposure_list(exposures, today),
        "marked_on": weekday_text(marked.day) if marked else "",
        "places": [spot_text(spot) for spot in marked.spots] if marked else [],
        "views": views_with_dots(marked.spots, tone=child_context.child.map_tone) if marked else (),
        "entries": page,
        "query": "",
        "rows": rows_with_photos(rows, photos),
        "photos": photos[::-1],
        "care": care_rows(care, today),
        "weeks": week_rows(
            last_week(course.days, today),
            week_before(course.days, today),
        ),
        "visits": visit_rows(
            visits_about(row),
            today,
            days_ticked(timeline.diary, today, [course.concern.id]),
        ),
        "come_back": come_back_cards(timeline.diary, today, course.concern.id),
        "has_others": len(timeline.courses) > 1,
        "has_siblings": any(
            each != row.child and each.family_id == row.child.family_id
            for each in frame["frame_children"]
        ),
    }
    return render(request, "diary/concerns/show.html", context)
