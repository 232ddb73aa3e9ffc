"""The tar file that a backup is, and its seal.

Only what is needed of tar: regular files with short plain names, one after the other, to be
written and read in one go. The last one, the seal, holds the SHA-256 of every byte before it, so
that a bit that changed is found wherever it is: in a file, in a header or in the space between.
"""

from __future__ import annotations

import re
import tarfile
from collections.abc import Iterator
from hashlib import sha256

from django.utils.translation import gettext as _

from tracker.backup.age import Readable, Writable
from tracker.backup.problems import BackupProblem, damaged

NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")
"""Neither "..", nor "/" at the start, nor anything hidden."""

SEAL = "sha256"
BLOCK = 512
PIECE = 64 * 1024


class ArchiveWriter:
    """Writes files one after the other. ``digests`` says what SHA-256 each of them has."""

    def __init__(self, out: Writable, written_at: int) -> None:
        self._out = out
        self._written_at = written_at
        self._digest = sha256()
        self.digests: dict[str, str] = {}

    def add(self, name: str, size: int, content: Readable) -> None:
        """Raises BackupProblem where it is no name for a file, or the content has another size."""
        if not NAME.fullmatch(name):
            raise BackupProblem(_("%(name)r is no name for a file in a backup.") % {"name": name})
        self._put(_header(name, size, self._written_at))
        digest, left = sha256(), size
        while piece := content.read(PIECE):
            digest.update(piece)
            self._put(piece)
            left -= len(piece)
        if left:
            text = _("%(name)s changed while it was being read. Please try again.")
            raise BackupProblem(text % {"name": name})
        self._put(bytes(-size % BLOCK))
        self.digests[name] = digest.hexdigest()

    def seal(self) -> None:
        self._out.write(_seal(self._digest.hexdigest()))

    def _put(self, data: bytes) -> None:
        self._digest.update(data)
        self._out.write(data)


def read_archive(stream: Readable) -> Iterator[tuple[str, Iterator[bytes]]]:
    """The name of each file and its content in pieces, to be read before the next is asked for.

    Not before the last of them is it certain that all of them are what was written. Raises
    BackupProblem where they are not, and where a name would lead elsewhere.
    """
    source = _Hashed(stream)
    names: set[str] = set()
    while True:
        digest_so_far = source.digest.hexdigest()
        block = source.read(BLOCK)
        name, size = _name_and_size(block)
        if name == SEAL:
            _see_the_seal(block, stream, _seal(digest_so_far))
            return
        if name in names:
            raise damaged()
        names.add(name)
        content = source.pieces(size)
        yield name, content
        for _piece in content:
            pass  # what nobody wanted to read counts as well
        source.read(-size % BLOCK)


class _Hashed:
    """A stream that keeps count of what was read."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self.digest = sha256()

    def read(self, size: int) -> bytes:
        data = self._stream.read(size)
        if len(data) < size:
            raise damaged()
        self.digest.update(data)
        return data

    def pieces(self, size: int) -> Iterator[bytes]:
        while size:
            piece = self.read(min(size, PIECE))
            size -= len(piece)
            yield piece


def _header(name: str, size: int, written_at: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mtime, info.mode = size, written_at, 0o600
    return info.tobuf(tarfile.USTAR_FORMAT)


def _name_and_size(block: bytes) -> tuple[str, int]:
    try:
        info = tarfile.TarInfo.frombuf(block, "ascii", "strict")
    except (tarfile.HeaderError, UnicodeDecodeError):
        raise damaged() from None
    if info.size < 0:
        raise damaged()
    if info.type != tarfile.REGTYPE or not NAME.fullmatch(info.name):
        text = _("This is no backup of Milkspot: it holds %(name)r, which could lead elsewhere.")
        raise BackupProblem(text % {"name": info.name})
    return info.name, info.size


def _seal(digest: str) -> bytes:
    """The last file of the archive and its end, of which each bit is known beforehand."""
    content = f"{digest}\n".encode()
    padded = content + bytes(-len(content) % BLOCK)
    return _header(SEAL, len(content), 0) + padded + bytes(2 * BLOCK)


def _see_the_seal(start: bytes, stream: Readable, expected: bytes) -> None:
    if start + stream.read(len(expected)) != expected:  # read further than it may go
        raise damaged()
