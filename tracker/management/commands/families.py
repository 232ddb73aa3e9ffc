"""Lists the families of this server and how much each stores."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from tracker.formats import size_text
from tracker.operator.families import FamilySize, family_sizes

ROW = "{:>6}  {:<10}  {:>7}  {:>8}  {:>7}  {:>9}  {}"


class Command(BaseCommand):
    help = (
        "Lists the families of this server: number, first day, people, children, photos, the size"
        " of the photos in MB, and the owners' email addresses. Shows nothing of the diaries."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        families = family_sizes()
        head = (_("family"), _("since"), _("people"), _("children"), _("photos"), "MB", _("owners"))
        if settings.FAMILY_QUOTA:
            room = _("Each family may use %(size)s for photos.")
            self.stdout.write(room % {"size": size_text(settings.FAMILY_QUOTA)})
        self.stdout.write(ROW.format(*head))
        for family in families:
            self.stdout.write(_line(family))


def _line(family: FamilySize) -> str:
    return ROW.format(
        family.pk,
        family.created_at.date().isoformat(),
        family.members,
        family.children,
        family.photos,
        f"{family.photo_bytes / 1_000_000:.1f}",
        ", ".join(family.owners),
    )
