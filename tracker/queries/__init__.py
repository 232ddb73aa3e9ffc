"""Reads. They start from the person who asks, and turn rows into the values of the domain."""

from tracker.queries.diaries import diary_for_check, stored_pictures, whole_diary
from tracker.queries.people import child_of, children_of, is_empty, memberships_of, newest_child_of

__all__ = [
    "child_of",
    "children_of",
    "diary_for_check",
    "is_empty",
    "memberships_of",
    "newest_child_of",
    "stored_pictures",
    "whole_diary",
]
