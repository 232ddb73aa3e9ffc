"""The conditions that are no rash: milk spots, birthmarks and the rest."""

from __future__ import annotations

from tracker.domain import sources
from tracker.domain.phrases import phrase as _
from tracker.domain.vocabulary.conditions.condition import Condition, FirstSight
from tracker.domain.vocabulary.levels import Level

_HAEMANGIOMA_TROUBLE_SITES = (
    "eyelid",
    "around_eye",
    "nose",
    "lip",
    "mouth",
    "around_mouth",
    "chin",
    "groin",
    "genitals",
    "bottom",
)

BUMPS = (
    Condition(
        "milia",
        "milia",
        _("milk spots"),
        _(
            "Small firm white or yellowish pearl-like bumps, 1–3 mm, several, with no redness"
            " round them; nose, cheeks, chin, forehead, eyelids, scalp, upper body, arms and legs,"
            " genitals"
        ),
        sources.MAYO_MILIA,
        course=_("weeks, up to 2–3 months"),
        more_sources=(sources.TOGETHER_BABY_RASH,),
        usual_view="face",
    ),
    Condition(
        "secondary_milia",
        "milia",
        _("milk spots after a rash, blister, burn or cream"),
        _("Small firm white bumps where the skin was hurt or a cream was used"),
        sources.MILIA_IN_BABIES,
        course=_("may not go away by themselves"),
        limit_says=_(
            "No source gives a number of days for milk spots after a rash. This diary uses the"
            " three months that Mayo Clinic gives for milia."
        ),
        more_sources=(sources.DERMNET_MILIA,),
    ),
    Condition(
        "unsure_bumps",
        "milia",
        _("small white bumps, not sure which"),
        _("Small white bumps, and you are not sure what they are"),
        sources.OWN_NUMBER,
        ask_after_days=7,
    ),
)

MARKS_AND_OTHERS = (
    Condition(
        "epstein_pearls",
        "other",
        _("white bumps on gums or the roof of the mouth"),
        _("White-yellow bumps on gums or the roof of the mouth"),
        sources.MEDLINE_EPSTEIN_PEARLS,
        course=_("gone in weeks to a few months"),
        ask_after_days=90,
        ask_says=_("These usually go within weeks. After 90 days, it is worth asking about them."),
        ask_source=sources.OWN_NUMBER,
        usual_view="face",
    ),
    Condition(
        "salmon_patch",
        "birthmark",
        _("salmon patch"),
        _(
            "Flat patch on the back of the neck, eyelids or forehead; pink or red, easier to see"
            " when the baby cries"
        ),
        sources.NHS_WALES_BIRTHMARKS,
        course=_("fades by about 2 years on the face"),
        usual_view="face",
    ),
    Condition(
        "port_wine_stain",
        "birthmark",
        _("port wine stain"),
        _("Flat dark pink or purple mark, there from birth"),
        sources.NHS_WALES_BIRTHMARKS,
        course=_("stays"),
        first_sight=FirstSight(
            Level.VISIT,
            _(
                "The NHS says to see a GP about a mark close to the eye, nose or mouth, or one that"
                " grows, darkens or gets lumpy."
            ),
            sources.NHS_WALES_BIRTHMARKS,
        ),
    ),
    Condition(
        "haemangioma",
        "birthmark",
        _("strawberry mark (haemangioma)"),
        _(
            "Raised mark that grows in the first months; mostly bright red, or blue or purple if"
            " it is deep"
        ),
        sources.AAP_HAEMANGIOMA,
        course=_("grows fastest at 1–3 months of age"),
        first_sight=FirstSight(
            Level.VISIT,
            _(
                "The American Academy of Pediatrics says that a strawberry mark that may cause"
                " trouble should be seen early, by one month of age if possible."
            ),
            sources.AAP_HAEMANGIOMA,
        ),
        trouble_sites=_HAEMANGIOMA_TROUBLE_SITES,
    ),
    Condition(
        "blue_grey_spot",
        "birthmark",
        _("blue-grey spot"),
        _(
            "Flat blue-grey patch, lower back or bottom; looks like a bruise, so ask for it to be"
            " noted in the health record"
        ),
        sources.NHS_WALES_BIRTHMARKS,
        course=_("years"),
        more_sources=(sources.NHS_BIRTHMARKS,),
        usual_view="back",
    ),
    Condition(
        "other",
        "other",
        _("something else"),
        _("Anything that is not a rash and not in this list"),
        sources.OWN_NUMBER,
        ask_after_days=7,
    ),
)
