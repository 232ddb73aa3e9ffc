"""Rows of the page that lists a user's sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession

from tracker.formats import short_day
from tracker.utils.user_agents import device_name


@dataclass(frozen=True)
class SessionRow:
    pk: int
    device: str
    address: str
    since: str
    last_used: str
    is_current: bool


def session_row(session: UserSession, now: datetime) -> SessionRow:
    """Return the row of a session, with days in the time zone of ``now``.

    The current session counts as used now: its ``last_seen_at`` is updated after the response.
    """
    is_current = session.is_current()
    last_used = now if is_current else session.last_seen_at.astimezone(now.tzinfo)
    return SessionRow(
        pk=session.pk,
        device=device_name(session.user_agent),
        address=session.ip,
        since=short_day(session.created_at.astimezone(now.tzinfo).date(), now.date()),
        last_used=short_day(last_used.date(), now.date()),
        is_current=is_current,
    )
