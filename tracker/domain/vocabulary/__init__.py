"""The words a diary is written in: conditions, signs, sites and the small lists.

Every list is data. A key is what is stored and exported and never changes; a label is what a
person reads. docs/architecture.md says how to add a condition or a sign.
"""

from tracker.domain.vocabulary.cautions import CARE_CAUTIONS, CareCaution
from tracker.domain.vocabulary.codes import ICD_10_CM
from tracker.domain.vocabulary.conditions import (
    CONDITIONS,
    GROUPS,
    PRIVATE_CONDITIONS,
    THESE,
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
    MILIA_TYPES,
    NAMERS,
    OUTCOMES,
    PRIVATE_SITES,
    SEVERITIES,
    SEXES,
    SIDES,
    SIGN_ANSWERS,
    SITES,
    STATUSES,
    TICKS,
    TRENDS,
    VIEWS,
)
from tracker.domain.vocabulary.signs import SIGNS, UrgentSign

__all__ = [
    "APPEARANCES",
    "ATOPIES",
    "CARE_CAUTIONS",
    "CARE_KINDS",
    "CONDITIONS",
    "EXPOSURE_KINDS",
    "GROUPS",
    "ICD_10_CM",
    "ITCHES",
    "LEVEL_LABELS",
    "MILIA_TYPES",
    "NAMERS",
    "OUTCOMES",
    "PRIVATE_CONDITIONS",
    "PRIVATE_SITES",
    "SEVERITIES",
    "SEXES",
    "SIDES",
    "SIGNS",
    "SIGN_ANSWERS",
    "SITES",
    "STATUSES",
    "THESE",
    "TICKS",
    "TRENDS",
    "VIEWS",
    "CareCaution",
    "Condition",
    "FirstSight",
    "Level",
    "UrgentSign",
    "condition_of",
]
