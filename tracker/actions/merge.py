"""Compares two diaries: what one has that the other lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from types import MappingProxyType
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
    Weight,
)

WithId = TypeVar("WithId", Concern, Entry, DayNote)
WithOptionalId = TypeVar("WithOptionalId", Exposure, Visit)
AnyWithId = TypeVar("AnyWithId", Concern, Entry, DayNote, Exposure, Visit)
WithoutId = TypeVar("WithoutId", Care, FormerName, Question, Acknowledgement, Weight)


def with_ids_of(
    existing: Diary, diary: Diary, joined: Mapping[str, str] = MappingProxyType({})
) -> Diary:
    """Returns ``diary`` with the ids that its records have in ``existing``.

    A concern, entry or day note with a UUID matches by that UUID, one without by equal content, as
    many times as it occurs; what ``existing`` lacks gets a new id. An exposure or visit matches by
    its UUID or else by equal content, since it may have been stored without that id; a new one
    without an id gets none. All ids of ``existing`` and of the result are canonical UUIDs.

    ``joined`` maps ids of concerns that were joined to those of ``existing`` that they are part of.
    Pauses and answers that name no entry of either are left out: joining may have ended them.
    """
    joined_as = {row.id: joined[id] for row in diary.concerns if (id := _uuid(row) or "") in joined}
    known_as = _by_entries(diary, existing) | joined_as
    concern_ids = _existing_ids(diary.concerns, existing.concerns, known_as)
    ids_in_result: dict[str | None, str | None] = {None: None}
    ids_in_result |= {
        concern.id: id for concern, id in zip(diary.concerns, concern_ids, strict=True)
    }
    exposures = _with_optional_ids(diary.exposures, existing.exposures, ids_in_result)
    visits = _with_optional_ids(diary.visits, existing.visits, ids_in_result)
    known = {concern.id: concern for concern in existing.concerns}
    concerns = []
    for concern, id in zip(diary.concerns, concern_ids, strict=True):
        named = [_with_visit_ids(entry, ids_in_result) for entry in concern.entries]
        entries = _with_ids(named, known[id].entries if id in known else (), ids_in_result)
        concerns.append(replace(concern, id=id, entries=entries))
    day_notes = _with_ids(diary.day_notes, existing.day_notes, ids_in_result)
    return replace(
        diary,
        concerns=tuple(concerns),
        day_notes=day_notes,
        exposures=exposures,
        visits=visits,
        acknowledgements=tuple(
            replace(ack, concern=ids_in_result[ack.concern], entry=ids_in_result[ack.entry])
            for ack in diary.acknowledgements
            if ack.entry is not None or ids_in_result[ack.concern] not in joined.values()
        ),
    )


def records_to_add(diary: Diary, existing: Diary) -> Diary:
    """Returns what must be added to ``existing`` so that it has all of ``diary``.

    Photos of existing entries are left out. ``diary`` has the ids of ``existing`` (see
    ``with_ids_of``). The child and a concern that exist are returned with only their new records.
    """
    known = {concern.id: concern for concern in existing.concerns}
    authors = {author.name: author for author in diary.authors}
    known_authors = {author.name for author in existing.authors}
    existing_entries = {entry.id for concern in existing.concerns for entry in concern.entries}
    concerns = []
    for concern in diary.concerns:
        new = tuple(entry for entry in concern.entries if entry.id not in existing_entries)
        concerns.append(_new_of_concern(replace(concern, entries=new), known.get(concern.id)))
    return Diary(
        child=replace(
            existing.child, weights=_missing(diary.child.weights, existing.child.weights)
        ),
        concerns=tuple(concern for concern in concerns if concern is not None),
        day_notes=_without_known(diary.day_notes, existing.day_notes),
        exposures=_without_known(diary.exposures, existing.exposures),
        visits=_without_known(diary.visits, existing.visits),
        questions=_missing(diary.questions, existing.questions),
        acknowledgements=_missing(diary.acknowledgements, existing.acknowledgements),
        authors=tuple(author for name, author in authors.items() if name not in known_authors),
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
    found = [id or known_as.get(row.id or "") for row, id in _by_uuid(rows, existing)]
    free = _FreeIds(existing, found)
    return [
        id or _uuid(row) or free.claim(row) or str(uuid4())
        for row, id in zip(rows, found, strict=True)
    ]


def _with_optional_ids(
    rows: Iterable[WithOptionalId],
    existing: Iterable[WithOptionalId],
    ids_in_result: dict[str | None, str | None],
) -> tuple[WithOptionalId, ...]:
    """Returns exposures or visits with their ids, adding these to ``ids_in_result``."""
    rows = [_with_concern_ids(row, ids_in_result) for row in rows]
    existing = [_with_concern_ids(row, {}) for row in existing]
    found = [id for _row, id in _by_uuid(rows, existing)]
    free = _FreeIds(existing, found)
    ids = [
        id or free.claim(row) or _uuid(row) or (row.id and str(uuid4()))
        for row, id in zip(rows, found, strict=True)
    ]
    ids_in_result |= {row.id: id for row, id in zip(rows, ids, strict=True) if row.id is not None}
    return tuple(replace(row, id=id) for row, id in zip(rows, ids, strict=True))


def _by_uuid(
    rows: Iterable[AnyWithId], existing: Iterable[AnyWithId]
) -> Iterator[tuple[AnyWithId, str | None]]:
    """Yields each row with its UUID if an existing row has that."""
    present = {row.id for row in existing}
    for row in rows:
        id = _uuid(row)
        yield row, id if id in present else None


class _FreeIds:
    """Ids of existing rows that no UUID matches, to be claimed by rows of equal content."""

    def __init__(self, existing: Sequence[AnyWithId], claimed: Iterable[str | None]) -> None:
        taken = set(claimed)
        self._ids: dict[tuple[object, ...], list[str]] = {}
        for row in reversed(existing):
            if row.id not in taken:
                self._ids.setdefault(_content(row), []).append(row.id or "")

    def claim(self, row: AnyWithId) -> str | None:
        candidates = self._ids.get(_content(row))
        return candidates.pop() if candidates else None


def _uuid(row: AnyWithId) -> str | None:
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


def _without_known(
    rows: Iterable[AnyWithId], existing: Iterable[AnyWithId]
) -> tuple[AnyWithId, ...]:
    """Returns the rows with an id that none of ``existing`` has, and those without."""
    known = {row.id for row in existing}
    return tuple(row for row in rows if row.id not in known)


def _with_concern_ids(
    row: WithOptionalId, ids_in_result: Mapping[str | None, str | None]
) -> WithOptionalId:
    """Returns the row with its concerns' new ids, sorted, so that equal rows compare equal."""
    return replace(row, concerns=_new_ids(row.concerns, ids_in_result))


def _with_visit_ids(entry: Entry, ids_in_result: Mapping[str | None, str | None]) -> Entry:
    return replace(entry, come_back=_new_ids(entry.come_back, ids_in_result))


def _new_ids(ids: Iterable[str], ids_in_result: Mapping[str | None, str | None]) -> tuple[str, ...]:
    return tuple(sorted({ids_in_result.get(id, id) or id for id in ids}))


_NESTED_FIELDS = {"id", "entries", "care", "former_names", "photos"}


def _content(row: AnyWithId) -> tuple[object, ...]:
    """Returns a row's own values, as a hashable key."""
    values = (getattr(row, field.name) for field in fields(row) if field.name not in _NESTED_FIELDS)
    return tuple(
        frozenset(value.items()) if isinstance(value, Mapping) else value for value in values
    )
