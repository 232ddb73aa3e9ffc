"""Reminders by e-mail."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from tracker.mail import public_address
from tracker.models import Member
from tracker.queries.reminders import choices_of
from tracker.reminding.channels import Message, Outcome

logger = logging.getLogger(__name__)


class MailChannel:
    """Plain text with a link that stops such mails at one click (RFC 8058)."""

    name = "mail"
    spread = timedelta()

    def reaches(self, member: Member) -> bool:
        return settings.SENDS_MAIL and choices_of(member).by_mail

    def send(self, member: Member, message: Message, now: datetime) -> Outcome:
        with translation.override(member.user.language_code):
            mail = _mail(member, message)
        try:
            mail.send()
        except OSError:
            logger.warning("A reminder could not be sent by mail.", exc_info=True)
            return Outcome.TRY_AGAIN
        return Outcome.SENT


def _mail(member: Member, message: Message) -> EmailMessage:
    """The Message-ID is the same each time, so that a mail sent twice is one to its reader."""
    stop = public_address(message.stop_path)
    context = {
        "title": message.title,
        "address": public_address(message.path),
        "stop": stop,
    }
    return EmailMessage(
        message.title,
        render_to_string("family/reminders/email/message.txt", context).strip(),
        to=[member.user.email],
        headers={
            "Message-ID": f"<{message.tag}@{urlsplit(settings.PUBLIC_URL).hostname}>",
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
