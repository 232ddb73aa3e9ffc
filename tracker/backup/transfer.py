"""Copies all rows between SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj

from django.core.management import call_command
from django.core.management.color import no_style
from django.db import transaction
from django.db.models import AutoField, Max, Model
from django.utils.translation import gettext as _

from tracker.backup.database import Database, open_sqlite
from tracker.backup.problems import BackupProblem, database_errors_as_problems, database_is_newer
from tracker.backup.scratch import scratch_folder
from tracker.utils.atomic_write import atomic_write


def copy_to_sqlite(path: Path) -> None:
    """Copy the diary's database on PostgreSQL to a new SQLite file, written atomically.

    Raises BackupProblem and OSError.
    """
    live = Database()
    if live.unknown_migrations:
        raise database_is_newer()
    if live.missing_migrations:
        text = _(
            "This database is from an older version of Milkspot. Start the server once to update"
            " it."
        )
        raise BackupProblem(text)
    with scratch_folder() as folder, atomic_write(path, replace=False) as file:
        with (
            database_errors_as_problems(),
            _read_snapshot(live),
            open_sqlite(folder / "copy") as copy,
        ):
            _migrate(copy)
            copy_rows(live, Database(copy.alias))
        with (folder / "copy").open("rb") as content:
            copyfileobj(content, file)


def copy_from_sqlite(path: Path) -> None:
    """Copy an SQLite file to the diary's database on PostgreSQL, which must hold no data.

    Raises BackupProblem and OSError.
    """
    with path.open("rb"), scratch_folder() as folder, database_errors_as_problems():
        with open_sqlite(path) as database:
            database.copy_sqlite(folder / "copy")
        with open_sqlite(folder / "copy") as copy:
            if copy.unknown_migrations:
                raise database_is_newer()
            migrate_and_copy_rows(copy, Database())


def migrate_and_copy_rows(source: Database, target: Database) -> None:
    """Migrate both databases to this version, then copy the rows."""
    for database in (source, target):
        _migrate(database)
    copy_rows(Database(source.alias), Database(target.alias))


def copy_rows(source: Database, target: Database) -> None:
    """Replace the rows of ``target`` with those of ``source``, which has the same tables.

    Leaves out sessions. Ids that the source has ever used are not reused. Raises BackupProblem.
    """
    with database_errors_as_problems(), transaction.atomic(using=target.alias):
        _flush(target)
        for model in source.models:
            for row in source.rows(model).iterator():
                row.save_base(using=target.alias, raw=True, force_insert=True)
            if isinstance(model._meta.pk, AutoField):
                _set_last_id(target, model, _last_id(source, model))
        if target.counts() != source.counts():
            raise BackupProblem(
                _("Not everything was copied. Stop the server first, then try again.")
            )


def _migrate(database: Database) -> None:
    call_command("migrate", database=database.alias, interactive=False, verbosity=0)


def _flush(database: Database) -> None:
    tables = [model._meta.db_table for model in database.all_models]  # sessions reference users
    statements = database.connection.ops.sql_flush(no_style(), tables, reset_sequences=True)
    with database.connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _last_id(database: Database, model: type[Model]) -> int:
    """Return the highest id ever used in this table, also of deleted rows; 0 if none was."""
    highest = database.rows(model).aggregate(highest=Max("pk"))["highest"]
    with database.connection.cursor() as cursor:
        if database.is_sqlite:
            table = model._meta.db_table
            cursor.execute("SELECT max(seq) FROM sqlite_sequence WHERE name = %s", [table])
        else:
            cursor.execute(
                f"SELECT pg_sequence_last_value({_SEQUENCE}::regclass)", _table_and_column(model)
            )
        (last_value,) = cursor.fetchone()
    return max(highest or 0, last_value or 0)


def _set_last_id(database: Database, model: type[Model], last_id: int) -> None:
    if not last_id:
        return
    with database.connection.cursor() as cursor:
        if not database.is_sqlite:
            cursor.execute(f"SELECT setval({_SEQUENCE}, %s)", [*_table_and_column(model), last_id])
            return
        table = model._meta.db_table
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last_id])


_SEQUENCE = "pg_get_serial_sequence(%s, %s)"


def _table_and_column(model: type[Model]) -> list[str]:
    assert model._meta.pk
    assert model._meta.pk.column
    return [model._meta.db_table, model._meta.pk.column]


@contextmanager
def _read_snapshot(live: Database) -> Iterator[None]:
    """Run the block in a read-only transaction, in which all reads see the same state."""
    with transaction.atomic(using=live.alias):
        with live.connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield
