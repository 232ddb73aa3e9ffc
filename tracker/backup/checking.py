"""Reading a backup, and whether it is what was written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.backup import age
from tracker.backup.archive import BLOCK, read_archive
from tracker.backup.database import Database, opened, see_that_it_is_whole
from tracker.backup.making import scratch_folder
from tracker.backup.manifest import (
    DATABASE,
    MANIFEST,
    PHOTOS,
    Manifest,
    from_a_newer_version,
    manifest_in,
)
from tracker.backup.problems import BackupProblem, damaged

TAR = b"ustar"
LARGEST_MANIFEST = 100 * 1024 * 1024


class Backup:
    """A file that may be a backup. ``passphrase`` is asked, once, if it is encrypted."""

    def __init__(self, path: Path, passphrase: Callable[[], str]) -> None:
        self.path = path
        self._passphrase = passphrase
        self._known: str | None = None

    @contextmanager
    def files(self) -> Iterator[Iterator[tuple[str, Iterator[bytes]]]]:
        """The files in it, as ``read_archive`` gives them. Raises BackupProblem and OSError."""
        with self.path.open("rb") as file:
            start = file.read(BLOCK)
            file.seek(0)
            if start.startswith(age.FIRST_LINE):
                if self._known is None:
                    self._known = self._passphrase()
                yield read_archive(age.Reader(file, self._known))
            elif TAR in start:
                yield read_archive(file)
            else:
                text = _("%(file)s is no backup of Milkspot.")
                raise BackupProblem(text % {"file": self.path})


@dataclass(frozen=True)
class Checked:
    """A backup of which all is certain, while its database is open."""

    manifest: Manifest
    database: Database


@contextmanager
def checked(backup: Backup) -> Iterator[Checked]:
    """Reads all of a backup: each checksum, the database, and whether each photo is there.

    Raises BackupProblem for the first thing that is wrong, and OSError.
    """
    with scratch_folder() as folder:
        manifest = _manifest_and_database(backup, folder / DATABASE)
        with opened(folder / DATABASE) as database:
            see_that_it_is_whole(database)
            if database.unknown_migrations:
                raise from_a_newer_version()
            if database.counts() != manifest.rows:
                raise damaged()
            _see_that_the_photos_are_there(manifest, database)
            yield Checked(manifest, database)


def _manifest_and_database(backup: Backup, path: Path) -> Manifest:
    digests: dict[str, str] = {}
    manifest = b""
    with backup.files() as files, path.open("wb") as database:
        for name, content in files:
            digest = sha256()
            for piece in content:
                digest.update(piece)
                if name == DATABASE:
                    database.write(piece)
                elif name == MANIFEST:
                    manifest += piece
                    if len(manifest) > LARGEST_MANIFEST:
                        raise damaged()
            if name != MANIFEST:
                digests[name] = digest.hexdigest()
    if not manifest:
        raise BackupProblem(_("%(file)s is no backup of Milkspot.") % {"file": backup.path})
    told = manifest_in(manifest)
    if told.files != digests or DATABASE not in digests:
        raise damaged()
    return told


def _see_that_the_photos_are_there(manifest: Manifest, database: Database) -> None:
    if not manifest.with_photos:
        return
    wanted = {PHOTOS + name for name in database.file_names()}
    left_out = wanted - manifest.files.keys() - {PHOTOS + name for name in manifest.missing}
    if left_out:
        text = ngettext(
            "%(n)s photo file that the diary names is not in this backup. Take another one.",
            "%(n)s photo files that the diary names are not in this backup. Take another one.",
            len(left_out),
        )
        raise BackupProblem(text % {"n": len(left_out)})
