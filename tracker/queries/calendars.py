"""Calendar links, and when a child's diary last changed."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, Max

from tracker.models import CalendarLink, Change, Child, Member
from tracker.utils.tokens import hash_of


def calendar_link_of(member: Member, child: Child) -> CalendarLink | None:
    """Returns the member's calendar link for this child, if there is one. One query."""
    return CalendarLink.objects.filter(member=member, child=child).first()


def child_of_calendar(token: str) -> Child:
    """Returns the child, with its family, of the calendar link with this token. One query.

    Raises Child.DoesNotExist if the token is unknown, was replaced or deleted, or if its member has
    left the family or is inactive.
    """
    link = (
        CalendarLink.objects.select_related("child__family")
        .filter(token_hash=hash_of(token), member__user__is_active=True)
        .filter(member__family=F("child__family"))
        .first()
    )
    if link is None:
        raise Child.DoesNotExist
    return link.child


def last_written(child: Child) -> datetime:
    """Returns when anything about the child was last written, changed or undone. One query."""
    last = Change.objects.filter(child=child).aggregate(
        made=Max("made_at"), undone=Max("undone_at")
    )
    return max([child.created_at, *(time for time in last.values() if time is not None)])
