"""Reads the pictures of a diary from the storage."""

from __future__ import annotations

from collections.abc import Callable

from django.core.files.storage import default_storage

from tracker.models import Child
from tracker.queries import stored_pictures


class StorageFailed(Exception):
    """The storage cannot be read at present, whether or not the picture exists."""


def pictures_of(child: Child) -> Callable[[str], bytes]:
    """Return a function from a picture's name in the child's diary to its bytes. One query.

    The function raises FileNotFoundError for a missing picture and StorageFailed where the
    storage does not answer.
    """
    stored = stored_pictures(child)

    def read(name: str) -> bytes:
        if name not in stored:
            raise FileNotFoundError  # added or removed since the query
        try:
            with default_storage.open(stored[name]) as file:
                content: bytes = file.read()
                return content
        except FileNotFoundError:
            raise
        except Exception as error:  # each storage raises errors of its own
            raise StorageFailed from error

    return read
