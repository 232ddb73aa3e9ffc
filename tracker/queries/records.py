"""Single records from the database, and whether two have the same content."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any, TypeVar

from tracker.domain import records
from tracker.models import Acknowledgement, Child, DayNote, Entry, Exposure, Visit
from tracker.models.record import Record
from tracker.models.rows import record_of

R = TypeVar("R")


def full_record(kind: type[R], row: Record | Child) -> R:
    """Returns the record of a row with its related rows, except photos.

    One query for each relation that was not prefetched.
    """
    return record_of(kind, row, **_parts(row))


def _parts(row: Record | Child) -> dict[str, Any]:
    match row:
        case Entry():
            spots = tuple(record_of(records.Spot, spot) for spot in row.spots.all())
            return {"spots": spots, "signs": _signs(row), "come_back": _ids(row.come_back)}
        case Child():
            weights = (record_of(records.Weight, weight) for weight in row.weights.all())
            return {"weights": tuple(weights)}
        case DayNote():
            return {"signs": _signs(row)}
        case Exposure() | Visit():
            return {"concerns": _ids(row.concerns)}
        case Acknowledgement():
            return {"concern": _id(row.concern), "entry": _id(row.entry or row.day_note)}
    return {}


def _signs(row: Entry | DayNote) -> dict[str, str]:
    return {sign.key: sign.answer for sign in row.signs.all()}


def _ids(rows: Any) -> tuple[str, ...]:
    return tuple(str(row.uuid) for row in rows.all())


def _id(row: Record | None) -> str | None:
    return None if row is None else str(row.uuid)


def has_same_content(one: Any, other: Any) -> bool:
    """Compares without what the diary sets itself: ids, authors and the tracks of spots."""
    return bool(_content(one) == _content(other))


def _content(record: Any) -> Any:
    own = {"id": None, "author": ""}
    names = {field.name for field in fields(record)}
    changes: dict[str, Any] = {name: own[name] for name in own.keys() & names}
    if isinstance(record, records.Entry):
        changes["spots"] = tuple(replace(spot, track=None) for spot in record.spots)
        changes["come_back"] = tuple(sorted(record.come_back))
    if isinstance(record, records.Exposure | records.Visit):
        changes["concerns"] = tuple(sorted(record.concerns))
    return replace(record, **changes)
