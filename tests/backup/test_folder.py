"""The removal of old backups."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import Mock

import pytest

from tracker.backup import (
    MIN_KEPT,
    back_up_before_migration,
    backup_name,
    before_migration,
    remove_migration_backups,
    remove_old,
    rotate_migration_backups,
)
from tracker.backup.before_migration import KEPT
from tracker.backup.folder import BEFORE_MIGRATION, REGULAR, backups_in

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
DAY = timedelta(days=1)


def make_backups(place: Path, kind: str, ages: range) -> list[Path]:
    """Create a backup for each number of days ago, oldest first."""
    names = (backup_name(NOW - age * DAY, is_encrypted=False, kind=kind) for age in ages)
    paths = [place / name for name in names]
    for path in paths:
        path.touch()
    return sorted(paths)


@pytest.mark.parametrize("all_are_old", [True, False], ids=["all are old", "one is new"])
@pytest.mark.parametrize(
    ("kind", "kept", "n"),
    [
        pytest.param(kind, kept, n, id=f"{n} of {kind}")
        for kind, kept in [(REGULAR, MIN_KEPT), (BEFORE_MIGRATION, KEPT)]
        for n in range(1, kept + 2)
    ],
)
def test_the_newest_stay_however_few_there_are(
    tmp_path: Path, kind: str, kept: int, n: int, all_are_old: bool
) -> None:
    first = 31 if all_are_old else 0
    made = make_backups(tmp_path, kind, range(first, first + n))
    before = NOW - 30 * DAY if all_are_old else NOW
    assert remove_old(tmp_path, before=before, kind=kind, kept=kept) == made[:-kept]
    assert backups_in(tmp_path, kind) == made[-kept:]


@pytest.fixture
def backups(settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder of the backups before a migration; a backup is an empty file."""
    settings.DATA_DIR = tmp_path
    for name in ("MigrationExecutor", "Database", "write_backup"):
        monkeypatch.setattr(before_migration, name, Mock())
    ids = (f"{number:08x}" for number in range(10))
    monkeypatch.setattr(before_migration, "_id_of_update", lambda _: next(ids))
    return tmp_path / "backups"


def test_of_several_updates_the_last_three_stay(backups: Path) -> None:
    made = []
    for age in range(5, 0, -1):
        made.append(back_up_before_migration(NOW - age * DAY))
        rotate_migration_backups(NOW - age * DAY)
        assert backups_in(backups, BEFORE_MIGRATION) == made[-3:]


def test_a_backup_made_while_the_clock_was_wrong_stays(backups: Path) -> None:
    for age in range(3, 0, -1):
        back_up_before_migration(NOW - age * DAY)
    made = back_up_before_migration(datetime(1970, 1, 1, tzinfo=UTC))
    rotate_migration_backups(datetime(1970, 1, 1, tzinfo=UTC))
    assert made in backups_in(backups, BEFORE_MIGRATION)


def test_after_thirty_days_a_backup_before_a_migration_goes(backups: Path) -> None:
    made = [back_up_before_migration(NOW - age * DAY) for age in (31, 30)]
    remove_migration_backups(NOW)
    assert backups_in(backups, BEFORE_MIGRATION) == made[1:]
