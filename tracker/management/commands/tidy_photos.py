"""Finds photo files that belong to nothing, and with --remove clears them."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import ngettext

from tracker.actions.photos import files_without_owner, remove_files

AN_UPLOAD = timedelta(hours=1)
"""No upload takes longer."""


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--remove", action="store_true", help="remove what was found")

    def handle(self, *args: Any, remove: bool, **options: Any) -> None:
        names = files_without_owner(before=timezone.now() - AN_UPLOAD)
        for name in names:
            self.stdout.write(name)
        if remove:
            remove_files(names)
        self.stderr.write(
            ngettext("%(n)s file without a photo", "%(n)s files without a photo", len(names))
            % {"n": len(names)}
        )
