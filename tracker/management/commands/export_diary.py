"""Writes a child's whole diary as one file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from tracker.interchange import LARGEST_FILE, write_diary
from tracker.management.diary_files import child_with
from tracker.queries import whole_diary


class Command(BaseCommand):
    help = "Writes a child's whole diary as one JSON document."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--child", type=int, required=True, metavar="ID")
        parser.add_argument(
            "--output", metavar="FILE", help="where it goes; standard output where left out"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        data = write_diary(whole_diary(child_with(options["child"])))
        if len(data) > LARGEST_FILE:
            self.stderr.write(_("The file is larger than 20 MB and cannot be imported again."))
        if options["output"] is None:
            self._print(data)
            return
        try:
            Path(options["output"]).write_bytes(data)
        except OSError as error:
            values = {"file": options["output"], "why": error.strerror}
            raise CommandError(_("%(file)s cannot be written: %(why)s.") % values) from None

    def _print(self, data: bytes) -> None:
        """UTF-8 whatever the terminal's own encoding."""
        binary = getattr(self.stdout, "buffer", None)
        if binary is None:
            self.stdout.write(data.decode(), ending="")
        else:
            binary.write(data)
