"""Dots that do not fade under a glass: a sign, about no condition."""

from __future__ import annotations

from tracker.domain import sources
from tracker.domain.guide import sources as guide_sources
from tracker.domain.guide.common import fact
from tracker.domain.guide.parts import GuidePage, LookAlike, Looks
from tracker.domain.phrases import phrase as _

_WHERE_TO_LOOK = fact(
    "Look at the soles, the palms, the roof of the mouth, the lips, the tongue and inside the"
    " eyelids.",
    guide_sources.MENINGITIS_NOW_GLASS_TEST,
    guide_sources.NHS_BABY_RASHES,
)

DOTS_THAT_DO_NOT_FADE = GuidePage(
    key="dots-that-do-not-fade",
    title=_("Dots that do not fade (the glass test)"),
    conditions=(),
    urgent=(
        fact(
            "The dots stay under the glass, most of all with a fever or when your baby seems ill.",
            guide_sources.MENINGITIS_NOW_GLASS_TEST,
            guide_sources.NHS_BABY_RASHES,
            guide_sources.GLASGOW_NON_BLANCHING,
        ),
        fact(
            "Your baby is getting worse. Do not wait for a rash, or for dots that stay.",
            guide_sources.MENINGITIS_NOW_GLASS_TEST,
        ),
    ),
    name=(
        fact(
            "Tiny dots or patches like bruises that do not fade when you press on them: blood under"
            " the skin. Doctors call the dots petechiae and the patches purpura.",
            guide_sources.GLASGOW_NON_BLANCHING,
            sources.NEW_BORN_MILIA,
        ),
    ),
    looks=Looks(
        facts=(
            fact(
                "The glass test: press the side of a clear glass firmly on the skin. Look through"
                " it. If you still see the dots, they do not fade.",
                guide_sources.MENINGITIS_NOW_GLASS_TEST,
            ),
            fact(
                "They may fade at first and stay later. Keep checking.",
                guide_sources.MENINGITIS_NOW_GLASS_TEST,
            ),
            fact(
                "Flat pin-pricks under 2 to 3 mm, or patches like bruises. Red, purple, brown or"
                " black. They do not itch.",
                guide_sources.GLASGOW_NON_BLANCHING,
            ),
        ),
        brown=_WHERE_TO_LOOK,
        black=_WHERE_TO_LOOK,
        drawing="dots",
    ),
    where=(),
    course=(),
    write_down=(
        _("The time you saw the dots, and where."),
        _("The glass test: the time, and whether they stayed."),
        _("The temperature. Any cough, vomiting or hard crying before."),
        _("Call first. Take a photo only if it does not hold you up."),
    ),
    look_alikes=(
        LookAlike(
            fact(
                "A blue-grey spot is flat like a bruise, from birth or soon after, mostly on the"
                " lower back or bottom.",
                sources.NHS_BIRTHMARKS,
                guide_sources.MAYO_BIRTHMARKS,
            ),
            page="birthmarks",
        ),
        LookAlike(
            fact(
                "A bruise: any bruise on a baby who cannot move about yet should be shown to a"
                " doctor.",
                guide_sources.HAMPSHIRE_BRUISING,
            )
        ),
        LookAlike(
            fact("Bites are raised and itch.", guide_sources.NHS_BITES_AND_STINGS), page="bites"
        ),
    ),
    questions=(
        _("What caused the dots?"),
        _("Which tests does my baby need?"),
        _("What do we look out for at home?"),
    ),
    disagreements=(
        fact(
            "“New Born Milia” says to get help at once, except for dots on the head and neck after"
            " a cough. BestBETs found no study that settles this. Glasgow says to treat if in"
            " doubt. This guide makes no exception: call about dots that stay.",
            sources.NEW_BORN_MILIA,
            guide_sources.BESTBETS_PETECHIAE,
            guide_sources.GLASGOW_NON_BLANCHING,
            guide_sources.NHS_BABY_RASHES,
        ),
    ),
)
