"""The errors of backups."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError
from django.utils.translation import gettext as _


class BackupProblem(Exception):
    """A backup cannot be written or used. The message is a sentence for the operator."""


@contextmanager
def database_errors_as_problems() -> Iterator[None]:
    """Raise DatabaseError as BackupProblem."""
    try:
        yield
    except DatabaseError as error:
        text = _("The database could not be copied: %(why)s.")
        raise BackupProblem(text % {"why": str(error).strip()}) from None


def damaged() -> BackupProblem:
    text = _("This backup is damaged or incomplete. Use another backup.")
    return BackupProblem(text)


def from_a_newer_version() -> BackupProblem:
    text = _("This backup was made by a newer version of Milkspot. Update Milkspot first.")
    return BackupProblem(text)


def database_is_newer() -> BackupProblem:
    text = _("A newer version of Milkspot has used this database. Update Milkspot first.")
    return BackupProblem(text)
