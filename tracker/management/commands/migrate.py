"""Django's migrate, after a backup of the database. Of several servers one migrates at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS, connections
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.backup import back_up_before_migration, rotate_migration_backups
from tracker.management.backups import problems_as_command_errors

LOCK = 20_260_310
"""An arbitrary number: the key of PostgreSQL's advisory lock."""


class Command(migrate.Command):
    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--without-backup", action="store_true", help="if you have made one another way"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with self._alone(options["database"]):
            self._migrate(*args, **options)

    @contextmanager
    def _alone(self, alias: str) -> Iterator[None]:
        """Wait for another server that migrates the same PostgreSQL.

        The lock is that of a transaction on a connection of its own: one of a session does not
        work through PgBouncer.
        """
        if connections[alias].vendor != "postgresql":
            yield
            return
        other = connections[alias].copy()
        try:
            with other.cursor() as cursor, other.connection.transaction():
                cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
                if not cursor.fetchone()[0]:
                    self.stderr.write(_("Waiting for another server that updates the database."))
                    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
                yield
        finally:
            other.close()

    def _migrate(self, *args: Any, **options: Any) -> None:
        only_shows_plan = options["plan"] or options["check_unapplied"]
        wants_backup = not only_shows_plan and not options["without_backup"]
        now, backup = timezone.now(), None
        if options["database"] == DEFAULT_DB_ALIAS and wants_backup:
            with problems_as_command_errors(Path(settings.DATA_DIR)):
                backup = back_up_before_migration(now)
        if backup:
            self.stderr.write(_("Backup made before the update: %(file)s") % {"file": backup})
        super().handle(*args, **options)
        if not only_shows_plan:
            # the table of the cache, if it is in the database
            call_command("createcachetable", database=options["database"], verbosity=0)
        if backup:
            rotate_migration_backups(now)
