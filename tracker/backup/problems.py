"""What can be wrong with a backup."""

from django.utils.translation import gettext as _


class BackupProblem(Exception):
    """The backup cannot be made, or this one cannot be used. Its text says why, in a sentence."""


def damaged() -> BackupProblem:
    text = _("This backup is damaged or cut off: it is not what was written. Take another one.")
    return BackupProblem(text)
