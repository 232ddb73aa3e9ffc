"""What the type of a record's field does not say: word lists, bounds and lengths.

Each table is looked up by the name of the field, or by its class and name where two classes
differ. A field that stands in none of them takes any value of its type, and a text of
``MAX_TEXT_LENGTH`` characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from tracker.domain import vocabulary
from tracker.domain.lengths import MAX_NOTES_LENGTH, MAX_QUESTION_LENGTH
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
    "milia_type": vocabulary.MILIA_TYPES,
    "status": vocabulary.STATUSES,
    "trend": vocabulary.TRENDS,
    "appearance": vocabulary.APPEARANCES,
    "side": vocabulary.SIDES,
    "outcome": vocabulary.OUTCOMES,
    (Spot, "view"): vocabulary.VIEWS,
    (Photo, "view"): ("", "whole", "middle", "close"),
    (Care, "kind"): vocabulary.CARE_KINDS,
    (Exposure, "kind"): vocabulary.EXPOSURE_KINDS,
}
"""Words to choose from, all of which are told where another one stands."""

LONG_CHOICES: Table[tuple[str, Iterable[str]]] = {
    "condition": ("unknown_condition", vocabulary.CONDITIONS),
    "rule": ("unknown_rule", RULE_KEYS),
    "site": ("unknown_site", vocabulary.SITES),
    (Photo, "site"): ("unknown_site", ("", *vocabulary.SITES)),
}
"""Words of a list too long to be told, with the type of the error."""

BOUNDS: Table[Mapping[str, int]] = {
    "severity": {"ge": min(vocabulary.SEVERITIES), "le": max(vocabulary.SEVERITIES)},
    "itch": {"ge": min(vocabulary.ITCHES), "le": max(vocabulary.ITCHES)},
    "temperature_c": {"ge": MIN_C, "le": MAX_C},
    "x": {"ge": 0, "le": 1},
    "y": {"ge": 0, "le": 1},
    "count": {"ge": 1, "le": 2_147_483_647},  # what a column holds on every database
    "size_mm": {"gt": 0},
}

LENGTHS: Table[int] = {
    "notes": MAX_NOTES_LENGTH,
    (Question, "text"): MAX_QUESTION_LENGTH,
    (Photo, "file"): 255,
}
"""In characters."""

WITHOUT_REPEATS = {"appearance"}
"""Lists in which a word may stand once."""

NEVER_NULL = {"id", "asked_on"}
"""Fields that are left out where nothing is known; others may be null as well."""


def constraint(table: Table[T], kind: Any, name: str) -> T | None:
    """What the table says of a field; None where it says nothing."""
    return table.get((kind, name), table.get(name))
