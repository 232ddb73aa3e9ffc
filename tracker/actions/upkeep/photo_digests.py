"""Digests of the photos that were stored before their rows had one."""

from __future__ import annotations

import logging
from hashlib import sha256

from tracker.models import Photo

logger = logging.getLogger(__name__)


def note_photo_digests() -> None:
    """Reads the files of photos without a digest, and saves it. A backup reports missing files."""
    for photo in Photo.all_objects.filter(large_sha256=""):
        try:
            digests = {f"{size}_sha256": _sha256(photo, size) for size in ("large", "small")}
        except FileNotFoundError:
            continue
        except Exception:  # each storage backend has its own errors
            logger.exception("The files of the photos could not be read. They are tried again.")
            return
        # unless the photo was turned meanwhile, which replaces its files
        Photo.all_objects.filter(pk=photo.pk, large=photo.large.name).update(**digests)


def _sha256(photo: Photo, size: str) -> str:
    with getattr(photo, size).open("rb") as file:
        return sha256(file.read()).hexdigest()
