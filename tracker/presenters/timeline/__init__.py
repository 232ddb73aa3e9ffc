"""The timeline of a child: the days, the picture, and everything in them as a dated list."""

from tracker.presenters.timeline.picture import TimelinePicture, timeline_picture
from tracker.presenters.timeline.rows import TimelineRow, timeline_rows
from tracker.presenters.timeline.told import Item, TimelineSpan, Told, items, spans

__all__ = [
    "Item",
    "TimelinePicture",
    "TimelineRow",
    "TimelineSpan",
    "Told",
    "items",
    "spans",
    "timeline_picture",
    "timeline_rows",
]
