"""Secrets that stand in an address. Only their hash is kept: a copy of the data opens nothing."""

from __future__ import annotations

import hashlib
import secrets

RANDOM_BYTES = 32


def new_token() -> tuple[str, str]:
    """A token nobody can guess, and the hash to keep of it."""
    token = secrets.token_urlsafe(RANDOM_BYTES)
    return token, hash_of(token)


def hash_of(token: str) -> str:
    """SHA-256 in 64 hexadecimal digits. A long random token needs no salt and no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()
