"""Imports a diary file into a family."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from tracker.actions.importing import CannotImport, import_diary
from tracker.actions.photos import PhotosNotStored
from tracker.actions.quota import QuotaExceeded
from tracker.actions.read_only import FamilyReadOnly
from tracker.domain.roles import OWNING
from tracker.interchange import ZippedPhoto
from tracker.management.diary_files import diary_in
from tracker.models import Member, User
from tracker.photos import CleanPhoto
from tracker.utils.clock import today_in


class Command(BaseCommand):
    help = "Imports a diary file into a family and prints the child's id."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", metavar="DIARY.json", help="the diary file, or the .zip with its photos"
        )
        parser.add_argument(
            "--owner",
            required=True,
            metavar="EMAIL",
            help="email address of an owner of the family it goes into",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        owner = _owner(options["owner"])
        today = today_in(owner.family.time_zone)
        try:
            with diary_in(options["file"], today, self, for_import=True) as (diary, archive):
                result = import_diary(
                    diary=diary,
                    family=owner.family,
                    by=owner.user,
                    pictures=_clean_photos(archive.pictures(diary)) if archive else (),
                    lengths=archive.lengths(diary) if archive else {},
                )
        except (CannotImport, QuotaExceeded) as refusal:
            raise CommandError(str(refusal)) from None
        except FamilyReadOnly:
            text = _(
                "A diary of this family is being copied before it is deleted. Try again later."
            )
            raise CommandError(text) from None
        except PhotosNotStored:
            raise CommandError(
                _("The photos could not be stored, so nothing was imported.")
            ) from None
        self.stdout.write(str(result.child.pk))
        values = {"added": result.added, "there": result.already_there}
        self.stderr.write(
            _("Records added: %(added)s. Already there: %(there)s.") % values,
            self.style.SUCCESS,
        )


def _clean_photos(pictures: Iterable[ZippedPhoto]) -> Iterator[tuple[str, CleanPhoto]]:
    for picture in pictures:
        yield (
            picture.file,
            CleanPhoto(picture.large, picture.small, picture.width, picture.height, None, None),
        )


def _owner(email: str) -> Member:
    """Return the user's first membership that owns a family, samples last.

    Raises CommandError if there is none.
    """
    user = User.objects.filter(email__iexact=email.strip()).first()
    if user is None:
        raise CommandError(
            _("There is no account with the email address %(email)s.") % {"email": email}
        )
    owner = (
        Member.objects.filter(user=user, role__in=OWNING)
        .select_related("family", "user")
        .order_by("family__is_sample", "family")
        .first()
    )
    if owner is None:
        raise CommandError(_("%(email)s is not an owner of a family here.") % {"email": email})
    return owner
