"""Restores a backup into an empty database and storage."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from tracker.backup import Backup, restore
from tracker.management.backups import describe, passphrase, problems_as_command_errors, warnings


class Command(BaseCommand):
    help = (
        "Brings back all that is in a backup, into a place where nothing is kept yet, once the"
        " whole backup was read and found right. Stop the server first."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["file"])
        with problems_as_command_errors(path):
            manifest = restore(Backup(path, lambda: passphrase(is_new=False)))
        for line in warnings(manifest):
            self.stderr.write(line)
        self.stdout.write("\n".join(describe(manifest)))
        self.stdout.write(_("All of it is back. Everybody has to log in again."))
