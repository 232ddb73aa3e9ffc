"""Rash with a cold or fever, and the illnesses that have a name of their own."""

from __future__ import annotations

from tracker.domain import sources
from tracker.domain.guide import common
from tracker.domain.guide import sources as guide_sources
from tracker.domain.guide.common import fact
from tracker.domain.guide.parts import DescribedKind, GuidePage, LookAlike, Looks
from tracker.domain.phrases import phrase as _

_CHICKENPOX_DARKER = fact(
    "Red, pink, darker or the same colour as the skin round them. They are harder to see.",
    guide_sources.NHS_CHICKENPOX,
)
_CHICKENPOX = DescribedKind(
    "chickenpox",
    _("Chickenpox"),
    Looks(
        facts=(
            fact(
                "Itchy spots that turn into blisters, then scabs. All three are there at once.",
                guide_sources.NHS_CHICKENPOX,
            ),
        ),
        light=fact(
            "Red, pink, darker or the same colour as the skin round them.",
            guide_sources.NHS_CHICKENPOX,
        ),
        brown=_CHICKENPOX_DARKER,
        black=_CHICKENPOX_DARKER,
        drawing="chickenpox",
    ),
    (
        fact("Anywhere, including in the mouth and on the genitals.", guide_sources.NHS_CHICKENPOX),
        fact(
            "1 to 2 weeks. Stay away from nursery until all the spots have scabbed over, about 5"
            " days.",
            guide_sources.NHS_CHICKENPOX,
        ),
        fact("Keep away from newborn babies and pregnant women.", guide_sources.NHS_CHICKENPOX),
        common.SHORT_NAILS,
        fact("Ask before you give any medicine.", guide_sources.NHS_CHICKENPOX),
        fact(
            "See a doctor today: a baby under 4 weeks, hot and sore skin round the spots, or fewer"
            " wet nappies.",
            guide_sources.NHS_CHICKENPOX,
            sources.GLASGOW_RASH,
        ),
    ),
)

_HAND_FOOT_MOUTH_COLOUR = fact(
    "Pink, red or darker than the skin round them. Blisters are grey, or lighter than the skin.",
    guide_sources.NHS_HAND_FOOT_MOUTH,
)
_HAND_FOOT_MOUTH = DescribedKind(
    "hand_foot_mouth",
    _("Hand, foot and mouth disease"),
    Looks(
        facts=(
            fact(
                "Sores in the mouth. Raised spots, then blisters, on the hands and feet, sometimes"
                " on the thighs and bottom.",
                guide_sources.NHS_HAND_FOOT_MOUTH,
            ),
        ),
        light=_HAND_FOOT_MOUTH_COLOUR,
        brown=_HAND_FOOT_MOUTH_COLOUR,
        black=_HAND_FOOT_MOUTH_COLOUR,
        drawing="hand_foot_mouth",
    ),
    (
        fact("It can be worse under 5 years of age.", guide_sources.NHS_HAND_FOOT_MOUTH),
        fact(
            "7 to 10 days. Back to nursery when your child feels well.",
            guide_sources.NHS_HAND_FOOT_MOUTH,
        ),
        fact(
            "A pharmacist or doctor can say what suits a baby this young.",
            guide_sources.NHS_HAND_FOOT_MOUTH,
        ),
        fact(
            "See a doctor today: a baby under 3 months, a baby who is not drinking much, or a fever"
            " that goes on.",
            guide_sources.NHS_HAND_FOOT_MOUTH,
        ),
    ),
)

_ROSEOLA = DescribedKind(
    "roseola",
    _("Roseola"),
    Looks(
        facts=(
            fact(
                "High fever for 3 to 5 days. Then tiny pink spots on the body.",
                guide_sources.SKIN_DEEP_ROSEOLA,
            ),
        ),
        drawing="roseola",
    ),
    (
        fact(
            "Mostly from 6 months to 3 years. The rash stays for 1 to 3 days.",
            guide_sources.SKIN_DEEP_ROSEOLA,
        ),
        fact(
            "Call for a fit, or for dots that do not fade under a glass.",
            guide_sources.SKIN_DEEP_ROSEOLA,
        ),
    ),
)

_MEASLES_BROWNER = fact("Browner and bumpy, and harder to see.", guide_sources.ALDER_HEY_MEASLES)
_MEASLES = DescribedKind(
    "measles",
    _("Measles"),
    Looks(
        facts=(
            fact(
                "First a cold and sore eyes. Then blotches: face, behind the ears, then downwards.",
                guide_sources.ALDER_HEY_MEASLES,
            ),
        ),
        light=fact("Brown or red.", guide_sources.ALDER_HEY_MEASLES),
        brown=_MEASLES_BROWNER,
        black=_MEASLES_BROWNER,
        drawing="measles",
    ),
    (
        fact("About 1 week.", guide_sources.ALDER_HEY_MEASLES),
        fact("Phone before you go to a surgery or hospital.", guide_sources.ALDER_HEY_MEASLES),
    ),
)

_HARDER_TO_SEE = fact("Harder to see.", guide_sources.NHS_BABY_RASHES)
_SLAPPED_CHEEK = DescribedKind(
    "slapped_cheek",
    _("Slapped cheek"),
    Looks(
        facts=(fact("A bright rash on the cheeks.", guide_sources.NHS_BABY_RASHES),),
        brown=_HARDER_TO_SEE,
        black=_HARDER_TO_SEE,
        drawing="slapped_cheek",
    ),
    (),
)
_SCARLET_FEVER = DescribedKind(
    "scarlet_fever",
    _("Scarlet fever"),
    Looks(
        facts=(fact("Small bumps that feel like sandpaper.", guide_sources.NHS_BABY_RASHES),),
        brown=_HARDER_TO_SEE,
        black=_HARDER_TO_SEE,
        drawing="scarlet_fever",
    ),
    (fact("The NHS says to see a GP.", guide_sources.NHS_BABY_RASHES),),
)

RASH_WITH_A_COLD = GuidePage(
    key="rash-with-a-cold",
    title=_("A rash with a cold or fever"),
    conditions=("viral_rash", "chickenpox", "hand_foot_mouth"),
    name=(
        fact(
            "A rash can come when a baby falls ill with a virus. It comes with a fever, a runny"
            " nose or a cough.",
            guide_sources.TOGETHER_FEVER_AND_RASH,
            sources.GLASGOW_RASH,
            sources.NEW_BORN_MILIA,
        ),
    ),
    looks=Looks(
        facts=(
            fact(
                "Blotchy spots that come quickly.",
                guide_sources.TOGETHER_FEVER_AND_RASH,
                sources.GLASGOW_RASH,
            ),
        ),
        drawing="rash_with_a_cold",
    ),
    described_kinds=(
        _CHICKENPOX,
        _HAND_FOOT_MOUTH,
        _ROSEOLA,
        _MEASLES,
        _SLAPPED_CHEEK,
        _SCARLET_FEVER,
    ),
    where=(
        fact(
            "Over much of the body.",
            guide_sources.TOGETHER_FEVER_AND_RASH,
            sources.GLASGOW_RASH,
        ),
        fact(
            "On brown and black skin, look also at the soles, palms, lips, tongue and inside the"
            " eyelids.",
            guide_sources.NHS_BABY_RASHES,
        ),
    ),
    course=(
        fact(
            "A few days, sometimes weeks.",
            guide_sources.TOGETHER_FEVER_AND_RASH,
            sources.GLASGOW_RASH,
        ),
    ),
    write_down=(
        _("The first day of the fever, and the first day of the rash."),
        _("The temperature, and how you took it."),
        _("Who was ill nearby, vaccines, and medicines in the last 3 days."),
    ),
    today=(
        fact(
            "A fever with a rash that nobody has explained. The American Academy of Pediatrics says"
            " to call right away. Seattle Children's says now, if the rash is over much of the"
            " body.",
            sources.AAP_FEVER,
            sources.SEATTLE_WIDESPREAD,
        ),
        fact(
            "A baby under 1 year who was near someone with measles. Phone first.",
            guide_sources.ALDER_HEY_MEASLES,
        ),
        fact(
            "With chickenpox: a newborn who is ill, or who has been near someone with chickenpox."
            " Any baby under 4 weeks. Hot and sore skin round the spots, or fewer wet nappies.",
            guide_sources.NHS_CHICKENPOX,
            sources.GLASGOW_RASH,
        ),
        fact(
            "With hand, foot and mouth disease: a baby under 3 months, a baby who is not drinking"
            " much, or a fever that goes on.",
            guide_sources.NHS_HAND_FOOT_MOUTH,
        ),
    ),
    look_alikes=(
        LookAlike(
            fact("Hives are raised and move about within hours.", sources.NHS_HIVES), page="hives"
        ),
        LookAlike(
            fact(
                "Dots that stay when a clear glass is pressed on them: call.",
                guide_sources.NHS_BABY_RASHES,
                sources.TOGETHER_RASHES,
            ),
            page="dots-that-do-not-fade",
        ),
    ),
    questions=(
        _("Which illness is it?"),
        _("Who must stay away from my baby, and for how long?"),
        _("What would be a bad sign?"),
    ),
    disagreements=(
        fact(
            "Fever under 3 months: NHS Healthier Together says A&E or 999, the NHS rash page says"
            " an urgent GP appointment or 111. This guide puts the stricter one first.",
            sources.TOGETHER_RASHES,
            guide_sources.NHS_BABY_RASHES,
        ),
        fact(
            "Hand, foot and mouth disease: the NHS says back to nursery when well. An older local"
            " page says 5 days. This guide goes by the NHS.",
            guide_sources.NHS_HAND_FOOT_MOUTH,
        ),
    ),
)
