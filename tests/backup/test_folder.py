"""The removal of old backups."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import Mock

import pytest

from tracker.backup import MIN_KEPT, backup_name, folder, remove_old
from tracker.backup.folder import (
    BEFORE_MIGRATION,
    KEPT_BEFORE_MIGRATION,
    REGULAR,
    back_up_before_migration,
    backups_in,
)

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
        for kind, kept in [(REGULAR, MIN_KEPT), (BEFORE_MIGRATION, KEPT_BEFORE_MIGRATION)]
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


def test_of_several_updates_the_last_three_stay(
    settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    for name in ("MigrationExecutor", "Database", "write_backup"):
        monkeypatch.setattr(folder, name, Mock())
    made = []
    for age in range(5, 0, -1):
        made.append(back_up_before_migration(NOW - age * DAY))
        assert backups_in(tmp_path / "backups", BEFORE_MIGRATION) == made[-3:]
