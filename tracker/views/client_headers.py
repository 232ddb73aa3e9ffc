"""Request headers set by the page's scripts and the service worker.

They name the account that wrote a form, the time of writing, and requests for offline copies: of
this account's pages, or of those that the phone stores for everybody.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

from django.http import HttpRequest

from tracker.models import Child, User

WRITTEN_BY = "Milkspot-Written-By"
WRITTEN_AT = "Milkspot-Written-At"
COPY = "Milkspot-Copy"
FOR_EVERYBODY = "Milkspot-For-Everybody"

MAX_CLOCK_SKEW = timedelta(minutes=10)
"""The largest accepted lead of a phone's clock over the server's."""


def account_key(user: User) -> str:
    """Returns a stable identifier of the account, to tell accounts apart on a shared phone.

    It grants no access.
    """
    return sha256(f"{user.pk} {user.created_at.isoformat()}".encode()).hexdigest()[:32]


def is_from_outbox(request: HttpRequest) -> bool:
    return WRITTEN_AT in request.headers


def is_stored_by_sender(request: HttpRequest) -> bool:
    """True if the outbox or the service worker sent it: they keep it if the server refuses it."""
    return WRITTEN_BY in request.headers


def is_written_by(request: HttpRequest, user: User) -> bool:
    """False if another account wrote it on the same phone before this one logged in."""
    return request.headers.get(WRITTEN_BY, account_key(user)) == account_key(user)


def written_at(request: HttpRequest, child: Child, now: datetime) -> datetime:
    """Returns the time of writing that the outbox sent, in the time zone of ``now``.

    Returns ``now`` if there is none, or if it is invalid: without an offset, more than
    MAX_CLOCK_SKEW ahead, or before the child's birth.
    """
    try:
        sent = datetime.fromisoformat(request.headers.get(WRITTEN_AT, ""))
        moment = sent.astimezone(now.tzinfo)
    except (ValueError, OverflowError):  # the second at the ends of the calendar
        return now
    if sent.tzinfo is None or moment > now + MAX_CLOCK_SKEW:
        return now
    return moment if moment.date() >= child.birth_date else now


def is_offline_copy(request: HttpRequest) -> bool:
    """True for a copy of a page to be read offline later; it must not change the session."""
    return COPY in request.headers


def is_for_everybody(request: HttpRequest) -> bool:
    """True for a copy to be stored for everybody on this phone; it must be drawn for nobody."""
    return FOR_EVERYBODY in request.headers
