"""Reads the pictures of a diary from the storage."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress

from django.core.files.storage import default_storage

from tracker.models import Child, Photo
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
        return _content(stored[name])

    return read


def require_storage(children: Iterable[Child]) -> None:
    """Read one picture of the children, if they have any, before a file with all is begun.

    One query. Raises StorageFailed.
    """
    photo = Photo.objects.filter(entry__concern__child__in=children).first()
    if photo is None:
        return
    with suppress(FileNotFoundError):
        _content(photo.small.name)


def _content(name: str) -> bytes:
    try:
        with default_storage.open(name) as file:
            content: bytes = file.read()
            return content
    except FileNotFoundError:
        raise
    except Exception as error:  # each storage raises errors of its own
        raise StorageFailed from error
