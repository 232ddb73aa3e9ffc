"""What a doctor said to come back for: until when it is offered, and where it was ticked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from tracker.domain.due import last_visit
from tracker.domain.records import Concern, Diary, Entry, Visit
from tracker.domain.spells import Spell, sorted_entries


class ComeBackAdvice(Protocol):
    """A visit, either the model or the record."""

    @property
    def come_back_if(self) -> Sequence[str]: ...

    @property
    def come_back_words(self) -> str: ...


@dataclass(frozen=True)
class MetAdvice:
    """The first entry on which "come back if" of a visit was ticked, for one concern."""

    visit: Visit
    concern: Concern
    entry: Entry


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


def met_advice_on(diary: Diary, as_of: date) -> tuple[MetAdvice, ...]:
    """Return what was ticked and not answered by a later visit, in the order of the concerns.

    A visit is later as for an urgent sign: on a later day, or later that day where both have a
    time. It must be about the concern, or about none in particular.
    """
    return tuple(met for concern in diary.concerns for met in _met(concern, diary, as_of))


def _met(concern: Concern, diary: Diary, as_of: date) -> Iterator[MetAdvice]:
    visits = {visit.id: visit for visit in diary.visits if visit.id and visit.day <= as_of}
    found: set[str] = set()
    for entry in sorted_entries(concern.entries):
        if entry.day > as_of or _is_answered(entry, concern, visits.values()):
            continue
        for id in entry.come_back:
            if id in visits and id not in found:
                found.add(id)
                yield MetAdvice(visits[id], concern, entry)


def _is_answered(entry: Entry, concern: Concern, visits: Iterable[Visit]) -> bool:
    return any(
        _is_later(visit, entry) and (not visit.concerns or concern.id in visit.concerns)
        for visit in visits
    )


def _is_later(visit: Visit, entry: Entry) -> bool:
    if visit.day != entry.day:
        return visit.day > entry.day
    return visit.at is not None and entry.at is not None and visit.at > entry.at
