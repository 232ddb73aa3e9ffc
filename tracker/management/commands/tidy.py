"""Runs the daily tasks, and lists or removes files without a photo."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.actions.photos import files_without_owner, remove_files
from tracker.daily_tasks import run_daily_tasks

MIN_FILE_AGE = timedelta(days=1)
"""Newer files may belong to an upload or import in progress."""


class Command(BaseCommand):
    help = (
        "Permanently deletes what was deleted more than 30 days ago, and photos removed more than"
        " 7 days ago, as the server does once a day. Then lists files that belong to no photo."
        " With --remove, deletes them."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--remove", action="store_true", help="delete the listed files")

    def handle(self, *args: Any, remove: bool, **options: Any) -> None:
        now = timezone.now()
        counts = run_daily_tasks(now, again=True)
        if counts is None:
            text = _(
                "In the last week the clock jumped by more than a week, or the server was off for"
                " so long. Nothing is removed until a week after it. Is the clock right?"
            )
            raise CommandError(text)
        self._print_count(
            ngettext("%(n)s record removed.", "%(n)s records removed.", counts.records),
            counts.records,
        )
        names = files_without_owner(before=now - MIN_FILE_AGE)
        for name in names:
            self.stdout.write(name)
        n = len(names)
        self._print_count(
            ngettext(
                "%(n)s file that belongs to no photo.", "%(n)s files that belong to no photo.", n
            ),
            n,
        )
        left = counts.files_left + (len(remove_files(names)) if remove else 0)
        if left:
            text = ngettext(
                "%(n)s file could not be removed.", "%(n)s files could not be removed.", left
            )
            raise CommandError(text % {"n": left})

    def _print_count(self, text: str, n: int) -> None:
        self.stderr.write(text % {"n": n})
