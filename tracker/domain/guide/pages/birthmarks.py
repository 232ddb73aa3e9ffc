"""Birthmarks: salmon patch, port wine stain, strawberry mark, blue-grey spot."""

from __future__ import annotations

from tracker.domain import sources
from tracker.domain.guide import sources as guide_sources
from tracker.domain.guide.common import fact
from tracker.domain.guide.parts import DescribedKind, GuidePage, LookAlike, Looks
from tracker.domain.phrases import phrase as _

_SALMON_ON_EVERY_SKIN = fact(
    "Pink or red. It is brighter when your baby cries.", sources.NHS_BIRTHMARKS
)
_SALMON_PATCH = DescribedKind(
    "salmon_patch",
    _("Salmon patch, stork mark"),
    Looks(
        facts=(fact("A flat patch.", sources.NHS_BIRTHMARKS),),
        light=_SALMON_ON_EVERY_SKIN,
        brown=_SALMON_ON_EVERY_SKIN,
        black=_SALMON_ON_EVERY_SKIN,
        drawing="salmon_patch",
    ),
    (
        fact(
            "On the eyelids, the forehead and the back of the neck. Half of all babies have one.",
            sources.NHS_BIRTHMARKS,
        ),
        fact(
            "On the face it fades by 2 years; an older NHS page says up to 4 years on the forehead."
            " On the neck it takes longer or stays.",
            sources.NHS_BIRTHMARKS,
        ),
        fact("Ask at a routine check, or if it worries you.", sources.NHS_BIRTHMARKS),
    ),
)

_VERY_DARK = fact("A very dark patch.", sources.NHS_BIRTHMARKS)
_PORT_WINE_STAIN = DescribedKind(
    "port_wine_stain",
    _("Port wine stain"),
    Looks(
        facts=(fact("A flat mark, there from birth.", sources.NHS_BIRTHMARKS),),
        light=fact("Red, purple or dark.", sources.NHS_BIRTHMARKS),
        brown=_VERY_DARK,
        black=_VERY_DARK,
        drawing="port_wine_stain",
    ),
    (
        fact("On the face and neck, mostly on one side.", sources.NHS_BIRTHMARKS),
        fact("It stays. It may get darker and thicker.", sources.NHS_BIRTHMARKS),
        fact(
            "Show it to a doctor early, and sooner if it is near the eye.",
            sources.NHS_BIRTHMARKS,
        ),
    ),
)

_STRAWBERRY_MARK = DescribedKind(
    "haemangioma",
    _("Strawberry mark, haemangioma"),
    Looks(
        facts=(
            fact(
                "A raised mark. A deeper one is a bluish swelling.",
                guide_sources.NICE_STRAWBERRY_MARKS,
                guide_sources.MELBOURNE_HAEMANGIOMA,
            ),
        ),
        light=fact(
            "Bright red; a deeper one blue.",
            guide_sources.NICE_STRAWBERRY_MARKS,
            guide_sources.MELBOURNE_HAEMANGIOMA,
        ),
        drawing="haemangioma",
    ),
    (
        fact(
            "Anywhere. An older NHS page says about 5 in 100 babies have one, girls and babies born"
            " early more often.",
            sources.NHS_BIRTHMARKS,
        ),
        fact(
            "It appears in weeks 1 to 6 and grows fast until 3 months. It seldom grows after 6"
            " to 10"
            " months. Then it shrinks over years.",
            guide_sources.NICE_STRAWBERRY_MARKS,
            sources.AAP_HAEMANGIOMA,
            guide_sources.MELBOURNE_HAEMANGIOMA,
        ),
        fact(
            "The American Academy of Pediatrics says that one which may cause trouble should be"
            " seen before your baby is 1 month old.",
            sources.AAP_HAEMANGIOMA,
        ),
        fact(
            "Show these early: near the eye, on the nose, lip, ear or neck, under the nappy, on"
            " the lower back. Also one over 2 cm on the face, one over 1 cm before 3 months, or"
            " 5 or more.",
            sources.AAP_HAEMANGIOMA,
            guide_sources.MELBOURNE_HAEMANGIOMA,
        ),
    ),
)

_BLUE_GREY_MOSTLY = fact(
    "Blue-grey. It is seen most often on brown and black skin.",
    sources.NHS_BIRTHMARKS,
    guide_sources.MAYO_BIRTHMARKS,
)
_BLUE_GREY_SPOT = DescribedKind(
    "blue_grey_spot",
    _("Blue-grey spot"),
    Looks(
        facts=(
            fact(
                "A flat patch that looks like a bruise.",
                sources.NHS_BIRTHMARKS,
                guide_sources.MAYO_BIRTHMARKS,
            ),
        ),
        light=fact(
            "Blue-grey. It is seen on light skin too.",
            sources.NHS_BIRTHMARKS,
            guide_sources.MAYO_BIRTHMARKS,
        ),
        brown=_BLUE_GREY_MOSTLY,
        black=_BLUE_GREY_MOSTLY,
        drawing="blue_grey_spot",
    ),
    (
        fact(
            "On the lower back, bottom and legs.",
            sources.NHS_BIRTHMARKS,
            guide_sources.MAYO_BIRTHMARKS,
        ),
        fact(
            "It fades over years, often by 4.",
            sources.NHS_BIRTHMARKS,
            guide_sources.MAYO_BIRTHMARKS,
        ),
        fact(
            "Have it written in your baby's health record, since it looks like a bruise.",
            sources.NHS_BIRTHMARKS,
        ),
    ),
)

BIRTHMARKS = GuidePage(
    key="birthmarks",
    title=_("Birthmarks"),
    conditions=("salmon_patch", "port_wine_stain", "haemangioma", "blue_grey_spot"),
    name=(
        fact(
            "A mark on the skin that is there at birth or comes soon after. This page has four"
            " kinds.",
            sources.NHS_BIRTHMARKS,
        ),
    ),
    looks=Looks(facts=()),
    described_kinds=(_SALMON_PATCH, _PORT_WINE_STAIN, _STRAWBERRY_MARK, _BLUE_GREY_SPOT),
    where=(),
    course=(),
    write_down=(
        _("A photo each month from the first day, with a coin beside the mark."),
        _("Its size, its edge, and whether it is flat or raised."),
        _("Any bleeding or sore place, with the day."),
    ),
    ask=(
        fact(
            "It is close to the eye, nose or mouth, gets bigger, darker or lumpier, or is sore. The"
            " NHS says to see a GP.",
            sources.NHS_BIRTHMARKS,
        ),
        fact(
            "There are 6 or more flat brown spots, or a big mole. The NHS says to see a GP.",
            sources.NHS_BIRTHMARKS,
        ),
    ),
    today=(
        fact(
            "A strawberry mark has an open sore. The American Academy of Pediatrics says a"
            " specialist should see it as soon as possible. “Today” is this diary's own choice.",
            sources.AAP_HAEMANGIOMA,
        ),
    ),
    urgent=(
        fact(
            "A mark still bleeds after you press on it for 5 minutes, and then 5 more. The"
            " Birthmark Support Group says to go to an emergency department.",
            sources.BIRTHMARK_SUPPORT,
        ),
    ),
    look_alikes=(
        LookAlike(
            fact(
                "A bruise: any bruise on a baby who cannot move about yet should be shown to a"
                " doctor.",
                guide_sources.HAMPSHIRE_BRUISING,
            )
        ),
        LookAlike(
            fact(
                "Dots or patches that stay when a clear glass is pressed on them, and were not"
                " there before: call.",
                guide_sources.NHS_BABY_RASHES,
            ),
            page="dots-that-do-not-fade",
        ),
    ),
    questions=(
        _("Which kind is it?"),
        _("Will it grow or fade?"),
        _("Should a specialist see it, and how soon?"),
    ),
    disagreements=(
        fact(
            "“Infant Milia Treatment” says that laser can also treat birthmarks. This guide leaves"
            " that to a doctor or nurse.",
            sources.INFANT_MILIA_TREATMENT,
        ),
    ),
)
