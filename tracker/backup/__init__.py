"""Backups of the whole diary: made while it is in use, checked, and brought back."""

from tracker.backup.checking import Backup, Checked, checked
from tracker.backup.database import Database
from tracker.backup.folder import (
    LEAST_KEPT,
    back_up_before_migration,
    backup_name,
    backups_in,
    forget_old_migrations,
    remove_old,
)
from tracker.backup.making import write_backup
from tracker.backup.manifest import Manifest
from tracker.backup.problems import BackupProblem
from tracker.backup.restoring import restore, see_that_no_diary_is_here
from tracker.backup.transfer import copy_from_sqlite, copy_to_sqlite

__all__ = [
    "LEAST_KEPT",
    "Backup",
    "BackupProblem",
    "Checked",
    "Database",
    "Manifest",
    "back_up_before_migration",
    "backup_name",
    "backups_in",
    "checked",
    "copy_from_sqlite",
    "copy_to_sqlite",
    "forget_old_migrations",
    "remove_old",
    "restore",
    "see_that_no_diary_is_here",
    "write_backup",
]
