"""Reads databases whose tables may be those of another version."""

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

OF_THE_SERVER = {"sessions", "usersessions", "tracker.pushsubscription", "tracker.serverkey"}
"""Apps and models whose rows are left out: a backup must not log anybody in, and may be restored
for servers with another key. A push subscription is part of a log-in.
"""

GENERATED = {"contenttypes", "auth.permission", "tracker.pushkey"}
"""Apps and models whose rows a server creates when it starts."""

MIGRATIONS_TABLE = "django_migrations"


def is_among(model: type[Model], names: set[str]) -> bool:
    """Return whether ``names`` has the model's label or its app."""
    return not names.isdisjoint({model._meta.app_label, model._meta.label_lower})


class Contents(ABC):
    """The rows of a diary, in the tables as of the migrations applied there."""

    @property
    @abstractmethod
    def migrations(self) -> list[tuple[str, str]]:
        """The (app, name) of each applied migration, sorted."""

    @abstractmethod
    def counts(self) -> dict[str, int]:
        """Return the number of rows by model label, without those of the server."""

    @abstractmethod
    def values(self, model: type[Model], column: str) -> Iterable[str | None]:
        """Return the values of a column, one per row."""

    @property
    def unknown_migrations(self) -> list[tuple[str, str]]:
        """Applied migrations that this version does not have, so that a newer one applied them."""
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
        """The models as of the applied migrations, without those of the server."""
        return [model for model in self.all_models if not is_among(model, OF_THE_SERVER)]

    @cached_property
    def all_models(self) -> list[type[Model]]:
        loader = _migrations_on_disk()
        known = [key for key in self.migrations if key in loader.graph.nodes]
        models = loader.project_state(known).apps.get_models(include_auto_created=True)
        return [model for model in models if model._meta.managed and not model._meta.proxy]

    @property
    def file_fields(self) -> Iterator[tuple[type[Model], str]]:
        """Each model and column of a FileField."""
        for model in self.models:
            for field in model._meta.concrete_fields:
                if isinstance(field, FileField):
                    yield model, field.attname

    def file_names(self) -> set[str]:
        """Return the names of all files that a row references."""
        return {
            name
            for model, column in self.file_fields
            for name in self.values(model, column)
            if name
        }

    def photo_digests(self) -> dict[str, str]:
        """Return the SHA-256 of each photo file whose row has it, by the file's name."""
        digests: dict[str, str] = {}
        for model, column in self.file_fields:
            column_of_digest = f"{column}_sha256"
            if any(field.attname == column_of_digest for field in model._meta.concrete_fields):
                pairs = zip(
                    self.values(model, column), self.values(model, column_of_digest), strict=True
                )
                digests |= {name: digest for name, digest in pairs if name and digest}
        return digests


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
        """Return whether a user has written any row."""
        return any(
            self.rows(model).exists() for model in self.models if not is_among(model, GENERATED)
        )

    def copy_sqlite(self, path: Path) -> None:
        """Copy the database to a new file, without free pages, which still contain deleted rows."""
        with self.connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(path)])

    def forget_server(self) -> None:
        """Delete the rows of the server, and overwrite them in the file."""
        self._overwrite_deleted()
        for model in set(self.all_models) - set(self.models):
            self.rows(model).delete()

    def forget_files(self, names: Iterable[str]) -> None:
        """Delete the rows that reference one of these files."""
        self._overwrite_deleted()
        for model, column in self.file_fields:
            self.rows(model).filter(**{f"{column}__in": list(names)}).delete()

    def _overwrite_deleted(self) -> None:
        if self.is_sqlite:
            with self.connection.cursor() as cursor:
                cursor.execute("PRAGMA secure_delete = ON")


@contextmanager
def open_sqlite(path: Path) -> Iterator[Database]:
    """Yield the database in an SQLite file, which is created if missing."""
    alias = f"backup-{token_hex(4)}"
    settings = {"ENGINE": "django.db.backends.sqlite3", "NAME": path}
    configured = connections.configure_settings({DEFAULT_DB_ALIAS: settings})
    connections.settings[alias] = configured[DEFAULT_DB_ALIAS]
    try:
        yield Database(alias)
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.settings[alias]


@cache
def _migrations_on_disk() -> MigrationLoader:
    return MigrationLoader(None)
