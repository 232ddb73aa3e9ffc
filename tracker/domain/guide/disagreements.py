"""Where the five articles and the authorities differ, and what the guide makes of it."""

from __future__ import annotations

from tracker.domain import sources
from tracker.domain.guide import sources as guide_sources
from tracker.domain.guide.common import fact

STEROIDS = fact(
    "“Infant Milia Treatment” treats milk spots with a steroid cream. “New Born Milia” advises"
    " against it. Two more articles give steroids as a cause, and Medscape lists medicines among"
    " the causes. The NHS says no steroid cream on a child's face unless it is prescribed. So: not"
    " unless a doctor said so.",
    sources.INFANT_MILIA_TREATMENT,
    sources.NEW_BORN_MILIA,
    guide_sources.MILIA_REMOVAL,
    sources.MILIA_IN_BABIES,
    guide_sources.MEDSCAPE_MILIA,
    guide_sources.NHS_HYDROCORTISONE,
)
RETINOIDS = fact(
    "Retinoids: “Infant Milia Treatment” says not before 12 months, a number that no other source"
    " found so far gives. “New Born Milia” says to stay away from them. “Milia in Babies” and"
    " Medscape give them as a choice for a doctor. So only if a doctor prescribed one.",
    sources.INFANT_MILIA_TREATMENT,
    sources.NEW_BORN_MILIA,
    sources.MILIA_IN_BABIES,
    guide_sources.MEDSCAPE_MILIA,
)
TWO_THINGS = fact(
    "“Infant Milia Treatment” calls milk spots baby acne. Three other articles and Mayo Clinic say"
    " that they are two things: white bumps from birth, and pimples from week 2. So this guide has"
    " two pages.",
    sources.INFANT_MILIA_TREATMENT,
    sources.NEW_BORN_MILIA,
    guide_sources.MILIA_REMOVAL,
    sources.MILIA_IN_BABIES,
    sources.MAYO_MILIA,
)
SOAP = fact(
    "Mayo Clinic says mild soap on a baby's face. A London NHS trust says plain water only in the"
    " first month. This guide says: no soap in the first month, then a mild one if you use any.",
    guide_sources.MAYO_MILIA_CARE,
    guide_sources.LONDON_NORTH_WEST_BATHING,
)

ABOUT_MILK_SPOTS = (
    fact(
        "The articles: this diary grew from five of them. Three sell a treatment: two sell a cream,"
        " and one sells treatment at a clinic.",
        sources.INFANT_MILIA_TREATMENT,
        sources.NEW_BORN_MILIA,
        guide_sources.MILIA_REMOVAL,
    ),
    TWO_THINGS,
    fact(
        "Redness: “Infant Milia Treatment” says that milk spots may have redness round them. Two"
        " other articles, Healio and DermNet say that they have none. So this guide says: show a"
        " new colour or swelling to a doctor today.",
        sources.INFANT_MILIA_TREATMENT,
        sources.NEW_BORN_MILIA,
        guide_sources.MILIA_REMOVAL,
        guide_sources.HEALIO_WHITE_BUMPS,
        guide_sources.DERMNET_MILIUM,
    ),
    fact(
        "How long: “New Born Milia” says 2 to 4 weeks, 3 months, and in very rare cases a few"
        " years; other articles say weeks or 2 months. The health publishers say weeks or months"
        " too. This guide says: mostly weeks, and ask at 3 months.",
        sources.NEW_BORN_MILIA,
        sources.INFANT_MILIA_TREATMENT,
        sources.MILIA_IN_BABIES,
        sources.TOGETHER_BABY_RASH,
        guide_sources.STATPEARLS_MILIA,
        guide_sources.GPNOTES_NEWBORN,
        sources.MAYO_MILIA,
    ),
    fact(
        "Causes: the articles mention sun, infection, wipes, genes, eczema, psoriasis, soap, heat,"
        " hot baths, poor washing, oil and heavy creams. For newborns, no authority found so far"
        " says so. Two articles and Healio call the cause unknown. One article says that it is not"
        " dirt. A handbook for doctors knows of none that is inherited. So this guide gives no"
        " cause.",
        sources.INFANT_MILIA_TREATMENT,
        sources.NEW_BORN_MILIA,
        guide_sources.MILIA_REMOVAL,
        sources.MILIA_IN_BABIES,
        guide_sources.HEALIO_WHITE_BUMPS,
        guide_sources.PEDIATRIC_CONSULT_MILIA,
    ),
    fact(
        "Waiting: “Infant Milia Treatment” says that milk spots scar if they are not treated early."
        " “Milia in Babies”, Raising Children and StatPearls say that they leave no scar. None of"
        " these says to treat them.",
        sources.INFANT_MILIA_TREATMENT,
        sources.MILIA_IN_BABIES,
        guide_sources.RAISING_CHILDREN_MILIA,
        guide_sources.STATPEARLS_MILIA,
        guide_sources.MAYO_MILIA_CARE,
    ),
    fact(
        "Any new bump: “New Born Milia” says to show it to a skin doctor, but also says that most"
        " go by themselves. This guide says when to ask, above.",
        sources.NEW_BORN_MILIA,
    ),
    fact(
        "At home: “Infant Milia Treatment” first sends parents to a skin doctor, then ends by"
        " saying that milk spots can be removed at home. Two other articles warn of infection and"
        " scars. So do not do it at home.",
        sources.INFANT_MILIA_TREATMENT,
        sources.NEW_BORN_MILIA,
        guide_sources.MILIA_REMOVAL,
        guide_sources.RAISING_CHILDREN_MILIA,
    ),
    fact(
        "Scrubs: “New Born Milia” gives a scrub of almonds and milk, and also says not to scrape."
        " It says to use on the skin only what you would eat. But peanuts are food, and the NHS"
        " says no peanut oil on the skin. Mayo Clinic says not to scrub. So no scrub and no nuts."
        " No source found so far is about almond or milk on a baby's skin.",
        sources.NEW_BORN_MILIA,
        guide_sources.MAYO_MILIA_CARE,
        guide_sources.NHS_CRADLE_CAP_COPY,
    ),
    fact(
        "Creams: three articles say to moisturise, one of them without perfume, one without oil."
        " One of the three also says no cream on milk spots, as Mayo Clinic does. This guide:"
        " nothing on a face with milk spots; a plain one without perfume where other skin is dry.",
        sources.INFANT_MILIA_TREATMENT,
        sources.NEW_BORN_MILIA,
        guide_sources.MILIA_FROM_ACNE,
        guide_sources.MAYO_MILIA_CARE,
    ),
    SOAP,
    STEROIDS,
    RETINOIDS,
    fact(
        "Acids and steam: “Milia And Milk Spot Removal” mentions both. “New Born Milia” mentions"
        " acids too, but only for mothers. At most, these are for adults. No source found so far is"
        " about glycolic acid for babies.",
        guide_sources.MILIA_REMOVAL,
        sources.NEW_BORN_MILIA,
        guide_sources.EU_SALICYLIC_ACID,
        guide_sources.BURN_ASSOCIATION_STEAM,
    ),
    fact(
        "Itch and pain: “New Born Milia” writes of constant irritation on the eyelids, then of no"
        " itch. “Milia And Milk Spot Removal” says that some hurt. Raising Children says that they"
        " neither itch nor hurt. So itch or pain is worth asking about.",
        sources.NEW_BORN_MILIA,
        guide_sources.MILIA_REMOVAL,
        guide_sources.RAISING_CHILDREN_MILIA,
    ),
    fact(
        "A skin sample: “Infant Milia Treatment” says that it may be needed. Two other articles"
        " and Mayo Clinic say that looking is enough. DermNet says that a sample is taken now and"
        " then. A doctor decides.",
        sources.INFANT_MILIA_TREATMENT,
        sources.NEW_BORN_MILIA,
        sources.MILIA_IN_BABIES,
        guide_sources.MAYO_MILIA_CARE,
        guide_sources.DERMNET_MILIUM,
    ),
)
