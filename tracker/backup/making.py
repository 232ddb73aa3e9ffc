"""Making a backup while the diary is in use."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from io import BytesIO
from pathlib import Path
from shutil import copyfileobj, rmtree
from tempfile import SpooledTemporaryFile, TemporaryDirectory

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from tracker.backup import age
from tracker.backup.archive import ArchiveWriter
from tracker.backup.database import Database, copy_database, opened
from tracker.backup.manifest import DATABASE, MANIFEST, PHOTOS, Manifest, version
from tracker.backup.problems import BackupProblem

SCRATCH = "backup-in-progress-"
A_DAY = 24 * 3600
MAX_IN_MEMORY = 4 * 1024 * 1024


def write_backup(
    out: age.Writable, *, made_at: datetime, passphrase: str | None, with_photos: bool = True
) -> Manifest:
    """Writes the whole diary as one file, encrypted unless the passphrase is None.

    The database is copied first, then the photos that this copy names. One that was removed
    meanwhile is taken out of the copy too: so each row has its files, whatever the family does in
    the meantime. Raises BackupProblem and OSError.
    """
    if Database().unknown_migrations:
        raise database_is_newer()
    sealed = age.Writer(out, passphrase) if passphrase is not None else None
    archive = ArchiveWriter(sealed or out, int(made_at.timestamp()))
    with scratch_folder() as folder:
        copy = folder / DATABASE
        missing = _copy_database_and_photos(copy, archive, with_photos)
        with opened(copy) as database:
            rows = database.counts()
            migrations = [f"{app}.{name}" for app, name in database.migrations]
        with copy.open("rb") as file:
            archive.add(DATABASE, copy.stat().st_size, file)
    manifest = Manifest(
        made_at, version(), migrations, rows, with_photos, missing, dict(archive.digests)
    )
    content = manifest.as_json()
    archive.add(MANIFEST, len(content), BytesIO(content))
    archive.seal()
    if sealed:
        sealed.finish()
    return manifest


def database_is_newer() -> BackupProblem:
    text = _("A newer version of Milkspot has written this database. Update the program first.")
    return BackupProblem(text)


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder for the copy of the database, beside the database itself and as private."""
    data_dir = Path(settings.DATA_DIR)
    with TemporaryDirectory(prefix=SCRATCH, dir=data_dir) as name:
        folder = Path(name)
        yesterday = folder.stat().st_mtime - A_DAY
        for other in data_dir.glob(f"{SCRATCH}*"):
            with suppress(FileNotFoundError):
                if other.stat().st_mtime < yesterday:  # its process was killed
                    rmtree(other)
        yield folder


def _copy_database_and_photos(copy: Path, archive: ArchiveWriter, with_photos: bool) -> list[str]:
    """Returns the files that are missing, though the diary itself names them still."""
    copy_database(copy)
    if not with_photos:
        return []
    with opened(copy) as database:
        gone = {name for name in sorted(database.file_names()) if not _add_photo(name, archive)}
        if not gone:
            return []
        missing = gone & Database().file_names()
        database.forget_files(gone - missing)
    return sorted(missing)


def _add_photo(name: str, archive: ArchiveWriter) -> bool:
    """Whether the photo is in the archive now."""
    with SpooledTemporaryFile(MAX_IN_MEMORY, dir=str(settings.DATA_DIR)) as content:
        try:
            with default_storage.open(name) as file:
                copyfileobj(file, content)
        except FileNotFoundError:
            return False
        except Exception as error:
            if not default_storage.exists(name):
                return False
            text = _("A photo cannot be read from its storage (%(why)s).")
            raise BackupProblem(text % {"why": type(error).__name__}) from error
        size = content.tell()
        content.seek(0)
        archive.add(PHOTOS + name, size, content)
    return True
