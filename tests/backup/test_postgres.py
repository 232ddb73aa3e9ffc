"""Dumps of PostgreSQL, and copies between SQLite and PostgreSQL."""

from __future__ import annotations

import os
import stat
import subprocess
from datetime import date
from pathlib import Path
from unittest.mock import MagicMock, Mock

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.backup.backups import (
    NOW,
    SNAPSHOT,
    back_up,
    backup,
    export,
    lose_everything,
    rewritten,
    verify,
)
from tests.commands.test_photos_in_a_zip import files
from tests.factories import client_of, make_concern, make_entry, make_user
from tracker.backup import BackupProblem, Database, before_migration, postgres, restore
from tracker.backup.database import open_sqlite
from tracker.models import Child, Entry, User

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="about PostgreSQL"),
]


def copy_database(*arguments: object) -> None:
    call_command("copy_database", *map(str, arguments))


@pytest.fixture
def tables_again(database: None):
    """For the tests after one that leaves the database without tables."""
    yield
    call_command("migrate", interactive=False, verbosity=0)


# Dumps


def test_a_database_with_other_empty_tables_takes_a_dump(
    child: Child, tmp_path: Path, media: Path
) -> None:
    """A newer version has migrated the database."""
    made = back_up(tmp_path / "one")
    lose_everything(media)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE tracker_entry ADD from_tomorrow integer NOT NULL")
        cursor.execute("CREATE VIEW from_tomorrow AS SELECT * FROM tracker_entry")
    restore(backup(tmp_path / "one"))
    assert Database().counts() == made.rows


def test_a_dump_that_cannot_be_put_back_leaves_nothing_behind(
    child: Child, tmp_path: Path, media: Path, tables_again: None
) -> None:
    back_up(tmp_path / "one")
    lose_everything(media)
    postgres._drop_tables()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE tracker_photo_pkey (id integer)")
    with pytest.raises(BackupProblem, match=r'"tracker_photo_pkey" already exists'):
        restore(backup(tmp_path / "one"))
    with connection.cursor() as cursor:
        left = connection.introspection.table_names(cursor)
        assert sorted(left) == ["milkspot_cache", "tracker_photo_pkey"]
        cursor.execute("DROP TABLE tracker_photo_pkey")
    assert files(media) == {}


def test_a_dump_that_was_damaged_when_it_was_written(child: Child, tmp_path: Path) -> None:
    back_up(tmp_path / "one", None)
    dump = b"PGDMP" + bytes(5000)
    with pytest.raises(BackupProblem, match="PostgreSQL's pg_restore failed"):
        verify(rewritten(tmp_path / "one", dump))


def test_a_row_that_is_missing_in_a_dump_is_missed(child: Child, tmp_path: Path) -> None:
    made = back_up(tmp_path / "one", None)
    rows = made.rows | {"tracker.entry": made.rows["tracker.entry"] + 1}
    with pytest.raises(BackupProblem, match="damaged"):
        verify(rewritten(tmp_path / "one", rows=rows))


def test_notes_that_entry_like_a_dump_do_no_harm(child: Child, tmp_path: Path, media: Path) -> None:
    notes = "\\.\nCOPY public.tracker_photo (id) FROM stdin;\n1\t2\\N\r\n"
    make_entry(make_concern(child), date(2026, 3, 10), notes=notes)
    made = back_up(tmp_path / "one")
    assert made.rows == Database().counts()
    assert verify(tmp_path / "one") == made
    lose_everything(media)
    restore(backup(tmp_path / "one"))
    assert Entry.objects.get(day=date(2026, 3, 10)).notes == notes


def test_a_dump_is_not_restored_into_sqlite(
    child: Child, tmp_path: Path, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(tmp_path / "one")
    lose_everything(media)
    monkeypatch.setattr(Database, "is_sqlite", True)
    with pytest.raises(BackupProblem, match=r"made on PostgreSQL\. Set DATABASE_URL to an empty"):
        restore(backup(tmp_path / "one"))
    assert files(media) == {}


def test_before_an_update_a_dump_is_kept(child: Child, monkeypatch: pytest.MonkeyPatch) -> None:
    # reports a pending migration
    monkeypatch.setattr(before_migration, "MigrationExecutor", MagicMock())
    path = before_migration.back_up_before_migration(NOW)
    assert verify(path).rows == Database().counts()


def test_a_password_stands_in_a_private_file_and_in_no_argument(
    child: Child, tmp_path: Path, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(connection.settings_dict, "PASSWORD", r"hunter:2\3")
    arguments: list[str] = []

    def popen(command: list[str], **options: int) -> subprocess.Popen[bytes]:
        arguments.extend(command)
        if "--dbname" in command[-1]:
            (passfile,) = tmp_path.glob("data/backup-in-progress-*/pgpass")
            assert passfile.read_text() == "*:*:*:*:hunter\\:2\\\\3\n"
            assert stat.S_IMODE(passfile.stat().st_mode) == 0o600
            assert f"passfile={passfile}" in command[-1]
        return subprocess.Popen(command, **options)

    monkeypatch.setattr(postgres, "Popen", popen)
    connect_anew()
    try:
        back_up(tmp_path / "one")
        lose_everything(media)
        restore(backup(tmp_path / "one"))
    finally:
        monkeypatch.undo()
        connect_anew()
    assert {Path(argument).name for argument in arguments} >= {"pg_dump", "pg_restore"}
    assert not any("hunter" in argument for argument in arguments)


def connect_anew() -> None:
    connection.close()
    connection.close_pool()


def test_without_the_tools_of_postgresql_a_sentence_says_what_to_install(
    child: Child, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "DEBIAN", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BackupProblem, match=r"needs PostgreSQL's pg_dump, which is not installed"):
        back_up(tmp_path / "one")


def test_the_tools_of_the_servers_own_version_come_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "DEBIAN", tmp_path)
    for version in ("9.6", "14", "15", "17"):
        tool = tmp_path / version / "bin" / "pg_dump"
        tool.parent.mkdir(parents=True)
        tool.touch()
    assert postgres._tool("pg_dump", 15) == str(tmp_path / "15/bin/pg_dump")
    assert postgres._tool("pg_dump", 16) == str(tmp_path / "17/bin/pg_dump")
    assert postgres._tool("pg_dump") == str(tmp_path / "17/bin/pg_dump")


# Copies between SQLite and PostgreSQL


def test_to_sqlite_and_back(child: Child, tmp_path: Path, media: Path) -> None:
    client_of(User.objects.get())
    gone = [
        make_user(email="gone@example.org").pk,
        make_entry(make_concern(child), date(2026, 3, 9)).pk,
    ]
    User.objects.get(pk=gone[0]).delete()
    Entry.objects.get(pk=gone[1]).delete()
    before, rows = export(tmp_path / "before"), Database().counts()
    file = tmp_path / "db.sqlite3"

    copy_database("--to-sqlite", file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with open_sqlite(file) as copy:
        assert copy.counts() == rows
        assert copy.missing_migrations == set()
        new = User(email="new@example.org")
        new.save(using=copy.alias)
        assert new.pk == gone[0] + 1
        new.delete()

    call_command("flush", interactive=False, verbosity=0)
    copy_database("--from-sqlite", file)
    assert Database().counts() == rows
    assert export(tmp_path / "after") == before
    assert make_user(email="newer@example.org").pk == gone[0] + 2
    concern = make_concern(Child.objects.get())
    assert make_entry(concern, date(2026, 3, 9)).pk == gone[1] + 1


def test_nothing_is_written_over(child: Child, tmp_path: Path) -> None:
    file = tmp_path / "db.sqlite3"
    copy_database("--to-sqlite", file)
    rows, content = Database().counts(), file.read_bytes()
    with pytest.raises(CommandError, match=r"db\.sqlite3: File exists"):
        copy_database("--to-sqlite", file)
    with pytest.raises(CommandError, match="There is a diary here already"):
        copy_database("--from-sqlite", file)
    assert (Database().counts(), file.read_bytes()) == (rows, content)


def test_a_copy_that_fails_has_no_name(
    child: Child, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Database, "counts", Mock(side_effect=[{"a": 1}, {"a": 2}]))
    (tmp_path / "there").mkdir()
    with pytest.raises(CommandError, match="Not everything was copied"):
        copy_database("--to-sqlite", tmp_path / "there" / "db.sqlite3")
    assert os.listdir(tmp_path / "there") == []


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(None, "There is no file"), (b"no database at all" * 100, "could not be copied")],
    ids=["missing", "no database"],
)
def test_a_file_that_is_no_database(
    database: None, tmp_path: Path, content: bytes | None, sentence: str
) -> None:
    if content:
        (tmp_path / "db.sqlite3").write_bytes(content)
    with pytest.raises(CommandError, match=sentence):
        copy_database("--from-sqlite", tmp_path / "db.sqlite3")


def test_an_sqlite_backup_is_restored_into_postgresql(
    child: Child, tmp_path: Path, media: Path
) -> None:
    """Earlier versions wrote them for both databases."""
    before, photos = export(tmp_path / "before"), files(media)
    copy_database("--to-sqlite", tmp_path / "db.sqlite3")
    back_up(tmp_path / "one", None)
    database = (tmp_path / "db.sqlite3").read_bytes()
    rewritten(tmp_path / "one", database, "database.sqlite3", format=1)
    assert SNAPSHOT not in verify(tmp_path / "one").files
    lose_everything(media)
    restore(backup(tmp_path / "one"))
    assert export(tmp_path / "after") == before
    assert files(media) == photos
