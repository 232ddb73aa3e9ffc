"""What the commands about diary files share."""

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
    ZippedPhoto,
    is_zip,
    read_diary,
)
from tracker.models import Child


@contextmanager
def diary_in(
    file: str, today: date, command: BaseCommand, *, for_import: bool = False
) -> Iterator[tuple[Diary, Iterator[ZippedPhoto]]]:
    """The diary in a file, and the pictures that came with it in a zip.

    Where the file is wrong, every problem goes on a line of its own to the command's standard
    error, and the command ends with exit status 1.
    """
    with _opened(file) as opened:
        try:
            start = opened.read(4)
            if is_zip(start):
                archive = DiaryZip(opened)
                diary = archive.diary(today, for_import=for_import)
                pictures = archive.pictures(diary)
            else:
                # No more than it takes to see that a file is too large.
                data = start + opened.read(MAX_FILE_SIZE)
                diary, pictures = read_diary(data, today, for_import=for_import), iter(())
        except WrongDiary as wrong:
            for problem in wrong.problems:
                command.stderr.write(str(problem))
            raise SystemExit(1) from None
        yield diary, pictures


def child_with(child_id: int) -> Child:
    """The child with its family. Raises CommandError where there is none."""
    try:
        return Child.objects.select_related("family").get(pk=child_id)
    except Child.DoesNotExist:
        raise CommandError(_("There is no child with the id %(id)s.") % {"id": child_id}) from None


def _opened(file: str) -> BinaryIO:
    try:
        return Path(file).open("rb")
    except FileNotFoundError:
        raise CommandError(_("There is no file %(file)s.") % {"file": file}) from None
    except OSError as error:
        values = {"file": file, "why": error.strerror}
        raise CommandError(_("%(file)s cannot be read: %(why)s.") % values) from None
