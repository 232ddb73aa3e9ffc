"""Sends a push message to the push service of a browser.

The address comes from the browser, so it is not trusted: https with a valid certificate alone, a
bounded time, no redirect, nothing read of the answer but its status, and no address of a home
network or of this machine.
"""

from __future__ import annotations

import ipaddress
import logging
import socket
import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from enum import Enum
from http.client import HTTPException
from threading import Timer
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from py_vapid import Vapid
from urllib3.connection import HTTPSConnection
from urllib3.exceptions import HTTPError

from tracker.models import PushSubscription
from tracker.push.contact import contact
from tracker.push.message import encrypted
from tracker.push.subscriptions import end_subscription, push_key

logger = logging.getLogger(__name__)

TO_CONNECT = 5
TO_ANSWER = 10
"""Seconds."""

MAX_ADDRESSES = 3
"""How many addresses of a push service are tried."""

SIGNED_FOR = timedelta(hours=12)
"""A push service refuses more than a day."""

KEPT_FOR = timedelta(hours=4)
"""How long a push service keeps a message at most for a phone that is off. Later, it is stale."""

_ACCEPTED = {200, 201, 202, 204}
_GONE = {404, 410}


class Delivery(Enum):
    """What became of a message to one browser."""

    ACCEPTED = "accepted"
    """The push service has it."""

    ENDED = "ended"
    """This browser takes no more: it was logged out, or its push service does not know it."""

    FAILED = "failed"
    """It may work later."""


class AddressRefused(Exception):
    """The push service is at an address that is not public."""


def send(
    subscription: PushSubscription, content: bytes, now: datetime, kept_for: timedelta = KEPT_FOR
) -> Delivery:
    """Sends a message to one browser. Call it outside any transaction.

    Its push service keeps it for ``kept_for``, at most ``KEPT_FOR``, for a phone that is off.

    A browser that takes no more is forgotten.
    """
    assert subscription.endpoint
    if subscription.session.purge():  # deletes both
        return Delivery.ENDED
    try:
        status = _post(subscription, content, now, min(kept_for, KEPT_FOR))
    except AddressRefused:
        status = 410
    except (HTTPError, HTTPException, OSError):
        logger.warning("A push message could not be sent.", exc_info=True)
        return Delivery.FAILED
    if status in _ACCEPTED:
        return Delivery.ACCEPTED
    if status in _GONE:
        end_subscription(subscription=subscription, now=now)
        return Delivery.ENDED
    logger.warning("A push service took no message. If this goes on: are clock and OPERATOR right?")
    return Delivery.FAILED


def _post(
    subscription: PushSubscription, content: bytes, now: datetime, kept_for: timedelta
) -> int:
    """Returns the status of the answer."""
    endpoint = urlsplit(subscription.endpoint or "")
    body = encrypted(content, subscription)
    origin = f"https://{endpoint.netloc}"
    claims = {"aud": origin, "exp": int((now + SIGNED_FOR).timestamp()), "sub": contact()}
    headers = {
        **Vapid(push_key()).sign(claims),
        "Host": endpoint.netloc,
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(int(kept_for.total_seconds())),
        "Urgency": "normal",
    }
    target = endpoint._replace(scheme="", netloc="", fragment="").geturl() or "/"
    with closing(_connected(endpoint)) as connection, _cut_off_after(TO_ANSWER, connection):
        connection.request("POST", target, body=body, headers=headers, preload_content=False)
        return connection.getresponse().status


def _connected(endpoint: SplitResult) -> HTTPSConnection:
    """Connects to a checked address: the name could have another one when it is asked for again."""
    host = endpoint.hostname or ""
    port = endpoint.port or 443
    for address in (addresses := _addresses(host, port)):
        connection = HTTPSConnection(
            address,
            port,
            timeout=TO_CONNECT,
            server_hostname=host,
            ssl_context=ssl.create_default_context(cafile=settings.PUSH_CA_FILE),
        )
        try:
            connection.connect()
        except (HTTPError, OSError):
            connection.close()
            if address == addresses[-1]:
                raise
        else:
            return connection
    raise OSError("no address")


def _addresses(host: str, port: int) -> list[str]:
    """Returns the addresses of a host. Raises AddressRefused if one is not public, and OSError."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise AddressRefused from error
    addresses = list(dict.fromkeys(str(row[4][0]) for row in found))
    if not settings.PUSH_TO_PRIVATE_ADDRESSES and not all(map(_is_public, addresses)):
        raise AddressRefused
    return addresses[:MAX_ADDRESSES]


def _is_public(address: str) -> bool:
    number = ipaddress.ip_address(address)
    if isinstance(number, ipaddress.IPv6Address):
        number = number.ipv4_mapped or number
    return number.is_global and not number.is_multicast


@contextmanager
def _cut_off_after(seconds: int, connection: HTTPSConnection) -> Iterator[None]:
    """Ends the connection then, however slowly the other side goes on."""
    opened = connection.sock
    assert opened
    timer = Timer(seconds, lambda: socket.socket.shutdown(opened, socket.SHUT_RDWR))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
