"""The copies of the database that are made before an update changes its tables."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from tracker.backup.database import Database
from tracker.backup.folder import (
    BEFORE_MIGRATION,
    backup_name,
    backups_in,
    remove_old,
    remove_partial,
)
from tracker.backup.making import write_backup
from tracker.utils.atomic_write import atomic_write

KEPT = 3
DAYS_KEPT = 30
"""The same period as RESTORE_PERIOD, after which deleted records must not be recoverable."""


def back_up_before_migration(now: datetime) -> Path | None:
    """Back up the database if migrations are pending and it holds data.

    The copy replaces that of an earlier attempt at the same update, and no other: while an update
    fails at each start, the copies of earlier updates stay. Returns the new file, or None. Raises
    BackupProblem and OSError.
    """
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not pending or not Database().holds_data():
        return None
    folder = backup_folder()
    folder.mkdir(mode=0o700, exist_ok=True)
    update = _id_of_update(executor.loader)
    path = folder / backup_name(now, is_encrypted=False, kind=BEFORE_MIGRATION, update=update)
    remove_partial(folder, now, BEFORE_MIGRATION)
    with atomic_write(path) as file:
        write_backup(file, made_at=now, passphrase=None, with_photos=False)
    for other in backups_in(folder, BEFORE_MIGRATION):
        if other.stem.endswith(f"-{update}") and other != path:
            other.unlink(missing_ok=True)
    return path


def rotate_migration_backups(now: datetime) -> None:
    """Remove all but the newest copies. Call it after an update that succeeded."""
    remove_old(backup_folder(), before=now, kind=BEFORE_MIGRATION, kept=KEPT)


def remove_migration_backups(now: datetime) -> None:
    """Remove copies older than DAYS_KEPT."""
    before = now - timedelta(days=DAYS_KEPT)
    if backup_folder().is_dir():
        remove_old(backup_folder(), before=before, kind=BEFORE_MIGRATION, kept=0)
        remove_partial(backup_folder(), now, BEFORE_MIGRATION)


def backup_folder() -> Path:
    return Path(settings.DATA_DIR) / "backups"


def _id_of_update(loader: MigrationLoader) -> str:
    """Return an id of the version that is updated together with the version of this program.

    Migrations are atomic, so an attempt that leaves the same ones applied has changed no data.
    """
    versions = [sorted(loader.applied_migrations), sorted(loader.disk_migrations)]
    return sha256(repr(versions).encode()).hexdigest()[:8]
