"""White bumps on the gums or the roof of the mouth, known as Epstein pearls."""

from __future__ import annotations

from tracker.domain import sources
from tracker.domain.guide import common
from tracker.domain.guide import sources as guide_sources
from tracker.domain.guide.common import fact
from tracker.domain.guide.parts import GuidePage, LookAlike, Looks
from tracker.domain.phrases import phrase as _

GUMS = GuidePage(
    key="gums",
    title=_("White bumps on gums or the roof of the mouth"),
    conditions=("epstein_pearls",),
    name=(
        fact(
            "Doctors call them Epstein pearls or Bohn nodules. Sources differ on which name belongs"
            " to which place, so this guide says “bumps on gums or the roof of the mouth”.",
            guide_sources.STATPEARLS_MILIA,
            guide_sources.DERMNET_MILIUM,
            sources.MEDLINE_EPSTEIN_PEARLS,
        ),
        fact(
            "DermNet counts them among milk spots: the same small pearls in another place.",
            guide_sources.DERMNET_MILIUM,
        ),
    ),
    looks=Looks(
        facts=(
            fact(
                "White to yellow, small, smooth bumps. They can look like a tooth coming through."
                " The source describes one colour and mentions no skin tone, as they are inside the"
                " mouth.",
                sources.MEDLINE_EPSTEIN_PEARLS,
            ),
        ),
        drawing="gums",
    ),
    where=(
        fact(
            "On the gums, and along the middle of the roof of the mouth.",
            sources.MEDLINE_EPSTEIN_PEARLS,
            guide_sources.STATPEARLS_MILIA,
            guide_sources.MEDSCAPE_MILIA,
        ),
    ),
    how_common=(fact("4 in 5 newborn babies.", sources.MEDLINE_EPSTEIN_PEARLS),),
    course=(
        fact(
            "MedlinePlus says that they go within 1 to 2 weeks of birth. No source found so far"
            " says months.",
            sources.MEDLINE_EPSTEIN_PEARLS,
        ),
    ),
    helps=(fact("They need no treatment.", sources.MEDLINE_EPSTEIN_PEARLS),),
    leave_alone=(
        fact(
            "Do not squeeze, pick or scrub. The sources say this of milk spots, and DermNet counts"
            " these among them.",
            guide_sources.MAYO_MILIA_CARE,
            guide_sources.DERMNET_MILIUM,
        ),
    ),
    write_down=(
        _("Where they are: gums or roof of the mouth, top or bottom, which side."),
        _("How feeding is going, and whether feeding seems to hurt."),
    ),
    ask=(
        fact(
            "At the next routine check, if they trouble you.",
            sources.MEDLINE_EPSTEIN_PEARLS,
        ),
        fact(
            "They are still there after 90 days. These 90 days are this diary's own choice.",
            sources.OWN_NUMBER,
        ),
        fact(
            "A white coating on the tongue that does not rub off easily, in a baby under 4 months:"
            " the NHS says to see a GP.",
            guide_sources.NHS_WALES_ORAL_THRUSH,
        ),
    ),
    urgent=(common.NEWBORN_BLISTERS,),
    look_alikes=(
        LookAlike(
            fact(
                "Thrush is a white coating on the tongue that does not rub off easily, sometimes"
                " white spots in the mouth. The baby may not want to feed.",
                guide_sources.NHS_WALES_ORAL_THRUSH,
            )
        ),
        LookAlike(
            fact(
                "A tooth at birth. A doctor or nurse can tell the difference by looking.",
                sources.MEDLINE_EPSTEIN_PEARLS,
            )
        ),
        LookAlike(
            fact(
                "Milk spots are the same kind of bump on the skin.",
                guide_sources.DERMNET_MILIUM,
                sources.MEDLINE_EPSTEIN_PEARLS,
            ),
            page="milk-spots",
        ),
    ),
    questions=(
        _("Is it a pearl, a tooth or thrush?"),
        _("Does it get in the way of feeding?"),
        _("When should someone look again?"),
    ),
    disagreements=(
        fact(
            "Names: StatPearls, Medscape and Indian Pediatrics call those on the roof of the mouth"
            " Epstein pearls, and those on the gums Bohn nodules. DermNet has it the other way"
            " round. MedlinePlus says Epstein pearls for both.",
            guide_sources.STATPEARLS_MILIA,
            guide_sources.MEDSCAPE_MILIA,
            guide_sources.INDIAN_PEDIATRICS_MILIA,
            guide_sources.DERMNET_MILIUM,
            sources.MEDLINE_EPSTEIN_PEARLS,
        ),
        fact(
            "“Milia And Milk Spot Removal” says that they are often taken for milk spots; “New Born"
            " Milia” calls them milk spots in the mouth. Going by DermNet, both are right: one"
            " kind of pearl, two places.",
            guide_sources.MILIA_REMOVAL,
            sources.NEW_BORN_MILIA,
            guide_sources.DERMNET_MILIUM,
        ),
    ),
)
