"""Reads. They start from the person who asks, and turn rows into the values of the domain."""

from tracker.queries.diaries import diary_for_check, stored_pictures, timeline_of, whole_diary
from tracker.queries.people import child_of, children_of, first_child_of, is_empty, memberships_of

__all__ = [
    "child_of",
    "children_of",
    "diary_for_check",
    "first_child_of",
    "is_empty",
    "memberships_of",
    "stored_pictures",
    "timeline_of",
    "whole_diary",
]
