"""Eczema."""

from __future__ import annotations

from tracker.domain import sources
from tracker.domain.guide import common
from tracker.domain.guide import sources as guide_sources
from tracker.domain.guide.common import fact
from tracker.domain.guide.parts import GuidePage, LookAlike, Looks
from tracker.domain.phrases import phrase as _

_DARKER_OR_LIGHTER = fact(
    "Darker brown, purple or grey patches, or lighter ones. They may be hard to see.",
    guide_sources.NHS_ECZEMA_COPY,
    guide_sources.HEALTHLINK_ECZEMA,
)

ECZEMA = GuidePage(
    key="eczema",
    title=_("Eczema"),
    conditions=("eczema",),
    name=(
        fact(
            "Dry, itchy skin that comes and goes. Doctors call it atopic eczema or atopic"
            " dermatitis.",
            guide_sources.NHS_ECZEMA_COPY,
            guide_sources.HEALTHLINK_ECZEMA,
        ),
        fact("The HSE says that it is not a food allergy.", sources.HSE_WEANING_ALLERGIES),
    ),
    looks=Looks(
        facts=(
            fact(
                "Dry, itchy, cracked and scaly skin. Sometimes it leaks fluid.",
                guide_sources.NHS_ECZEMA_COPY,
                guide_sources.HEALTHLINK_ECZEMA,
            ),
        ),
        light=fact("Pink or red.", guide_sources.NHS_ECZEMA_COPY, guide_sources.HEALTHLINK_ECZEMA),
        brown=_DARKER_OR_LIGHTER,
        black=_DARKER_OR_LIGHTER,
        drawing="eczema",
    ),
    where=(
        fact(
            "In babies: the face, scalp, body, and the outer side of arms and legs. In older"
            " children: the folds of the elbows and knees.",
            guide_sources.PREGNANCY_BIRTH_BABY_ECZEMA,
            guide_sources.HEALTHLINK_ECZEMA,
        ),
    ),
    how_common=(
        fact(
            "About 1 in 5 children.",
            guide_sources.TOGETHER_ECZEMA,
            guide_sources.PREGNANCY_BIRTH_BABY_ECZEMA,
        ),
    ),
    course=(
        fact(
            "It mostly begins before 1 year of age, often at 3 to 6 months. It comes and goes for"
            " years, and gets better with age.",
            guide_sources.TOGETHER_ECZEMA,
        ),
    ),
    helps=(
        fact(
            "Plain moisturiser, often. NHS Healthier Together says 3 to 4 times a day.",
            guide_sources.TOGETHER_ECZEMA,
        ),
        fact(
            "Short, lukewarm baths. Wash gently without soap, and pat dry.",
            guide_sources.MAYO_BABY_RASHES,
            guide_sources.PREGNANCY_BIRTH_BABY_ECZEMA,
        ),
        fact(
            "A cool room and short nails.",
            guide_sources.MAYO_BABY_RASHES,
            guide_sources.PREGNANCY_BIRTH_BABY_ECZEMA,
        ),
        common.LOOSE_COTTON,
    ),
    leave_alone=(
        fact(
            "No soap on the skin.",
            guide_sources.MAYO_BABY_RASHES,
            guide_sources.PREGNANCY_BIRTH_BABY_ECZEMA,
        ),
        common.PERFUME,
        fact(
            "Do not leave foods out, or start them late, without advice. The HSE says that this"
            " matters even more with eczema.",
            sources.HSE_WEANING_ALLERGIES,
        ),
        common.STEROID_CREAM,
        common.NUT_OILS,
    ),
    write_down=(
        _("How much it itches, and how often it woke your baby, for seven days."),
        _("What was on the skin: cream, soap, washing powder, cloth."),
        _("Heat, pets, illness and new foods, with the time until the skin changed."),
        _("Eczema, asthma or hay fever in the family."),
    ),
    ask=(
        fact(
            "You see signs of eczema for the first time. The NHS says to see a GP.",
            guide_sources.NHS_ECZEMA_COPY,
        ),
    ),
    today=(
        fact(
            "It leaks fluid, has crusts, pus or blisters, hurts, is warm or is suddenly worse. Or"
            " there is a fever.",
            guide_sources.NHS_ECZEMA_COPY,
        ),
    ),
    urgent=(
        fact(
            "Groups of small blisters, or sores that look punched out, sore and spreading. NICE"
            " wants this treated at once.",
            sources.NICE_ECZEMA_QUALITY,
            guide_sources.SKIN_DEEP_ECZEMA_HERPETICUM,
        ),
    ),
    look_alikes=(
        LookAlike(
            fact(
                "Cradle cap has greasy scales and does not itch.",
                guide_sources.NHS_CRADLE_CAP_COPY,
            ),
            page="cradle-cap",
        ),
        LookAlike(
            fact(
                "Dribble rash is on the chin and cheeks, where dribble and food touch the skin.",
                sources.SCHMITT_NEWBORN,
            ),
            page="contact-rash",
        ),
        LookAlike(
            fact(
                "Contact rash is where something touched the skin.",
                guide_sources.HSE_CONTACT_DERMATITIS,
            ),
            page="contact-rash",
        ),
        LookAlike(
            fact(
                "Scabies is very itchy, worse at night, and other people at home can have it too.",
                sources.NHS_SCABIES,
            ),
            page="scabies",
        ),
        LookAlike(
            fact("Ringworm is often shaped like a ring.", guide_sources.NHS_RINGWORM_PAGE),
            page="ringworm",
        ),
    ),
    questions=(
        _("Which moisturiser suits a baby this young, how much, and when?"),
        _("What do we do on bad days?"),
        _("Should we look at food at all?"),
    ),
    disagreements=(
        fact(
            "“New Born Milia” says that eczema comes from an allergy. The HSE says that it is not"
            " a food allergy. This guide goes by the HSE.",
            sources.NEW_BORN_MILIA,
            sources.HSE_WEANING_ALLERGIES,
        ),
        fact(
            "“New Born Milia” says that babies have it mostly behind the knees. Two health services"
            " mention the face and scalp first in babies. This guide goes by them.",
            sources.NEW_BORN_MILIA,
            guide_sources.PREGNANCY_BIRTH_BABY_ECZEMA,
            guide_sources.HEALTHLINK_ECZEMA,
        ),
        fact(
            "“Infant Milia Treatment” says that eczema blocks the pores and makes milk spots. No"
            " health authority found so far says so.",
            sources.INFANT_MILIA_TREATMENT,
        ),
    ),
)
