"""Bringing a backup back, into a place where nothing is kept yet."""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import SpooledTemporaryFile

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.management import CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from tracker.actions.photos import our_files, remove_files
from tracker.backup.checking import Backup, checked
from tracker.backup.database import Database, put_back
from tracker.backup.making import MOST_IN_MEMORY
from tracker.backup.manifest import PHOTOS, Manifest
from tracker.backup.problems import BackupProblem


def restore(backup: Backup) -> Manifest:
    """Brings back all that is in a backup, once all of it was read and found right.

    First the photos, then at once the database: should it fail in between, the place is as empty
    as before. Raises BackupProblem and OSError.
    """
    _see_that_no_diary_is_here()
    with checked(backup) as found:
        put: list[str] = []
        try:
            if found.manifest.with_photos:
                _see_that_no_photos_are_here()
                _put_photos(backup, found.database.file_names(), put)
            put_back(found.database)
        except BaseException as error:
            remove_files(put)
            if isinstance(error, DatabaseError | CommandError):
                text = _("The database does not take the backup: %(why)s.")
                raise BackupProblem(text % {"why": str(error).strip()}) from None
            raise
    return found.manifest


def _see_that_no_diary_is_here() -> None:
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


def _see_that_no_photos_are_here() -> None:
    if any(True for _name in our_files()):
        place = settings.MEDIA_S3_BUCKET or settings.MEDIA_ROOT
        text = _(
            "There are photos in %(place)s already, and a backup is restored into an empty place"
            " only. Move them away first."
        )
        raise BackupProblem(text % {"place": place})


def _put_photos(backup: Backup, wanted: set[str], put: list[str]) -> None:
    """Stores the photos that the database names; each name goes to ``put`` beforehand."""
    with backup.files() as files:
        for member, pieces in files:
            name = member.removeprefix(PHOTOS)
            if name != member and name in wanted:
                put.append(name)
                _put_photo(name, pieces)


def _put_photo(name: str, pieces: Iterator[bytes]) -> None:
    with SpooledTemporaryFile(MOST_IN_MEMORY, dir=str(settings.DATA_DIR)) as content:
        content.writelines(pieces)
        content.seek(0)
        try:
            stored = default_storage.save(name, File(content, name))
        except OSError:
            raise
        except Exception as error:
            text = _("A photo cannot be stored (%(why)s).")
            raise BackupProblem(text % {"why": type(error).__name__}) from error
    if stored != name:
        text = _("A photo cannot be stored: somebody else writes in the same place meanwhile.")
        raise BackupProblem(text)
