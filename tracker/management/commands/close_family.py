"""Deletes a family from this server, with copies for its members."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.actions.read_only import FamilyReadOnly
from tracker.models import Family
from tracker.removals import CopyFailed, close_family


class Command(BaseCommand):
    help = (
        "Deletes a family with all its diaries and photos. First, each of its people gets a copy,"
        " which they can download on their account page for 30 days. Their accounts stay."
        " The command families shows the numbers."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("family", type=int, help="the number of the family")
        parser.add_argument(
            "--export", type=Path, metavar="FOLDER", help="also write each diary to this folder"
        )
        parser.add_argument(
            "--yes", action="store_true", help="delete it; without this, nothing is done"
        )

    def handle(self, *args: Any, family: int, export: Path | None, **options: Any) -> None:
        row = Family.objects.filter(pk=family, is_sample=False).first()
        if row is None:
            raise CommandError(_("There is no family %(number)s.") % {"number": family})
        if not options["yes"]:
            raise CommandError(_("This deletes the family for good. Repeat it with --yes."))
        if export is not None and not export.is_dir():
            raise CommandError(_("There is no folder %(folder)s.") % {"folder": export})
        try:
            written = close_family(family=row, now=timezone.now(), folder=export)
        except CopyFailed:
            raise CommandError(
                _("The diaries could not be copied, so nothing was deleted.")
            ) from None
        except FamilyReadOnly:
            raise CommandError(_("A diary of this family is being deleted already.")) from None
        except OSError as error:
            values = {"folder": export, "why": error.strerror}
            text = _("%(folder)s could not be written, so nothing was deleted: %(why)s.")
            raise CommandError(text % values) from None
        for path in written:
            self.stdout.write(str(path))
