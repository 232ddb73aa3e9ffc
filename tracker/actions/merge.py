"""What one diary has that another has not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import TypeVar
from uuid import uuid4

from tracker.domain.canonical import canonical_id, is_uuid
from tracker.domain.records import (
    Acknowledgement,
    Care,
    Concern,
    DayNote,
    Diary,
    Entry,
    Exposure,
    FormerName,
    Question,
    Visit,
)

Named = TypeVar("Named", Concern, Entry, DayNote)
Plain = TypeVar("Plain", Care, FormerName, Exposure, Visit, Question, Acknowledgement)


def with_ids_of(there: Diary, diary: Diary) -> Diary:
    """``diary`` with the ids that its concerns, entries and day notes have there, or will have.

    A concern, entry or day note with a UUID is there if one with that UUID is; what has no UUID
    is there if something that says just the same is, once for each time. All ids of ``there`` are
    canonical UUIDs, and so are those of the answer.
    """
    concern_ids = _ids_there(diary.concerns, there.concerns, _by_entries(diary, there))
    names: dict[str | None, str | None] = {None: None}
    names |= {concern.id: id for concern, id in zip(diary.concerns, concern_ids, strict=True)}
    known = {concern.id: concern for concern in there.concerns}
    concerns = []
    for concern, id in zip(diary.concerns, concern_ids, strict=True):
        entries = _named(concern.entries, known[id].entries if id in known else (), names)
        concerns.append(replace(concern, id=id, entries=entries))
    day_notes = _named(diary.day_notes, there.day_notes, names)
    return replace(
        diary,
        concerns=tuple(concerns),
        day_notes=day_notes,
        visits=tuple(_renamed_visit(visit, names) for visit in diary.visits),
        acknowledgements=tuple(
            replace(ack, concern=names[ack.concern], entry=names[ack.entry])
            for ack in diary.acknowledgements
        ),
    )


def additions(diary: Diary, there: Diary) -> Diary:
    """What is to be added to ``there`` so that it holds all of ``diary``, but for the photos of
    an entry that is there.

    ``diary`` has the ids of ``there`` (see ``with_ids_of``). In the answer a concern that is
    there already has only what is new of it.
    """
    known = {concern.id: concern for concern in there.concerns}
    entries_there = {entry.id for concern in there.concerns for entry in concern.entries}
    notes_there = {note.id for note in there.day_notes}
    concerns = []
    for concern in diary.concerns:
        new = tuple(entry for entry in concern.entries if entry.id not in entries_there)
        concerns.append(_new_of_concern(replace(concern, entries=new), known.get(concern.id)))
    return Diary(
        child=there.child,
        concerns=tuple(concern for concern in concerns if concern is not None),
        day_notes=tuple(note for note in diary.day_notes if note.id not in notes_there),
        exposures=_missing(diary.exposures, there.exposures),
        visits=_missing(diary.visits, (_renamed_visit(visit, {}) for visit in there.visits)),
        questions=_missing(diary.questions, there.questions),
        acknowledgements=_missing(diary.acknowledgements, there.acknowledgements),
    )


def _by_entries(diary: Diary, there: Diary) -> dict[str, str]:
    """For each concern that has an entry of a concern there, the id of that."""
    concern_of = {entry.id: concern.id for concern in there.concerns for entry in concern.entries}
    return {
        concern.id: concern_of[id]
        for concern in diary.concerns
        for entry in concern.entries
        if (id := _uuid(entry)) in concern_of
    }


def _named(
    rows: Sequence[Named], there: Sequence[Named], names: dict[str | None, str | None]
) -> tuple[Named, ...]:
    """The looks with their ids there, which are put into ``names``."""
    ids = _ids_there(rows, there, {})
    names |= {row.id: id for row, id in zip(rows, ids, strict=True) if row.id is not None}
    return tuple(replace(row, id=id) for row, id in zip(rows, ids, strict=True))


def _ids_there(
    rows: Sequence[Named], there: Sequence[Named], known_as: Mapping[str, str]
) -> list[str]:
    """The id that each of ``rows`` has there, or that it will have."""
    present = {row.id for row in there}
    found = [_uuid(row) if _uuid(row) in present else known_as.get(row.id or "") for row in rows]
    claimed = set(found)
    free: dict[tuple[object, ...], list[str]] = {}
    for row in reversed(there):
        if row.id not in claimed:
            free.setdefault(_content(row), []).append(row.id or "")
    return [id or _uuid(row) or _taken(free, row) for row, id in zip(rows, found, strict=True)]


def _taken(free: dict[tuple[object, ...], list[str]], row: Named) -> str:
    alike = free.get(_content(row))
    return alike.pop() if alike else str(uuid4())


def _uuid(row: Named) -> str | None:
    return canonical_id(row.id) if row.id and is_uuid(row.id) else None


def _new_of_concern(concern: Concern, known: Concern | None) -> Concern | None:
    """The concern with only what is new of it; ``concern`` has its new entries already."""
    if known is None:
        return concern
    care = _missing(concern.care, known.care)
    former_names = _missing(concern.former_names, known.former_names)
    if not (concern.entries or care or former_names):
        return None
    return replace(concern, care=care, former_names=former_names)


def _missing(rows: Iterable[Plain], there: Iterable[Plain]) -> tuple[Plain, ...]:
    """Each of ``rows`` that is not there as often as here."""
    left = Counter(there)
    missing = []
    for row in rows:
        if left[row]:
            left[row] -= 1
        else:
            missing.append(row)
    return tuple(missing)


def _renamed_visit(visit: Visit, names: Mapping[str | None, str | None]) -> Visit:
    """Its concerns by their ids there, in an order that does not matter."""
    ids = (names.get(id, id) or id for id in visit.concerns)
    return replace(visit, concerns=tuple(sorted(ids)))


_PARTS = {"id", "entries", "care", "former_names", "photos"}


def _content(row: Named) -> tuple[object, ...]:
    """What it says itself, so that it can be looked up."""
    values = (getattr(row, field.name) for field in fields(row) if field.name not in _PARTS)
    return tuple(
        frozenset(value.items()) if isinstance(value, Mapping) else value for value in values
    )
