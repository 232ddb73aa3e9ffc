"""The question whether a new concern is one that is followed already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tracker.formats import near_day
from tracker.queries.followed import FollowedConcern


@dataclass(frozen=True)
class FollowedRow:
    """``conditions``: keys, separated by spaces. ``question``: with its days."""

    id: str
    title: str
    conditions: str
    question: str
    is_asked: bool
    is_chosen: bool


def followed_rows(
    followed: Iterable[FollowedConcern], *, condition: str, title: str, chosen: str, today: date
) -> list[FollowedRow]:
    """Returns all followed concerns; those are asked about that are like the new one."""
    return [
        FollowedRow(
            id=each.id,
            title=each.title,
            conditions=" ".join(sorted(each.conditions)),
            question=_question(each, today),
            is_asked=each.is_like(condition, title),
            is_chosen=each.id == chosen,
        )
        for each in followed
    ]


def _question(concern: FollowedConcern, today: date) -> str:
    spell = concern.spell
    values = {"concern": concern.title, "first": near_day(spell.onset, today)}
    if spell.cleared_on is None:
        return _("You've been following “%(concern)s” since %(first)s. Add to it?") % values
    values["last"] = near_day(spell.cleared_on, today)
    return _("You followed “%(concern)s” from %(first)s to %(last)s. Is it back?") % values
