"""Sessions of logged-in users."""

from __future__ import annotations

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef


def remove_ended_sessions(now: datetime) -> None:
    """Removes expired sessions, and the address and browser stored for each session that has ended.

    Four queries, with the push subscriptions of these.
    """
    Session.objects.filter(expire_date__lt=now).delete()
    session = Session.objects.filter(pk=OuterRef("session_key"))
    UserSession.objects.filter(~Exists(session)).delete()
