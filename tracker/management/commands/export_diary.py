"""Writes a child's whole diary as one file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.interchange import MAX_FILE_SIZE, write_diary, write_zip
from tracker.management.diary_files import child_with
from tracker.models import Child
from tracker.queries import stored_pictures, whole_diary
from tracker.queries.snapshot import read_snapshot
from tracker.queries.stored import StoredDiary
from tracker.reports.pictures import StorageFailed, pictures_of
from tracker.utils.atomic_write import atomic_write


class Command(BaseCommand):
    help = "Exports a child's whole diary as one JSON file, or as a .zip file with its photos."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--child", type=int, required=True, metavar="ID")
        parser.add_argument(
            "--output",
            metavar="FILE",
            help="the new file, with the photos if it ends in .zip; standard output if left out",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        child, output = child_with(options["child"]), options["output"]
        if output is not None and output.lower().endswith(".zip"):
            self._write_zip(child, output)
            return
        data = write_diary(whole_diary(child))
        if len(data) > MAX_FILE_SIZE:
            self.stderr.write(_("The file is larger than 20 MB, so it cannot be imported again."))
        if photos := len(stored_pictures(child)) // 2:
            text = ngettext(
                "%(n)s photo was left out. To include it, use --output NAME.zip.",
                "%(n)s photos were left out. To include them, use --output NAME.zip.",
                photos,
            )
            self.stderr.write(text % {"n": photos})
        if output is None:
            self._print(data)
            return
        try:
            Path(output).write_bytes(data)
        except OSError as error:
            raise _cannot_write(output, error) from None

    def _write_zip(self, child: Child, output: str) -> None:
        reader = StoredDiary(child, with_photos=True)
        try:
            with atomic_write(Path(output)) as file, read_snapshot():
                missing = write_zip(file, reader, pictures_of(child))
        except StorageFailed:
            raise CommandError(_("The photos could not be read from storage.")) from None
        except OSError as error:
            raise _cannot_write(output, error) from None
        for name in missing:
            text = _("%(name)s was left out: its file is missing from storage.")
            self.stderr.write(text % {"name": name})

    def _print(self, data: bytes) -> None:
        """Write UTF-8 whatever the encoding of the terminal."""
        binary = getattr(self.stdout, "buffer", None)
        if binary is None:
            self.stdout.write(data.decode(), ending="")
        else:
            binary.write(data)


def _cannot_write(output: str, error: OSError) -> CommandError:
    values = {"file": output, "why": error.strerror}
    return CommandError(_("%(file)s could not be written: %(why)s.") % values)
