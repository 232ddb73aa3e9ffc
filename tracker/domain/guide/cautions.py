"""What the guide says to leave alone, shown where a family records such a thing; never advice."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.domain.guide import PAGES, common, page_of_condition
from tracker.domain.guide.parts import GuideFact

SECTION = "leave-alone"
"""The section of a guide page that a caution links to."""

ON_THE_SKIN = frozenset(
    (
        *("washing", "moisturiser", "barrier_cream", "bath", "home_remedy", "other"),
        *("antifungal", "antibiotic", "steroid", "retinoid", "acne_product"),
        *("soap", "cream", "wipes"),
    )
)
"""Kinds of care and of exposures whose words are read: almonds as food need no caution."""


@dataclass(frozen=True)
class Caution:
    """A fact of the guide about some kinds of care, or about what the words name.

    ``words``: a regular expression that Python and the script of the form read alike. ``page``: the
    key of the guide page that says more.
    """

    fact: GuideFact
    page: str
    words: str
    kinds: frozenset[str] = frozenset()

    def is_about(self, kind: str, words: str) -> bool:
        """Return whether the caution is about care of this kind, described in these words."""
        named = kind in ON_THE_SKIN and re.search(self.words, words, re.IGNORECASE)
        return kind in self.kinds or bool(named)


_FACES = ("milk-spots", "milk-spots-after-a-rash", "baby-acne")
"""The pages that say to put no oil, lotion or ointment on the face."""

_OILS = r"\b(?:oils?\b(?!.?free)|olive|lotion|ointment)"
_FACE = r"\b(?:face|facial|cheek|nose|forehead|chin)"

_ALWAYS = (
    Caution(
        common.RETINOID,
        "milk-spots",
        r"\b(?:retinoid|retinol|tretinoin|adapalene)",
        frozenset({"retinoid"}),
    ),
    Caution(
        common.STEROID_CREAM,
        "milk-spots",
        r"\b(?:steroid|hydrocortisone)",
        frozenset({"steroid"}),
    ),
    Caution(
        common.ACNE_PRODUCTS,
        "baby-acne",
        r"\b(?:anti.?acne|acne (?:cream|gel|lotion|pad|product|soap|wash))",
        frozenset({"acne_product"}),
    ),
    Caution(common.ACIDS, "milk-spots", r"\bsalicylic"),
    Caution(common.SQUEEZING, "milk-spots", r"\b(?:scrub|exfoliat)"),
    Caution(
        common.NUT_OILS, "milk-spots", r"\b(?:almond|hazelnut|peanut|walnut|nut (?:oil|scrub))"
    ),
    Caution(common.STEAM, "milk-spots", r"\bsteam"),
)


def cautions_for(condition: str) -> tuple[Caution, ...]:
    """Return the cautions that can be about care of a condition; empty for care of the child."""
    found = page_of_condition(condition)
    page = found[0].key if found else ""
    if page in _FACES:
        oil = Caution(common.LOTION_ON_THE_FACE, page, _OILS, frozenset({"moisturiser"}))
    else:
        both = f"^(?=.*{_FACE})(?=.*{_OILS})"
        oil = Caution(common.LOTION_ON_THE_FACE, PAGES["milk-spots"].key, both)
    return (*_ALWAYS, oil)
