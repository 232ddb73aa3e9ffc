"""Django's migrate, which first keeps a backup of the database beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.backup import back_up_before_migration, forget_old_migrations
from tracker.management.backups import problems_told


class Command(migrate.Command):
    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--without-backup", action="store_true", help="for who has made one by other means"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        only_shows_plan = options["plan"] or options["check_unapplied"]
        wants_backup = not only_shows_plan and not options["without_backup"]
        if options["database"] == DEFAULT_DB_ALIAS and wants_backup:
            with problems_told(Path(settings.DATA_DIR)):
                now = timezone.now()
                forget_old_migrations(now)
                kept = back_up_before_migration(now)
            if kept:
                self.stderr.write(_("Kept before the update: %(file)s") % {"file": kept})
        super().handle(*args, **options)
