"""Bringing a backup back, into a place where nothing is kept yet."""

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
    """Brings back all that is in a backup, once all of it was read and found right.

    First the photos and copies, then at once the database: should it fail in between, the place
    is as it was before. Raises BackupProblem and OSError.
    """
    see_that_no_diary_is_here()
    with checked(backup) as found:
        _see_that_this_database_takes(found.database)
        put: list[str] = []
        try:
            if found.manifest.with_photos:
                left_out = {*found.manifest.missing, *found.manifest.removed}
                wanted = found.database.file_names() - left_out
                _see_that_no_files_are_here(wanted)
                _put_files(backup, wanted, put)
            see_that_no_diary_is_here()  # the check of a large backup takes a while
            _put_back(found.database, found.manifest.removed)
        except BaseException as error:
            remove_files(put)
            if isinstance(error, DatabaseError | CommandError):
                text = _("The database does not take the backup: %(why)s.")
                raise BackupProblem(text % {"why": str(error).strip()}) from None
            raise
    return found.manifest


def _put_back(snapshot: Contents, removed_files: list[str]) -> None:
    """Puts a snapshot into the place of the diary's database, all of it or nothing."""
    live = Database()
    if isinstance(snapshot, Dump):
        restore_dump(snapshot.path, removed_files)
    elif isinstance(snapshot, Database) and live.is_sqlite:
        for database in (snapshot, live):
            database.connection.ensure_connection()
        snapshot.connection.connection.backup(live.connection.connection)
    elif isinstance(snapshot, Database):
        migrate_and_copy_rows(snapshot, live)


def _see_that_this_database_takes(snapshot: Contents) -> None:
    if isinstance(snapshot, Dump) and Database().is_sqlite:
        raise BackupProblem(
            _(
                "This backup was made on PostgreSQL: let DATABASE_URL name an empty database there."
                " From there the command copy_database copies it to SQLite."
            )
        )


def see_that_no_diary_is_here() -> None:
    try:
        is_empty = not Database().holds_data()
    except DatabaseError as error:
        text = _("The database cannot be used: %(why)s.")
        raise BackupProblem(text % {"why": str(error).strip()}) from None
    if not is_empty:
        raise BackupProblem(
            _(
                "A diary is kept here already, and a backup is restored into an empty place only."
                " Stop the server, then let DATA_DIR name an empty folder (and DATABASE_URL an"
                " empty database, if it is set)."
            )
        )


def _see_that_no_files_are_here(wanted: set[str]) -> None:
    if any(stored_photo_files()) or any(default_storage.exists(name) for name in wanted):
        place = settings.MEDIA_S3_BUCKET or settings.MEDIA_ROOT
        text = _(
            "There are photos or copies in %(place)s already, and a backup is restored into an"
            " empty place only. Move them away first."
        )
        raise BackupProblem(text % {"place": place})


def _put_files(backup: Backup, wanted: set[str], put: list[str]) -> None:
    """Stores the files that the database names. ``put`` is told of all that this leaves behind."""
    with backup.files() as files:
        for member, content in files:
            name = member.removeprefix(PHOTOS)
            if name == member or name not in wanted:
                continue
            put.append(name)  # nothing was there: when this fails it is half of ours
            put[-1] = _stored(name, content)
            if put[-1] != name:
                raise BackupProblem(
                    _("A photo cannot be stored: somebody else writes in the same place meanwhile.")
                )


def _stored(name: str, content: IO[bytes]) -> str:
    """The name of the new file: another one where this one is taken."""
    with SpooledTemporaryFile(MAX_BYTES_IN_MEMORY, dir=str(settings.DATA_DIR)) as copy:
        copyfileobj(content, copy)
        copy.seek(0)
        try:
            return default_storage.save(name, File(copy, name))
        except OSError:
            raise
        except Exception as error:
            text = _("A photo cannot be stored (%(why)s).")
            raise BackupProblem(text % {"why": type(error).__name__}) from error
