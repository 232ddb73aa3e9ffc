"""Reads and verifies a backup."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import copyfileobj
from typing import IO, BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.backup import age
from tracker.backup.archive import open_archive, sha256_of
from tracker.backup.database import Contents, Database
from tracker.backup.manifest import CHECKSUM, MANIFEST, PHOTOS, Manifest, read_manifest
from tracker.backup.problems import BackupProblem, damaged, from_a_newer_version
from tracker.backup.scratch import scratch_folder
from tracker.backup.snapshot import SNAPSHOTS, check_sqlite, open_snapshot

TAR = b"ustar"
TAR_HEADER = 512
MAX_MANIFEST = 100 * 1024 * 1024


class Backup:
    """A file to read as a backup. Calls ``passphrase`` once if the file is encrypted."""

    def __init__(self, path: Path, passphrase: Callable[[], str]) -> None:
        self.path = path
        self._passphrase = passphrase
        self._entered: str | None = None

    @contextmanager
    def files(self) -> Iterator[Iterator[tuple[str, IO[bytes]]]]:
        """Yield the files as ``open_archive`` does. Raises BackupProblem and OSError."""
        with self.path.open("rb") as file:
            start = file.read(TAR_HEADER)
            file.seek(0)
            with open_archive(self._decrypted(file, start)) as files:
                yield files

    def _decrypted(self, file: BinaryIO, start: bytes) -> age.Readable:
        if start.startswith(age.FIRST_LINE):
            if self._entered is None:
                self._entered = self._passphrase()
            return age.Reader(file, self._entered)
        if TAR in start:
            return file
        raise BackupProblem(_("%(file)s is not a Milkspot backup.") % {"file": self.path})


@dataclass(frozen=True)
class Checked:
    """A verified backup, while its snapshot of the database is open."""

    manifest: Manifest
    database: Contents


@contextmanager
def checked(backup: Backup) -> Iterator[Checked]:
    """Verify a whole backup: each checksum, the database, and that each photo file is included.

    Raises BackupProblem for the first problem, and OSError.
    """
    with scratch_folder() as folder:
        manifest, path = _manifest_and_snapshot(backup, folder)
        with open_snapshot(path) as database:
            if isinstance(database, Database):
                check_sqlite(database)
            if database.unknown_migrations:
                raise from_a_newer_version()
            if database.counts() != manifest.rows:
                raise damaged()
            _check_photos(manifest, database)
            changed = manifest.files_unlike(database.photo_digests())
            manifest = replace(manifest, changed=changed)
            yield Checked(manifest, database)


def _manifest_and_snapshot(backup: Backup, folder: Path) -> tuple[Manifest, Path]:
    digests: dict[str, str] = {}
    contents = {MANIFEST: b"", CHECKSUM: b""}
    with backup.files() as files:
        for name, content in files:
            if name in contents:
                contents[name] = content.read(MAX_MANIFEST)
            elif name in SNAPSHOTS:
                with (folder / name).open("w+b") as copy:
                    copyfileobj(content, copy)
                    copy.seek(0)
                    digests[name] = sha256_of(copy)
            else:
                digests[name] = sha256_of(content)
    manifest = read_manifest(contents[MANIFEST], contents[CHECKSUM])
    snapshots = SNAPSHOTS & digests.keys()
    if manifest.files != digests or len(snapshots) != 1:
        raise damaged()
    return manifest, folder / snapshots.pop()


def _check_photos(manifest: Manifest, database: Contents) -> None:
    if not manifest.with_photos:
        return
    absent = database.file_names().difference(
        (name.removeprefix(PHOTOS) for name in manifest.files), manifest.missing, manifest.removed
    )
    if absent:
        text = ngettext(
            "%(n)s photo file of the diary is not in this backup. Use another backup.",
            "%(n)s photo files of the diary are not in this backup. Use another backup.",
            len(absent),
        )
        raise BackupProblem(text % {"n": len(absent)})
