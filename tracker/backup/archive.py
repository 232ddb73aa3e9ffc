"""The tar file that a backup is: files with short plain names, written and read in one go."""

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
"""Neither "..", nor "/" at the start, nor anything hidden."""

PIECE = 64 * 1024


class ArchiveWriter:
    """Adds files to a tar file. ``digests`` has the SHA-256 of each."""

    def __init__(self, tar: tarfile.TarFile, modified_at: int) -> None:
        self._tar = tar
        self._modified_at = modified_at
        self.digests: dict[str, str] = {}

    def add(self, name: str, content: IO[bytes]) -> None:
        """Raises BackupProblem where this is no name for a file."""
        if not NAME.fullmatch(name):
            raise BackupProblem(_("%(name)r is no name for a file in a backup.") % {"name": name})
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
    """Gives each file's name and content, to be read before the next is asked for.

    Reads the stream to its end. Raises BackupProblem where it is no tar file or is cut off inside
    a file, where a name comes twice, and where a name would lead elsewhere. Whether no file is
    missing and each is what was written is for the caller to check.
    """
    try:
        with tarfile.open(fileobj=cast(IO[bytes], stream), mode="r|") as tar:
            yield _files_in(tar)
    except tarfile.TarError:
        raise damaged() from None
    while stream.read(PIECE):
        pass


def _files_in(tar: tarfile.TarFile) -> Iterator[tuple[str, IO[bytes]]]:
    names: set[str] = set()
    for info in tar:
        content = tar.extractfile(info) if info.type == tarfile.REGTYPE else None
        if content is None or not NAME.fullmatch(info.name):
            text = _(
                "This is no backup of Milkspot: it holds %(name)r, which could lead elsewhere."
            )
            raise BackupProblem(text % {"name": info.name})
        if info.name in names:
            raise damaged()
        names.add(info.name)
        yield info.name, content


def sha256_of(content: IO[bytes]) -> str:
    """The digest, in hex, of what is left to read."""
    digest = sha256()
    while piece := content.read(PIECE):
        digest.update(piece)
    return digest.hexdigest()
