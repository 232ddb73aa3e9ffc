"""The database of a backup: always an SQLite file, whichever database the diary runs on.

What runs on SQLite is copied as it is. The rows of PostgreSQL are copied one by one into an SQLite
file with the same tables, and back. So a backup of the one can be restored into the other, and
anything that reads SQLite can read it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from secrets import token_hex
from typing import Any

from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import FileField, Model, QuerySet
from django.utils.translation import gettext as _

from tracker.backup.problems import BackupProblem, damaged

SESSIONS = {"sessions", "usersessions"}
"""Apps whose rows stay behind: a backup must log nobody in."""

MADE_BY_ITSELF = SESSIONS | {"contenttypes"}
"""Apps whose rows come without anybody writing; so do those of ``auth``, see ``holds_data``."""


class Database:
    """A database with the tables that it has, also when they are not those of this version."""

    def __init__(self, alias: str = DEFAULT_DB_ALIAS) -> None:
        self.alias = alias

    @property
    def connection(self) -> BaseDatabaseWrapper:
        return connections[self.alias]

    @cached_property
    def migrations(self) -> list[tuple[str, str]]:
        """The app and the name of each that was applied."""
        return sorted(self._loader.applied_migrations)

    @property
    def unknown_migrations(self) -> list[tuple[str, str]]:
        """Those that a newer version of the program has applied."""
        loader = self._loader
        return [
            (app, name)
            for app, name in self.migrations
            if app in loader.migrated_apps and (app, name) not in loader.disk_migrations
        ]

    def counts(self) -> dict[str, int]:
        return {model._meta.label_lower: self._rows(model).count() for model in self.models}

    def file_names(self) -> set[str]:
        """Of all stored files that a row names."""
        names: set[str] = set()
        for model, field in self._file_fields:
            names |= set(self._rows(model).values_list(field, flat=True))
        return names - {"", None}

    def holds_data(self) -> bool:
        """Whether there is anything that somebody wrote."""
        return any(
            self._rows(model).exists()
            for model in self.models
            if model._meta.app_label not in MADE_BY_ITSELF
            and model._meta.label_lower != "auth.permission"
        )

    @cached_property
    def models(self) -> list[type[Model]]:
        """As the applied migrations left them; without the sessions."""
        return [model for model in self._all_models if model._meta.app_label not in SESSIONS]

    @property
    def _file_fields(self) -> Iterator[tuple[type[Model], str]]:
        for model in self.models:
            for field in model._meta.concrete_fields:
                if isinstance(field, FileField):
                    yield model, field.attname

    @cached_property
    def _loader(self) -> MigrationLoader:
        return MigrationLoader(self.connection)

    @cached_property
    def _all_models(self) -> list[type[Model]]:
        known = [key for key in self.migrations if key in self._loader.graph.nodes]
        apps = self._loader.project_state(known).apps
        models = apps.get_models(include_auto_created=True)
        return [model for model in models if model._meta.managed and not model._meta.proxy]

    def _rows(self, model: type[Model]) -> QuerySet[Any]:
        return model._base_manager.using(self.alias).order_by("pk")

    def forget_sessions(self) -> None:
        """So that no trace of them is left in the file."""
        self._leave_no_trace()
        for model in set(self._all_models) - set(self.models):
            self._rows(model).delete()

    def forget_files(self, names: set[str]) -> None:
        """Takes away the rows that name one of these files, without a trace in the database's."""
        self._leave_no_trace()
        for model, field in self._file_fields:
            self._rows(model).filter(**{f"{field}__in": names}).delete()

    def _leave_no_trace(self) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")

    def take_tables(self, source: Database) -> None:
        """Makes the tables of another database in this one, where there are none yet."""
        with self.connection.schema_editor() as editor:
            for model in source._all_models:
                if not model._meta.auto_created:
                    editor.create_model(model)
        recorder = MigrationRecorder(self.connection)
        recorder.ensure_schema()
        for app, name in source.migrations:
            recorder.record_applied(app, name)

    def take_rows(self, source: Database) -> None:
        """Copies all rows of a database with the same tables into this one, whose own are lost."""
        connection = self.connection
        with transaction.atomic(using=self.alias):
            tables = [model._meta.db_table for model in self._all_models]  # sessions hang on users
            flush = connection.ops.sql_flush(no_style(), tables, reset_sequences=True)
            with connection.cursor() as cursor:
                for statement in flush:
                    cursor.execute(statement)
                for model in self.models:
                    for row in source._rows(model).iterator():
                        row.save_base(using=self.alias, raw=True, force_insert=True)
                for statement in connection.ops.sequence_reset_sql(no_style(), self.models):
                    cursor.execute(statement)


@contextmanager
def opened(path: Path) -> Iterator[Database]:
    """The database in an SQLite file, which is made where it is missing."""
    alias = f"backup-{token_hex(4)}"
    settings = {"ENGINE": "django.db.backends.sqlite3", "NAME": path}
    whole = connections.configure_settings({DEFAULT_DB_ALIAS: settings})
    connections.settings[alias] = whole[DEFAULT_DB_ALIAS]
    try:
        yield Database(alias)
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.settings[alias]


def copy_database(path: Path) -> None:
    """Copies the diary's database as it is at one moment, while others read and write it.

    Raises BackupProblem where it cannot be read.
    """
    live = Database()
    try:
        if live.connection.vendor == "sqlite":
            with live.connection.cursor() as cursor:
                # Without the pages that were given up, which hold what was deleted.
                cursor.execute("VACUUM INTO %s", [str(path)])
            with opened(path) as copy:
                copy.forget_sessions()
        else:
            with _one_moment(live), opened(path) as copy:
                copy.take_tables(live)
                copy.take_rows(live)
    except DatabaseError as error:
        text = _("The database cannot be copied: %(why)s.")
        raise BackupProblem(text % {"why": str(error).strip()}) from None


def put_back(copy: Database) -> None:
    """Puts the database of a backup in the place of the diary's, all of it or nothing."""
    live = Database()
    if live.connection.vendor == "sqlite":
        for database in (copy, live):
            database.connection.ensure_connection()
        copy.connection.connection.backup(live.connection.connection)
        return
    for database in (copy, live):
        call_command("migrate", database=database.alias, interactive=False, verbosity=0)
    Database().take_rows(Database(copy.alias))


def see_that_it_is_whole(copy: Database) -> None:
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


@contextmanager
def _one_moment(live: Database) -> Iterator[None]:
    """All reads of PostgreSQL in this block see the rows as they are now."""
    with transaction.atomic(using=live.alias):
        with live.connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield
