"""Names backups in a folder and removes old ones."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

REGULAR = "milkspot"
BEFORE_MIGRATION = "before-migration"

MIN_KEPT = 7
"""The newest backups that are always kept: the clock may be wrong."""

TIMESTAMP = "%Y-%m-%dT%H%M%SZ"
NAME = r"{kind}-\d{{4}}-\d\d-\d\dT\d{{6}}Z(-[0-9a-f]{{8}})?\.tar(\.age)?"
PARTIAL = NAME + r"\.[0-9a-f]{{16}}"
"""Temporary files of ``atomic_write`` that a killed process left behind."""


def backup_name(
    made_at: datetime, *, is_encrypted: bool, kind: str = REGULAR, update: str = ""
) -> str:
    """Return a file name; names sort by the time of the backup.

    ``update`` is the id of the update that the backup is made before.
    """
    ending = f"-{update}" if update else ""
    return f"{_start_of_name(kind, made_at)}{ending}.tar{'.age' if is_encrypted else ''}"


def backups_in(folder: Path, kind: str = REGULAR) -> list[Path]:
    """Return the backups named by ``backup_name``, oldest first."""
    return _named(NAME, folder, kind)


def newest_backup(folder: Path) -> Path | None:
    """Return the newest backup of either kind, None if there is none."""
    if not folder.is_dir():
        return None
    found = [path for kind in (REGULAR, BEFORE_MIGRATION) for path in backups_in(folder, kind)]
    return max(found, key=_time_in_name, default=None)


def remove_old(folder: Path, *, before: datetime, kind: str = REGULAR, kept: int) -> list[Path]:
    """Remove backups made before ``before``, except the newest ``kept``. Returns the removed."""
    limit = _start_of_name(kind, before)
    newest_first = backups_in(folder, kind)[::-1]
    old = [path for path in newest_first[kept:] if path.name < limit]
    for path in old:
        path.unlink(missing_ok=True)
    return old


def remove_partial(folder: Path, now: datetime, kind: str = REGULAR) -> None:
    """Remove what a process that was killed during a backup left, after a day."""
    limit = _start_of_name(kind, now - timedelta(days=1))
    for path in _named(PARTIAL, folder, kind):
        if path.name < limit:
            path.unlink(missing_ok=True)


def _start_of_name(kind: str, made_at: datetime) -> str:
    return f"{kind}-{made_at.astimezone(UTC):{TIMESTAMP}}"


def _time_in_name(path: Path) -> str:
    return path.name.removeprefix(REGULAR).removeprefix(BEFORE_MIGRATION)


def _named(pattern: str, folder: Path, kind: str) -> list[Path]:
    name = re.compile(pattern.format(kind=kind))
    return sorted(path for path in folder.iterdir() if name.fullmatch(path.name))
