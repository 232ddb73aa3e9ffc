"""The pictures that go along with a diary, out of wherever they are kept."""

from __future__ import annotations

from collections.abc import Callable

from django.core.files.storage import default_storage

from tracker.models import Child
from tracker.queries import stored_pictures


class StorageFailed(Exception):
    """The pictures cannot be read just now, whether or not they are there."""


def pictures_of(child: Child) -> Callable[[str], bytes]:
    """What reads a picture by the name it has in the child's diary. One query.

    It raises FileNotFoundError for one that is not there (any more), and StorageFailed.
    """
    stored = stored_pictures(child)

    def read(name: str) -> bytes:
        if name not in stored:
            raise FileNotFoundError  # added or removed this very moment
        try:
            with default_storage.open(stored[name]) as file:
                content: bytes = file.read()
                return content
        except FileNotFoundError:
            raise
        except Exception as error:  # each storage has its own
            raise StorageFailed from error

    return read
