"""Makes SECRET_KEY the one that all servers of the database must have."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from tracker.actions.upkeep.server_key import make_key_of_database


class Command(BaseCommand):
    help = "After a new SECRET_KEY: makes it the one that all servers of the database must have."

    def handle(self, *args: Any, **options: Any) -> None:
        make_key_of_database()
        self.stdout.write(
            _("All servers of this database now need this SECRET_KEY. Everybody logs in again.")
        )
