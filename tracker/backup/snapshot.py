"""The copy of the diary's database that a backup holds: an SQLite file, or a dump of PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import DatabaseError
from django.utils.translation import gettext as _

from tracker.backup.database import Contents, Database, opened
from tracker.backup.postgres import Dump, write_dump
from tracker.backup.problems import BackupProblem, copying_a_database, damaged

SQLITE_FILE = "database.sqlite3"
DUMP = "database.dump"
SNAPSHOTS = {SQLITE_FILE, DUMP}


def take_snapshot(folder: Path) -> Path:
    """Copies the diary's database as it is at one moment, while others read and write it.

    ``folder`` can be read by nobody else. Raises BackupProblem.
    """
    live = Database()
    with copying_a_database():
        if not live.is_sqlite:
            write_dump(folder / DUMP)
            return folder / DUMP
        live.copy_sqlite(folder / SQLITE_FILE)
        with opened(folder / SQLITE_FILE) as copy:
            copy.forget_sessions()
    return folder / SQLITE_FILE


@contextmanager
def open_snapshot(path: Path) -> Iterator[Contents]:
    if path.name == DUMP:
        yield Dump(path)
        return
    with opened(path) as copy:
        yield copy


def check_sqlite(copy: Database) -> None:
    """Raises BackupProblem where SQLite finds something wrong in its file."""
    try:
        with copy.connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            found = cursor.fetchall()
            cursor.execute("PRAGMA foreign_key_check")
            orphans = cursor.fetchall()
    except DatabaseError:
        raise damaged() from None
    if found != [("ok",)] or orphans:
        raise BackupProblem(_("The database in this backup is damaged. Take another one."))
