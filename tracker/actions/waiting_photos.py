"""Photos that wait for their entry: shared from another app, or of a form that is shown again.

Stored in the cache, only the latest of each user.
"""

from __future__ import annotations

from django.core.cache import cache
from django.utils.crypto import get_random_string

from tracker.models import User
from tracker.photos import CleanPhoto

SECONDS = 3600
"""Lifetime in the cache. The daily tasks remove the file later."""


def store_waiting_photos(*, user: User, photos: list[CleanPhoto]) -> str:
    """Stores the photos and returns the key with which to get them."""
    key = get_random_string(32)
    cache.set(_cache_key(user.pk), (key, photos), SECONDS)
    return key


def get_waiting_photos(*, user: User, key: str) -> list[CleanPhoto]:
    """Returns the user's photos, none if the key is not that of the latest."""
    kept_key, photos = cache.get(_cache_key(user.pk), ("", []))
    return photos if key and key == kept_key else []


def delete_waiting_photos(*, user_id: int) -> None:
    """Deletes the user's photos."""
    cache.delete(_cache_key(user_id))


def _cache_key(user_id: int) -> str:
    return f"shared-photos-{user_id}"
