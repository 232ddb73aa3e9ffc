"""The SECRET_KEY that all servers of a database share.

A server with another one would not know the sessions, links and codes of the others.
"""

from __future__ import annotations

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from tracker.models import ServerKey

_ROW = 1


def is_key_of_database() -> bool:
    """Returns whether SECRET_KEY is that of the database. The first server's becomes it."""
    row, _ = ServerKey.objects.get_or_create(pk=_ROW, defaults={"fingerprint": _fingerprint()})
    return constant_time_compare(row.fingerprint, _fingerprint())


def make_key_of_database() -> None:
    """Makes SECRET_KEY that of the database. Servers with another one do not start any more."""
    ServerKey.objects.update_or_create(pk=_ROW, defaults={"fingerprint": _fingerprint()})


def _fingerprint() -> str:
    return salted_hmac(__name__, "", secret=settings.SECRET_KEY, algorithm="sha256").hexdigest()
