"""A push message: JSON that iOS shows by itself, and the service worker elsewhere.

https://www.w3.org/TR/push-api/#declarative-push-message
"""

from __future__ import annotations

import json
import os
import struct

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.utils import translation
from django.utils.translation import gettext

from tracker.models import PushSubscription
from tracker.push.subscriptions import decoded

DECLARATIVE = 8030
"""Marks a declarative message."""

LENGTH = 1024
"""Bytes of every message before it is encrypted, so that none tells by its length what it says."""

RECORD_SIZE = 4096
_LAST_RECORD = b"\x02"


def content(*, title: str, address: str, tag: str, stop_address: str = "") -> bytes:
    """Returns a message in the active language. ``address``: the page that a tap opens.

    ``stop_address``: the page that its button opens; without it there is no button.

    A later message with the same tag replaces this one. Raises ValueError for one that is too long.
    """
    notification = {
        "title": title,
        "lang": translation.get_language(),
        "dir": "rtl" if translation.get_language_bidi() else "ltr",
        "navigate": address,
        "tag": tag,
        "actions": [{"action": "stop", "title": gettext("Stop these"), "navigate": stop_address}]
        if stop_address
        else [],
    }
    text = json.dumps({"web_push": DECLARATIVE, "notification": notification}).encode()
    if len(text) > LENGTH:
        raise ValueError("The push message is too long.")
    return text.ljust(LENGTH)


def encrypted(content: bytes, subscription: PushSubscription) -> bytes:
    """Returns the content so that only this browser can read it."""
    return encrypt(
        content,
        receiver=decoded(subscription.p256dh),
        auth=decoded(subscription.auth),
        sender=ec.generate_private_key(ec.SECP256R1()),
        salt=os.urandom(16),
    )


def encrypt(
    content: bytes, *, receiver: bytes, auth: bytes, sender: ec.EllipticCurvePrivateKey, salt: bytes
) -> bytes:
    """Encrypts as one record of aes128gcm, by RFC 8291 (section 3.4) and RFC 8188.

    ``receiver`` is the public key of the browser; ``sender`` and ``salt`` are used once.
    """
    to = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), receiver)
    by = sender.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    shared = sender.exchange(ec.ECDH(), to)
    secret = _derived(shared, auth, b"WebPush: info\0" + receiver + by, 32)
    key = _derived(secret, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(secret, salt, b"Content-Encoding: nonce\0", 12)
    record = AESGCM(key).encrypt(nonce, content + _LAST_RECORD, None)
    return salt + struct.pack("!IB", RECORD_SIZE, len(by)) + by + record


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)
