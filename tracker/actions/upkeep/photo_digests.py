"""Digests and lengths of the photos that were stored before their rows had them."""

from __future__ import annotations

import logging
from hashlib import sha256

from tracker.models import Photo

logger = logging.getLogger(__name__)


def note_photo_digests() -> None:
    """Reads the files of photos without a digest or length, and saves both.

    A backup reports missing files.
    """
    for photo in Photo.all_objects.filter(stored_bytes=0):
        try:
            large, small = _content(photo, "large"), _content(photo, "small")
        except FileNotFoundError:
            continue
        except Exception:  # each storage backend has its own errors
            logger.exception("The files of the photos could not be read. They are tried again.")
            return
        # unless the photo was turned meanwhile, which replaces its files
        Photo.all_objects.filter(pk=photo.pk, large=photo.large.name).update(
            large_sha256=photo.large_sha256 or sha256(large).hexdigest(),
            small_sha256=photo.small_sha256 or sha256(small).hexdigest(),
            stored_bytes=len(large) + len(small),
        )


def _content(photo: Photo, size: str) -> bytes:
    with getattr(photo, size).open("rb") as file:
        content: bytes = file.read()
    return content
