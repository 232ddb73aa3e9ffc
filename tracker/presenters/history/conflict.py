"""The message to the second of two people who changed the same record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo

from django.utils.translation import gettext as _

from tracker.actions.revisions import ChangedMeanwhile
from tracker.models import User
from tracker.presenters.history.changes import Difference, DisplayContext, differences
from tracker.presenters.records import local_time_text, user_name


@dataclass(frozen=True)
class Conflict:
    """In the differences ``before`` is the saved value, ``after`` the submitted one.

    ``is_mine``: the same user saved it, in another window.
    """

    sentence: str
    is_mine: bool
    differences: tuple[Difference, ...]


def conflict_of(
    error: ChangedMeanwhile, user: User, context: DisplayContext, zone: tzinfo | None
) -> Conflict:
    row = error.row
    is_mine = row.changed_by == user
    values = {"who": user_name(row.changed_by), "when": local_time_text(row.changed_at, zone)}
    if is_mine:
        text = _("You changed this in another window: %(when)s.")
    else:
        text = _("Changed by %(who)s while you were writing: %(when)s.")
    return Conflict(text % values, is_mine, differences(error.theirs, error.yours, context))
