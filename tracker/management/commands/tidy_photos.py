"""Finds photo files that belong to nothing, and with --remove clears them."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.actions.photos import (
    files_without_owner,
    remove_files,
    remove_photos_of_deleted,
)
from tracker.views.gallery import forget_what_waited_too_long

AN_UPLOAD = timedelta(days=1)
"""No upload and no import takes longer."""

CAN_COME_BACK = timedelta(days=30)
"""For so long a deleted look or concern keeps its photos."""


class Command(BaseCommand):
    help = (
        "Lists photo files that belong to nothing. With --remove clears them, the photos of"
        " what was deleted more than 30 days ago, and shared photos of which no look was saved."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--remove", action="store_true", help="remove what was found")

    def handle(self, *args: Any, remove: bool, **options: Any) -> None:
        now = timezone.now()
        if remove:
            remove_photos_of_deleted(before=now - CAN_COME_BACK)
            forget_what_waited_too_long()
        names = files_without_owner(before=now - AN_UPLOAD)
        for name in names:
            self.stdout.write(name)
        n = len(names)
        text = ngettext("%(n)s file without a photo.", "%(n)s files without a photo.", n)
        self.stderr.write(text % {"n": n})
        if remove and (left := remove_files(names)):
            text = _("%(n)s of them could not be removed.") % {"n": len(left)}
            raise CommandError(text)
