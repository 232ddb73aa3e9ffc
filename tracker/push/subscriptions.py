"""Turns push messages on and off for the browser of a log-in; the key that signs them."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime

from allauth.usersessions.models import UserSession
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.db import transaction
from django.db.models import QuerySet

from tracker.models import PushKey, PushSubscription, User

MAX_SUBSCRIPTIONS = 10
"""Of one person. Of more browsers, the one that was turned on first is turned off."""

_ROW = 1


def make_push_key() -> None:
    """Makes the key that all servers of this database share, unless there is one."""
    PushKey.objects.get_or_create(pk=_ROW, defaults={"private_key": _new_key()})


def push_key() -> ec.EllipticCurvePrivateKey:
    """Returns the key of ``make_push_key``, which each server calls when it starts."""
    row = PushKey.objects.get(pk=_ROW)
    key = load_pem_private_key(row.private_key.encode(), password=None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return key


def public_push_key() -> str:
    """Returns what a browser needs to subscribe (its applicationServerKey), as base64url."""
    point = push_key().public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return encoded(point)


@transaction.atomic
def subscribe(*, session_key: str, endpoint: str, p256dh: str, auth: str, now: datetime) -> None:
    """Turns push messages on for the browser of this log-in, which must be in the list of log-ins.

    A browser has one endpoint: it goes over from an earlier log-in.
    """
    session = UserSession.objects.get(session_key=session_key)
    PushSubscription.objects.filter(endpoint=endpoint).exclude(session=session).delete()
    values = {"endpoint": endpoint, "p256dh": p256dh, "auth": auth}
    PushSubscription.objects.update_or_create(
        session=session, defaults={**values, "created_at": now, "ended_at": None}
    )
    newest = PushSubscription.objects.filter(session__user=session.user_id).order_by(
        "-created_at", "-pk"
    )
    kept = list(newest.values_list("pk", flat=True)[:MAX_SUBSCRIPTIONS])
    newest.exclude(pk__in=kept).delete()


def subscription_of(session_key: str | None) -> PushSubscription | None:
    """Returns that of the browser of this log-in, which may have ended."""
    rows = PushSubscription.objects.select_related("session")
    return rows.filter(session__session_key=session_key).first()


def subscriptions_of(user: User) -> QuerySet[PushSubscription]:
    """Returns those of all browsers of the user that take messages."""
    rows = PushSubscription.objects.select_related("session").order_by("pk")
    return rows.filter(session__user=user, ended_at=None)


def unsubscribe(*, session_key: str | None) -> None:
    """Turns push messages off for the browser of this log-in."""
    PushSubscription.objects.filter(session__session_key=session_key).delete()


def end_subscription(*, subscription: PushSubscription, now: datetime) -> None:
    """Forgets a browser that its push service no longer knows, but that it was turned on.

    Leaves it alone if it was turned on again meanwhile.
    """
    same = PushSubscription.objects.filter(pk=subscription.pk, endpoint=subscription.endpoint)
    same.update(endpoint=None, p256dh="", auth="", ended_at=now)


def keep_subscription(*, former_key: str | None, session_key: str) -> None:
    """Moves a subscription to the new key of the same log-in, as after a new password."""
    session = UserSession.objects.get(session_key=session_key)
    former = PushSubscription.objects.filter(session__session_key=former_key)
    former.exclude(session=session).update(session=session)


def encoded(value: bytes) -> str:
    return urlsafe_b64encode(value).decode().rstrip("=")


def decoded(text: str) -> bytes:
    """Returns the bytes of base64url without padding. Raises ValueError."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _new_key() -> str:
    key = ec.generate_private_key(ec.SECP256R1())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
