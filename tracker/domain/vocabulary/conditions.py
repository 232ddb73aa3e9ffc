"""The conditions of a concern, each with its usual course and windows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tracker.domain import sources
from tracker.domain.phrases import Phrase
from tracker.domain.phrases import phrase as _
from tracker.domain.sources import Source
from tracker.domain.vocabulary.levels import Level


@dataclass(frozen=True)
class FirstSight:
    """The condition is due as soon as it is seen, perhaps only at some ages.

    ``noticed_after_days``: only if first noticed after that age. ``onset_before_days``: only if
    the spell began before that age. Ages in days, counted from the later of birth and due date.
    """

    level: Level
    noticed_after_days: int | None = None
    onset_before_days: int | None = None
    source: Source | None = None


@dataclass(frozen=True)
class Condition:
    """What a concern is, according to the parent or a doctor.

    ``ask_after_days``: the shorter published window, in days after the spell's onset.
    ``no_hurry``: the condition usually lasts longer than the group's limit, which the flag's
    sentence then adds.
    """

    key: str
    group: str
    label: Phrase
    appearance: Phrase
    source: Source
    course: Phrase | None = None
    first_sight: FirstSight | None = None
    ask_after_days: int | None = None
    no_hurry: bool = False
    reviewed_by: str = ""


GROUPS: Mapping[str, Phrase] = {
    "milia": _("Milk spots and small bumps"),
    "rash": _("Rashes"),
    "birthmark": _("Birthmarks"),
    "other": _("Something else"),
}

GROUP_REFERENCES: Mapping[str, Phrase] = {
    "milia": _("these bumps"),
    "rash": _("this rash"),
    "birthmark": _("this mark"),
    "other": _("this"),
}
"""How a sentence refers to a concern of a group."""

_CONDITIONS = (
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
    ),
    Condition(
        "secondary_milia",
        "milia",
        _("milk spots after a rash, blister, burn or cream"),
        _("Small firm white bumps where the skin was hurt or a cream was used"),
        sources.MILIA_IN_BABIES,
        course=_("may not clear by themselves"),
    ),
    Condition(
        "unsure_bumps",
        "milia",
        _("small white bumps, not sure which"),
        _("Small white bumps, and you are not sure what they are"),
        sources.MAYO_MILIA,
        ask_after_days=7,
    ),
    Condition(
        "baby_acne",
        "rash",
        _("baby acne"),
        _("Small red bumps or pimples on cheeks, nose and forehead, from week 2 to 5"),
        sources.MAYO_ACNE,
        course=_("weeks to several months"),
        first_sight=FirstSight(Level.VISIT, noticed_after_days=42),
        no_hurry=True,
    ),
    Condition(
        "erythema_toxicum",
        "rash",
        _("newborn blotches (erythema toxicum)"),
        _("Red blotches, each with a small white-yellow centre, from day 2 or 3"),
        sources.AAP_NEWBORN,
        course=_("about a week; gone by 2 weeks of age"),
        ask_after_days=14,
    ),
    Condition(
        "heat_rash",
        "rash",
        _("heat rash"),
        _("Tiny spots where it is hot or sweaty"),
        sources.NHS_HEAT_RASH,
        course=_("a few days"),
        ask_after_days=3,
    ),
    Condition(
        "cradle_cap",
        "rash",
        _("cradle cap"),
        _("Greasy, crusty, scaly patches on the scalp"),
        sources.CRADLE_CAP,
        course=_("weeks to months"),
        no_hurry=True,
    ),
    Condition(
        "diaper_rash",
        "rash",
        _("nappy rash"),
        _("Red, sore skin under the nappy"),
        sources.SHARECARE_RASH,
        course=_("3–4 days with care"),
        first_sight=FirstSight(Level.ASK, onset_before_days=42, source=sources.AAFP_NAPPY_RASH),
        ask_after_days=3,
    ),
    Condition(
        "candida_diaper_rash",
        "rash",
        _("nappy rash with yeast"),
        _("Bright red, in the folds, with separate spots round it"),
        sources.SWEDISH_YEAST,
        course=_("needs treatment"),
        first_sight=FirstSight(Level.ASK),
    ),
    Condition(
        "eczema",
        "rash",
        _("eczema"),
        _("Dry, itchy, red or darker patches; cheeks, elbow and knee folds"),
        sources.NICE_ECZEMA,
        course=_("comes and goes for years"),
        first_sight=FirstSight(Level.ASK),
    ),
    Condition(
        "hives",
        "rash",
        _("hives"),
        _("Raised itchy weals that move about; chest, tummy, back"),
        sources.SEATTLE_HIVES,
        course=_("hours each; days in all"),
        ask_after_days=7,
    ),
    Condition(
        "viral_rash",
        "rash",
        _("rash with a cold or fever"),
        _("Widespread spots with or after a cold or fever"),
        sources.SEATTLE_WIDESPREAD,
        course=_("2–3 days"),
        ask_after_days=1,
    ),
    Condition(
        "contact_rash",
        "rash",
        _("rash where something touched"),
        _("Red where something touched the skin: soap, detergent, cloth, food"),
        sources.SEATTLE_LOCAL,
        course=_("up to 2–3 weeks"),
        ask_after_days=7,
    ),
    Condition(
        "drool_rash",
        "rash",
        _("drool rash"),
        _("Red round the mouth and on the chin"),
        sources.SEATTLE_LOCAL,
        course=_("comes and goes"),
        ask_after_days=7,
    ),
    Condition(
        "impetigo",
        "rash",
        _("impetigo"),
        _("Sores with honey-coloured crusts"),
        sources.NHS_IMPETIGO,
        course=_("needs treatment"),
        first_sight=FirstSight(Level.VISIT),
    ),
    Condition(
        "ringworm",
        "rash",
        _("ringworm"),
        _("A ring with a raised scaly edge, slowly growing"),
        sources.NHS_RINGWORM,
        course=_("needs treatment"),
        first_sight=FirstSight(Level.VISIT),
    ),
    Condition(
        "unsure_rash",
        "rash",
        _("a rash, not sure which"),
        _("A rash, and you are not sure what it is"),
        sources.SEATTLE_LOCAL,
        ask_after_days=7,
    ),
    Condition(
        "epstein_pearls",
        "other",
        _("white bumps on gums or palate"),
        _("White-yellow bumps on gums or palate"),
        sources.MAYO_MILIA,
        course=_("gone in weeks to a few months"),
    ),
    Condition(
        "salmon_patch",
        "birthmark",
        _("salmon patch"),
        _("Flat pink patch: nape, eyelids, forehead"),
        sources.SALMON_PATCH,
        course=_("fades by about 2 years on the face"),
    ),
    Condition(
        "port_wine_stain",
        "birthmark",
        _("port wine stain"),
        _("Flat dark pink or purple mark, there from birth"),
        sources.AAP_NEWBORN,
        course=_("stays"),
        first_sight=FirstSight(Level.VISIT),
    ),
    Condition(
        "haemangioma",
        "birthmark",
        _("strawberry mark (haemangioma)"),
        _("Raised red “strawberry” mark that grows in the first months"),
        sources.AAP_HAEMANGIOMA,
        course=_("grows fastest at 1–3 months of age"),
        first_sight=FirstSight(Level.VISIT),
    ),
    Condition(
        "blue_grey_spot",
        "birthmark",
        _("blue-grey spot"),
        _(
            "Flat blue-grey patch, lower back or bottom; looks like a bruise, so have it written"
            " in the health record"
        ),
        sources.AAP_NEWBORN,
        course=_("years"),
    ),
    Condition(
        "other",
        "other",
        _("something else"),
        _("Anything that is not in this list"),
        sources.SEATTLE_LOCAL,
        ask_after_days=7,
    ),
)

CONDITIONS: Mapping[str, Condition] = {condition.key: condition for condition in _CONDITIONS}

PRIVATE_CONDITIONS = frozenset({"diaper_rash", "candida_diaper_rash"})
"""Conditions under the nappy: their photos are private also without a site."""


def condition_of(key: str, conditions: Mapping[str, Condition] = CONDITIONS) -> Condition:
    """Return the condition of a key.

    For a key that this version does not know: the condition ``other``, labelled with the key.
    """
    known = conditions.get(key)
    return known or replace(conditions["other"], key=key, label=Phrase(key))
