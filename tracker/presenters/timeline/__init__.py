"""The timeline of a child: a range of days, its picture and its records as a dated list."""

from tracker.presenters.timeline.content import (
    TimelineContent,
    TimelineItem,
    TimelineSpan,
    day_span,
    timeline_items,
    timeline_spans,
)
from tracker.presenters.timeline.picture import TimelinePicture, timeline_picture
from tracker.presenters.timeline.rows import TimelineRow, timeline_rows

__all__ = [
    "TimelineContent",
    "TimelineItem",
    "TimelinePicture",
    "TimelineRow",
    "TimelineSpan",
    "day_span",
    "timeline_items",
    "timeline_picture",
    "timeline_rows",
    "timeline_spans",
]
