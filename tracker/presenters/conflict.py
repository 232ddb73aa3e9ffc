"""Two people changed the same thing: what the second one is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo

from django.utils.translation import gettext as _

from tracker.actions.revisions import ChangedMeanwhile
from tracker.models import User
from tracker.presenters.changes import Difference, Known, differences
from tracker.presenters.records import moment, name_of


@dataclass(frozen=True)
class Conflict:
    """In the differences ``before`` is what stands there now, ``after`` what was typed.

    ``is_mine``: it was the same person, in another window.
    """

    sentence: str
    is_mine: bool
    differences: tuple[Difference, ...]


def conflict_of(met: ChangedMeanwhile, me: User, known: Known, zone: tzinfo | None) -> Conflict:
    row = met.row
    is_mine = row.changed_by == me
    values = {"who": name_of(row.changed_by), "when": moment(row.changed_at, zone)}
    if is_mine:
        text = _("You changed this yourself meanwhile, in another window: %(when)s.")
    else:
        text = _("While you were writing, %(who)s changed this: %(when)s.")
    return Conflict(text % values, is_mine, differences(met.theirs, met.yours, known))
