"""Writes a backup of the whole diary while it is in use."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.backup import MIN_KEPT, backup_name, remove_old, remove_partial, write_backup
from tracker.management.backups import passphrase, problems_as_command_errors, warnings
from tracker.utils.atomic_write import atomic_write


class Command(BaseCommand):
    help = (
        "Saves everything, with the photos, as one encrypted file. The server can keep running."
        " The passphrase is read from BACKUP_PASSPHRASE_FILE, or asked for."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        place = parser.add_mutually_exclusive_group(required=True)
        place.add_argument("file", nargs="?", metavar="FILE", help="the new file")
        place.add_argument(
            "--into", metavar="FOLDER", help="a folder; the file is named after the day and time"
        )
        parser.add_argument(
            "--keep-days",
            type=int,
            metavar="N",
            help="remove backups in that folder that are more than N days old; the newest"
            f" {MIN_KEPT} always stay",
        )
        parser.add_argument("--plain", action="store_true", help="do not encrypt it")
        parser.add_argument("--without-photos", action="store_true", help="the database only")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["keep_days"] is not None and (options["keep_days"] < 1 or not options["into"]):
            raise CommandError(_("--keep-days needs a number of days above 0, and --into."))
        now = timezone.now()
        secret = None if options["plain"] else passphrase(is_new=True)
        path = _path(
            options["file"], options["into"], backup_name(now, is_encrypted=secret is not None)
        )
        if not path.parent.is_dir():
            raise CommandError(_("There is no folder %(folder)s.") % {"folder": path.parent})
        with problems_as_command_errors(path):
            remove_partial(path.parent, now)
            with atomic_write(path, replace=False) as file:
                manifest = write_backup(
                    file,
                    made_at=now,
                    passphrase=secret,
                    with_photos=not options["without_photos"],
                )
            if options["keep_days"] is not None:
                before = now - timedelta(days=options["keep_days"])
                remove_old(path.parent, before=before, kept=MIN_KEPT)
        for line in warnings(manifest):
            self.stderr.write(line)
        self.stdout.write(str(path))


def _path(file: str | None, folder: str | None, name: str) -> Path:
    return Path(folder) / name if folder else Path(file or "")
