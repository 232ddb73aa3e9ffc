"""Nappy rash, plain and with yeast: one page, as a parent has to tell one from the other."""

from __future__ import annotations

from tracker.domain import sources
from tracker.domain.guide import common
from tracker.domain.guide import sources as guide_sources
from tracker.domain.guide.common import fact
from tracker.domain.guide.parts import GuidePage, LookAlike, Looks
from tracker.domain.phrases import phrase as _

_DISAGREEMENTS = (
    fact(
        "Barrier cream: the NHS says a thin layer. The American Academy of Dermatology and Mayo"
        " Clinic say a thick one, left on. This guide: ask a pharmacist which cream and how thick.",
        guide_sources.NHS_NAPPY_RASH,
        guide_sources.AAD_NAPPY_RASH,
        guide_sources.MAYO_NAPPY_RASH,
    ),
    fact(
        "When to ask: Intermountain Healthcare says after 3 days, Mayo Clinic after a few days, the"
        " American Academy of Family Physicians after 1 week. This guide says after 3 days.",
        sources.INTERMOUNTAIN_RASH,
        guide_sources.MAYO_NAPPY_RASH,
        sources.AAFP_NAPPY_RASH,
    ),
    fact(
        "Thrush after 3 days: no good source found so far gives a number of days. The place tells"
        " you more: thrush sits in the folds.",
        guide_sources.GP_ONLINE_NAPPY,
    ),
    fact(
        "Food: “New Born Milia” says that mild food allergy may show as a bad nappy rash. No"
        " authority found so far says so. HSE Ireland describes a sudden rash and a swollen face"
        " or lips. So note new foods, and ask before you leave any out.",
        sources.NEW_BORN_MILIA,
        sources.HSE_WEANING_ALLERGIES,
    ),
    fact(
        "How bad: “New Born Milia” writes of anything from mild redness to bleeding, caused by wet"
        " nappies. Mayo Clinic says that one which bleeds is for a doctor. So does this guide.",
        sources.NEW_BORN_MILIA,
        guide_sources.MAYO_NAPPY_RASH_DOCTOR,
    ),
)

NAPPY_RASH = GuidePage(
    key="nappy-rash",
    title=_("Nappy rash, plain or with thrush"),
    conditions=("diaper_rash", "candida_diaper_rash"),
    name=(
        fact(
            "Sore skin where wee and poo stay on it. Doctors say nappy or diaper dermatitis.",
            guide_sources.GP_ONLINE_NAPPY,
            guide_sources.MAYO_NAPPY_RASH,
        ),
        fact(
            "Thrush can grow there too. It is a yeast called candida, as in the mouth.",
            guide_sources.GP_ONLINE_NAPPY,
            guide_sources.NHS_WALES_ORAL_THRUSH,
        ),
    ),
    looks=Looks(
        facts=(
            fact(
                "Plain: red or raw patches, sore, warm or scaly, perhaps with spots.",
                guide_sources.NHS_NAPPY_RASH,
            ),
            fact(
                "With thrush: bright red, with small separate spots round the edge and some whitish"
                " scale. No source found so far describes thrush on brown or black skin.",
                guide_sources.GP_ONLINE_NAPPY,
            ),
        ),
        light=fact(
            "Red or raw. The NHS does not say which skin colours it means.",
            guide_sources.NHS_NAPPY_RASH,
        ),
        brown=fact("Harder to notice. Spots may be red or brown.", guide_sources.NHS_NAPPY_RASH),
        black=fact("Harder to notice. Spots may be red or brown.", guide_sources.NHS_NAPPY_RASH),
        drawing="nappy_rash",
    ),
    where=(
        fact(
            "Plain: bottom, genitals and thighs, where the nappy touches. It stays out of the"
            " folds.",
            guide_sources.NHS_NAPPY_RASH,
            guide_sources.GP_ONLINE_NAPPY,
        ),
        fact("With thrush: in the folds too.", guide_sources.GP_ONLINE_NAPPY),
    ),
    how_common=(
        fact(
            "At any one time, up to a third of babies in nappies.",
            guide_sources.INDEPENDENT_NURSE_NAPPY,
        ),
    ),
    course=(
        fact(
            "Plain: 3 to 4 days with care at home, says the American Academy of Dermatology;"
            " several days, says Mayo Clinic.",
            guide_sources.AAD_NAPPY_RASH,
            guide_sources.MAYO_NAPPY_RASH,
        ),
        fact(
            "With thrush: it may need a treatment, says Healthier Together.",
            sources.TOGETHER_BABY_RASH_LONDON,
        ),
    ),
    helps=(
        fact(
            "Change the nappy as soon as it is wet or dirty. Clean with water, or with wipes that"
            " have no perfume and no alcohol. Pat dry.",
            guide_sources.NHS_NAPPY_RASH,
        ),
        fact(
            "Leave the nappy off often. Use one that soaks up well and is not tight.",
            guide_sources.NHS_NAPPY_RASH,
        ),
        fact(
            "A bath no more than twice a day.",
            guide_sources.NHS_NAPPY_RASH,
        ),
        fact(
            "Barrier cream keeps the wet off. A pharmacist can show which one, and how thick.",
            guide_sources.NHS_NAPPY_RASH,
            guide_sources.AAD_NAPPY_RASH,
        ),
    ),
    leave_alone=(
        fact(
            "No soap, bubble bath or lotion. No talc and no antiseptic. No tight nappies.",
            guide_sources.NHS_NAPPY_RASH,
        ),
        common.STEROID_CREAM,
        common.ANTIBIOTIC,
    ),
    write_down=(
        _("When the nappies were wet or dirty, and runny poo."),
        _("New foods, and any antibiotic."),
        _("Wipes, nappies, washing powder and creams, and any that changed."),
        _("Whether the folds are sore too."),
        _("Teething, if you think it plays a part."),
    ),
    ask=(
        fact(
            "Your baby is younger than 6 weeks.",
            sources.AAFP_NAPPY_RASH,
        ),
        fact(
            "It is no better after 3 days, says Intermountain Healthcare.",
            sources.INTERMOUNTAIN_RASH,
        ),
        fact(
            "It gets worse or spreads.",
            guide_sources.NHS_NAPPY_RASH,
            sources.INTERMOUNTAIN_RASH,
        ),
        fact(
            "It looks like thrush. A pharmacist or health visitor can say what suits a baby this"
            " young.",
            sources.TOGETHER_BABY_RASH_LONDON,
        ),
        fact(
            "It came after an antibiotic, or there is thrush in the mouth.",
            guide_sources.GP_ONLINE_NAPPY,
            guide_sources.NHS_WALES_ORAL_THRUSH,
        ),
    ),
    today=(
        fact(
            "A fever, blisters or pus, or a baby who cannot be settled.",
            guide_sources.AAD_NAPPY_RASH,
        ),
        fact(
            "It is very bad, bleeds, leaks or itches. Mayo Clinic does not say how soon. “Today” is"
            " this diary's own choice.",
            guide_sources.MAYO_NAPPY_RASH_DOCTOR,
        ),
    ),
    urgent=(common.NEWBORN_BLISTERS,),
    look_alikes=(
        LookAlike(
            fact(
                "Plain or thrush? Plain stays out of the folds. Thrush is in them, with spots round"
                " the edge.",
                guide_sources.GP_ONLINE_NAPPY,
            )
        ),
        LookAlike(
            fact(
                "Cradle cap in the nappy area shows as small dry flakes, and does not hurt.",
                guide_sources.NHS_CRADLE_CAP_COPY,
            ),
            page="cradle-cap",
        ),
        LookAlike(fact("Eczema is dry and itchy.", guide_sources.NHS_ECZEMA_COPY), page="eczema"),
        LookAlike(
            fact("Impetigo has blisters, then a golden-brown crust.", sources.NHS_IMPETIGO),
            page="impetigo",
        ),
        LookAlike(
            fact(
                "Scabies is very itchy, and worse at night. Others at home may itch too.",
                sources.NHS_SCABIES,
            ),
            page="scabies",
        ),
        LookAlike(common.BLISTER_CLUSTER),
    ),
    questions=(
        _("Is it plain or thrush?"),
        _("What do we put on, how thick, and for how long?"),
        _("When should it look better?"),
    ),
    disagreements=_DISAGREEMENTS,
)
