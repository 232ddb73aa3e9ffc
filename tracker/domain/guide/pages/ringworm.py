"""Ringworm."""

from __future__ import annotations

from tracker.domain import sources
from tracker.domain.guide import common
from tracker.domain.guide import sources as guide_sources
from tracker.domain.guide.common import fact
from tracker.domain.guide.parts import GuidePage, LookAlike, Looks
from tracker.domain.phrases import phrase as _

_LESS_NOTICEABLE = fact(
    "Darker than the skin round it, or red. It is less easy to notice.",
    guide_sources.NHS_RINGWORM_PAGE,
)

RINGWORM = GuidePage(
    key="ringworm",
    title=_("Ringworm"),
    conditions=("ringworm",),
    name=(
        fact(
            "Ringworm is a rash from a fungus. It is not a worm.", guide_sources.NHS_RINGWORM_PAGE
        ),
    ),
    looks=Looks(
        facts=(
            fact(
                "A ring or a patch that is scaly, dry and itchy. On the scalp, hair may be lost.",
                guide_sources.NHS_RINGWORM_PAGE,
            ),
        ),
        light=fact(
            "Red, or darker than the skin round it.",
            guide_sources.NHS_RINGWORM_PAGE,
        ),
        brown=_LESS_NOTICEABLE,
        black=_LESS_NOTICEABLE,
        drawing="ringworm",
    ),
    where=(
        fact(
            "Anywhere on the body, including the scalp and the groin.",
            guide_sources.NHS_RINGWORM_PAGE,
        ),
    ),
    course=(
        fact(
            "It needs medicine from a pharmacist or GP, for up to 4 weeks. Your child can go to"
            " nursery once treatment has begun.",
            guide_sources.NHS_RINGWORM_PAGE,
        ),
    ),
    helps=(
        fact(
            "Give your baby their own towels, and wash the bedding. Take a pet with bald patches to"
            " the vet.",
            guide_sources.NHS_RINGWORM_PAGE,
        ),
    ),
    leave_alone=(
        fact("Do not share combs.", guide_sources.NHS_RINGWORM_PAGE),
        common.STEROID_CREAM,
    ),
    write_down=(
        _("How wide the ring is, with a coin beside it in a photo, every few days."),
        _("Whether hair is missing in one place."),
        _("Who else has a ring, pets included."),
    ),
    ask=(
        fact(
            "Ask a pharmacist first. On the scalp, or in a baby, see a GP.",
            guide_sources.NHS_RINGWORM_PAGE,
        ),
    ),
    today=(common.LOOKS_INFECTED,),
    look_alikes=(
        LookAlike(
            fact(
                "Eczema is dry and itchy too. It comes and goes for years.",
                guide_sources.NHS_ECZEMA_COPY,
                guide_sources.TOGETHER_ECZEMA,
            ),
            page="eczema",
        ),
    ),
    questions=(
        _("Is it on the skin only, or on the scalp too?"),
        _("Who else should be looked at?"),
        _("How long does the treatment go on?"),
    ),
    disagreements=(
        fact(
            "“Infant Milia Treatment” says that a fungus can cause milk spots. No health authority"
            " found so far says so.",
            sources.INFANT_MILIA_TREATMENT,
        ),
    ),
)
