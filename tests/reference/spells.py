"""Spells of a concern, counted over days."""

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from .records import Concern

BRIDGED_BELOW_DAYS = 7


@dataclass(frozen=True)
class Spell:
    """One course of a concern; `clear_from` is the first clear day at its end, if it ended."""

    onset: date
    clear_from: date | None = None


def day_statuses(concern: Concern) -> list[tuple[date, bool]]:
    """Each day that has a status, in order, with whether it was present.

    The last entry of a day decides; the day first noticed is present where it has no entry.
    """
    statuses: dict[date, bool] = {}
    if concern.first_noticed_on:
        statuses[concern.first_noticed_on] = True
    for entry in concern.entries:
        statuses[entry.day] = entry.present
    return sorted(statuses.items())


def spells(concern: Concern) -> list[Spell]:
    """All spells in order; the earliest day opens one whatever its status."""
    found: list[Spell] = []
    for day, present in day_statuses(concern):
        if not found:
            found.append(Spell(day, None if present else day))
        elif not present:
            found[-1] = _ended(found[-1], day)
        elif _comes_back_late(found[-1], day):
            found.append(Spell(day))
        else:
            found[-1] = replace(found[-1], clear_from=None)
    return found


def came_back_on(concern: Concern, onset: date) -> date:
    """The day on which the spell of that onset last came back after a clear day, else its onset."""
    days = [item for item in day_statuses(concern) if item[0] >= onset]
    returns = [
        day
        for (_, present_before), (day, present) in pairwise(days)
        if present and not present_before
    ]
    return returns[-1] if returns else onset


def _ended(spell: Spell, day: date) -> Spell:
    return spell if spell.clear_from else replace(spell, clear_from=day)


def _comes_back_late(spell: Spell, day: date) -> bool:
    return spell.clear_from is not None and (day - spell.clear_from).days >= BRIDGED_BELOW_DAYS
