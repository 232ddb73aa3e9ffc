"""Does the daily work, which the server does by itself; and finds files that belong to nothing."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import ngettext

from tracker.actions.photos import files_without_owner, remove_files
from tracker.daily_tasks import daily_tasks

AN_UPLOAD = timedelta(days=1)
"""No upload and no import takes longer."""


class Command(BaseCommand):
    help = (
        "Removes for good what was deleted more than 30 days ago, as the server does once a day."
        " Then lists photo files that belong to nothing; with --remove clears them."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--remove", action="store_true", help="remove the files listed")

    def handle(self, *args: Any, remove: bool, **options: Any) -> None:
        now = timezone.now()
        done = daily_tasks(now)
        self._say(
            ngettext("%(n)s record removed.", "%(n)s records removed.", done.records), done.records
        )
        names = files_without_owner(before=now - AN_UPLOAD)
        for name in names:
            self.stdout.write(name)
        n = len(names)
        self._say(ngettext("%(n)s file without a photo.", "%(n)s files without a photo.", n), n)
        left = done.files_left + (len(remove_files(names)) if remove else 0)
        if left:
            text = ngettext(
                "%(n)s file could not be removed.", "%(n)s files could not be removed.", left
            )
            raise CommandError(text % {"n": left})

    def _say(self, text: str, n: int) -> None:
        self.stderr.write(text % {"n": n})
