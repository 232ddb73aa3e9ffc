"""The backup before a migration, in processes with a data folder of their own."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tarfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
*_EARLIER, PREVIOUS, LATEST = sorted(
    path.stem for path in (ROOT / "tracker" / "migrations").glob("0*.py")
)
Run = Callable[..., subprocess.CompletedProcess[str]]

A_ROW = "INSERT INTO tracker_dailyrun (day) VALUES ('2026-01-01')"
"""So that the database holds something, in a table that keeps its columns."""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "place"


@pytest.fixture
def run(place: Path) -> Run:
    return partial(run_in, place)


def run_in(place: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a process of its own, always on SQLite."""
    environment = {
        "DATA_DIR": str(place),
        "DATABASE_URL": "",
        "DEBUG": "true",  # does not compress static files
        "DJANGO_SETTINGS_MODULE": "diary.settings",
        "PORT": "8397",
    }
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the version before the latest migration, with a row in it."""
    place = tmp_path_factory.mktemp("older") / "place"
    assert run_in(place, "manage.py", "migrate", "tracker", PREVIOUS, "-v0").returncode == 0
    write(place, A_ROW)
    assert kept(place) == []
    return place


@pytest.fixture
def older(template: Path, place: Path) -> Path:
    return shutil.copytree(template, place)


def write(place: Path, statement: str) -> None:
    with sqlite3.connect(place / "db.sqlite3") as connection:
        connection.execute(statement)
    connection.close()


def kept(place: Path) -> list[Path]:
    return sorted((place / "backups").iterdir()) if (place / "backups").exists() else []


def test_before_an_update_the_database_is_kept(older: Path, run: Run, tmp_path: Path) -> None:
    done = run("-m", "diary.prepare")
    (backup,) = kept(older)
    assert done.stderr == f"Backup made before the update: {backup}\n"
    assert backup.name.startswith("before-migration-")
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert stat.S_IMODE(backup.parent.stat().st_mode) == 0o700
    assert run("-m", "diary.prepare").stderr == ""
    assert kept(older) == [backup]

    for file in older.glob("db.sqlite3*"):
        file.unlink()
    refused = run("-m", "diary.prepare")
    assert refused.returncode == 1
    assert f"The database is empty, but there are backups in {older}/backups." in refused.stderr
    assert f"script/manage restore {backup} " in refused.stderr
    (older / "db.sqlite3").write_bytes(b"x" * 9000)
    assert "db.sqlite3 is damaged (file is not a database)" in run("-m", "diary.prepare").stderr

    (older / "db.sqlite3").unlink()
    assert run("manage.py", "restore", str(backup)).returncode == 0
    shown = run("manage.py", "showmigrations", "tracker").stdout
    assert shown.endswith(f" [X] {PREVIOUS}\n [ ] {LATEST}\n")


def test_without_a_line_in_the_diary_nothing_is_kept(place: Path, run: Run) -> None:
    assert run("manage.py", "migrate", "-v0").stderr == ""
    assert kept(place) == []


def test_to_look_at_the_plan_keeps_nothing(older: Path, run: Run) -> None:
    assert run("manage.py", "migrate", "--plan").returncode == 0
    assert run("manage.py", "migrate", "--check").returncode == 1
    assert kept(older) == []


def test_who_says_so_updates_without_a_backup(older: Path, run: Run) -> None:
    """For example without pg_dump."""
    assert run("manage.py", "migrate", "-v0", "--without-backup").returncode == 0
    assert run("manage.py", "migrate", "--check").returncode == 0
    assert kept(older) == []


FAILING = """
from django.db import DatabaseError
from django.db.migrations.executor import MigrationExecutor
from diary import prepare

def migrate(*_, **__):
    raise DatabaseError("disk I/O error")

MigrationExecutor.migrate = migrate
prepare.main()
"""


def make_older_backups(place: Path) -> list[str]:
    (place / "backups").mkdir(mode=0o700)
    today = datetime.now(UTC)
    days = [today - timedelta(days) for days in (40, 3, 2, 1)]
    names = [f"before-migration-{day:%Y-%m-%d}T000000Z.tar" for day in days]
    for name in names:
        (place / "backups" / name).touch()
    return names


def test_starts_that_fail_rotate_nothing_away(older: Path, run: Run) -> None:
    """Each attempt at one update leaves one copy, of the database as it was before that attempt."""
    names = make_older_backups(older)
    made = []
    for day in ("2026-01-02", "2026-01-03"):
        write(older, f"UPDATE tracker_dailyrun SET day = '{day}'")
        done = run("-c", FAILING)
        assert (done.returncode, "disk I/O error" in done.stderr) == (1, True)
        *others, newest = kept(older)
        assert [path.name for path in others] == names
        made.append(newest)
    with tarfile.open(made[-1]) as tar:
        tar.extract("database.sqlite3", older, filter="data")
    with sqlite3.connect(older / "database.sqlite3") as copy:
        assert copy.execute("SELECT day FROM tracker_dailyrun").fetchall() == [("2026-01-03",)]

    assert run("-m", "diary.prepare").returncode == 0
    assert [path.name for path in kept(older)][:2] == names[2:]
    assert len(kept(older)) == 3


def test_another_update_has_a_copy_of_its_own(older: Path, run: Run) -> None:
    assert run("-c", FAILING).returncode == 1
    write(
        older,
        "INSERT INTO django_migrations (app, name, applied)"
        " VALUES ('polls', '0001_initial', '2026-01-01')",
    )
    assert run("-c", FAILING).returncode == 1
    assert len(kept(older)) == 2


def test_without_a_backup_nothing_is_updated(older: Path, run: Run) -> None:
    (older / "backups").touch()  # so that no folder can be made
    done = run("-m", "diary.prepare")
    assert done.returncode == 1
    assert done.stderr == f"Milkspot cannot start: {older / 'backups'}: File exists.\n"
    assert f"[ ] {LATEST}" in run("manage.py", "showmigrations", "tracker").stdout


def test_the_database_of_a_newer_version_is_refused(older: Path, run: Run) -> None:
    write(
        older,
        "INSERT INTO django_migrations (app, name, applied)"
        " VALUES ('tracker', '9999_from_tomorrow', '2026-01-01')",
    )
    done = run("-m", "diary.prepare")
    assert done.returncode == 1
    assert done.stderr == (
        "Milkspot cannot start:\n- A newer version of Milkspot has used this database. Update"
        " Milkspot again, or restore a backup from before the update.\n"
    )
    assert kept(older) == []
    assert f"[ ] {LATEST}" in run("manage.py", "showmigrations", "tracker").stdout


def test_the_app_of_a_package_that_is_gone_does_no_harm(older: Path, run: Run) -> None:
    write(
        older,
        "INSERT INTO django_migrations (app, name, applied)"
        " VALUES ('polls', '0001_initial', '2026-01-01')",
    )
    assert run("-m", "diary.prepare").returncode == 0
