"""Names backups in a folder and removes old ones."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tracker.backup.database import Database
from tracker.backup.making import write_backup
from tracker.utils.atomic_write import atomic_write

REGULAR = "milkspot"
BEFORE_MIGRATION = "before-migration"

MIN_KEPT = 7
"""The newest backups that are always kept: the clock may be wrong."""

KEPT_BEFORE_MIGRATION = 3
DAYS_BEFORE_MIGRATION = 30
"""The same period as RESTORE_PERIOD, after which deleted records must not be recoverable."""

TIMESTAMP = "%Y-%m-%dT%H%M%SZ"
NAME = r"{kind}-\d{{4}}-\d\d-\d\dT\d{{6}}Z\.tar(\.age)?"
PARTIAL = NAME + r"\.[0-9a-f]{{16}}"
"""Temporary files of ``atomic_write`` that a killed process left behind."""


def backup_name(made_at: datetime, *, is_encrypted: bool, kind: str = REGULAR) -> str:
    """Return a file name; names sort by the time of the backup."""
    return f"{kind}-{made_at.astimezone(UTC):{TIMESTAMP}}.tar{'.age' if is_encrypted else ''}"


def backups_in(folder: Path, kind: str = REGULAR) -> list[Path]:
    """Return the backups named by ``backup_name``, oldest first."""
    return _named(NAME, folder, kind)


def remove_old(folder: Path, *, before: datetime, kind: str = REGULAR, kept: int) -> list[Path]:
    """Remove backups made before ``before``, except the newest ``kept``. Returns the removed."""
    limit = backup_name(before, is_encrypted=False, kind=kind)
    newest_first = backups_in(folder, kind)[::-1]
    old = [path for path in newest_first[kept:] if path.name < limit]
    old += [path for path in _named(PARTIAL, folder, kind) if path.name < limit]
    for path in old:
        path.unlink(missing_ok=True)
    return old


def back_up_before_migration(now: datetime) -> Path | None:
    """Back up the database if migrations are pending and it holds data.

    Returns the new file, or None. Raises BackupProblem and OSError.
    """
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not pending or not Database().holds_data():
        return None
    folder = _folder_before_migration()
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / backup_name(now, is_encrypted=False, kind=BEFORE_MIGRATION)
    with atomic_write(path) as file:
        write_backup(file, made_at=now, passphrase=None, with_photos=False)
    remove_old(folder, before=now, kind=BEFORE_MIGRATION, kept=KEPT_BEFORE_MIGRATION)
    return path


def remove_migration_backups(now: datetime) -> None:
    """Remove backups of ``back_up_before_migration`` older than DAYS_BEFORE_MIGRATION."""
    folder, before = _folder_before_migration(), now - timedelta(days=DAYS_BEFORE_MIGRATION)
    if folder.is_dir():
        remove_old(folder, before=before, kind=BEFORE_MIGRATION, kept=0)


def _folder_before_migration() -> Path:
    return Path(settings.DATA_DIR) / "backups"


def _named(pattern: str, folder: Path, kind: str) -> list[Path]:
    name = re.compile(pattern.format(kind=kind))
    return sorted(path for path in folder.iterdir() if name.fullmatch(path.name))
