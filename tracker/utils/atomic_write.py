"""Writes files atomically, readable only by their owner."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO


@contextmanager
def atomic_write(path: Path, *, replace: bool = True) -> Iterator[BinaryIO]:
    """Yields a file to write, which gets its name, and is synced to disk, when the block succeeds.

    Raises OSError if it cannot be written, and FileExistsError if the name is in use and
    ``replace`` is false.
    """
    path = path.resolve()
    temporary = path.with_name(f"{path.name}.{token_hex(8)}")
    _require_free_name(path, replace)
    descriptor = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    try:
        with open(descriptor, "w+b") as file:
            yield file
            file.flush()
            os.fsync(descriptor)
        _require_free_name(path, replace)
        temporary.replace(path)
        _flush_folder(path.parent)
    finally:
        temporary.unlink(missing_ok=True)


def _require_free_name(path: Path, replace: bool) -> None:
    if not replace and path.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    with suppress(OSError):  # a folder on a network share cannot be flushed, and need not be
        os.fsync(descriptor)
    os.close(descriptor)
