"""What a professional said to come back for: until when an entry offers it, and what was ticked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from tracker.domain.due import last_visit
from tracker.domain.records import Concern, Diary, Entry, Visit, moment
from tracker.domain.spells import Spell
from tracker.domain.urgent import is_after


class ComeBackAdvice(Protocol):
    """A visit, either the model or the record."""

    @property
    def come_back_if(self) -> Sequence[str]: ...

    @property
    def come_back_words(self) -> str: ...


class ForNow(Protocol):
    """A visit, either the model or the record."""

    @property
    def called(self) -> str: ...

    @property
    def do(self) -> str: ...

    @property
    def expect(self) -> str: ...

    @property
    def expect_by(self) -> date | None: ...


def says_what_for_now(visit: ForNow) -> bool:
    """Return whether the professional named it, or said what to do meanwhile or to expect."""
    return bool(visit.called or visit.do or visit.expect or visit.expect_by)


def says_when_to_come_back(visit: ComeBackAdvice) -> bool:
    """Return whether the professional named a reason to come back, by signs or in words."""
    return bool(visit.come_back_if or visit.come_back_words)


def advice_in(spell: Spell, visits: Iterable[Visit], as_of: date) -> Visit | None:
    """Return the last visit in a spell that named a reason to come back.

    ``visits``: those about the concern. None where it is gone, and without such a visit.
    """
    return last_visit(
        visit for visit in visits_in(spell, visits, as_of) if says_when_to_come_back(visit)
    )


def visit_for_now(spell: Spell, visits: Iterable[Visit], as_of: date) -> Visit | None:
    """Return, as ``advice_in``, the last visit whose words hold meanwhile."""
    return last_visit(
        visit for visit in visits_in(spell, visits, as_of) if says_what_for_now(visit)
    )


def visits_in(spell: Spell, visits: Iterable[Visit], as_of: date) -> Iterator[Visit]:
    """Yield the visits of a spell that goes on, until ``as_of``."""
    for visit in visits:
        if spell.is_going_on and spell.onset <= visit.day <= as_of:
            yield visit


@dataclass(frozen=True)
class ComeBackTick:
    """An entry that says that what a visit named as a reason to come back has happened."""

    visit: Visit
    concern: Concern
    entry: Entry


def open_ticks(diary: Diary, as_of: date) -> tuple[ComeBackTick, ...]:
    """Return the last tick of each visit and concern that no later visit answers.

    A visit answers it where it is about the concern or the child as a whole.
    """
    last: dict[tuple[str | None, str], ComeBackTick] = {}
    for tick in _ticks(diary, as_of):
        last[tick.visit.id, tick.concern.id] = tick
    visits = [visit for visit in diary.visits if visit.day <= as_of]
    return tuple(
        tick for tick in last.values() if not any(_answers(visit, tick) for visit in visits)
    )


def days_ticked(
    diary: Diary, as_of: date, concerns: Collection[str] | None = None
) -> Mapping[str, tuple[date, ...]]:
    """Return the days on which each visit's reason to come back was ticked, by the visit's id.

    Only on entries of ``concerns`` where their ids are given.
    """
    days: dict[str, dict[date, None]] = defaultdict(dict)
    for tick in _ticks(diary, as_of):
        if concerns is None or tick.concern.id in concerns:
            days[tick.visit.id or ""][tick.entry.day] = None
    return {visit: tuple(sorted(found)) for visit, found in days.items()}


def _ticks(diary: Diary, as_of: date) -> Iterator[ComeBackTick]:
    """Yield each tick up to ``as_of``, those of a concern from the oldest."""
    visits = {visit.id: visit for visit in diary.visits if visit.id}
    for concern in diary.concerns:
        for entry in sorted(concern.entries, key=lambda row: moment(row.day, row.at)):
            if entry.day <= as_of:
                told = (visits[id] for id in entry.come_back if id in visits)
                yield from (ComeBackTick(visit, concern, entry) for visit in told)


def _answers(visit: Visit, tick: ComeBackTick) -> bool:
    is_about = not visit.concerns or tick.concern.id in visit.concerns
    return is_about and is_after(visit, tick.entry.day, tick.entry.at)
