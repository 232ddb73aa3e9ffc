"""Reminders on phones, by Web Push."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import translation

from tracker.mail import public_address
from tracker.models import Member
from tracker.push.contact import is_possible
from tracker.push.message import content
from tracker.push.sending import Delivery, send
from tracker.push.subscriptions import subscriptions_of
from tracker.reminding.channels import Message, Outcome


class PushChannel:
    """A message to each browser in which the member turned reminders on."""

    name = "push"
    spread = timedelta(minutes=2)

    def reaches(self, member: Member) -> bool:
        return is_possible() and subscriptions_of(member.user).exists()

    def send(self, member: Member, message: Message, now: datetime) -> Outcome:
        """One browser that has it is enough: the others would show it again at the next try."""
        text = _content(member, message)
        kept_for = message.expires_at - now
        browsers = list(subscriptions_of(member.user))
        deliveries = {send(browser, text, now, kept_for) for browser in browsers}
        if Delivery.ACCEPTED in deliveries:
            return Outcome.SENT
        return Outcome.TRY_AGAIN if Delivery.FAILED in deliveries else Outcome.GONE


def _content(member: Member, message: Message) -> bytes:
    with translation.override(member.user.language_code):
        return content(
            title=message.title,
            address=public_address(message.path),
            tag=message.tag,
            stop_address=public_address(message.stop_path),
        )
