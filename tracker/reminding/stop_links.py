"""The link in a reminder that stops reminders of its kind, without a log-in."""

from __future__ import annotations

from django.core import signing
from django.urls import reverse

from tracker.models import Member, ReminderChoice

_SALT = "stop-reminders"


def stop_path(member: Member, switch: str) -> str:
    token = signing.dumps([member.pk, switch], salt=_SALT)
    return reverse("reminders_stop", args=[token])


def read_stop_token(token: str) -> tuple[int, str]:
    """Returns the member and the choice to turn off. Raises signing.BadSignature."""
    member_id, switch = signing.loads(token, salt=_SALT)
    if switch not in ReminderChoice.SWITCHES:
        raise signing.BadSignature
    return member_id, switch
