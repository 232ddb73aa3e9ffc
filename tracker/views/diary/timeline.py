"""The timeline of a child: a chart of all concerns, and a dated list of all records."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tracker.domain import records
from tracker.domain.periods import flag_periods
from tracker.domain.sentences import DISCLAIMER, is_begun
from tracker.models import Visit
from tracker.presenters.timeline import (
    TimelineContent,
    TimelineItem,
    day_span,
    timeline_items,
    timeline_picture,
    timeline_rows,
    timeline_spans,
)
from tracker.queries import timeline_of
from tracker.queries.course import (
    care_of_child,
    entries_by_id,
    exposures_within,
    first_recorded_days,
    visits_within,
)
from tracker.rendering import title_of
from tracker.views.access import ChildContext, reader
from tracker.views.context import PageDiary, page_context

ITEMS_A_PAGE = 30


@reader
def show(request: HttpRequest, child_context: ChildContext) -> HttpResponse:
    child, today = child_context.child, child_context.today
    care = care_of_child(child)
    offered = timeline_spans(first_recorded_days(child, today), today)
    asked_days = request.GET.get("days", "")
    one_day = day_span(asked_days)
    if one_day and child.birth_date <= one_day.start <= today:
        offered = (one_day, *offered)
    span = next((row for row in offered if row.key == asked_days), offered[0])
    first, last = span.start - timedelta(days=1), min(span.end, today)
    timeline = timeline_of(child, today, (first, last))
    concerns = {concern.id: concern for concern in timeline.diary.concerns}
    chosen = concerns.get(request.GET.get("concern", ""))
    content = TimelineContent(
        timeline=timeline,
        span=span,
        today=today,
        visits=_about(visits_within(child, span.start, span.end), chosen),
        exposures=exposures_within(child, span.start, span.end),
        care=care,
        periods=flag_periods(timeline, first, last),
        unit=child_context.family.temperature_unit,
        concern=chosen.id if chosen else None,
    )
    page = Paginator(timeline_items(content), ITEMS_A_PAGE).get_page(request.GET.get("page"))
    entries = entries_by_id(child, _ids(page))
    asked = {"days": span.key, "concern": content.concern or ""}
    context = {
        **page_context(request, PageDiary(child, timeline)),
        "child_context": child_context,
        "spans": offered,
        "span": span,
        "concerns": [(row.id, title_of(row)) for row in concerns.values()],
        "chosen": content.concern,
        "picture": None if span.is_day else timeline_picture(content),
        "page": page,
        "rows": timeline_rows(page, entries, content),
        "query": f"{urlencode(asked)}&",
        "disclaimer": DISCLAIMER,
        "is_begun": is_begun(timeline.diary),
    }
    return render(request, "diary/timeline/show.html", context)


def _about(visits: Iterable[Visit], chosen: records.Concern | None) -> list[Visit]:
    """Returns the visits about the chosen concern or about no concern; all if none is chosen."""
    return [visit for visit in visits if chosen is None or _is_about(visit, chosen)]


def _is_about(visit: Visit, concern: records.Concern) -> bool:
    about = [str(row.uuid) for row in visit.about]  # type: ignore[attr-defined]
    return not about or concern.id in about


def _ids(page: Iterable[TimelineItem]) -> list[str]:
    return [item.record.id or "" for item in page if isinstance(item.record, records.Entry)]
