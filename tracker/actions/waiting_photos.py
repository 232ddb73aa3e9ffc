"""Photos out of the phone's gallery that wait for their parent to say what they are of.

They wait in the cache, of each person those sent last.
"""

from __future__ import annotations

from django.core.cache import cache
from django.utils.crypto import get_random_string

from tracker.models import User
from tracker.photos import CleanPhoto

SECONDS = 3600
"""So long they can be had; their file goes with the daily work after that."""


def keep_waiting(*, user: User, photos: list[CleanPhoto]) -> str:
    """Returns the key by which they are asked for."""
    key = get_random_string(32)
    cache.set(_place(user.pk), (key, photos), SECONDS)
    return key


def waiting(*, user: User, key: str) -> list[CleanPhoto]:
    kept_key, photos = cache.get(_place(user.pk), ("", []))
    return photos if key and key == kept_key else []


def forget_waiting(*, user_id: int) -> None:
    cache.delete(_place(user_id))


def _place(user_id: int) -> str:
    return f"shared-photos-{user_id}"
