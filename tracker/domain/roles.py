"""The roles of family members and their permissions, defined here only.

Every member may read everything.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.domain.phrases import Phrase
from tracker.domain.phrases import phrase as _


@dataclass(frozen=True)
class Role:
    """A role with its permissions. ``with_article``: the name inside a sentence, ``an owner``."""

    key: str
    name: Phrase
    with_article: Phrase
    description: Phrase
    writes: bool = False
    """May write in the diaries and create links for a doctor."""
    owns: bool = False
    """Decides who may read and write. Is lost at once only by leaving the family."""


CAREGIVER = Role(
    key="caregiver",
    name=_("caregiver"),
    with_article=_("a caregiver"),
    description=_("Reads everything and writes: looks, photos, visits, links."),
    writes=True,
)
VIEWER = Role(
    key="viewer",
    name=_("viewer"),
    with_article=_("a viewer"),
    description=_("Reads everything, photos too. Writes nothing."),
)
OWNER = Role(
    key="owner",
    name=_("owner"),
    with_article=_("an owner"),
    description=_("Reads and writes, and decides with the other owners who else may."),
    writes=True,
    owns=True,
)

ROLES = {role.key: role for role in (CAREGIVER, VIEWER, OWNER)}
"""In the order in which forms offer them and in which they succeed the last owner."""

WRITING = [role.key for role in ROLES.values() if role.writes]
OWNING = [role.key for role in ROLES.values() if role.owns]
NOT_OWNING = [role.key for role in ROLES.values() if not role.owns]
