"""Impetigo."""

from __future__ import annotations

from tracker.domain import sources
from tracker.domain.guide import common
from tracker.domain.guide import sources as guide_sources
from tracker.domain.guide.common import fact
from tracker.domain.guide.parts import GuidePage, LookAlike, Looks
from tracker.domain.phrases import phrase as _

_HARDER_TO_SEE = fact(
    "The colour round the sores is harder to see. The crusts are golden-brown.",
    sources.NHS_IMPETIGO,
)

IMPETIGO = GuidePage(
    key="impetigo",
    title=_("Impetigo"),
    conditions=("impetigo",),
    name=(
        fact(
            "Impetigo is a skin infection that passes easily to others. The skin is more open to it"
            " where there is a cut, a bite or eczema.",
            sources.NHS_IMPETIGO,
        ),
    ),
    looks=Looks(
        facts=(
            fact(
                "Sores or blisters that burst. They leave golden-brown crusts, a little like"
                " cornflakes.",
                sources.NHS_IMPETIGO,
            ),
        ),
        light=fact("Red sores, then golden-brown crusts.", sources.NHS_IMPETIGO),
        brown=_HARDER_TO_SEE,
        black=_HARDER_TO_SEE,
        drawing="impetigo",
    ),
    where=(
        fact(
            "Round the mouth and nose and on the hands, but it can be anywhere.",
            sources.NHS_IMPETIGO,
        ),
    ),
    course=(
        fact(
            "With treatment, 7 to 10 days.",
            sources.NHS_IMPETIGO,
        ),
        fact(
            "It can pass to others until 48 hours after treatment has begun, or until the sores are"
            " dry and crusted.",
            sources.NHS_IMPETIGO,
        ),
    ),
    helps=(
        fact(
            "Wash your hands often. Give your baby their own towel, and wash it at a high"
            " temperature. Cover the sores.",
            sources.NHS_IMPETIGO,
        ),
    ),
    leave_alone=(
        fact("Do not touch or scratch the sores.", sources.NHS_IMPETIGO),
        fact(
            "No steroid cream unless a doctor said so. It can make impetigo worse.",
            guide_sources.NHS_HYDROCORTISONE,
        ),
    ),
    write_down=(
        _("The day of the first sore or blister, and where it was."),
        _("Any bite, graze or eczema in that place before."),
        _("Who else at home or nursery has sores like these."),
    ),
    ask=(
        fact(
            "Under 1 year, see a GP. From 1 year, in England, a pharmacist can treat impetigo.",
            sources.NHS_IMPETIGO,
            guide_sources.PHARMACY_FIRST_IMPETIGO,
        ),
    ),
    today=(
        fact(
            "It spreads, there is a fever, or there is eczema too.",
            sources.NHS_IMPETIGO,
        ),
        fact(
            "Sores or crusts like these under 1 month of age. US advice (Schmitt) says to call a"
            " doctor now when the skin looks infected.",
            sources.SCHMITT_NEWBORN,
        ),
    ),
    look_alikes=(
        LookAlike(common.BLISTER_CLUSTER),
        LookAlike(
            fact("Dribble rash is where dribble and food touch the skin.", sources.SCHMITT_NEWBORN),
            page="contact-rash",
        ),
    ),
    questions=(
        _("How long can other people catch it?"),
        _("Is a cream enough, or does it need more?"),
        _("Is there eczema underneath?"),
    ),
    disagreements=(
        fact(
            "“Infant Milia Treatment” says that germs such as bacteria can cause milk spots. No"
            " health authority found so far says so.",
            sources.INFANT_MILIA_TREATMENT,
        ),
    ),
)
