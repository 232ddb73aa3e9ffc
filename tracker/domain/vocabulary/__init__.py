"""The vocabulary of a diary: conditions, signs, sites and the small lists.

Every list is data. Keys are stored and exported and never change; labels are shown to people.
docs/architecture.md describes how to add a condition or a sign.
"""

from tracker.domain.vocabulary.codes import ICD_10_CM, SNOMED_CT_SITES
from tracker.domain.vocabulary.conditions import (
    CONDITIONS,
    GROUP_REFERENCES,
    GROUPS,
    PRIVATE_CONDITIONS,
    Condition,
    FirstSight,
    condition_of,
)
from tracker.domain.vocabulary.levels import LEVEL_LABELS, Level
from tracker.domain.vocabulary.lists import (
    APPEARANCES,
    ATOPIES,
    CARE_KINDS,
    EXPOSURE_KINDS,
    ITCHES,
    MAP_TONES,
    MILIA_TYPES,
    NAMERS,
    OUTCOMES,
    PRIVATE_SITES,
    SEVERITIES,
    SEXES,
    SIDES,
    SIGN_ANSWERS,
    SITES,
    SITES_WITH_SIDE,
    STATUSES,
    TEMPERATURE_PLACES,
    TICKS,
    TRENDS,
    VIEWS,
)
from tracker.domain.vocabulary.signs import (
    ASKED_SIGNS,
    GATE,
    GLASS_TEST,
    SIGNS,
    SIGNS_OF_VERSION_1,
    UrgentSign,
)

__all__ = [
    "APPEARANCES",
    "ASKED_SIGNS",
    "ATOPIES",
    "CARE_KINDS",
    "CONDITIONS",
    "EXPOSURE_KINDS",
    "GATE",
    "GLASS_TEST",
    "GROUPS",
    "GROUP_REFERENCES",
    "ICD_10_CM",
    "ITCHES",
    "LEVEL_LABELS",
    "MAP_TONES",
    "MILIA_TYPES",
    "NAMERS",
    "OUTCOMES",
    "PRIVATE_CONDITIONS",
    "PRIVATE_SITES",
    "SEVERITIES",
    "SEXES",
    "SIDES",
    "SIGNS",
    "SIGNS_OF_VERSION_1",
    "SIGN_ANSWERS",
    "SITES",
    "SITES_WITH_SIDE",
    "SNOMED_CT_SITES",
    "STATUSES",
    "TEMPERATURE_PLACES",
    "TICKS",
    "TRENDS",
    "VIEWS",
    "Condition",
    "FirstSight",
    "Level",
    "UrgentSign",
    "condition_of",
]
