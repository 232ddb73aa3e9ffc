"""Writes and reads the tar file of a backup as a stream."""

from __future__ import annotations

import re
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import IO, cast

from django.utils.translation import gettext as _

from tracker.backup.age import Readable, Writable
from tracker.backup.problems import BackupProblem, damaged

NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")
"""Excludes "..", absolute paths and hidden files."""

CHUNK_SIZE = 64 * 1024


class ArchiveWriter:
    """Adds files to a tar file. ``digests`` has the SHA-256 of each."""

    def __init__(self, tar: tarfile.TarFile, modified_at: int) -> None:
        self._tar = tar
        self._modified_at = modified_at
        self.digests: dict[str, str] = {}

    def add(self, name: str, content: IO[bytes]) -> None:
        """Add the content from its position on. Raises BackupProblem for an invalid name."""
        if not NAME.fullmatch(name):
            raise BackupProblem(_("A backup cannot hold a file named %(name)r.") % {"name": name})
        self.digests[name] = sha256_of(content)
        info = tarfile.TarInfo(name)
        info.size, info.mtime, info.mode = content.tell(), self._modified_at, 0o600
        content.seek(0)
        self._tar.addfile(info, content)


@contextmanager
def new_archive(out: Writable, modified_at: int) -> Iterator[ArchiveWriter]:
    with tarfile.open(fileobj=cast(IO[bytes], out), mode="w|") as tar:
        yield ArchiveWriter(tar, modified_at)


@contextmanager
def open_archive(stream: Readable) -> Iterator[Iterator[tuple[str, IO[bytes]]]]:
    """Yield an iterator of each file's name and content, to be read before the next file.

    Reads the stream to its end. Raises BackupProblem for an invalid tar file, one cut off inside a
    file, a duplicate name and an unsafe name. The caller checks for missing or altered files.
    """
    try:
        with tarfile.open(fileobj=cast(IO[bytes], stream), mode="r|") as tar:
            yield _files_in(tar)
    except tarfile.TarError:
        raise damaged() from None
    while stream.read(CHUNK_SIZE):
        pass


def _files_in(tar: tarfile.TarFile) -> Iterator[tuple[str, IO[bytes]]]:
    names: set[str] = set()
    for info in tar:
        content = tar.extractfile(info) if info.type == tarfile.REGTYPE else None
        if content is None or not NAME.fullmatch(info.name):
            text = _(
                "This is not a Milkspot backup: it holds %(name)r, which could write outside"
                " its folder."
            )
            raise BackupProblem(text % {"name": info.name})
        if info.name in names:
            raise damaged()
        names.add(info.name)
        yield info.name, content


def sha256_of(content: IO[bytes]) -> str:
    """Return the hex digest of the content from its position on."""
    digest = sha256()
    while chunk := content.read(CHUNK_SIZE):
        digest.update(chunk)
    return digest.hexdigest()
