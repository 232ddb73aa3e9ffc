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
    description=_("Can see everything. Can add and edit entries, photos, visits and links."),
    writes=True,
)
VIEWER = Role(
    key="viewer",
    name=_("viewer"),
    with_article=_("a viewer"),
    description=_("Can see everything, including photos. Cannot add or edit anything."),
)
OWNER = Role(
    key="owner",
    name=_("owner"),
    with_article=_("an owner"),
    description=_("Can see, add and edit everything. Decides with the other owners who else can."),
    writes=True,
    owns=True,
)

ROLES = {role.key: role for role in (CAREGIVER, VIEWER, OWNER)}
"""In the order in which forms offer them and in which they succeed the last owner."""

WRITING = [role.key for role in ROLES.values() if role.writes]
OWNING = [role.key for role in ROLES.values() if role.owns]
NOT_OWNING = [role.key for role in ROLES.values() if not role.owns]
