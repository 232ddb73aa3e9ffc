"""Secret tokens for addresses.

Only their hashes are stored, so that a copy of the data opens nothing.
"""

from __future__ import annotations

import hashlib
import secrets

RANDOM_BYTES = 32


def new_token() -> tuple[str, str]:
    """Returns a random token and its hash."""
    token = secrets.token_urlsafe(RANDOM_BYTES)
    return token, hash_of(token)


def hash_of(token: str) -> str:
    """Returns SHA-256 as 64 hex digits. A long random token needs no salt and no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()
