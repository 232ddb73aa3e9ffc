"""Heat rash."""

from __future__ import annotations

from tracker.domain import sources
from tracker.domain.guide import common
from tracker.domain.guide import sources as guide_sources
from tracker.domain.guide.common import fact
from tracker.domain.guide.parts import GuidePage, LookAlike, Looks
from tracker.domain.phrases import phrase as _

HEAT_RASH = GuidePage(
    key="heat-rash",
    title=_("Heat rash"),
    conditions=("heat_rash",),
    name=(
        fact(
            "Also called prickly heat; doctors say miliaria. Sweat is caught in blocked sweat"
            " glands.",
            guide_sources.NHS_HEAT_RASH_COPY,
            sources.NHS_HEAT_RASH,
        ),
    ),
    looks=Looks(
        facts=(
            fact(
                "Small raised spots, 2 to 4 mm wide, some with clear fluid. The skin may swell a"
                " little, itch or prickle.",
                guide_sources.NHS_HEAT_RASH_COPY,
            ),
        ),
        light=fact("Red.", guide_sources.NHS_HEAT_RASH_COPY),
        brown=fact(
            "Harder to see. The spots may be grey or white.", guide_sources.NHS_HEAT_RASH_COPY
        ),
        black=fact(
            "Harder to see. The spots may be grey or white.", guide_sources.NHS_HEAT_RASH_COPY
        ),
        drawing="heat_rash",
    ),
    where=(
        fact(
            "Where sweat gets trapped: neck, folds, chest and back. Also where the face is against"
            " your skin during a feed.",
            sources.SCHMITT_NEWBORN,
        ),
        fact("The NHS says that it can be anywhere.", guide_sources.NHS_HEAT_RASH_COPY),
    ),
    how_common=(
        fact(
            "The NHS says that babies often get it, as they cannot cool themselves well yet. No"
            " source found so far gives a number.",
            guide_sources.NHS_HEAT_RASH_COPY,
        ),
    ),
    course=(
        fact(
            "It comes some days after the heat and goes after a few days.",
            guide_sources.NHS_HEAT_RASH_COPY,
        ),
        fact("It is not catching.", guide_sources.NHS_HEAT_RASH_COPY),
    ),
    helps=(
        fact(
            "Keep the skin cool: loose cotton, light bedding, a lukewarm bath. Pat, do not rub."
            " Feed as usual.",
            guide_sources.NHS_HEAT_RASH_COPY,
        ),
        fact(
            "A cool damp cloth. For a newborn, ask a pharmacist or health visitor how long to keep"
            " it on.",
            guide_sources.NHS_HEAT_RASH_COPY,
            guide_sources.SCHMITT_AT_COLORADO,
        ),
        fact(
            "At feeds in hot weather, change position more often.",
            guide_sources.SCHMITT_AT_COLORADO,
        ),
    ),
    leave_alone=(
        fact("No perfumed gel or cream.", guide_sources.NHS_HEAT_RASH_COPY),
        fact(
            "No ointment: US advice (Schmitt) says that it can block the sweat glands.",
            sources.SCHMITT_NEWBORN,
        ),
        common.STEROID_CREAM,
    ),
    write_down=(
        _("How hot the room and the day were, and how many layers your baby wore."),
        _("A carrier or a car seat, and for how long."),
        _("Any cream, oil or ointment."),
    ),
    ask=(
        fact("It is no better after a few days.", guide_sources.NHS_HEAT_RASH_COPY),
        fact(
            "A baby has a rash and you are worried. The NHS says to see a GP; a pharmacist can help"
            " too, and say what suits a baby this young.",
            guide_sources.NHS_HEAT_RASH_COPY,
        ),
    ),
    today=(
        fact(
            "Pus, sores, pain when touched, or colour that spreads. US advice (Schmitt) says to"
            " call a doctor now.",
            sources.SCHMITT_NEWBORN,
        ),
    ),
    urgent=(common.NEWBORN_BLISTERS,),
    look_alikes=(
        LookAlike(common.BLISTER_CLUSTER),
        LookAlike(
            fact(
                "Milk spots have no colour round them and stay for weeks.",
                guide_sources.HEALIO_WHITE_BUMPS,
                guide_sources.MAYO_MILIA_CARE,
            ),
            page="milk-spots",
        ),
        LookAlike(
            fact(
                "Baby acne is mostly on the face and stays for weeks to months.",
                sources.MAYO_ACNE,
                guide_sources.MAYO_PRESS,
            ),
            page="baby-acne",
        ),
        LookAlike(
            fact(
                "Newborn blotches start on day 2 or 3, with a white or yellow bump in each.",
                guide_sources.SCHMITT_AT_COLORADO,
            ),
            page="newborn-blotches",
        ),
        LookAlike(
            fact(
                "Thrush under the nappy sits in the folds, bright red, with small spots round it.",
                guide_sources.GP_ONLINE_NAPPY,
            ),
            page="nappy-rash",
        ),
        LookAlike(
            fact(
                "A rash with a virus comes with a fever, a runny nose or a cough.",
                guide_sources.TOGETHER_FEVER_AND_RASH,
                sources.GLASGOW_RASH,
            ),
            page="rash-with-a-cold",
        ),
    ),
    questions=(
        _("Is it heat, or something else?"),
        _("How many layers should my baby wear?"),
        _("Which creams block the skin?"),
    ),
    disagreements=(
        fact(
            "“New Born Milia” says that heat and hot baths cause milk spots. No authority was"
            " found that says so. What heat does cause is heat rash, says the NHS.",
            sources.NEW_BORN_MILIA,
            guide_sources.NHS_HEAT_RASH_COPY,
        ),
        fact(
            "Clear fluid: it can be heat rash, says the NHS. Under 1 month, US advice (Schmitt)"
            " says to call a doctor now about bumps with clear fluid. This guide says: call.",
            guide_sources.NHS_HEAT_RASH_COPY,
            sources.SCHMITT_NEWBORN,
        ),
    ),
)
