"""A start with a damaged file says so, and how to restore a backup."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tracker.backup.database import open_sqlite
from tracker.checks import database as checks


@pytest.mark.parametrize("place", [0, 4096], ids=["no database", "a damaged page"])
def test_a_damaged_database(database: None, tmp_path: Path, place: int) -> None:
    file = tmp_path / "db.sqlite3"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE words (word TEXT)")
        connection.executemany("INSERT INTO words VALUES (?)", [("x" * 500,)] * 50)
        connection.commit()
    with open_sqlite(file) as database:
        assert list(checks.damaged_database([database.alias])) == []

    with file.open("r+b") as raw:
        raw.seek(place)
        raw.write(b"\xff" * 200)
    with open_sqlite(file) as database:
        (message,) = checks.database([database.alias])
    assert message.id == "milkspot.E011"
    assert message.msg.startswith(f"The database {file} is damaged (")
    assert message.hint.endswith("To restore a backup: script/manage restore FILE.")
