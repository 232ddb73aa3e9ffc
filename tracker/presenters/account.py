"""A user's sessions, and the terms that they agreed to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.utils.translation import gettext as _

from tracker.formats import day_text, short_day
from tracker.models import Acceptance
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


def agreed_terms(acceptances: Iterable[Acceptance], now: datetime) -> str:
    """Return each text with the day on which it was agreed to, in the time zone of ``now``."""
    return "\n\n".join(_agreed_text(acceptance, now) for acceptance in acceptances)


def _agreed_text(acceptance: Acceptance, now: datetime) -> str:
    day = day_text(acceptance.accepted_at.astimezone(now.tzinfo).date())
    sentence = _("You agreed to these terms on %(day)s:") % {"day": day}
    return f"{sentence}\n\n{acceptance.terms.text}\n"
