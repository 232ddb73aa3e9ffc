"""Reads, starting from a user or child. They return rows or the domain's records."""

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
