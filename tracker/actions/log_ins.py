"""Where people are logged in."""

from __future__ import annotations

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef


def forget_ended_log_ins(now: datetime) -> None:
    """Removes sessions that have expired; then, of each that is gone, also by log-out, the network
    address and the browser. Two queries.
    """
    Session.objects.filter(expire_date__lt=now).delete()
    session = Session.objects.filter(pk=OuterRef("session_key"))
    UserSession.objects.filter(~Exists(session)).delete()
