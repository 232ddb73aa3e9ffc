"""What is in a database, also when its tables are not those of this version."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache, cached_property
from pathlib import Path
from secrets import token_hex
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import FileField, Model, QuerySet

SESSIONS = {"sessions", "usersessions"}
"""Apps whose rows stay behind: a backup must log nobody in."""

MADE_BY_ITSELF = SESSIONS | {"contenttypes"}
"""Apps whose rows come without anybody writing; so do those of ``auth``, see ``holds_data``."""

MIGRATIONS_TABLE = "django_migrations"


class Contents(ABC):
    """The rows of the diary, wherever they are, in the tables that their migrations left."""

    @property
    @abstractmethod
    def migrations(self) -> list[tuple[str, str]]:
        """The app and the name of each that was applied, sorted."""

    @abstractmethod
    def counts(self) -> dict[str, int]:
        """How many rows each table has, by the label of its model; without the sessions."""

    @abstractmethod
    def values(self, model: type[Model], column: str) -> Iterable[str | None]:
        """What the rows of that model have in this column."""

    @property
    def unknown_migrations(self) -> list[tuple[str, str]]:
        """Those that a newer version of the program has applied."""
        loader = _migrations_on_disk()
        return [
            (app, name)
            for app, name in self.migrations
            if app in loader.migrated_apps and (app, name) not in loader.disk_migrations
        ]

    @property
    def missing_migrations(self) -> set[tuple[str, str]]:
        return _migrations_on_disk().disk_migrations.keys() - self.migrations

    @cached_property
    def models(self) -> list[type[Model]]:
        """As the applied migrations left them; without the sessions."""
        return [model for model in self.all_models if model._meta.app_label not in SESSIONS]

    @cached_property
    def all_models(self) -> list[type[Model]]:
        loader = _migrations_on_disk()
        known = [key for key in self.migrations if key in loader.graph.nodes]
        models = loader.project_state(known).apps.get_models(include_auto_created=True)
        return [model for model in models if model._meta.managed and not model._meta.proxy]

    @property
    def file_fields(self) -> Iterator[tuple[type[Model], str]]:
        """Each model and column that names stored files."""
        for model in self.models:
            for field in model._meta.concrete_fields:
                if isinstance(field, FileField):
                    yield model, field.attname

    def file_names(self) -> set[str]:
        """The stored files that a row names."""
        return {
            name
            for model, column in self.file_fields
            for name in self.values(model, column)
            if name
        }


class Database(Contents):
    """A database that Django is connected to."""

    def __init__(self, alias: str = DEFAULT_DB_ALIAS) -> None:
        self.alias = alias

    @property
    def connection(self) -> BaseDatabaseWrapper:
        return connections[self.alias]

    @property
    def is_sqlite(self) -> bool:
        return self.connection.vendor == "sqlite"

    @cached_property
    def migrations(self) -> list[tuple[str, str]]:
        return sorted(MigrationRecorder(self.connection).applied_migrations())

    def counts(self) -> dict[str, int]:
        return {model._meta.label_lower: self.rows(model).count() for model in self.models}

    def values(self, model: type[Model], column: str) -> Iterable[str | None]:
        return self.rows(model).values_list(column, flat=True)

    def rows(self, model: type[Model]) -> QuerySet[Any]:
        return model._base_manager.using(self.alias).order_by("pk")

    def holds_data(self) -> bool:
        """Whether there is anything that somebody wrote."""
        return any(
            self.rows(model).exists()
            for model in self.models
            if model._meta.app_label not in MADE_BY_ITSELF
            and model._meta.label_lower != "auth.permission"
        )

    def copy_sqlite(self, path: Path) -> None:
        """Without the pages that were given up, which hold what was deleted."""
        with self.connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(path)])

    def forget_sessions(self) -> None:
        """So that no trace of them is left in the file."""
        self._leave_no_trace()
        for model in set(self.all_models) - set(self.models):
            self.rows(model).delete()

    def forget_files(self, names: Iterable[str]) -> None:
        """Removes the rows that name one of these files."""
        self._leave_no_trace()
        for model, column in self.file_fields:
            self.rows(model).filter(**{f"{column}__in": list(names)}).delete()

    def _leave_no_trace(self) -> None:
        if self.is_sqlite:
            with self.connection.cursor() as cursor:
                cursor.execute("PRAGMA secure_delete = ON")


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


@cache
def _migrations_on_disk() -> MigrationLoader:
    return MigrationLoader(None)
