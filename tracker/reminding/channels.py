"""The ways by which a reminder reaches a person: what each of them has to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Protocol

from tracker.models import Member


@dataclass(frozen=True)
class Message:
    """A reminder as it is sent. It has no name, no place on the body and no finding.

    ``path`` and ``stop_path`` are of pages of this site: what it is about, which needs the log-in
    as ever, and the page that stops such reminders, which needs none. A later message with the
    same ``tag`` is the same one, sent again. ``expires_at``: later than that it must not show.
    """

    title: str
    path: str
    stop_path: str
    tag: str
    expires_at: datetime


class Outcome(Enum):
    SENT = "sent"
    GONE = "gone"
    """The person cannot be reached this way any more; the channel has forgotten them."""

    TRY_AGAIN = "try again"
    """The other side does not answer, or asked for a pause."""


class Channel(Protocol):
    @property
    def name(self) -> str:
        """A word for code and rows, such as "mail"."""
        ...

    @property
    def spread(self) -> timedelta:
        """Within this time after it is due a reminder is sent, at a moment drawn by lot."""
        ...

    def reaches(self, member: Member) -> bool:
        """Whether this server sends this way, and the member chose it."""
        ...

    def send(self, member: Member, message: Message, now: datetime) -> Outcome:
        """Sends in the member's language. It is called outside any transaction."""
        ...
