"""Writes a backup while the diary is in use."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import IO, cast

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from tracker.backup import age
from tracker.backup.archive import ArchiveWriter, new_archive
from tracker.backup.database import Database
from tracker.backup.manifest import CHECKSUM, MANIFEST, PHOTOS, Manifest, checksum_of, version
from tracker.backup.problems import BackupProblem, database_is_newer
from tracker.backup.scratch import MAX_BYTES_IN_MEMORY, scratch_folder
from tracker.backup.snapshot import open_snapshot, take_snapshot


def write_backup(
    out: age.Writable, *, made_at: datetime, passphrase: str | None, with_photos: bool = True
) -> Manifest:
    """Write the whole diary as one file, encrypted unless the passphrase is None.

    Raises BackupProblem and OSError.
    """
    if Database().unknown_migrations:
        raise database_is_newer()
    encrypted = age.Writer(out, passphrase) if passphrase is not None else None
    with new_archive(encrypted or out, int(made_at.timestamp())) as archive:
        manifest = _add_all(archive, made_at, with_photos)
    if encrypted:
        encrypted.finish()
    return manifest


def _add_all(archive: ArchiveWriter, made_at: datetime, with_photos: bool) -> Manifest:
    """Add the photo files that a snapshot of the database references, then the snapshot.

    A photo that is removed in the meantime is left out together with its row, so that each row has
    its files: a copy of SQLite loses the row here; a dump of PostgreSQL cannot be changed and
    loses it when it is restored.
    """
    with scratch_folder() as folder:
        path = take_snapshot(folder)
        with open_snapshot(path) as snapshot:
            names = snapshot.file_names() if with_photos else set()
            absent = {name for name in sorted(names) if not _add_photo(name, archive)}
            still_named = Database().file_names() if absent else names
            missing, removed = absent & still_named, names - still_named
            if removed and isinstance(snapshot, Database):
                snapshot.forget_files(removed)
            rows = snapshot.counts()
            digests = snapshot.photo_digests() if with_photos else {}
            migrations = [f"{app}.{name}" for app, name in snapshot.migrations]
        with path.open("rb") as file:
            archive.add(path.name, file)
    manifest = Manifest(
        made_at=made_at,
        made_by=version(),
        migrations=migrations,
        rows=rows,
        with_photos=with_photos,
        missing=sorted(missing),
        files=dict(archive.digests),
        removed=sorted(removed),
    )
    manifest = replace(manifest, changed=manifest.files_unlike(digests))
    content = manifest.as_json()
    archive.add(MANIFEST, BytesIO(content))
    archive.add(CHECKSUM, BytesIO(checksum_of(content)))
    return manifest


def _add_photo(name: str, archive: ArchiveWriter) -> bool:
    """Add a photo file. Returns False if the storage does not have it."""
    with SpooledTemporaryFile(MAX_BYTES_IN_MEMORY, dir=str(settings.DATA_DIR)) as content:
        try:
            with default_storage.open(name) as file:
                copyfileobj(file, content)
        except FileNotFoundError:
            return False
        except Exception as error:
            if not default_storage.exists(name):
                return False
            text = _("A photo could not be read from storage (%(why)s).")
            raise BackupProblem(text % {"why": type(error).__name__}) from error
        content.seek(0)
        archive.add(PHOTOS + name, cast(IO[bytes], content))
    return True
