"""Reminders by ntfy and others, through Apprise, to an address that the host set for a person."""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib.util import find_spec

from django.utils import translation
from django.utils.translation import gettext as _

from tracker.mail import public_address
from tracker.models import Member
from tracker.reminding.channels import Message, Outcome


def is_installed() -> bool:
    """Whether this server has requirements-apprise.txt."""
    return find_spec("apprise") is not None


def is_known(url: str) -> bool:
    """Whether Apprise knows the service of this address. Needs Apprise."""
    from apprise import Apprise  # an extra package, whose import takes half a second

    return bool(Apprise().add(url))


class AppriseChannel:
    """A text to the address of the member's account.

    What a killed worker sends again shows twice: not every service knows the tag of a message.
    """

    name = "apprise"
    spread = timedelta()

    def reaches(self, member: Member) -> bool:
        return bool(member.user.apprise_url) and is_installed()

    def send(self, member: Member, message: Message, now: datetime) -> Outcome:
        from apprise import Apprise  # see is_known

        service = Apprise()
        service.add(member.user.apprise_url)
        with translation.override(member.user.language_code):
            text = _text(message)
        is_sent = service.notify(body=text, title=message.title)
        return Outcome.SENT if is_sent else Outcome.TRY_AGAIN


def _text(message: Message) -> str:
    stop = _("You asked Milkspot for this reminder. To stop reminders of this kind:")
    return f"{public_address(message.path)}\n\n{stop}\n{public_address(message.stop_path)}"
