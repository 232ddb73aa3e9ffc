"""What a phone's script says about a request: whose it is, from when, and what it is for."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

from django.http import HttpRequest

from tracker.models import Child, User

WRITTEN_BY = "Milkspot-Written-By"
WRITTEN_AT = "Milkspot-Written-At"
COPY = "Milkspot-Copy"

CLOCKS_DIFFER_BY = timedelta(minutes=10)
"""A phone's clock may be so far ahead of ours."""


def account_key(user: User) -> str:
    """Tells accounts apart on a phone that several people use. It lets nobody in, and stays the
    same as long as the account.
    """
    return sha256(f"{user.pk} {user.created_at.isoformat()}".encode()).hexdigest()[:32]


def is_from_outbox(request: HttpRequest) -> bool:
    return WRITTEN_AT in request.headers


def is_kept_by_sender(request: HttpRequest) -> bool:
    """The outbox or the service worker sends it, and still has it if it is not taken."""
    return WRITTEN_BY in request.headers


def is_written_by(request: HttpRequest, user: User) -> bool:
    """False for what another account wrote before this one logged in on the same phone."""
    return request.headers.get(WRITTEN_BY, account_key(user)) == account_key(user)


def written_at(request: HttpRequest, child: Child, now: datetime) -> datetime:
    """When it was written: ``now``, or for what waited on a phone the moment it names.

    A moment that cannot be right counts as ``now``.
    """
    try:
        moment = datetime.fromisoformat(request.headers.get(WRITTEN_AT, ""))
    except ValueError:
        return now
    if moment.tzinfo is None or moment > now + CLOCKS_DIFFER_BY:
        return now
    moment = moment.astimezone(now.tzinfo)
    return moment if moment.date() >= child.birth_date else now


def is_for_keeping(request: HttpRequest) -> bool:
    """A copy to be read later without a network: nobody is looking at this child just now."""
    return COPY in request.headers
