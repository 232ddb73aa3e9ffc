"""Helpers of the diary file commands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import BinaryIO

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from tracker.domain.records import Diary
from tracker.interchange import (
    MAX_FILE_SIZE,
    DiaryZip,
    WrongDiary,
    is_zip,
    read_diary,
)
from tracker.models import Child


@contextmanager
def diary_in(
    file: str, today: date, command: BaseCommand, *, for_import: bool = False
) -> Iterator[tuple[Diary, DiaryZip | None]]:
    """Yield the diary in a file, and the zip if it is one.

    If the file is invalid, writes each problem to the command's standard error and exits with 1.
    """
    with _open(file) as stream:
        try:
            start = stream.read(4)
            if is_zip(start):
                archive = DiaryZip(stream)
                diary = archive.diary(today, for_import=for_import)
            else:
                # Reads just enough to detect a file that is too large.
                data = start + stream.read(MAX_FILE_SIZE)
                archive, diary = None, read_diary(data, today, for_import=for_import)
        except WrongDiary as error:
            for problem in error.problems:
                command.stderr.write(str(problem))
            raise SystemExit(1) from None
        yield diary, archive


def child_with(child_id: int) -> Child:
    """Return the child with its family. Raises CommandError if there is none."""
    try:
        return Child.objects.select_related("family").get(pk=child_id)
    except Child.DoesNotExist:
        raise CommandError(_("There is no child with the id %(id)s.") % {"id": child_id}) from None


def _open(file: str) -> BinaryIO:
    try:
        return Path(file).open("rb")
    except FileNotFoundError:
        raise CommandError(_("There is no file %(file)s.") % {"file": file}) from None
    except OSError as error:
        values = {"file": file, "why": error.strerror}
        raise CommandError(_("%(file)s could not be read: %(why)s.") % values) from None
