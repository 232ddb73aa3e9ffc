"""The layout of the diary file: the keys of its objects, and their order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from functools import cache
from typing import Any, Literal

from tracker.domain.records import Care, Concern, DayNote, Diary, Entry, Exposure, Visit

FORMAT: Literal["milkspot-diary"] = "milkspot-diary"
VERSION: Literal[1] = 1


@dataclass(frozen=True, kw_only=True)
class DiaryFile(Diary):
    """The whole document. ``expected``: expectations of tests in an example; readers ignore it.

    ``false_means_no``: whether false answers a yes/no question of an entry. In older files, which
    lack the key, it may be a box that nobody ticked, and is read as not asked.
    """

    format: Literal["milkspot-diary"]
    version: Literal[1]
    false_means_no: bool = False
    concerns: tuple[Concern, ...] = field()  # without the default of a Diary
    expected: Any = None


_RENAMED_KEYS = {"day": "date", "at": "time", "started_on": "from", "ended_on": "to"}

_LEADING_FIELDS: Mapping[type, tuple[str, ...]] = {
    DiaryFile: ("format", "version", "false_means_no"),
    Concern: ("id", "title", "condition", "named_by", "former_names", "milia_type"),
    Entry: ("id", "day", "at"),
    Care: ("kind", "product"),
    DayNote: ("id", "day", "at", "temperature_c", "temperature_how"),
    Exposure: ("id", "day", "at"),
    Visit: ("id", "day", "at"),
}
"""Fields that come before the others of their record in the file."""


@cache
def keys_of(kind: Any) -> Mapping[str, str]:
    """Returns the JSON key of each field of a record class, in the order of the file."""
    names = (*_LEADING_FIELDS.get(kind, ()), *(field.name for field in fields(kind)))
    return {name: _RENAMED_KEYS.get(name, name) for name in names}


@cache
def required_fields(kind: Any) -> frozenset[str]:
    """Returns the fields without a default, which a file must have."""
    return frozenset(
        field.name
        for field in fields(kind)
        if field.default is MISSING and field.default_factory is MISSING
    )
