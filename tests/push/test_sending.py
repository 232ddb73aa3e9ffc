"""Sending a message to a push service, whose address a browser gave."""

from __future__ import annotations

import json
import socket
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils

from diary import prepare
from tests.factories import make_user
from tests.push.service import Browser, PushService, log_out_of, make_subscription
from tracker.backup import Database
from tracker.models import PushKey, PushSubscription
from tracker.push import sending
from tracker.push.message import content
from tracker.push.sending import Delivery, send
from tracker.push.subscriptions import decoded, public_push_key

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 12, 3, 20, tzinfo=UTC)
CONTENT = content(title="Something is due", address="https://milkspot.de/", tag="due")


@pytest.fixture
def browser() -> Browser:
    return Browser()


@pytest.fixture
def subscription(service: PushService, browser: Browser) -> PushSubscription:
    return make_subscription(make_user(), service.endpoint(), browser)


def test_it_arrives(service: PushService, subscription: PushSubscription, browser: Browser) -> None:
    assert send(subscription, CONTENT, NOW) is Delivery.ACCEPTED
    ((path, headers, body),) = service.received
    assert path == "/push/a"
    assert headers["Host"] == f"localhost:{service.port}"
    assert (headers["Content-Encoding"], headers["TTL"]) == ("aes128gcm", "14400")
    assert browser.opened(body)["notification"]["title"] == "Something is due"


def test_it_is_signed_by_the_key_that_the_browser_was_given(
    service: PushService, subscription: PushSubscription
) -> None:
    send(subscription, CONTENT, NOW)
    ((_path, headers, _body),) = service.received
    scheme, _space, parts = headers["Authorization"].partition(" ")
    named = dict(part.split("=", 1) for part in parts.split(","))
    assert (scheme, named["k"]) == ("vapid", public_push_key())
    signed, _dot, signature = named["t"].rpartition(".")
    _header, claims = (json.loads(decoded(part)) for part in signed.split("."))
    expected = {
        "aud": f"https://localhost:{service.port}",
        "exp": int((NOW + timedelta(hours=12)).timestamp()),
        "sub": "mailto:ana@milkspot.de",
    }
    assert claims == expected
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decoded(named["k"]))
    numbers = decoded(signature)
    r, s = int.from_bytes(numbers[:32]), int.from_bytes(numbers[32:])
    key.verify(utils.encode_dss_signature(r, s), signed.encode(), ec.ECDSA(hashes.SHA256()))


def test_the_key_is_made_when_a_server_starts_and_not_again(service: PushService) -> None:
    key = public_push_key()
    prepare._make_push_key()
    assert public_push_key() == key
    PushKey.objects.all().delete()
    prepare._make_push_key()
    assert public_push_key() != key
    assert not Database().holds_data()  # so a backup can still be restored here


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_not_there_any_more_is_forgotten(
    service: PushService, subscription: PushSubscription, status: int
) -> None:
    service.status = status
    assert send(subscription, CONTENT, NOW) is Delivery.ENDED
    row = PushSubscription.objects.get()
    assert (row.endpoint, row.p256dh, row.auth, row.ended_at) == (None, "", "", NOW)


@pytest.mark.parametrize("status", [301, 307, 400, 403, 413, 429, 500, 503])
def test_any_other_answer_is_tried_again_and_no_redirect_followed(
    service: PushService, subscription: PushSubscription, status: int
) -> None:
    service.status = status
    assert send(subscription, CONTENT, NOW) is Delivery.FAILED
    assert len(service.received) == 1
    assert PushSubscription.objects.get().ended_at is None


def test_who_was_logged_out_gets_nothing(
    service: PushService, subscription: PushSubscription
) -> None:
    log_out_of(subscription.session)
    assert send(subscription, CONTENT, NOW) is Delivery.ENDED
    assert service.received == []
    assert not PushSubscription.objects.exists()


def test_who_has_a_new_password_gets_nothing_on_other_devices(
    service: PushService, subscription: PushSubscription
) -> None:
    user = subscription.session.user
    user.set_password("another long password")
    user.save()
    assert send(subscription, CONTENT, NOW) is Delivery.ENDED
    assert service.received == []


def test_addresses_at_home_are_refused(
    settings, service: PushService, subscription: PushSubscription
) -> None:
    settings.PUSH_TO_PRIVATE_ADDRESSES = False
    assert send(subscription, CONTENT, NOW) is Delivery.ENDED
    assert service.received == []
    assert PushSubscription.objects.get().ended_at == NOW


@pytest.mark.parametrize(
    ("address", "is_public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07::1", True),
        ("127.0.0.1", False),
        ("10.0.0.1", False),
        ("169.254.169.254", False),
        ("192.168.1.20", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fd00::1", False),
        ("fe80::1", False),
        ("::ffff:192.168.1.20", False),
    ],
)
def test_what_a_public_address_is(address: str, is_public: bool) -> None:
    assert sending._is_public(address) is is_public


def test_a_certificate_for_another_name_is_refused(
    service: PushService, subscription: PushSubscription
) -> None:
    subscription.endpoint = f"https://127.0.0.1:{service.port}/push/a"
    assert send(subscription, CONTENT, NOW) is Delivery.FAILED
    assert service.received == []


def test_an_unknown_certificate_is_refused(
    settings, service: PushService, subscription: PushSubscription
) -> None:
    settings.PUSH_CA_FILE = None
    assert send(subscription, CONTENT, NOW) is Delivery.FAILED
    assert service.received == []


def test_nobody_listens(subscription: PushSubscription) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        subscription.endpoint = f"https://localhost:{free.getsockname()[1]}/"
        assert send(subscription, CONTENT, NOW) is Delivery.FAILED


def test_a_service_that_dawdles_is_left(
    monkeypatch: pytest.MonkeyPatch, service: PushService, subscription: PushSubscription
) -> None:
    """Each letter of its answer is in time."""
    service.dawdles = True
    assert send(subscription, CONTENT, NOW) is Delivery.ACCEPTED
    monkeypatch.setattr(sending, "TO_ANSWER", 0.3)
    assert send(subscription, CONTENT, NOW) is Delivery.FAILED
