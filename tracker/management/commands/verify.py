"""Verifies a backup."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from tracker.backup import Backup, backups_in, checked
from tracker.management.backups import describe, passphrase, problems_as_command_errors, warnings


class Command(BaseCommand):
    help = (
        "Checks a whole backup: each checksum, the database, and that each photo is there. The"
        " exit status is 0 if all of it can be restored."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", metavar="FILE", help="a backup, or a folder to check the newest backup in it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["file"])
        with problems_as_command_errors(path):
            path = _newest(path) if path.is_dir() else path
            with checked(Backup(path, lambda: passphrase(is_new=False))) as verified:
                manifest = verified.manifest
        self.stdout.write("\n".join([str(path), *describe(manifest)]))
        if lines := warnings(manifest):
            raise CommandError("\n".join(lines))
        self.stdout.write(_("The backup is complete."))


def _newest(folder: Path) -> Path:
    backups = backups_in(folder)
    if not backups:
        raise CommandError(_("There is no backup in %(folder)s.") % {"folder": folder})
    return backups[-1]
