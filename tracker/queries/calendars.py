"""Calendars that ask for a child's days, and since when those days are what they are."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, Max

from tracker.models import CalendarLink, Change, Child, Member
from tracker.utils.tokens import hash_of


def calendar_link_of(member: Member, child: Child) -> CalendarLink | None:
    """The member's own address for this child's days, if one was made. One query."""
    return CalendarLink.objects.filter(member=member, child=child).first()


def child_of_calendar(token: str) -> Child:
    """The child, with its family, whose days are read at the address with this token. One query.

    Raises Child.DoesNotExist for a token that was renewed, stopped or never was, and for one of
    somebody who is no longer with the family or may no longer log in.
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
    """When something was last written, changed or taken back about the child. One query."""
    last = Change.objects.filter(child=child).aggregate(
        made=Max("made_at"), undone=Max("undone_at")
    )
    return max([child.created_at, *(time for time in last.values() if time is not None)])
