"""Secret tokens for addresses.

Only their hashes are stored, so that a copy of the data opens nothing.
"""

from __future__ import annotations

import base64
import hashlib
import secrets

from django.utils.crypto import salted_hmac

RANDOM_BYTES = 32


def new_token() -> tuple[str, str]:
    """Returns a random token and its hash."""
    token = secrets.token_urlsafe(RANDOM_BYTES)
    return token, hash_of(token)


def hash_of(token: str) -> str:
    """Returns SHA-256 as 64 hex digits. A long random token needs no salt and no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def start_code() -> str:
    """Returns the code for the first account of this server, such as "k7qm-x3fd-6nhw".

    60 bits derived from SECRET_KEY, so that nothing is stored and each start has the same code.
    """
    digest = salted_hmac("tracker.start_code", "", algorithm="sha256").digest()
    code = base64.b32encode(digest).decode().lower()
    return "-".join((code[:4], code[4:8], code[8:12]))
