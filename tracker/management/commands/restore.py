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
        "Restores everything from a backup into an empty place, after checking the whole backup."
        " Stop the server first."
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
        self.stdout.write(_("Everything was restored. Everyone has to log in again."))
