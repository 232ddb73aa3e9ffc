"""Milk spots where the skin was hurt or a cream was used, and the kinds that a doctor may name."""

from __future__ import annotations

from tracker.domain import sources
from tracker.domain.guide import common, disagreements
from tracker.domain.guide import sources as guide_sources
from tracker.domain.guide.common import fact
from tracker.domain.guide.parts import GuidePage, LookAlike, Looks, NamedKind
from tracker.domain.phrases import phrase as _

_KINDS = (
    NamedKind(
        "neonatal",
        _("Neonatal"),
        fact(
            "There at birth or soon after. They go within weeks.",
            guide_sources.DERMNET_MILIUM,
            sources.NEW_BORN_MILIA,
            guide_sources.MILIA_REMOVAL,
            sources.MILIA_IN_BABIES,
        ),
    ),
    NamedKind(
        "primary",
        _("Primary"),
        fact(
            "They come by themselves, with no rash before, at any age: eyelids, cheeks, forehead,"
            " genitals. They stay for weeks, or for months and longer.",
            guide_sources.DERMNET_MILIUM,
            guide_sources.MEDSCAPE_MILIA,
            sources.NEW_BORN_MILIA,
            guide_sources.MILIA_REMOVAL,
        ),
    ),
    NamedKind(
        "secondary",
        _("Secondary, or traumatic"),
        fact(
            "After the skin has been hurt: a burn, a blister, a graze. They tend to stay.",
            guide_sources.MEDSCAPE_MILIA,
            guide_sources.STATPEARLS_MILIA,
            sources.NEW_BORN_MILIA,
            guide_sources.MILIA_REMOVAL,
            sources.MILIA_IN_BABIES,
        ),
    ),
    NamedKind(
        "juvenile",
        _("Juvenile"),
        fact(
            "In childhood, from birth or later, sometimes with a rare condition that runs in the"
            " family. How long they last depends on that. A doctor will say if anything else"
            " should be looked at.",
            guide_sources.DERMNET_MILIUM,
            guide_sources.MEDSCAPE_MILIA,
            sources.NEW_BORN_MILIA,
            sources.MILIA_IN_BABIES,
        ),
    ),
    NamedKind(
        "en_plaque",
        _("En plaque"),
        fact(
            "Many on one raised patch, often behind the ear, on an eyelid or a cheek. Rare, and"
            " mostly in adults. They last a long time. One article says that the patch is red.",
            guide_sources.MEDSCAPE_MILIA,
            sources.NEW_BORN_MILIA,
            guide_sources.MILIA_REMOVAL,
            sources.MILIA_IN_BABIES,
        ),
    ),
    NamedKind(
        "multiple_eruptive",
        _("Multiple eruptive"),
        fact(
            "Crops of them over weeks to months, on the face, upper arms and upper body. They may"
            " itch. Rare. How long they last varies.",
            guide_sources.DERMNET_MILIUM,
            sources.NEW_BORN_MILIA,
            guide_sources.MILIA_REMOVAL,
            sources.MILIA_IN_BABIES,
        ),
    ),
    NamedKind(
        "medication",
        _("Medication-associated"),
        fact(
            "After a medicine for the skin, or another medicine. What happens to that medicine is"
            " for a doctor to decide.",
            guide_sources.DERMNET_MILIUM,
            guide_sources.MEDSCAPE_MILIA,
            sources.NEW_BORN_MILIA,
            guide_sources.MILIA_REMOVAL,
        ),
    ),
)

_LOOK_ALIKES = (
    LookAlike(
        fact(
            "Newborn milk spots come without a rash first, and mostly go within weeks. The other"
            " things that look like newborn milk spots can look like these too.",
            guide_sources.DERMNET_MILIUM,
            guide_sources.MEDSCAPE_MILIA,
        ),
        page="milk-spots",
    ),
    LookAlike(
        fact(
            "Scabies bumps are very itchy, and worse at night. In babies also on the palms and"
            " soles.",
            sources.NHS_SCABIES,
        ),
        page="scabies",
    ),
    LookAlike(common.BLISTER_CLUSTER),
)

_DISAGREEMENTS = (
    fact(
        "Flannels: Dr Cynthia Bailey, the skin doctor of “Baby Milia from Baby Acne”, rubs softly"
        " with one. “New Born Milia” says to lay a warm one on until it cools. Mayo Clinic says not"
        " to scrub. This guide says no pressure and, under 3 months, to do as Mayo Clinic says.",
        guide_sources.MILIA_FROM_ACNE,
        sources.NEW_BORN_MILIA,
        guide_sources.MAYO_MILIA_CARE,
    ),
    disagreements.STEROIDS,
    fact(
        "Creams: two articles give heavy creams as a cause, and one of the two also doubts it. No"
        " authority found so far mentions heavy creams. Note what was used.",
        guide_sources.MILIA_REMOVAL,
        sources.NEW_BORN_MILIA,
    ),
    fact(
        "Coming back: “Infant Milia Treatment” says that treated ones can. A colour atlas says that"
        " they do not, and that new ones may come. So new ones can come.",
        sources.INFANT_MILIA_TREATMENT,
        guide_sources.COLOR_ATLAS_MILIA,
    ),
    fact(
        "How long: Medscape says that they tend to stay, and “Milia in Babies” that they may not go"
        " by themselves. Dr Bailey says that in a baby daily washing may be enough.",
        guide_sources.MEDSCAPE_MILIA,
        sources.MILIA_IN_BABIES,
        guide_sources.MILIA_FROM_ACNE,
    ),
)

MILK_SPOTS_AFTER_A_RASH = GuidePage(
    key="milk-spots-after-a-rash",
    title=_("Milk spots after a rash, blister, burn or cream"),
    conditions=("secondary_milia",),
    name=(
        fact(
            "Doctors call them secondary milia. Small bits of skin get caught while hurt skin"
            " heals, more often in sweat glands than at the roots of hairs.",
            guide_sources.STATPEARLS_MILIA,
        ),
        fact(
            "They come after blisters, burns, sunburn, rubbing and operations. Dr Cynthia Bailey, a"
            " skin doctor, writes that in a baby any rash can leave them, even baby acne.",
            guide_sources.MEDSCAPE_MILIA,
            guide_sources.MILIA_REMOVAL,
            guide_sources.MILIA_FROM_ACNE,
        ),
        fact(
            "“New Born Milia”, “Milia And Milk Spot Removal” and “Milia in Babies” also mention,"
            " between them, tattoos, and creams, including steroid cream. Medscape mentions"
            " medicines.",
            sources.NEW_BORN_MILIA,
            guide_sources.MILIA_REMOVAL,
            sources.MILIA_IN_BABIES,
            guide_sources.MEDSCAPE_MILIA,
        ),
    ),
    looks=Looks(
        facts=(
            fact(
                "Small, round, firm white or yellow bumps like other milk spots, where the skin was"
                " hurt or a cream was used.",
                guide_sources.MEDSCAPE_MILIA,
                guide_sources.STATPEARLS_MILIA,
                guide_sources.MILIA_REMOVAL,
            ),
        ),
        light=fact("Pearly white or a little yellow.", guide_sources.DERMNET_MILIUM),
        drawing="milk_spots",
    ),
    where=(
        fact(
            "Any place where something happened to the skin.",
            guide_sources.MEDSCAPE_MILIA,
            guide_sources.STATPEARLS_MILIA,
            guide_sources.MILIA_REMOVAL,
        ),
    ),
    how_common=(
        fact(
            "Rare in babies, says “New Born Milia”. No source found so far gives a number.",
            sources.NEW_BORN_MILIA,
        ),
    ),
    course=(
        fact(
            "Medscape says that milk spots that come later tend to stay without treatment. “Milia"
            " in Babies” says that they may not go by themselves. No source found so far gives a"
            " number of weeks.",
            guide_sources.MEDSCAPE_MILIA,
            sources.MILIA_IN_BABIES,
        ),
        fact(
            "Dr Bailey writes that in babies everyday rubbing may work them out. She tells of one"
            " baby: acne at 3 weeks, milk spots on the chin at 5 months.",
            guide_sources.MILIA_FROM_ACNE,
        ),
    ),
    helps=(
        common.WASHING,
        fact(
            "Only Dr Bailey adds a soft flannel to the daily wash, with mild soap and no pressure,"
            " then a plain cream without perfume. Mayo Clinic: never scrub, no lotion. For a baby"
            " under 3 months this guide keeps to Mayo Clinic.",
            guide_sources.MILIA_FROM_ACNE,
            guide_sources.MAYO_MILIA_CARE,
        ),
    ),
    leave_alone=common.ON_MILK_SPOTS,
    write_down=(
        _("What happened to that skin, and when."),
        _("Which cream or medicine, for how long, and whether a doctor prescribed it."),
        _("Sun on that skin."),
        _("New ones, a raised patch of them, or skin that blisters easily."),
        common.BEFORE_A_VISIT,
    ),
    ask=(
        fact(
            "They are still there at 3 months. That is what Mayo Clinic gives for milk spots; for"
            " those after a rash nobody gives a number.",
            sources.MAYO_MILIA,
        ),
        fact(
            "They itch or hurt. Raising Children says that milk spots do neither.",
            guide_sources.RAISING_CHILDREN_MILIA,
        ),
    ),
    today=(common.MILK_SPOTS_CHANGE,),
    urgent=(common.NEWBORN_BLISTERS,),
    look_alikes=_LOOK_ALIKES,
    kinds=_KINDS,
    clinician=(
        fact(
            "Lifting one out with a sterile needle or blade, scraping, freezing, a laser, a peel or"
            " a retinoid cream. The names are here so that you know them. Do not do any of it at"
            " home.",
            guide_sources.MEDSCAPE_MILIA,
            sources.INFANT_MILIA_TREATMENT,
            guide_sources.MILIA_REMOVAL,
            sources.MILIA_IN_BABIES,
        ),
        fact(
            "Against it: it is not painless, says Medscape, and it hurts, says Dr Bailey. Scars are"
            " possible, and freezing is not for skin near the eye, says “Milia And Milk Spot"
            " Removal”. Infection can follow, say two of the articles this diary grew from.",
            guide_sources.MEDSCAPE_MILIA,
            guide_sources.MILIA_FROM_ACNE,
            guide_sources.MILIA_REMOVAL,
            sources.INFANT_MILIA_TREATMENT,
        ),
        fact(
            "In its favour, these two articles mention only that the skin looks better and parents"
            " worry less.",
            sources.INFANT_MILIA_TREATMENT,
            guide_sources.MILIA_REMOVAL,
        ),
    ),
    questions=(
        _("Could the rash or a cream have led to these?"),
        _("Should we wait, and for how long?"),
        _("Does it matter if more appear, or if the skin blisters easily?"),
        _("Is a skin specialist needed?"),
    ),
    disagreements=_DISAGREEMENTS,
)
