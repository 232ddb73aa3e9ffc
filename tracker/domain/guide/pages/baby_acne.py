"""Baby acne, and how it differs from acne that starts later."""

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
            "Milk spots are white, with no ring of colour, and there from birth or soon after.",
            guide_sources.HEALIO_WHITE_BUMPS,
            guide_sources.DERMNET_MILIUM,
        ),
        page="milk-spots",
    ),
    LookAlike(common.BLISTER_CLUSTER),
    LookAlike(
        fact(
            "Heat rash comes where sweat gets trapped or skin is pressed, and goes in a few days.",
            guide_sources.NHS_HEAT_RASH_COPY,
            sources.SCHMITT_NEWBORN,
        ),
        page="heat-rash",
    ),
    LookAlike(
        fact(
            "Newborn blotches start on day 2 or 3. They come and go, and are gone by 2 weeks.",
            guide_sources.SCHMITT_AT_COLORADO,
            sources.TOGETHER_BABY_RASH,
        ),
        page="newborn-blotches",
    ),
    LookAlike(
        fact("Eczema is dry, scaly and itchy.", guide_sources.NHS_ECZEMA_COPY), page="eczema"
    ),
    LookAlike(
        fact(
            "Dribble rash is on the chin and cheeks, where milk or sick touches the skin, and comes"
            " and goes.",
            guide_sources.SCHMITT_AT_COLORADO,
        ),
        page="contact-rash",
    ),
    LookAlike(fact("Impetigo has a golden-brown crust.", sources.NHS_IMPETIGO), page="impetigo"),
)

BABY_ACNE = GuidePage(
    key="baby-acne",
    title=_("Baby acne"),
    conditions=("baby_acne",),
    name=(
        fact(
            "Doctors also call it newborn or neonatal acne. It is not the same as milk spots.",
            guide_sources.AUSTRALASIAN_ACNE,
            sources.NEW_BORN_MILIA,
        ),
        fact(
            "A kind that starts later is called infantile acne: after 4 to 6 weeks, says the"
            " American Academy of Pediatrics; after 6 weeks, says the American Academy of"
            " Dermatology. It has blackheads or lumps and can leave scars.",
            guide_sources.AAP_ACNE_REFERENCE,
            sources.AAD_ACNE,
        ),
    ),
    looks=Looks(
        facts=(
            fact(
                "Small bumps or pimples, some with a white or yellow head. The skin round them may"
                " change colour.",
                guide_sources.TOGETHER_NEW_BABY,
                guide_sources.MAYO_PRESS,
            ),
            fact(
                "It may look worse while a baby fusses or cries.",
                guide_sources.MAYO_ACNE_DEFINITION,
            ),
        ),
        light=fact(
            "Red bumps, or red round the bumps. The sources do not say which skin"
            " colours they mean.",
            guide_sources.TOGETHER_NEW_BABY,
            guide_sources.MAYO_PRESS,
        ),
        drawing="baby_acne",
    ),
    where=(
        fact(
            "Cheeks, nose, forehead and chin. Also scalp, neck, upper chest and back.",
            guide_sources.MAYO_PRESS,
            guide_sources.AUSTRALASIAN_ACNE,
        ),
    ),
    how_common=(
        fact(
            "About 20 in 100 newborn babies, says the Australasian College of Dermatologists; 30,"
            " says Schmitt.",
            guide_sources.AUSTRALASIAN_ACNE,
            sources.SCHMITT_NEWBORN,
        ),
    ),
    course=(
        fact(
            "It starts at 2 to 4 weeks, say Mayo Clinic and Healthier Together; at 3 to 5 weeks,"
            " says one of Schmitt's texts.",
            guide_sources.MAYO_ACNE_SYMPTOMS,
            guide_sources.TOGETHER_NEW_BABY,
            guide_sources.SCHMITT_AT_COLORADO,
        ),
        fact(
            "Mayo Clinic says that it lasts for weeks to months; on another page, that it goes by 3"
            " to 4 months. Healthier Together says 3 to 4 months, Schmitt 4 to 6.",
            sources.MAYO_ACNE,
            guide_sources.MAYO_ACNE_SYMPTOMS,
            guide_sources.TOGETHER_NEW_BABY,
            sources.SCHMITT_NEWBORN,
        ),
        fact("It leaves no scar.", guide_sources.MAYO_PRESS),
        fact(
            "The later kind is mostly gone between 6 and 12 months of age, but can last to 2"
            " years.",
            guide_sources.AAP_ACNE_REFERENCE,
            guide_sources.AUSTRALASIAN_ACNE,
        ),
    ),
    helps=(
        fact(
            "Warm water on the face, pat dry. If you use soap, a mild one every other day. A"
            " London NHS trust says plain water only in the first month.",
            sources.MAYO_ACNE,
            guide_sources.LONDON_NORTH_WEST_BATHING,
        ),
        fact(
            "Keep the cloth under your baby's head soft and clean.",
            guide_sources.MAYO_PRESS,
        ),
    ),
    leave_alone=(
        fact("Do not pinch or scrub.", sources.MAYO_ACNE),
        fact(
            "No lotion, ointment or oil. US advice (Schmitt) says that oil and ointment make it"
            " worse.",
            sources.MAYO_ACNE,
            sources.SCHMITT_NEWBORN,
        ),
        common.ACNE_PRODUCTS,
        common.PERFUME,
        common.STEROID_CREAM,
        common.RETINOID,
        common.ACIDS,
    ),
    write_down=(
        _("The first day, and the due date if your baby was born early."),
        _("How you wash the face, and any oil or cream."),
        _("Where milk, sick or dribble touches the skin."),
        _("Acne in the family."),
        _("Any contact with steroid cream or iodine. Doctors ask about these."),
    ),
    ask=(
        fact(
            "It does not slowly get better over months. A doctor may prescribe something, say Mayo"
            " Clinic and “New Born Milia”.",
            sources.MAYO_ACNE,
            sources.NEW_BORN_MILIA,
        ),
        fact("It starts after 6 weeks of age. Worth showing to a doctor.", sources.AAD_ACNE),
        fact(
            "There are blackheads, lumps or scars.",
            guide_sources.AAP_ACNE_REFERENCE,
            guide_sources.AUSTRALASIAN_ACNE,
        ),
    ),
    today=(
        fact(
            "Baby acne can have pus-filled heads. Under 1 month, US advice (Schmitt) still says to"
            " call a doctor now about bumps with pus.",
            guide_sources.MAYO_ACNE_SYMPTOMS,
            sources.SCHMITT_NEWBORN,
        ),
    ),
    urgent=(common.NEWBORN_BLISTERS,),
    look_alikes=_LOOK_ALIKES,
    clinician=(
        fact(
            "A retinoid cream, for the later kind. Only a doctor prescribes it.",
            guide_sources.AUSTRALASIAN_ACNE,
        ),
    ),
    questions=(
        _("Will it leave marks?"),
        _("Is this the newborn kind or the later kind?"),
        _("What may go on the skin?"),
    ),
    disagreements=(
        disagreements.TWO_THINGS,
        fact(
            "Dirt: “New Born Milia” lists poor washing as a cause of milk spots and baby acne. No"
            " authority found so far says so, and “Infant Milia Treatment” says that it is not"
            " dirt.",
            sources.NEW_BORN_MILIA,
            sources.INFANT_MILIA_TREATMENT,
        ),
        fact(
            "How often it goes away: in nearly all babies, says “New Born Milia”, with no source."
            " So this guide gives no number.",
            sources.NEW_BORN_MILIA,
        ),
        fact(
            "Acne products from a shop: both warn against using them on your own. “New Born Milia”"
            " says never, Mayo Clinic says not without asking.",
            sources.NEW_BORN_MILIA,
            sources.MAYO_ACNE,
        ),
        fact(
            "Start and end: sources give 2 to 4 or 3 to 5 weeks, and 3 to 4 or 4 to 6 months. This"
            " guide gives them all.",
            guide_sources.MAYO_ACNE_SYMPTOMS,
            guide_sources.TOGETHER_NEW_BABY,
            guide_sources.SCHMITT_AT_COLORADO,
        ),
        disagreements.SOAP,
    ),
)
