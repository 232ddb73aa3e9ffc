"""Names of the photo files inside an exported diary zip.

Each photo has two files: the large one, which the diary file names, and the small one beside it.
"""

from __future__ import annotations

import re

DIARY_FILE = "diary.json"
MISSING_FILE = "missing-photos.txt"
"""For the reader of the zip; an import passes over it."""

_PICTURE = re.compile(r"photos/(?:[A-Za-z0-9_-]{1,64}/){0,2}[A-Za-z0-9_-]{1,64}\.jpg")
_SMALL = "-small.jpg"


def picture_file(entry_id: str, photo_id: str) -> str:
    """Return the name of a photo's large file."""
    return f"photos/{entry_id}/{photo_id}.jpg"


def small_file(file: str) -> str:
    """Return the name of the small file beside a large one."""
    return file.removesuffix(".jpg") + _SMALL


def is_archive_name(name: str) -> bool:
    """Return whether an exported zip may have a member of this name."""
    return name == DIARY_FILE or is_picture(name)


def is_picture(name: str) -> bool:
    """Return whether the name is that of a photo file, large or small.

    Such a name cannot leave the folder: it has no dot but the one of ``.jpg`` and is relative.
    """
    return _PICTURE.fullmatch(name) is not None


def is_large_picture(name: str) -> bool:
    """Return whether the name is that of a large photo file."""
    return is_picture(name) and not name.endswith(_SMALL)
