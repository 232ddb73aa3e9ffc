"""Milk spots, also for small bumps that nobody has named."""

from __future__ import annotations

from tracker.domain import sources
from tracker.domain.guide import common
from tracker.domain.guide import sources as guide_sources
from tracker.domain.guide.common import fact
from tracker.domain.guide.parts import GuidePage, LookAlike, Looks
from tracker.domain.phrases import phrase as _

MILK_SPOTS = GuidePage(
    key="milk-spots",
    title=_("What is called milk spots"),
    conditions=("milia", "unsure_bumps"),
    name=(
        fact(
            "Doctors call them milia; one is a milium. They have nothing to do with milk or"
            " feeding. Each is a tiny bit of skin caught under the surface, a little like a bead"
            " in a pocket with no opening.",
            guide_sources.DERMNET_MILIUM,
            guide_sources.STATPEARLS_MILIA,
            guide_sources.BABYCENTRE_SPOTS,
        ),
        fact(
            "Sources differ on why it happens. Some say blocked sweat glands, others skin flakes"
            " caught in small pockets. None of them says that a parent caused it.",
            sources.TOGETHER_BABY_RASH,
            guide_sources.RAISING_CHILDREN_MILIA,
            sources.MAYO_MILIA,
        ),
    ),
    looks=Looks(
        facts=(
            fact(
                "Small, round, firm, smooth bumps, all much alike, a few or many. Most are 1 to 2"
                " mm wide, some 3 mm. There is no ring of colour round them.",
                guide_sources.HEALIO_WHITE_BUMPS,
                guide_sources.DERMNET_MILIUM,
                guide_sources.RAISING_CHILDREN_MILIA,
            ),
        ),
        light=fact("Pearly white or a little yellow.", guide_sources.DERMNET_MILIUM),
        brown=fact(
            "White or yellow, depending on the colour of the skin.", guide_sources.BABYCENTRE_SPOTS
        ),
        drawing="milk_spots",
    ),
    where=(
        fact(
            "Mostly on the nose, then the cheeks, chin, forehead and eyelids. Also on the scalp,"
            " chest, back, arms, legs and genitals.",
            guide_sources.DERMNET_MILIUM,
            guide_sources.STATPEARLS_MILIA,
            guide_sources.INDIAN_PEDIATRICS_MILIA,
        ),
    ),
    how_common=(
        fact(
            "Publishers give 40 to 50 in 100 newborn babies, or 30 to 50 in 100. They come less"
            " often, or later, in babies born early.",
            guide_sources.DERMNET_MILIUM,
            guide_sources.INDIAN_PEDIATRICS_MILIA,
            guide_sources.MEDSCAPE_MILIA,
        ),
    ),
    course=(
        fact(
            "They are there at birth or come in the first weeks. One source says they usually go"
            " within 4 weeks, others within 1 to 2 months, or in weeks or months.",
            sources.TOGETHER_BABY_RASH,
            guide_sources.STATPEARLS_MILIA,
            guide_sources.GPNOTES_NEWBORN,
            guide_sources.MAYO_MILIA_CARE,
        ),
        fact(
            "They leave no scar by themselves.",
            guide_sources.RAISING_CHILDREN_MILIA,
            guide_sources.STATPEARLS_MILIA,
        ),
    ),
    helps=(
        fact(
            "They need no treatment.",
            guide_sources.MAYO_MILIA_CARE,
            guide_sources.RAISING_CHILDREN_MILIA,
        ),
        common.WASHING,
    ),
    leave_alone=(
        common.SQUEEZING,
        common.AT_HOME,
        common.LOTION_ON_THE_FACE,
        common.ACNE_PRODUCTS,
        common.STEROID_CREAM,
        common.RETINOID,
        common.ACIDS,
        common.STEAM,
        common.NUT_OILS,
    ),
    write_down=(
        _("The day you first saw them, and the due date if your baby was born early."),
        _("Where they are, on which side, and about how many."),
        _("Their size, with a coin beside them in a photo."),
        _("Any rash before, and any cream, oil or wipes you used."),
    ),
    ask=(
        fact(
            "They are still there at 3 months. Mayo Clinic is the only health authority we found"
            " that gives a number.",
            sources.MAYO_MILIA,
        ),
        fact(
            "The bumps worry you, or you are not sure what they are.", guide_sources.NHS_BABY_RASHES
        ),
    ),
    today=(
        fact(
            "The colour round them changes, or there is swelling, crust or pus. The source gives"
            " no time; “today” is this diary's own level.",
            guide_sources.RAISING_CHILDREN_MILIA,
        ),
    ),
    look_alikes=(
        LookAlike(
            fact(
                "Baby acne starts in week 2 or later. It may have pus heads and colour round the"
                " bumps.",
                guide_sources.MAYO_ACNE_SYMPTOMS,
            ),
        ),
        LookAlike(
            fact(
                "Blisters in a cluster, or sore ones, need a doctor today.",
                sources.TOGETHER_NEONATAL_HERPES,
            )
        ),
    ),
    questions=(
        _("Are these likely to go by themselves, and by when?"),
        _("Is there anything we should leave off the skin?"),
        _("What change should bring us back?"),
    ),
    disagreements=(
        fact(
            "“Infant Milia Treatment” calls milk spots baby acne. The other articles and Mayo"
            " Clinic say they are two things. So this guide has two pages.",
            sources.INFANT_MILIA_TREATMENT,
            sources.NEW_BORN_MILIA,
            sources.MAYO_MILIA,
        ),
    ),
)
