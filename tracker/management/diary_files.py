"""What the commands about diary files share."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from tracker.domain.records import Diary
from tracker.interchange import LARGEST_FILE, WrongDiary, read_diary
from tracker.models import Child


def diary_in(file: str, today: date, command: BaseCommand, *, to_keep: bool = False) -> Diary:
    """The diary in a file.

    Where the file is wrong, every problem goes on a line of its own to the command's standard
    error, and the command ends with exit status 1.
    """
    try:
        return read_diary(_bytes(file), today, to_keep=to_keep)
    except WrongDiary as wrong:
        for problem in wrong.problems:
            command.stderr.write(str(problem))
        raise SystemExit(1) from None


def child_with(child_id: int) -> Child:
    """The child with its family. Raises CommandError where there is none."""
    try:
        return Child.objects.select_related("family").get(pk=child_id)
    except Child.DoesNotExist:
        raise CommandError(_("There is no child with the id %(id)s.") % {"id": child_id}) from None


def _bytes(file: str) -> bytes:
    """No more than it takes to see that a file is too large."""
    try:
        with Path(file).open("rb") as opened:
            return opened.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise CommandError(_("There is no file %(file)s.") % {"file": file}) from None
    except OSError as error:
        values = {"file": file, "why": error.strerror}
        raise CommandError(_("%(file)s cannot be read: %(why)s.") % values) from None
