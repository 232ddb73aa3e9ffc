"""A database other than the default one is migrated alone: copies and backups of an old version."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any
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


def test_a_box_that_was_not_ticked_is_not_known_in_entries_and_history(
    database: None, tmp_path: Path
) -> None:
    """A migration there and back loses no yes."""
    path = tmp_path / "old.sqlite3"
    with ZipFile(VERSION) as archive, sqlite3.connect(path) as old:
        old.executescript(archive.read("database.sql").decode())
        old.execute("UPDATE tracker_entry SET scratched = id % 2, dry = 1")
        for column in ("before", "after"):
            ticked, unticked = '"bleeding": true', '"bleeding": false'
            old.execute(
                f"UPDATE tracker_change SET {column} = replace({column}, ?, ?)", (ticked, unticked)
            )
        parities = [pk % 2 for (pk,) in old.execute("SELECT id FROM tracker_entry ORDER BY id")]

    def answers() -> tuple[list[Any], set[Any]]:
        with sqlite3.connect(path) as read:
            rows = read.execute("SELECT scratched, dry FROM tracker_entry ORDER BY id").fetchall()
            changes = read.execute("SELECT before, after FROM tracker_change WHERE kind = 'entry'")
            snapshots = [json.loads(text) for row in changes for text in row if text]
        fields = [snapshot[0]["fields"] for snapshot in snapshots]
        return rows, {(entry["bleeding"], entry["scratched"]) for entry in fields}

    unasked = [(1 if odd else None, 1) for odd in parities], {(None, True)}
    unticked = [(odd, 1) for odd in parities], {(False, True)}
    assert answers() == unticked
    with open_sqlite(path) as copy:
        leaves = MigrationExecutor(connections[copy.alias]).loader.graph.leaf_nodes()
        for targets, expected in (
            (leaves, unasked),
            ([("tracker", "0012_change_set")], unticked),
            (leaves, unasked),
        ):
            MigrationExecutor(connections[copy.alias]).migrate(targets)
            assert answers() == expected
