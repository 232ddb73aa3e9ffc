"""Facts that stand on several pages of the guide: when to call, and what to leave alone."""

from __future__ import annotations

from tracker.domain import sources
from tracker.domain.guide import sources as guide_sources
from tracker.domain.guide.parts import GuideFact
from tracker.domain.phrases import phrase as _
from tracker.domain.sources import Source


def fact(text: str, *named: Source) -> GuideFact:
    """Return a fact with its sources."""
    return GuideFact(_(text), named)


CALL = (
    fact(
        "Dots or marks like bruises that stay when you press a clear glass on them.",
        guide_sources.NHS_BABY_RASHES,
        sources.TOGETHER_RASHES,
    ),
    fact(
        "Hard to wake, floppy, a fit, a stiff neck, or bothered by light.",
        guide_sources.NHS_BABY_RASHES,
        sources.TOGETHER_RASHES,
    ),
    fact(
        "Trouble breathing: grunting, the tummy sucked in under the ribs, pauses or very fast"
        " breaths.",
        sources.TOGETHER_RASHES,
    ),
    fact(
        "Skin, lips or tongue that turn pale, blue, grey or blotchy. On brown and black skin, look"
        " at the palms, the soles, the lips, the tongue and inside the eyelids.",
        guide_sources.NHS_BABY_RASHES,
    ),
    fact(
        "Sudden swelling of the lips, mouth, tongue or throat.",
        guide_sources.NHS_BABY_RASHES,
    ),
)
"""Shown first on every page."""

SEE_TODAY = (
    fact(
        "A rash that hurts, blisters, a lot of peeling, or red lips or a red tongue.",
        sources.TOGETHER_RASHES,
        sources.GLASGOW_RASH,
    ),
    fact(
        "A baby under 1 month who looks or acts ill in any way, or who has small bumps filled with"
        " clear fluid or pus. Schmitt says to call now.",
        sources.SCHMITT_NEWBORN,
    ),
    fact("A bruise on a baby who cannot move about yet.", guide_sources.HAMPSHIRE_BRUISING),
)

ASK = (
    fact(
        "Any rash, spots or odd colour at 3 months or younger.",
        sources.INTERMOUNTAIN_RASH,
    ),
    fact("You are worried. Trust that feeling.", guide_sources.NHS_BABY_RASHES),
)

# What to leave alone

SQUEEZING = fact(
    "Do not squeeze, pinch, pick, scrub or burst them. It can hurt the skin, scar it or let germs"
    " in.",
    guide_sources.MAYO_MILIA_CARE,
    guide_sources.RAISING_CHILDREN_MILIA,
    guide_sources.GPNOTES_NEWBORN,
)
AT_HOME = fact(
    "Nothing is opened, scraped or frozen at home.",
    guide_sources.RAISING_CHILDREN_MILIA,
    sources.NEW_BORN_MILIA,
    guide_sources.MILIA_REMOVAL,
)
LOTION_ON_THE_FACE = fact(
    "No lotion, oil or ointment on a face with milk spots or baby acne.",
    guide_sources.MAYO_MILIA_CARE,
    sources.MAYO_ACNE,
    guide_sources.MAYO_PRESS,
)
ACNE_PRODUCTS = fact(
    "No acne product from a shop without asking first.",
    sources.MAYO_ACNE,
    sources.NEW_BORN_MILIA,
)
STEROID_CREAM = fact(
    "No steroid cream unless a doctor said so. The NHS keeps it off a child's face unless it is"
    " prescribed.",
    guide_sources.NHS_HYDROCORTISONE,
)
RETINOID = fact(
    "No retinoid cream unless a doctor prescribed it.",
    guide_sources.AUSTRALASIAN_ACNE,
)
ACIDS = fact(
    "No salicylic acid: European experts found products with it not suitable for young children.",
    guide_sources.EU_SALICYLIC_ACID,
)
STEAM = fact(
    "No steaming. Children have been scalded, and nobody has shown that it works.",
    guide_sources.BURN_ASSOCIATION_STEAM,
)
NUT_OILS = fact(
    "No nut oil or nut scrub on the skin. The NHS says no peanut oil, because of allergy.",
    guide_sources.NHS_CRADLE_CAP_COPY,
    guide_sources.PEANUT_OIL_STUDY,
)

# What helps

WASHING = fact(
    "Wash the face once a day with warm water and pat it dry. If you use soap, a mild one without"
    " perfume. A London NHS trust says plain water only in the first month.",
    guide_sources.MAYO_MILIA_CARE,
    guide_sources.RAISING_CHILDREN_MILIA,
    guide_sources.LONDON_NORTH_WEST_BATHING,
)
