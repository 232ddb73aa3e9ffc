"""Scabies."""

from __future__ import annotations

from tracker.domain import sources
from tracker.domain.guide import common
from tracker.domain.guide import sources as guide_sources
from tracker.domain.guide.common import fact
from tracker.domain.guide.parts import GuidePage, LookAlike, Looks
from tracker.domain.phrases import phrase as _

_FELT = fact(
    "Harder to see, but you can feel the spots. They may leave dark marks.", sources.NHS_SCABIES
)

SCABIES = GuidePage(
    key="scabies",
    title=_("Scabies"),
    conditions=("scabies",),
    name=(
        fact(
            "Scabies comes from tiny mites in the skin. It passes to others when skin touches"
            " skin, and anyone can get it.",
            sources.NHS_SCABIES,
        ),
    ),
    looks=Looks(
        facts=(
            fact(
                "Raised spots that are very itchy, and worse at night. There may be thin lines with"
                " a dot at one end.",
                sources.NHS_SCABIES,
            ),
        ),
        light=fact("Red spots. They may leave dark marks.", sources.NHS_SCABIES),
        brown=_FELT,
        black=_FELT,
        drawing="scabies",
    ),
    where=(
        fact(
            "Over the body. In babies also the face, head, neck, scalp, palms and soles.",
            sources.NHS_SCABIES,
        ),
    ),
    course=(
        fact("It can take up to 8 weeks for the rash to appear.", sources.NHS_SCABIES),
        fact(
            "It needs treatment. The itch can go on for some weeks after it.", sources.NHS_SCABIES
        ),
    ),
    helps=(
        fact(
            "Everyone at home is treated at the same time, even those without spots.",
            sources.NHS_SCABIES,
        ),
        fact(
            "Wash bedding and clothes at 50 °C or hotter on the day the treatment begins.",
            sources.NHS_SCABIES,
        ),
        fact(
            "Put socks or mittens on your baby's hands, so that the treatment is not sucked off.",
            sources.NHS_SCABIES,
        ),
    ),
    leave_alone=(
        fact(
            "No close contact with others before the treatment is done.",
            sources.NHS_SCABIES,
        ),
    ),
    write_down=(
        _("The nights it woke your baby."),
        _("Who else at home itches, and since when."),
        _("The days of treatment, and who was treated."),
    ),
    ask=(fact("For a baby, see a GP.", sources.NHS_SCABIES),),
    today=(common.LOOKS_INFECTED,),
    look_alikes=(
        LookAlike(
            fact(
                "Eczema itches too, and comes and goes for years.",
                guide_sources.NHS_ECZEMA_COPY,
                guide_sources.TOGETHER_ECZEMA,
            ),
            page="eczema",
        ),
    ),
    questions=(
        _("Who is treated, and when?"),
        _("Which treatment suits a baby this young?"),
        _("How long may the itch go on before we come back?"),
    ),
)
