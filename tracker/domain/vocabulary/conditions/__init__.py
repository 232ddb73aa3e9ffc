"""The conditions of a concern, each with its usual course and windows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tracker.domain.phrases import Phrase
from tracker.domain.vocabulary.conditions.bumps_and_marks import (
    BUMPS,
    MARKS_AND_OTHERS,
)
from tracker.domain.vocabulary.conditions.condition import (
    GROUP_REFERENCES,
    GROUPS,
    Condition,
    FirstSight,
)
from tracker.domain.vocabulary.conditions.rashes import RASHES

__all__ = [
    "CONDITIONS",
    "GROUPS",
    "GROUP_REFERENCES",
    "PRIVATE_CONDITIONS",
    "Condition",
    "FirstSight",
    "condition_of",
]

CONDITIONS: Mapping[str, Condition] = {
    condition.key: condition for condition in (*BUMPS, *RASHES, *MARKS_AND_OTHERS)
}

PRIVATE_CONDITIONS = frozenset({"diaper_rash", "candida_diaper_rash"})
"""Conditions under the nappy: their photos are private also without a site."""


def condition_of(key: str, conditions: Mapping[str, Condition] = CONDITIONS) -> Condition:
    """Return the condition of a key.

    For a key that this version does not know: the condition ``other``, labelled with the key.
    """
    known = conditions.get(key)
    return known or replace(conditions["other"], key=key, label=Phrase(key))
