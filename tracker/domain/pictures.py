"""What the files of a diary's photos are called, where it goes with them into a zip.

Each photo has two: the large one, which the diary names, and the small one beside it.
"""

from __future__ import annotations

import re

DIARY_FILE = "diary.json"

_PICTURE = re.compile(r"photos/(?:[A-Za-z0-9_-]{1,64}/){0,2}[A-Za-z0-9_-]{1,64}\.jpg")
_SMALL = "-small.jpg"


def picture_file(entry_id: str, photo_id: str) -> str:
    return f"photos/{entry_id}/{photo_id}.jpg"


def small_file(file: str) -> str:
    return file.removesuffix(".jpg") + _SMALL


def is_ours(name: str) -> bool:
    return name == DIARY_FILE or is_picture(name)


def is_picture(name: str) -> bool:
    """A name that leads nowhere else: no dots but the last, no way up or to the root."""
    return _PICTURE.fullmatch(name) is not None


def is_large_picture(name: str) -> bool:
    return is_picture(name) and not name.endswith(_SMALL)
