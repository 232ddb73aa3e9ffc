"""Writes, verifies and restores backups of the whole diary, while it is in use."""

from tracker.backup.before_migration import (
    back_up_before_migration,
    backup_folder,
    remove_migration_backups,
    rotate_migration_backups,
)
from tracker.backup.checking import Backup, Checked, checked
from tracker.backup.database import Database
from tracker.backup.folder import (
    MIN_KEPT,
    backup_name,
    backups_in,
    newest_backup,
    remove_old,
    remove_partial,
)
from tracker.backup.making import write_backup
from tracker.backup.manifest import Manifest
from tracker.backup.problems import BackupProblem
from tracker.backup.restoring import check_database_is_empty, restore
from tracker.backup.transfer import copy_from_sqlite, copy_to_sqlite

__all__ = [
    "MIN_KEPT",
    "Backup",
    "BackupProblem",
    "Checked",
    "Database",
    "Manifest",
    "back_up_before_migration",
    "backup_folder",
    "backup_name",
    "backups_in",
    "check_database_is_empty",
    "checked",
    "copy_from_sqlite",
    "copy_to_sqlite",
    "newest_backup",
    "remove_migration_backups",
    "remove_old",
    "remove_partial",
    "restore",
    "rotate_migration_backups",
    "write_backup",
]
