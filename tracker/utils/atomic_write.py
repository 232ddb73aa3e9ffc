"""A file that is there when all of it is written, and for nobody else to read."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO


@contextmanager
def atomic_write(path: Path, *, replace: bool = True) -> Iterator[BinaryIO]:
    """Gives a file to write. It gets its name when the block ends well, and is on the disk then.

    Raises OSError where it cannot be written; FileExistsError where something has that name and
    may not be replaced.
    """
    path = path.resolve()
    draft = path.with_name(f"{path.name}.{token_hex(8)}")
    _see_that_it_is_free(path, replace)
    descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    try:
        with open(descriptor, "w+b") as file:
            yield file
            file.flush()
            os.fsync(descriptor)
        _see_that_it_is_free(path, replace)
        draft.replace(path)
        _flush_folder(path.parent)
    finally:
        draft.unlink(missing_ok=True)


def _see_that_it_is_free(path: Path, replace: bool) -> None:
    if not replace and path.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    with suppress(OSError):  # a folder on a network share cannot be flushed, and need not be
        os.fsync(descriptor)
    os.close(descriptor)
