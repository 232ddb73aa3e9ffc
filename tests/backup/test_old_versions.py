"""A database other than the default one is migrated alone: copies and backups of an old version."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from zipfile import ZipFile

from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from tracker.backup.database import open_sqlite
from tracker.models import FamilyEvent

VERSION = Path(__file__).parents[1] / "data" / "versions" / "8f3b688.zip"


def test_an_old_copy_is_migrated_without_touching_the_default_database(
    database: None, tmp_path: Path, django_assert_num_queries
) -> None:
    path = tmp_path / "old.sqlite3"
    with ZipFile(VERSION) as archive, sqlite3.connect(path) as old:
        old.executescript(archive.read("database.sql").decode())
        old.execute("UPDATE tracker_familyevent SET kind = 'called_off' WHERE id % 2")
        kinds = old.execute("SELECT id, kind FROM tracker_familyevent ORDER BY id").fetchall()
    assert {kind for _id, kind in kinds} >= {"called_off"}
    assert len(kinds) >= 2

    with open_sqlite(path) as copy:
        executor = MigrationExecutor(connections[copy.alias])
        with django_assert_num_queries(0):
            executor.migrate(executor.loader.graph.leaf_nodes())
        migrated = FamilyEvent.objects.using(copy.alias).order_by("pk")
        found = [(row.pk, row.kind, row.role) for row in migrated]

    assert found == [(pk, *_renamed(kind)) for pk, kind in kinds]


def _renamed(kind: str) -> tuple[str, str]:
    if kind == "called_off":
        return ("cancelled", "")
    name, _, role = kind.partition("_")
    return (name, role) if name in {"invited", "joined", "became"} else (kind, "")
