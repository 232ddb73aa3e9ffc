"""The copy of the database in a backup: an SQLite file, or a dump of PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import DatabaseError
from django.utils.translation import gettext as _

from tracker.backup.database import Contents, Database, open_sqlite
from tracker.backup.postgres import Dump, write_dump
from tracker.backup.problems import BackupProblem, damaged, database_errors_as_problems

SQLITE_FILE = "database.sqlite3"
DUMP = "database.dump"
SNAPSHOTS = {SQLITE_FILE, DUMP}


def take_snapshot(folder: Path) -> Path:
    """Write a consistent copy of the diary's database, which stays readable and writable.

    ``folder`` must be private to this user. Returns the file. Raises BackupProblem.
    """
    live = Database()
    with database_errors_as_problems():
        if not live.is_sqlite:
            write_dump(folder / DUMP)
            return folder / DUMP
        live.copy_sqlite(folder / SQLITE_FILE)
        with open_sqlite(folder / SQLITE_FILE) as copy:
            copy.forget_server()
    return folder / SQLITE_FILE


@contextmanager
def open_snapshot(path: Path) -> Iterator[Contents]:
    """Yield the contents of a file of ``take_snapshot``."""
    if path.name == DUMP:
        yield Dump(path)
        return
    with open_sqlite(path) as copy:
        yield copy


def check_sqlite(copy: Database) -> None:
    """Raises BackupProblem if SQLite's integrity or foreign key check fails."""
    try:
        with copy.connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            integrity = cursor.fetchall()
            cursor.execute("PRAGMA foreign_key_check")
            orphans = cursor.fetchall()
    except DatabaseError:
        raise damaged() from None
    if integrity != [("ok",)] or orphans:
        raise BackupProblem(_("The database in this backup is damaged. Use another backup."))
