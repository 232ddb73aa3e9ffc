"""Milk spots, also for small bumps that nobody has named."""

from __future__ import annotations

from tracker.domain import sources
from tracker.domain.guide import common, disagreements
from tracker.domain.guide import sources as guide_sources
from tracker.domain.guide.common import fact
from tracker.domain.guide.parts import GuidePage, LookAlike, Looks
from tracker.domain.phrases import phrase as _

_LOOK_ALIKES = (
    LookAlike(
        fact(
            "Baby acne starts in week 2 or later. It may have pus-filled heads and colour round"
            " the bumps.",
            guide_sources.MAYO_ACNE_SYMPTOMS,
        ),
        page="baby-acne",
    ),
    LookAlike(common.BLISTER_CLUSTER),
    LookAlike(
        fact(
            "Oil-gland bumps (sebaceous hyperplasia) are smaller and more yellow, on the nose.",
            guide_sources.INDIAN_PEDIATRICS_MILIA,
        )
    ),
    LookAlike(
        fact(
            "Clear heat rash looks like drops of water, and the drops burst.",
            guide_sources.INDIAN_PEDIATRICS_MILIA,
        ),
        page="heat-rash",
    ),
    LookAlike(
        fact(
            "Brown-spot pustules of newborns (pustular melanosis) are there at birth, with no ring"
            " of colour, and leave dark dots like freckles. Up to 5 in 100 black newborns have"
            " them, and fewer than 1 in 100 white ones. Call a doctor now about bumps with pus.",
            guide_sources.MEDSCAPE_PUSTULAR_MELANOSIS,
            sources.SCHMITT_NEWBORN,
        )
    ),
    LookAlike(
        fact(
            "Molluscum bumps have a dip in the middle. Mostly older children get them.",
            guide_sources.INDIAN_PEDIATRICS_MILIA,
        )
    ),
    LookAlike(
        fact("Whiteheads sit nearer the surface and have a ring of colour.", sources.NEW_BORN_MILIA)
    ),
    LookAlike(
        fact(
            "Warts, including those on the genitals, are rough and the same colour as the skin."
            " Worth showing to a doctor.",
            sources.NEW_BORN_MILIA,
        )
    ),
    LookAlike(
        fact(
            "Bumps on the gums or the roof of the mouth have another name.",
            guide_sources.STATPEARLS_MILIA,
        ),
        page="gums",
    ),
    LookAlike(
        fact(
            "After a rash, a blister, a burn or a cream, the same bumps have another name.",
            guide_sources.MEDSCAPE_MILIA,
        ),
        page="milk-spots-after-a-rash",
    ),
)

MILK_SPOTS = GuidePage(
    key="milk-spots",
    title=_("Milk spots"),
    conditions=("milia",),
    nearest=("unsure_bumps",),
    name=(
        fact(
            "Doctors call them milia; one is a milium. They have nothing to do with milk or"
            " feeding. Each is a tiny bit of skin caught under the surface, a little like a bead"
            " in a pocket with no opening.",
            guide_sources.DERMNET_MILIUM,
            guide_sources.STATPEARLS_MILIA,
            guide_sources.BABYCENTRE_SPOTS,
            guide_sources.MILIA_FROM_ACNE,
        ),
        fact(
            "Inside is keratin, the stuff that skin, hair and nails are made of.",
            guide_sources.DERMNET_MILIUM,
            guide_sources.STATPEARLS_MILIA,
            guide_sources.BABYCENTRE_SPOTS,
        ),
        fact(
            "Sources differ on where it gets caught. Some say in a blocked sweat gland, some at the"
            " root of a hair, Mayo Clinic in small pockets. Three of the five articles this diary"
            " grew from mention tiny hairs or sweat glands. This guide says only “under the"
            " surface”.",
            sources.TOGETHER_BABY_RASH,
            guide_sources.RAISING_CHILDREN_MILIA,
            guide_sources.DERMNET_MILIUM,
            guide_sources.STATPEARLS_MILIA,
            sources.MAYO_MILIA,
            sources.INFANT_MILIA_TREATMENT,
            sources.NEW_BORN_MILIA,
            sources.MILIA_IN_BABIES,
        ),
        fact(
            "Why some newborn babies have them is unknown. It is not dirt.",
            guide_sources.HEALIO_WHITE_BUMPS,
            sources.NEW_BORN_MILIA,
            sources.MILIA_IN_BABIES,
            sources.INFANT_MILIA_TREATMENT,
        ),
    ),
    looks=Looks(
        facts=(
            fact(
                "Small, round, firm, smooth bumps, all much alike, a few or many. Most are 1 to 2"
                " mm wide, some 3 mm; one source says mostly under 1 mm. There is no ring of colour"
                " round them.",
                guide_sources.HEALIO_WHITE_BUMPS,
                guide_sources.DERMNET_MILIUM,
                guide_sources.RAISING_CHILDREN_MILIA,
                sources.NEW_BORN_MILIA,
                guide_sources.MILIA_REMOVAL,
            ),
            fact(
                "White or yellow, depending on the colour of the skin. BabyCentre UK says so,"
                " and gives the NHS as its source.",
                guide_sources.BABYCENTRE_SPOTS,
            ),
            fact(
                "A skin doctor writes that they are soft at first and harder later. Do not press"
                " them to find out.",
                guide_sources.MILIA_FROM_ACNE,
            ),
        ),
        light=fact("Pearly white or a little yellow.", guide_sources.DERMNET_MILIUM),
        drawing="milk_spots",
    ),
    where=(
        fact(
            "Mostly on the nose, then the cheeks, chin, forehead, eyelids and round the eyes. Also"
            " on the scalp, upper body, arms, legs and genitals.",
            guide_sources.DERMNET_MILIUM,
            guide_sources.STATPEARLS_MILIA,
            guide_sources.INDIAN_PEDIATRICS_MILIA,
        ),
        fact(
            "Young children may have a row of them along the crease of the nose.",
            guide_sources.DERMNET_MILIUM,
            guide_sources.HEALIO_WHITE_BUMPS,
        ),
        fact(
            "Between them, the five articles this diary grew from also mention the neck, chest,"
            " back, lips, mouth and the roof of the mouth.",
            sources.INFANT_MILIA_TREATMENT,
            sources.NEW_BORN_MILIA,
            guide_sources.MILIA_REMOVAL,
            guide_sources.MILIA_FROM_ACNE,
            sources.MILIA_IN_BABIES,
        ),
    ),
    how_common=(
        fact(
            "Out of 100 newborn babies: 40 to 50, says DermNet; 30 to 50, says Indian Pediatrics;"
            " 40, says Schmitt; nearly half of those born at term, say Healio and Medscape.",
            guide_sources.DERMNET_MILIUM,
            guide_sources.INDIAN_PEDIATRICS_MILIA,
            sources.SCHMITT_NEWBORN,
            guide_sources.HEALIO_WHITE_BUMPS,
            guide_sources.MEDSCAPE_MILIA,
        ),
        fact(
            "Less often, or later, in babies born early. This diary counts their age from the due"
            " date.",
            guide_sources.MEDSCAPE_MILIA,
        ),
        fact(
            "In every skin colour, and in girls and boys alike.",
            guide_sources.PEDIATRIC_CONSULT_MILIA,
        ),
    ),
    course=(
        fact(
            "They are there at birth or come in the first weeks. One source says they usually go"
            " within 4 weeks, another that most go by 1 month; others say within 1 to 2 months, or"
            " in weeks or months.",
            sources.TOGETHER_BABY_RASH,
            guide_sources.STATPEARLS_MILIA,
            guide_sources.GPNOTES_NEWBORN,
            guide_sources.MAYO_MILIA_CARE,
            guide_sources.RAISING_CHILDREN_MILIA,
        ),
        fact(
            "Left alone, they leave no scar.",
            guide_sources.RAISING_CHILDREN_MILIA,
            guide_sources.STATPEARLS_MILIA,
            sources.MILIA_IN_BABIES,
        ),
        fact("They are not catching.", sources.INFANT_MILIA_TREATMENT),
        fact("They cannot be prevented.", sources.MAYO_MILIA),
    ),
    helps=(
        common.NO_TREATMENT,
        common.WASHING,
        fact(
            "No rough cloth on the skin. Two of the articles this diary grew from say that it"
            " can make milk spots look red.",
            guide_sources.MILIA_REMOVAL,
            sources.MILIA_IN_BABIES,
        ),
    ),
    leave_alone=common.ON_MILK_SPOTS,
    write_down=(
        _("The day you first saw them, and the due date if your baby was born early."),
        _("Where they are, on which side, and about how many."),
        _("Their size, with a coin beside them in a photo."),
        _("Any rash before, and any cream, oil or wipes you used."),
        _("Scratching, and any change of colour."),
        common.BEFORE_A_VISIT,
    ),
    ask=(
        fact(
            "They are still there at 3 months. Mayo Clinic is the only health authority found"
            " so far that gives a number; “New Born Milia” gives it too.",
            sources.MAYO_MILIA,
            sources.NEW_BORN_MILIA,
        ),
        fact(
            "There are more and more, or they get worse.",
            sources.INFANT_MILIA_TREATMENT,
            sources.NEW_BORN_MILIA,
            sources.MILIA_IN_BABIES,
        ),
        fact(
            "They itch or hurt. Raising Children says that milk spots do neither.",
            guide_sources.RAISING_CHILDREN_MILIA,
        ),
        fact(
            "The bumps worry you, or you are not sure what they are. If you are not sure, this"
            " diary says to ask after 7 days. These 7 days are the diary's own choice.",
            guide_sources.NHS_BABY_RASHES,
            sources.OWN_NUMBER,
        ),
    ),
    today=(common.MILK_SPOTS_CHANGE,),
    urgent=(common.NEWBORN_BLISTERS,),
    look_alikes=_LOOK_ALIKES,
    questions=(
        _("Are these likely to go by themselves, and by when?"),
        _("Is there anything we should leave off the skin?"),
        _("What change should bring us back?"),
    ),
    disagreements=disagreements.ABOUT_MILK_SPOTS,
)
