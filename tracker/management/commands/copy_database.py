"""Copies the diary's database from SQLite to PostgreSQL, or back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from tracker.backup import (
    Database,
    check_database_is_empty,
    copy_from_sqlite,
    copy_to_sqlite,
)
from tracker.management.backups import problems_as_command_errors


class Command(BaseCommand):
    help = (
        "Copies the database between an SQLite file and the PostgreSQL database in DATABASE_URL."
        " The photos stay where they are. Stop the server first."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        direction = parser.add_mutually_exclusive_group(required=True)
        direction.add_argument(
            "--from-sqlite",
            metavar="FILE",
            help="copy from this file into an empty PostgreSQL database",
        )
        direction.add_argument("--to-sqlite", metavar="FILE", help="the new file")

    def handle(self, *args: Any, **options: Any) -> None:
        if Database().is_sqlite:
            raise CommandError(_("Set DATABASE_URL to the PostgreSQL database."))
        path = Path(options["from_sqlite"] or options["to_sqlite"])
        with problems_as_command_errors(path):
            if options["from_sqlite"]:
                check_database_is_empty()
                copy_from_sqlite(path)
            else:
                copy_to_sqlite(path)
        self.stdout.write(_("Everything was copied. Everyone has to log in again."))
