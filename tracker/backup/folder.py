"""Backups in a folder: how they are called, and which of them are old."""

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

LEAST_KEPT = 7
"""So many of the newest stay, however old they are: a clock may be wrong."""

KEPT_BEFORE_MIGRATION = 3
DAYS_BEFORE_MIGRATION = 30
"""For so long what was deleted may come back, and no longer."""

MOMENT = "%Y-%m-%dT%H%M%SZ"
NAME = r"{kind}-\d{{4}}-\d\d-\d\dT\d{{6}}Z\.tar(\.age)?"
DRAFT = NAME + r"\.[0-9a-f]{{16}}"
"""What a process that was killed left behind."""


def backup_name(made_at: datetime, *, is_encrypted: bool, kind: str = REGULAR) -> str:
    """Names sort by the moment at which the backup was made."""
    return f"{kind}-{made_at.astimezone(UTC):{MOMENT}}.tar{'.age' if is_encrypted else ''}"


def backups_in(folder: Path, kind: str = REGULAR) -> list[Path]:
    """Those with a name of ours, oldest first."""
    return _named(NAME, folder, kind)


def remove_old(folder: Path, *, before: datetime, kind: str = REGULAR, kept: int) -> list[Path]:
    """Removes the backups of before that moment but for the newest ``kept``. Returns them."""
    limit = backup_name(before, is_encrypted=False, kind=kind)
    newest_first = backups_in(folder, kind)[::-1]
    old = [path for path in newest_first[kept:] if path.name < limit]
    old += [path for path in _named(DRAFT, folder, kind) if path.name < limit]
    for path in old:
        path.unlink(missing_ok=True)
    return old


def back_up_before_migration(now: datetime) -> Path | None:
    """Keeps the database beside itself when migrations are about to change what somebody wrote.

    Returns the file; None where there was no need of one. Raises BackupProblem and OSError.
    """
    executor = MigrationExecutor(connection)
    ahead = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not ahead or not Database().holds_data():
        return None
    folder = _folder_before_migration()
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / backup_name(now, is_encrypted=False, kind=BEFORE_MIGRATION)
    with atomic_write(path) as file:
        write_backup(file, made_at=now, passphrase=None, with_photos=False)
    remove_old(folder, before=now, kind=BEFORE_MIGRATION, kept=KEPT_BEFORE_MIGRATION)
    return path


def forget_old_migrations(now: datetime) -> None:
    """Removes what was kept before an update that was long ago."""
    folder, before = _folder_before_migration(), now - timedelta(days=DAYS_BEFORE_MIGRATION)
    if folder.is_dir():
        remove_old(folder, before=before, kind=BEFORE_MIGRATION, kept=0)


def _folder_before_migration() -> Path:
    return Path(settings.DATA_DIR) / "backups"


def _named(pattern: str, folder: Path, kind: str) -> list[Path]:
    name = re.compile(pattern.format(kind=kind))
    return sorted(path for path in folder.iterdir() if name.fullmatch(path.name))
