"""Restores a backup into an empty database and storage."""

from __future__ import annotations

from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import IO

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.management import CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from tracker.actions.photos import remove_files, stored_photo_files
from tracker.backup.checking import Backup, checked
from tracker.backup.database import Contents, Database
from tracker.backup.manifest import PHOTOS, Manifest
from tracker.backup.postgres import Dump, restore_dump
from tracker.backup.problems import BackupProblem
from tracker.backup.scratch import MAX_BYTES_IN_MEMORY
from tracker.backup.transfer import migrate_and_copy_rows


def restore(backup: Backup) -> Manifest:
    """Verify a backup, then restore its files and its database.

    The files come first and the database last, in one step: if anything fails, the files are
    removed again and nothing has changed. Raises BackupProblem and OSError.
    """
    check_database_is_empty()
    with checked(backup) as verified:
        _check_database_kind(verified.database)
        stored: list[str] = []
        try:
            if verified.manifest.with_photos:
                absent = {*verified.manifest.missing, *verified.manifest.removed}
                wanted = verified.database.file_names() - absent
                _check_storage_is_empty(wanted)
                _store_files(backup, wanted, stored)
            check_database_is_empty()  # the check of a large backup takes a while
            _restore_database(verified.database, verified.manifest.removed)
        except BaseException as error:
            remove_files(stored)
            if isinstance(error, DatabaseError | CommandError):
                text = _("The database did not accept the backup: %(why)s.")
                raise BackupProblem(text % {"why": str(error).strip()}) from None
            raise
    return verified.manifest


def _restore_database(snapshot: Contents, removed_files: list[str]) -> None:
    """Replace the diary's database with a snapshot, all or nothing."""
    live = Database()
    if isinstance(snapshot, Dump):
        restore_dump(snapshot.path, removed_files)
    elif isinstance(snapshot, Database) and live.is_sqlite:
        for database in (snapshot, live):
            database.connection.ensure_connection()
        snapshot.connection.connection.backup(live.connection.connection)
    elif isinstance(snapshot, Database):
        migrate_and_copy_rows(snapshot, live)


def _check_database_kind(snapshot: Contents) -> None:
    if isinstance(snapshot, Dump) and Database().is_sqlite:
        raise BackupProblem(
            _(
                "This backup was made on PostgreSQL. Set DATABASE_URL to an empty database there."
                " After that, the command copy_database can copy it to SQLite."
            )
        )


def check_database_is_empty() -> None:
    """Raises BackupProblem if the diary's database holds data or cannot be used."""
    try:
        is_empty = not Database().holds_data()
    except DatabaseError as error:
        text = _("The database could not be used: %(why)s.")
        raise BackupProblem(text % {"why": str(error).strip()}) from None
    if not is_empty:
        raise BackupProblem(
            _(
                "There is a diary here already. A backup can only be restored into an empty place."
                " Stop the server, then set DATA_DIR to an empty folder (and DATABASE_URL to an"
                " empty database, if it is set)."
            )
        )


def _check_storage_is_empty(wanted: set[str]) -> None:
    if any(stored_photo_files()) or any(default_storage.exists(name) for name in wanted):
        place = settings.MEDIA_S3_BUCKET or settings.MEDIA_ROOT
        text = _(
            "There are photos or copies in %(place)s already. A backup can only be restored into"
            " an empty place. Move them away first."
        )
        raise BackupProblem(text % {"place": place})


def _store_files(backup: Backup, wanted: set[str], stored: list[str]) -> None:
    """Store the wanted files. Appends each name to ``stored``, also if storing it fails midway."""
    with backup.files() as files:
        for member, content in files:
            name = member.removeprefix(PHOTOS)
            if name == member or name not in wanted:
                continue
            stored.append(name)  # before storing: a partial file must be removed too
            stored[-1] = _store(name, content)
            if stored[-1] != name:
                raise BackupProblem(
                    _("A photo could not be stored: something else is writing to the same place.")
                )


def _store(name: str, content: IO[bytes]) -> str:
    """Store a file. Returns its name, which differs if the name was taken."""
    with SpooledTemporaryFile(MAX_BYTES_IN_MEMORY, dir=str(settings.DATA_DIR)) as copy:
        copyfileobj(content, copy)
        copy.seek(0)
        try:
            return default_storage.save(name, File(copy, name))
        except OSError:
            raise
        except Exception as error:
            text = _("A photo could not be stored (%(why)s).")
            raise BackupProblem(text % {"why": type(error).__name__}) from error
