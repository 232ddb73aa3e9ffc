"""Constraints of record fields beyond their types: choices, bounds and lengths.

The key of each table is the name of the field, or its class and name where two classes differ. A
field without a constraint takes any value of its type; its text has up to ``MAX_TEXT_LENGTH``
characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from tracker.domain import vocabulary
from tracker.domain.lengths import (
    MAX_ANSWER_LENGTH,
    MAX_FOLLOWED_LENGTH,
    MAX_KG,
    MAX_NOTES_LENGTH,
    MAX_QUESTION_LENGTH,
    MIN_KG,
)
from tracker.domain.records import Care, Exposure, Photo, Question, Spot
from tracker.domain.rules import RULE_KEYS
from tracker.domain.temperature import MAX_C, MIN_C

DAY = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
TIME = "^([01][0-9]|2[0-3]):[0-5][0-9]$"

T = TypeVar("T")
Table = Mapping[str | tuple[type, str], T]

CHOICES: Table[Iterable[str]] = {
    "sex": vocabulary.SEXES,
    "family_atopy": vocabulary.ATOPIES,
    "named_by": vocabulary.NAMERS,
    "map_tone": ("", *vocabulary.MAP_TONES),
    "milia_type": vocabulary.MILIA_TYPES,
    "status": vocabulary.STATUSES,
    "trend": vocabulary.TRENDS,
    "appearance": vocabulary.APPEARANCES,
    "side": vocabulary.SIDES,
    "outcome": vocabulary.OUTCOMES,
    "temperature_how": vocabulary.TEMPERATURE_PLACES,
    (Spot, "view"): vocabulary.VIEWS,
    (Photo, "view"): ("", "whole", "middle", "close"),
    (Care, "kind"): vocabulary.CARE_KINDS,
    (Exposure, "kind"): vocabulary.EXPOSURE_KINDS,
}
"""Allowed values; the error of another value lists them all."""

LONG_CHOICES: Table[tuple[str, Iterable[str]]] = {
    "come_back_if": ("unknown_sign", vocabulary.SIGNS),
    "condition": ("unknown_condition", vocabulary.CONDITIONS),
    "rule": ("unknown_rule", RULE_KEYS),
    "site": ("unknown_site", vocabulary.SITES),
    (Photo, "site"): ("unknown_site", ("", *vocabulary.SITES)),
}
"""The type of the error, and allowed values that are too many to list in it."""

_MAX_INTEGER = 2_147_483_647
"""The maximum of an integer column on every database."""

BOUNDS: Table[Mapping[str, float]] = {
    "severity": {"ge": min(vocabulary.SEVERITIES), "le": max(vocabulary.SEVERITIES)},
    "itch": {"ge": min(vocabulary.ITCHES), "le": max(vocabulary.ITCHES)},
    "temperature_c": {"ge": MIN_C, "le": MAX_C},
    "x": {"ge": 0, "le": 1},
    "y": {"ge": 0, "le": 1},
    "count": {"ge": 1, "le": _MAX_INTEGER},
    "after_minutes": {"ge": 0, "le": _MAX_INTEGER},
    "size_mm": {"gt": 0},
    "kg": {"ge": MIN_KG, "le": MAX_KG},
}

LENGTHS: Table[int] = {
    "notes": MAX_NOTES_LENGTH,
    (Question, "text"): MAX_QUESTION_LENGTH,
    (Question, "answer"): MAX_ANSWER_LENGTH,
    "followed": MAX_FOLLOWED_LENGTH,
    (Photo, "file"): 255,
}
"""Maximum lengths in characters."""

UNIQUE_ITEMS = {"appearance"}
"""Lists whose items must be unique."""

NEVER_NULL = {"id", "asked_on"}
"""Optional fields that may be missing but not null; the others may be null too."""


def constraint(table: Table[T], kind: Any, name: str) -> T | None:
    """Returns the constraint of a field of the record class ``kind``, if any."""
    return table.get((kind, name), table.get(name))
