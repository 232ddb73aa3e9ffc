"""Insect bites and stings."""

from __future__ import annotations

from tracker.domain import sources
from tracker.domain.guide import common
from tracker.domain.guide import sources as guide_sources
from tracker.domain.guide.common import fact
from tracker.domain.guide.parts import GuidePage, LookAlike, Looks
from tracker.domain.phrases import phrase as _

_FELT = fact(
    "The colour is harder to see. You can feel the lump.", guide_sources.NHS_BITES_AND_STINGS
)

BITES = GuidePage(
    key="bites",
    title=_("Insect bites"),
    conditions=("insect_bites",),
    name=(
        fact(
            "Lumps where an insect bit or stung.",
            guide_sources.NHS_BITES_AND_STINGS,
        ),
    ),
    looks=Looks(
        facts=(fact("A raised, itchy lump.", guide_sources.NHS_BITES_AND_STINGS),),
        light=fact("The lump may look red.", guide_sources.NHS_BITES_AND_STINGS),
        brown=_FELT,
        black=_FELT,
        drawing="bites",
    ),
    where=(
        fact(
            "On skin that was not covered, often in groups.",
            guide_sources.NHS_BITES_AND_STINGS,
        ),
    ),
    course=(fact("It gets better in a few days.", guide_sources.NHS_BITES_AND_STINGS),),
    helps=(
        fact(
            "Wash the bite with soap and water. Put a clean, cold, wet cloth on it.",
            guide_sources.NHS_BITES_AND_STINGS,
        ),
        common.SHORT_NAILS,
        fact(
            "A pharmacist or doctor can say what suits a baby this young.",
            guide_sources.NHS_BITES_AND_STINGS,
        ),
    ),
    leave_alone=(
        fact(
            "Try to stop your baby scratching. No home remedies such as bicarbonate of soda.",
            guide_sources.NHS_BITES_AND_STINGS,
        ),
        common.STEROID_CREAM,
    ),
    write_down=(
        _("The time, the place, and the insect if you saw it."),
        _("How wide it is, with a coin beside it in a photo."),
        _("A tick: the day you found it and took it off."),
    ),
    ask=(
        fact(
            "Not better in a few days.",
            guide_sources.NHS_BITES_AND_STINGS,
        ),
    ),
    today=(
        fact(
            "The skin round it is hot, and this spreads.",
            guide_sources.NHS_BITES_AND_STINGS,
        ),
        common.LOOKS_INFECTED,
    ),
    urgent=(
        fact(
            "After a bite or sting: swelling of the face or trouble breathing.",
            guide_sources.NHS_BITES_AND_STINGS,
        ),
    ),
    look_alikes=(
        LookAlike(fact("Hives move about within hours.", sources.NHS_HIVES), page="hives"),
        LookAlike(
            fact(
                "Chickenpox has spots, blisters and scabs at the same time.",
                guide_sources.NHS_CHICKENPOX,
            ),
            page="rash-with-a-cold",
        ),
    ),
    questions=(
        _("Is it an infection or a reaction?"),
        _("Could it be a tick?"),
        _("What do we do next time?"),
    ),
)
