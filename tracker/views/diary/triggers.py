"""What came with things that were recorded more than once, such as a food."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tracker.domain.sources import HSE_WEANING_ALLERGIES
from tracker.domain.triggers import count_triggers
from tracker.presenters.triggers import trigger_rows
from tracker.queries import timeline_of
from tracker.rendering import title_of
from tracker.views.access import ChildContext, reader


@reader
def show(request: HttpRequest, child_context: ChildContext) -> HttpResponse:
    """Shows the counts for all skin problems, or for the one named by ``?concern=``."""
    timeline = timeline_of(child_context.child)
    courses = {course.concern.id: course for course in timeline.courses}
    chosen = courses.get(request.GET.get("concern", ""))
    counts = count_triggers(
        timeline.diary.exposures, [chosen] if chosen else timeline.courses, child_context.today
    )
    context = {
        "child_context": child_context,
        "concerns": [(id, title_of(course.concern)) for id, course in courses.items()],
        "chosen": chosen.concern.id if chosen else "",
        "rows": trigger_rows(counts),
        "source": HSE_WEANING_ALLERGIES,
    }
    return render(request, "diary/timeline/triggers.html", context)
