"""Compares two diaries: what one has that the other lacks."""

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

WithId = TypeVar("WithId", Concern, Entry, DayNote)
WithoutId = TypeVar("WithoutId", Care, FormerName, Exposure, Visit, Question, Acknowledgement)


def with_ids_of(existing: Diary, diary: Diary) -> Diary:
    """Returns ``diary`` with the ids that its concerns, entries and day notes have in ``existing``.

    What ``existing`` lacks gets a new id. A concern, entry or day note with a UUID matches by that
    UUID, one without by equal content, as many times as it occurs. All ids of ``existing`` and of
    the result are canonical UUIDs.
    """
    concern_ids = _existing_ids(diary.concerns, existing.concerns, _by_entries(diary, existing))
    ids_in_result: dict[str | None, str | None] = {None: None}
    ids_in_result |= {
        concern.id: id for concern, id in zip(diary.concerns, concern_ids, strict=True)
    }
    known = {concern.id: concern for concern in existing.concerns}
    concerns = []
    for concern, id in zip(diary.concerns, concern_ids, strict=True):
        entries = _with_ids(
            concern.entries, known[id].entries if id in known else (), ids_in_result
        )
        concerns.append(replace(concern, id=id, entries=entries))
    day_notes = _with_ids(diary.day_notes, existing.day_notes, ids_in_result)
    return replace(
        diary,
        concerns=tuple(concerns),
        day_notes=day_notes,
        visits=tuple(_visit_with_ids(visit, ids_in_result) for visit in diary.visits),
        acknowledgements=tuple(
            replace(ack, concern=ids_in_result[ack.concern], entry=ids_in_result[ack.entry])
            for ack in diary.acknowledgements
        ),
    )


def records_to_add(diary: Diary, existing: Diary) -> Diary:
    """Returns what must be added to ``existing`` so that it has all of ``diary``.

    Photos of existing entries are left out. ``diary`` has the ids of ``existing`` (see
    ``with_ids_of``). A concern that exists is returned with only its new records.
    """
    known = {concern.id: concern for concern in existing.concerns}
    existing_entries = {entry.id for concern in existing.concerns for entry in concern.entries}
    existing_notes = {note.id for note in existing.day_notes}
    concerns = []
    for concern in diary.concerns:
        new = tuple(entry for entry in concern.entries if entry.id not in existing_entries)
        concerns.append(_new_of_concern(replace(concern, entries=new), known.get(concern.id)))
    return Diary(
        child=existing.child,
        concerns=tuple(concern for concern in concerns if concern is not None),
        day_notes=tuple(note for note in diary.day_notes if note.id not in existing_notes),
        exposures=_missing(diary.exposures, existing.exposures),
        visits=_missing(diary.visits, (_visit_with_ids(visit, {}) for visit in existing.visits)),
        questions=_missing(diary.questions, existing.questions),
        acknowledgements=_missing(diary.acknowledgements, existing.acknowledgements),
    )


def _by_entries(diary: Diary, existing: Diary) -> dict[str, str]:
    """Maps each concern that shares an entry with an existing concern to that concern's id."""
    concern_of = {
        entry.id: concern.id for concern in existing.concerns for entry in concern.entries
    }
    return {
        concern.id: concern_of[id]
        for concern in diary.concerns
        for entry in concern.entries
        if (id := _uuid(entry)) in concern_of
    }


def _with_ids(
    rows: Sequence[WithId], existing: Sequence[WithId], ids_in_result: dict[str | None, str | None]
) -> tuple[WithId, ...]:
    """Returns the rows with their ids in the existing diary, adding these to ``ids_in_result``."""
    ids = _existing_ids(rows, existing, {})
    ids_in_result |= {row.id: id for row, id in zip(rows, ids, strict=True) if row.id is not None}
    return tuple(replace(row, id=id) for row, id in zip(rows, ids, strict=True))


def _existing_ids(
    rows: Sequence[WithId], existing: Sequence[WithId], known_as: Mapping[str, str]
) -> list[str]:
    """Returns for each row the id that it has in the existing diary, or gets there."""
    present = {row.id for row in existing}
    found = [_uuid(row) if _uuid(row) in present else known_as.get(row.id or "") for row in rows]
    claimed = set(found)
    free: dict[tuple[object, ...], list[str]] = {}
    for row in reversed(existing):
        if row.id not in claimed:
            free.setdefault(_content(row), []).append(row.id or "")
    return [id or _uuid(row) or _claim_id(free, row) for row, id in zip(rows, found, strict=True)]


def _claim_id(free: dict[tuple[object, ...], list[str]], row: WithId) -> str:
    candidates = free.get(_content(row))
    return candidates.pop() if candidates else str(uuid4())


def _uuid(row: WithId) -> str | None:
    return canonical_id(row.id) if row.id and is_uuid(row.id) else None


def _new_of_concern(concern: Concern, known: Concern | None) -> Concern | None:
    """Returns the concern with only its new records, None if there are none.

    Its entries are new already.
    """
    if known is None:
        return concern
    care = _missing(concern.care, known.care)
    former_names = _missing(concern.former_names, known.former_names)
    if not (concern.entries or care or former_names):
        return None
    return replace(concern, care=care, former_names=former_names)


def _missing(rows: Iterable[WithoutId], existing: Iterable[WithoutId]) -> tuple[WithoutId, ...]:
    """Returns each row as often as ``existing`` lacks it."""
    left = Counter(existing)
    missing = []
    for row in rows:
        if left[row]:
            left[row] -= 1
        else:
            missing.append(row)
    return tuple(missing)


def _visit_with_ids(visit: Visit, ids_in_result: Mapping[str | None, str | None]) -> Visit:
    """Returns the visit with its concerns' new ids, sorted, so that equal visits compare equal."""
    ids = (ids_in_result.get(id, id) or id for id in visit.concerns)
    return replace(visit, concerns=tuple(sorted(ids)))


_NESTED_FIELDS = {"id", "entries", "care", "former_names", "photos"}


def _content(row: WithId) -> tuple[object, ...]:
    """Returns a row's own values, as a hashable key."""
    values = (getattr(row, field.name) for field in fields(row) if field.name not in _NESTED_FIELDS)
    return tuple(
        frozenset(value.items()) if isinstance(value, Mapping) else value for value in values
    )
