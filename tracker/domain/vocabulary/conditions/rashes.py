"""The rashes."""

from __future__ import annotations

from tracker.domain import sources
from tracker.domain.phrases import phrase as _
from tracker.domain.vocabulary.conditions.condition import Condition, FirstSight
from tracker.domain.vocabulary.levels import Level

_UNDER_3_MONTHS = FirstSight(
    Level.ASK,
    _(
        "NHS Healthier Together (Humber and North Yorkshire) says to speak to a midwife, health"
        " visitor or GP about a rash on a well baby under 3 months, and to call the GP if the baby"
        " is unwell."
    ),
    sources.TOGETHER_BABY_RASH,
    onset_before_months=3,
)
_ONE_PLACE_7_DAYS = _(
    "Seattle Children's says to call the doctor if a rash in one place lasts longer than 7 days."
)

RASHES = (
    Condition(
        "baby_acne",
        "rash",
        _("baby acne"),
        _(
            "Small bumps or pimples on cheeks, nose and forehead, from week 2 to 5; red, or darker"
            " than the skin round them"
        ),
        sources.MAYO_ACNE,
        course=_("weeks to several months"),
        first_sight=FirstSight(
            Level.VISIT,
            _(
                "The American Academy of Dermatology calls acne that begins after six weeks of age"
                " “infantile acne”, and says to have it looked at."
            ),
            sources.AAD_ACNE,
            noticed_after_days=42,
        ),
        no_hurry=True,
        usual_view="face",
    ),
    Condition(
        "erythema_toxicum",
        "rash",
        _("newborn blotches (erythema toxicum)"),
        _(
            "Blotches, each with a small white-yellow centre, from day 2 or 3; red on light skin,"
            " purple or only slightly darker on brown and black skin"
        ),
        sources.MEDLINE_ERYTHEMA_TOXICUM,
        course=_("about a week; gone by 2 weeks of age"),
        ask_after_days=14,
        ask_says=_("MedlinePlus says that it is usually gone within 2 weeks."),
        more_sources=(sources.TOGETHER_BABY_RASH,),
    ),
    Condition(
        "heat_rash",
        "rash",
        _("heat rash"),
        _("Tiny spots where it is hot or sweaty; red, or grey or white on brown and black skin"),
        sources.NHS_HEAT_RASH,
        course=_("a few days"),
        ask_after_days=3,
        ask_says=_("The NHS says that it goes away after a few days."),
    ),
    Condition(
        "cradle_cap",
        "rash",
        _("cradle cap"),
        _("Greasy, crusty, scaly patches on the scalp"),
        sources.TOGETHER_BABY_RASH,
        course=_("weeks to months"),
        no_hurry=True,
        more_sources=(sources.NHS_CRADLE_CAP,),
        usual_view="face",
    ),
    Condition(
        "diaper_rash",
        "rash",
        _("nappy rash"),
        _("Sore skin under the nappy; red, or on brown and black skin darker, purple or greyish"),
        sources.INTERMOUNTAIN_RASH,
        course=_("3–4 days with care at home"),
        first_sight=FirstSight(
            Level.ASK,
            _(
                "The American Academy of Family Physicians says to call the doctor about a nappy"
                " rash in the first 6 weeks of life."
            ),
            sources.AAFP_NAPPY_RASH,
            onset_before_days=42,
        ),
        ask_after_days=3,
        ask_says=_(
            "Intermountain Healthcare says to call if it is not better in 3 days. The American"
            " Academy of Family Physicians says to call after 1 week of care at home."
        ),
        others=_("American Academy of Family Physicians: 1 week."),
        usual_view="front",
    ),
    Condition(
        "candida_diaper_rash",
        "rash",
        _("nappy rash with thrush"),
        _(
            "In the folds, with separate spots round it; bright red, or darker and shiny on brown"
            " and black skin"
        ),
        sources.TOGETHER_BABY_RASH_LONDON,
        course=_("needs treatment"),
        first_sight=FirstSight(
            Level.ASK,
            _(
                "NHS Healthier Together says that an antifungal cream may be needed. A pharmacist"
                " or health visitor can tell you."
            ),
            sources.TOGETHER_BABY_RASH_LONDON,
        ),
        usual_view="front",
    ),
    Condition(
        "eczema",
        "rash",
        _("eczema"),
        _("Dry, itchy, red or darker patches; cheeks, elbow and knee folds"),
        sources.NICE_ECZEMA,
        course=_("comes and goes for years"),
        first_sight=FirstSight(
            Level.ASK,
            _("The NHS says to see a GP about signs of eczema."),
            sources.NHS_ECZEMA,
        ),
    ),
    Condition(
        "hives",
        "rash",
        _("hives"),
        _("Raised itchy weals that move about; chest, tummy, back"),
        sources.NHS_HIVES,
        course=_("hours for each patch, days in all"),
        ask_after_days=2,
        ask_says=_("The NHS says to see a GP if hives are no better after 2 days."),
        more_sources=(sources.SCHMITT_HIVES, sources.SEATTLE_HIVES),
        usual_view="front",
    ),
    Condition(
        "viral_rash",
        "rash",
        _("rash with a cold or fever"),
        _("Widespread spots with or after a cold or fever"),
        sources.SEATTLE_WIDESPREAD,
        course=_("2–3 days"),
        ask_after_days=1,
        ask_says=_(
            "Seattle Children's says to call a doctor within 24 hours about any widespread rash."
        ),
        usual_view="front",
    ),
    Condition(
        "contact_rash",
        "rash",
        _("rash where something touched the skin"),
        _(
            "Where something touched the skin (soap, detergent, cloth, food); red, purple or darker"
            " than the skin round it"
        ),
        sources.SEATTLE_LOCAL,
        course=_("up to 2–3 weeks"),
        ask_after_days=7,
        ask_says=_ONE_PLACE_7_DAYS,
    ),
    Condition(
        "drool_rash",
        "rash",
        _("dribble rash"),
        _("Round the mouth and on the chin; red, or darker than the skin round it"),
        sources.SEATTLE_LOCAL,
        course=_("comes and goes"),
        ask_after_days=7,
        ask_says=_ONE_PLACE_7_DAYS,
        usual_view="face",
    ),
    Condition(
        "impetigo",
        "rash",
        _("impetigo"),
        _("Sores with honey-coloured crusts"),
        sources.NHS_IMPETIGO,
        course=_("needs treatment"),
        first_sight=FirstSight(
            Level.VISIT,
            _(
                "The NHS says that impetigo needs treatment. In England, a pharmacist can give it"
                " from 1 year of age. Before that, see a GP."
            ),
            sources.NHS_IMPETIGO,
        ),
    ),
    Condition(
        "ringworm",
        "rash",
        _("ringworm"),
        _("A ring with a raised scaly edge, slowly growing"),
        sources.NHS_RINGWORM,
        course=_("needs treatment"),
        first_sight=FirstSight(
            Level.VISIT,
            _("The NHS says to ask a pharmacist about ringworm, or a GP if it is on the scalp."),
            sources.NHS_RINGWORM,
        ),
    ),
    Condition(
        "chickenpox",
        "rash",
        _("chickenpox"),
        _(
            "Itchy spots that turn into small blisters, then scabs, with new ones next to old"
            " ones; red, pink, darker or the same colour as the skin round them, harder to see on"
            " brown and black skin"
        ),
        sources.HEALTH_FOR_UNDER_5S_CHICKENPOX,
        course=_("1 to 2 weeks"),
        first_sight=FirstSight(
            Level.SAME_DAY,
            _(
                "The NHS says to call NHS 111 or a GP as soon as possible if a newborn may have"
                " chickenpox."
            ),
            sources.HEALTH_FOR_UNDER_5S_CHICKENPOX,
            onset_before_days=28,
        ),
        ask_after_days=14,
        ask_says=_("The NHS says that it usually gets better within 1 to 2 weeks."),
    ),
    Condition(
        "hand_foot_mouth",
        "rash",
        _("hand, foot and mouth disease"),
        _(
            "Spots, later small blisters, on palms, soles and bottom, sores in the mouth; pink, red"
            " or darker than the skin round them, blisters grey or lighter"
        ),
        sources.TOGETHER_HAND_FOOT_MOUTH,
        course=_("7 to 10 days"),
        ask_after_days=10,
        ask_says=_(
            "NHS Healthier Together says to contact a GP or NHS 111 if it is not better after"
            " 10 days."
        ),
        usual_view="front",
    ),
    Condition(
        "scabies",
        "rash",
        _("scabies"),
        _(
            "Very itchy spots or fine lines, worse at night; between fingers, on palms and soles,"
            " in babies also head and neck; red, or darker than the skin round them: feel for the"
            " bumps"
        ),
        sources.NHS_SCABIES,
        course=_("needs treatment"),
        first_sight=FirstSight(
            Level.ASK,
            _(
                "The NHS says that scabies needs treatment, for everyone at home. For a child"
                " under 2, a pharmacist or GP will say which."
            ),
            sources.NHS_SCABIES,
        ),
        usual_view="front",
    ),
    Condition(
        "insect_bites",
        "rash",
        _("insect bites"),
        _(
            "Single itchy bumps, or a few close together, sometimes with a dot in the middle; red,"
            " pink, purple or darker than the skin round them"
        ),
        sources.NHS_INSECT_BITES,
        course=_("days, up to a week"),
        ask_after_days=7,
        ask_says=_("The NHS says that bites go away within a week."),
    ),
    Condition(
        "drug_rash",
        "rash",
        _("rash after a medicine"),
        _(
            "Flat or bumpy spots on much of the body in the days after a medicine was started;"
            " pink, red, purple or darker than the skin round them"
        ),
        sources.SEATTLE_WIDESPREAD,
        course=_("until a few days after the medicine stops"),
        first_sight=FirstSight(
            Level.ASK,
            _(
                "Seattle Children's says to call a doctor about a rash that comes while a child is"
                " taking a prescribed medicine."
            ),
            sources.SEATTLE_WIDESPREAD,
        ),
        usual_view="front",
    ),
    Condition(
        "seborrhoeic_dermatitis",
        "rash",
        _("greasy scales, but not on the scalp (seborrhoeic dermatitis)"),
        _(
            "Greasy scales or flaking behind the ears, on the brows, in folds; pink or red on light"
            " skin, lighter or darker patches on brown and black skin"
        ),
        sources.KIDSHEALTH_CRADLE_CAP,
        course=_("weeks to months"),
        first_sight=FirstSight(
            Level.ASK,
            _("KidsHealth says to see a doctor if it is in places without hair."),
            sources.KIDSHEALTH_CRADLE_CAP,
        ),
        no_hurry=True,
    ),
    Condition(
        "unsure_rash",
        "rash",
        _("a rash, not sure which"),
        _("A rash, and you are not sure what it is"),
        sources.TOGETHER_BABY_RASH,
        first_sight=_UNDER_3_MONTHS,
        ask_after_days=7,
        ask_says=_ONE_PLACE_7_DAYS,
        ask_source=sources.SEATTLE_LOCAL,
    ),
    Condition(
        "other_rash",
        "rash",
        _("a rash that is not in this list"),
        _("Any other rash, including one that a doctor has named"),
        sources.TOGETHER_BABY_RASH,
        first_sight=_UNDER_3_MONTHS,
        ask_after_days=7,
        ask_says=_(
            "After 7 days, it is worth asking a nurse, pharmacist or doctor about a rash that is"
            " not in this list."
        ),
        ask_source=sources.OWN_NUMBER,
    ),
)
