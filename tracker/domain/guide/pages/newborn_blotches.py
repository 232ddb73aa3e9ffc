"""Newborn blotches, known as erythema toxicum."""

from __future__ import annotations

from tracker.domain import sources
from tracker.domain.guide import common
from tracker.domain.guide import sources as guide_sources
from tracker.domain.guide.common import fact
from tracker.domain.guide.parts import GuidePage, LookAlike, Looks
from tracker.domain.phrases import phrase as _

NEWBORN_BLOTCHES = GuidePage(
    key="newborn-blotches",
    title=_("Newborn blotches (erythema toxicum)"),
    conditions=("erythema_toxicum",),
    name=(
        fact(
            "Doctors call them erythema toxicum. “Toxicum” is only a name: it does not mean poison."
            " The cause is unknown. They are not an infection.",
            guide_sources.SCHMITT_AT_COLORADO,
            guide_sources.BABYCENTRE_SPOTS,
        ),
    ),
    looks=Looks(
        facts=(
            fact(
                "Blotches 1 to 2.5 cm wide, each with a small white or yellow bump in the middle,"
                " like insect bites. There may be many, and new ones keep coming.",
                guide_sources.SCHMITT_AT_COLORADO,
                guide_sources.KIDSHEALTH_ERYTHEMA_TOXICUM,
                sources.TOGETHER_BABY_RASH,
            ),
        ),
        light=fact("Red.", guide_sources.BABYCENTRE_SPOTS, guide_sources.SCHMITT_AT_COLORADO),
        brown=fact(
            "More purple, or a deep wine red. Only BabyCentre UK says so. It gives its own"
            " sources.",
            guide_sources.BABYCENTRE_SPOTS,
        ),
        black=fact(
            "More purple, or a deep wine red. Only BabyCentre UK says so. It gives its own"
            " sources.",
            guide_sources.BABYCENTRE_SPOTS,
        ),
        drawing="newborn_blotches",
    ),
    where=(
        fact(
            "Face, chest, back, upper arms and thighs. Not on the palms or soles.",
            sources.TOGETHER_BABY_RASH,
            guide_sources.KIDSHEALTH_ERYTHEMA_TOXICUM,
            sources.SCHMITT_NEWBORN,
        ),
    ),
    how_common=(
        fact(
            "Half of all babies, say Healthier Together, KidsHealth and Schmitt; 30 to 70 in 100,"
            " says mygpnotes.",
            sources.TOGETHER_BABY_RASH,
            guide_sources.KIDSHEALTH_ERYTHEMA_TOXICUM,
            sources.SCHMITT_NEWBORN,
            guide_sources.GPNOTES_NEWBORN,
        ),
    ),
    course=(
        fact(
            "They start on day 2 or 3.",
            guide_sources.SCHMITT_AT_COLORADO,
            sources.MEDLINE_ERYTHEMA_TOXICUM,
        ),
        fact(
            "They last a few days, says Healthier Together; they go within a week, says KidsHealth;"
            " they are gone by 2 weeks of age, say Schmitt and a children's hospital's leaflet.",
            sources.TOGETHER_BABY_RASH,
            guide_sources.KIDSHEALTH_ERYTHEMA_TOXICUM,
            guide_sources.SCHMITT_AT_COLORADO,
            guide_sources.CHOP_ERYTHEMA_TOXICUM,
        ),
        fact("One blotch seldom stays for longer than 1 to 2 days.", guide_sources.GPNOTES_NEWBORN),
    ),
    helps=(fact("They need no treatment.", guide_sources.SCHMITT_AT_COLORADO),),
    leave_alone=(
        fact(
            "No oil and no ointment: they make it worse, says Schmitt.",
            guide_sources.SCHMITT_AT_COLORADO,
        ),
    ),
    write_down=(
        _("A photo with the time, since the blotches move."),
        _("Your baby's temperature, and how feeding is going."),
        _("The day of birth, and the due date if your baby was born early."),
    ),
    ask=(
        fact(
            "They are not gone by 2 weeks, says the children's hospital's leaflet; or after 1 to 2"
            " weeks, says mygpnotes.",
            guide_sources.CHOP_ERYTHEMA_TOXICUM,
            guide_sources.GPNOTES_NEWBORN,
        ),
    ),
    today=(
        fact(
            "Bumps with pus that do not look like these blotches. US advice (Schmitt) says to call"
            " a doctor now. If you cannot tell, call.",
            sources.SCHMITT_NEWBORN,
        ),
    ),
    urgent=(common.NEWBORN_BLISTERS,),
    look_alikes=(
        LookAlike(common.BLISTER_CLUSTER),
        LookAlike(
            fact(
                "Brown-spot pustules of newborns (pustular melanosis) are there at birth, with no"
                " ring of colour, and leave dark dots. Call a doctor now about bumps with pus.",
                guide_sources.MEDSCAPE_PUSTULAR_MELANOSIS,
                sources.SCHMITT_NEWBORN,
            )
        ),
        LookAlike(
            fact(
                "Heat rash comes where sweat gets trapped or skin is pressed.",
                sources.SCHMITT_NEWBORN,
                guide_sources.NHS_HEAT_RASH_COPY,
            ),
            page="heat-rash",
        ),
        LookAlike(
            fact(
                "Insect bites look much the same, says Schmitt. Bites are single bumps or a few"
                " close together.",
                guide_sources.SCHMITT_AT_COLORADO,
                sources.NHS_INSECT_BITES,
            ),
            page="bites",
        ),
        LookAlike(
            fact(
                "Baby acne starts in week 2 or later.",
                guide_sources.MAYO_ACNE_SYMPTOMS,
            ),
            page="baby-acne",
        ),
    ),
    questions=(
        _("Can you tell just by looking?"),
        _("When should it be gone?"),
        _("What would make you look again?"),
    ),
    disagreements=(
        fact(
            "None of the five articles this diary grew from mentions these blotches. “New Born"
            " Milia” says only that things come and go by themselves. This page rests on other"
            " sources.",
            sources.NEW_BORN_MILIA,
        ),
        fact(
            "How long: a few days, a week, or up to 2 weeks of age. This guide says to ask when"
            " they are not gone by 2 weeks.",
            sources.TOGETHER_BABY_RASH,
            guide_sources.KIDSHEALTH_ERYTHEMA_TOXICUM,
            guide_sources.CHOP_ERYTHEMA_TOXICUM,
        ),
        fact(
            "Blisters in a newborn: A&E, says Healthier Together; a GP or hospital, says HSE"
            " Ireland; call now, says Schmitt. This guide says: call now.",
            sources.TOGETHER_NEONATAL_HERPES,
            sources.HSE_NEONATAL_HERPES,
            sources.SCHMITT_NEWBORN,
        ),
    ),
)
