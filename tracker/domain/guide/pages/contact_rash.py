"""Rash where something touched, and dribble rash."""

from __future__ import annotations

from tracker.domain import sources
from tracker.domain.guide import common
from tracker.domain.guide import sources as guide_sources
from tracker.domain.guide.common import fact
from tracker.domain.guide.parts import GuidePage, LookAlike, Looks
from tracker.domain.phrases import phrase as _

_DARK_BROWN_PURPLE_GREY = fact(
    "Contact rash: dark brown, purple or grey. For dribble rash, no source has been found so far.",
    guide_sources.HSE_CONTACT_DERMATITIS,
    guide_sources.NHS_CONTACT_DERMATITIS,
)

CONTACT_RASH = GuidePage(
    key="contact-rash",
    title=_("Contact rash and dribble rash"),
    conditions=("contact_rash", "drool_rash"),
    name=(
        fact(
            "Contact rash comes where something touched the skin. Doctors call it contact"
            " dermatitis.",
            guide_sources.NHS_CONTACT_DERMATITIS,
            guide_sources.HSE_CONTACT_DERMATITIS,
        ),
        fact(
            "Dribble rash comes where dribble, food or sick touches the face again and again.",
            sources.SCHMITT_NEWBORN,
        ),
    ),
    looks=Looks(
        facts=(
            fact(
                "Dry, itchy or sore skin, sometimes with small blisters. It has the shape of what"
                " touched it.",
                guide_sources.NHS_CONTACT_DERMATITIS,
                guide_sources.HSE_CONTACT_DERMATITIS,
            ),
        ),
        light=fact(
            "Contact rash: red. For dribble rash, no source has been found so far.",
            guide_sources.HSE_CONTACT_DERMATITIS,
            guide_sources.NHS_CONTACT_DERMATITIS,
        ),
        brown=_DARK_BROWN_PURPLE_GREY,
        black=_DARK_BROWN_PURPLE_GREY,
        drawing="contact_rash",
    ),
    where=(
        fact(
            "Contact rash: anywhere, most often the face and hands.",
            guide_sources.HSE_CONTACT_DERMATITIS,
            guide_sources.NHS_CONTACT_DERMATITIS,
        ),
        fact("Dribble rash: the chin and cheeks, round the mouth.", sources.SCHMITT_NEWBORN),
    ),
    course=(
        fact(
            "Things that irritate show up at once or within 48 hours. An allergy often shows up"
            " days later. The rash goes in days to weeks once the cause is gone.",
            guide_sources.NHS_CONTACT_DERMATITIS,
            guide_sources.HSE_CONTACT_DERMATITIS,
        ),
        fact("Dribble rash comes and goes.", sources.SCHMITT_NEWBORN),
    ),
    helps=(
        fact(
            "Keep what brought it on away from the skin.",
            guide_sources.NHS_CONTACT_DERMATITIS,
            guide_sources.HSE_CONTACT_DERMATITIS,
        ),
        fact(
            "Rinse the face with water after feeds and when your baby brings up milk. A cool cloth"
            " can help.",
            sources.SCHMITT_NEWBORN,
        ),
        fact(
            "“New Born Milia” mentions rough clothes, harsh detergents and bath soap. Change one"
            " thing at a time, and watch.",
            sources.NEW_BORN_MILIA,
        ),
    ),
    leave_alone=(common.PERFUME,),
    write_down=(
        _("A new soap, washing powder, wipe, cream or cloth, and the day it began."),
        _("Food on the face, a dummy, teething, licks from a pet."),
        _("What you changed, and whether it helped."),
    ),
    ask=(
        fact(
            "It keeps coming back.",
            sources.SEATTLE_LOCAL,
        ),
    ),
    today=(
        fact(
            "It gets worse quickly, leaks fluid, hurts more, or your baby feels hot.",
            guide_sources.NHS_CONTACT_DERMATITIS,
        ),
    ),
    look_alikes=(
        LookAlike(
            fact("Impetigo leaves golden-brown crusts.", sources.NHS_IMPETIGO), page="impetigo"
        ),
        LookAlike(
            fact(
                "Eczema is dry and itchy, on the face, scalp, body and limbs.",
                guide_sources.PREGNANCY_BIRTH_BABY_ECZEMA,
                guide_sources.HEALTHLINK_ECZEMA,
            ),
            page="eczema",
        ),
        LookAlike(fact("Hives move about within hours.", sources.NHS_HIVES), page="hives"),
        LookAlike(
            fact(
                "Thrush sits in the folds, with small spots round it.",
                guide_sources.GP_ONLINE_NAPPY,
            ),
            page="nappy-rash",
        ),
    ),
    questions=(
        _("What may have touched the skin?"),
        _("What can we wash with instead?"),
        _("Would a test help, and when?"),
    ),
    disagreements=(
        fact(
            "“Infant Milia Treatment” says that wipes cause milk spots. No health authority was"
            " found that says so. A new wipe is worth noting with a contact rash.",
            sources.INFANT_MILIA_TREATMENT,
        ),
        fact(
            "“New Born Milia” says to find a trigger and stop it, including a food such as"
            " strawberries. For soaps and cloth the health services agree. For food, the HSE says"
            " to ask first.",
            sources.NEW_BORN_MILIA,
            guide_sources.NHS_CONTACT_DERMATITIS,
            sources.HSE_WEANING_ALLERGIES,
        ),
    ),
)
