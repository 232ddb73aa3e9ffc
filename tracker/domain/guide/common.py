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


FEVER_UNDER_3_MONTHS = fact(
    "Under 3 months with 38 °C or more. NHS Healthier Together says A&E or 999, and so does the"
    " Belfast Trust if there is a rash. The NHS rash page says an urgent GP appointment or 111.",
    sources.TOGETHER_RASHES,
    guide_sources.BELFAST_RASHES,
    guide_sources.NHS_BABY_RASHES,
)

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
    FEVER_UNDER_3_MONTHS,
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
        " clear fluid or pus. US advice (Schmitt) says to call a doctor now.",
        sources.SCHMITT_NEWBORN,
    ),
    fact("A bruise on a baby who cannot move about yet.", guide_sources.HAMPSHIRE_BRUISING),
    fact(
        "A rash over nearly the whole body. No wet nappy for 8 hours, or a dry mouth. A fever for 5"
        " days or more.",
        sources.TOGETHER_RASHES,
        sources.GLASGOW_RASH,
    ),
    fact("39 °C or more from 3 months of age.", guide_sources.NHS_BABY_RASHES),
)

ASK = (
    fact(
        "Any rash, spots or odd colour at 3 months or younger.",
        sources.INTERMOUNTAIN_RASH,
    ),
    fact("You are worried. Trust that feeling.", guide_sources.NHS_BABY_RASHES),
    fact(
        "A rash in one place whose cause you do not know, after 7 days, says Seattle Children's."
        " “New Born Milia” says any rash over four weeks.",
        sources.SEATTLE_LOCAL,
        sources.NEW_BORN_MILIA,
    ),
)

NEWBORN_BLISTERS = fact(
    "Blisters or sores on a newborn. Healthier Together says A&E. HSE Ireland says a GP urgently or"
    " the hospital, especially in the first 4 to 6 weeks. US advice (Schmitt) says to call a doctor"
    " now.",
    sources.TOGETHER_NEONATAL_HERPES,
    sources.HSE_NEONATAL_HERPES,
    sources.SCHMITT_NEWBORN,
)
MILK_SPOTS_CHANGE = fact(
    "The colour round them changes. Or there is swelling, crust or pus, perhaps after scratching."
    " The sources do not say how soon. “Today” is this diary's own choice.",
    guide_sources.RAISING_CHILDREN_MILIA,
    sources.NEW_BORN_MILIA,
)

# What not to do

SQUEEZING = fact(
    "Do not squeeze, pinch, pick, scrub or burst them. It can hurt the skin, scar it or let germs"
    " in.",
    guide_sources.MAYO_MILIA_CARE,
    guide_sources.RAISING_CHILDREN_MILIA,
    guide_sources.GPNOTES_NEWBORN,
)
AT_HOME = fact(
    "Do not open, scrape or freeze them at home.",
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
    "No steroid cream unless a doctor said so. The NHS says not to use it on a child's face unless"
    " it is prescribed.",
    guide_sources.NHS_HYDROCORTISONE,
)
RETINOID = fact(
    "No retinoid cream unless a doctor prescribed it. Only “Infant Milia Treatment” gives an age:"
    " not before 12 months.",
    guide_sources.AUSTRALASIAN_ACNE,
    sources.INFANT_MILIA_TREATMENT,
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
NO_TREATMENT = fact(
    "They need no treatment.",
    guide_sources.MAYO_MILIA_CARE,
    guide_sources.RAISING_CHILDREN_MILIA,
    guide_sources.STATPEARLS_MILIA,
)
LOOSE_COTTON = fact(
    "Loose cotton clothes. No wool or rough cloth on the skin.",
    guide_sources.NHS_HEAT_RASH_COPY,
    guide_sources.TOGETHER_ECZEMA,
    guide_sources.MAYO_BABY_RASHES,
)
SHORT_NAILS = fact(
    "Keep your baby's nails short, or use mittens, so that scratching does less harm.",
    guide_sources.NHS_CHICKENPOX,
)

# More to leave alone

PERFUME = fact(
    "Nothing with perfume on the skin.",
    guide_sources.NHS_HEAT_RASH_COPY,
    guide_sources.NHS_NAPPY_RASH,
    sources.NEW_BORN_MILIA,
    guide_sources.MILIA_FROM_ACNE,
)
ANTIBIOTIC = fact(
    "No antibiotics at home. Two of the articles this diary grew from mention them. That is for a"
    " doctor to decide.",
    sources.INFANT_MILIA_TREATMENT,
    guide_sources.MILIA_REMOVAL,
)
ON_MILK_SPOTS = (
    SQUEEZING,
    AT_HOME,
    LOTION_ON_THE_FACE,
    PERFUME,
    ACNE_PRODUCTS,
    STEROID_CREAM,
    RETINOID,
    ANTIBIOTIC,
    ACIDS,
    STEAM,
    NUT_OILS,
)

# What looks much the same

BLISTER_CLUSTER = fact(
    "Small blisters in a cluster, sore or with colour at their base: call now. Schmitt writes that"
    " herpes stays in one place, mostly the scalp or face, and crusts after some days.",
    sources.TOGETHER_NEONATAL_HERPES,
    sources.SCHMITT_NEWBORN,
)

# What to write down

BEFORE_A_VISIT = _(
    "Before a visit: medicines your baby takes, and other skin problems. Leave the skin clean, with"
    " nothing on it."
)

# When to see a doctor today, where a page has it

LOOKS_INFECTED = fact(
    "It looks infected: warm, swollen, pus, a yellow crust, or the colour spreads. Seattle"
    " Children's says to call a doctor within 24 hours. Under 1 month, US advice (Schmitt) says"
    " now.",
    sources.SEATTLE_LOCAL,
    sources.SCHMITT_NEWBORN,
)
