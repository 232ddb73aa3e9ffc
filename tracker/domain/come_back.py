"""What a professional said to come back for, and until when it is offered on an entry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

from tracker.domain.due import last_visit
from tracker.domain.records import Visit
from tracker.domain.spells import Spell


class ComeBackAdvice(Protocol):
    """A visit, either the model or the record."""

    @property
    def come_back_if(self) -> Sequence[str]: ...

    @property
    def come_back_words(self) -> str: ...


def says_when_to_come_back(visit: ComeBackAdvice) -> bool:
    """Return whether the professional named a reason to come back, by signs or in words."""
    return bool(visit.come_back_if or visit.come_back_words)


def advice_in(spell: Spell, visits: Iterable[Visit], as_of: date) -> Visit | None:
    """Return the last visit in a spell that named a reason to come back.

    ``visits``: those about the concern. None where it is gone, and without such a visit.
    """
    if not spell.is_going_on:
        return None
    return last_visit(
        visit
        for visit in visits
        if spell.onset <= visit.day <= as_of and says_when_to_come_back(visit)
    )
