"""Django's migrate, after a backup of the database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.backup import back_up_before_migration, rotate_migration_backups
from tracker.management.backups import problems_as_command_errors


class Command(migrate.Command):
    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--without-backup", action="store_true", help="if you have made one another way"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        only_shows_plan = options["plan"] or options["check_unapplied"]
        wants_backup = not only_shows_plan and not options["without_backup"]
        now, backup = timezone.now(), None
        if options["database"] == DEFAULT_DB_ALIAS and wants_backup:
            with problems_as_command_errors(Path(settings.DATA_DIR)):
                backup = back_up_before_migration(now)
        if backup:
            self.stderr.write(_("Backup made before the update: %(file)s") % {"file": backup})
        super().handle(*args, **options)
        if backup:
            rotate_migration_backups(now)
