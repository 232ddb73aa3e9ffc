"""The shipped rule table: every limit, age and sign of the timeline check."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.domain import sources
from tracker.domain.phrases import phrase as _
from tracker.domain.rules.rows import ConcernRule, RuleTable, UrgentRule
from tracker.domain.sources import Source
from tracker.domain.vocabulary import CONDITIONS, Level

CONCERN_RULES = (
    ConcernRule(
        "milia_over_3_months",
        Level.VISIT,
        _("Milk spots for more than 3 months"),
        _("milk spots or small white bumps are still there past the limit"),
        sources.MAYO_MILIA,
        group="milia",
        months=3,
    ),
    ConcernRule(
        "rash_over_4_weeks",
        Level.VISIT,
        _("A rash for more than 4 weeks"),
        _("any rash is still there past the limit"),
        sources.NEW_BORN_MILIA,
        group="rash",
        days=28,
    ),
    ConcernRule(
        "follow_up",
        Level.VISIT,
        _("Follow-up"),
        _("the day has come that was named at the last visit"),
        Source(_("The visit that named the day"), "", "", ""),
    ),
    ConcernRule(
        "at_first_sight",
        Level.VISIT,
        _("Worth showing at first sight"),
        _("the condition is one that guidance wants seen or asked about at once"),
        Source(_("As in the table of conditions"), "", "", ""),
    ),
    ConcernRule(
        "worsening",
        Level.ASK,
        _("Getting worse"),
        _("the last two days written down both say “worse”"),
        sources.SHARECARE_RASH,
    ),
    ConcernRule(
        "expected_course",
        Level.ASK,
        _("Longer than it usually takes"),
        _("it is still there after the condition's shorter published window"),
        Source(_("As in the table of conditions"), "", "", ""),
    ),
)
"""In order of precedence: of rules with the same level, the first gives the concern's flag."""

EXPECTED_SIGNS: Mapping[str, frozenset[str]] = {
    "erythema_toxicum": frozenset({"pus", "widespread"})
}
"""Signs that are not urgent where a doctor named the condition, since they belong to it."""

URGENT_RULES = (
    UrgentRule(
        "nonblanching",
        Level.EMERGENCY,
        "spot",
        _("Dots that do not fade under a glass"),
        sources.NHS_GLASS_TEST,
        signs=("nonblanching",),
    ),
    UrgentRule(
        "unwell",
        Level.EMERGENCY,
        "child",
        _("A very unwell baby"),
        sources.NICE_FEVER,
        signs=("unwell",),
    ),
    UrgentRule(
        "breathing_or_swelling",
        Level.EMERGENCY,
        "child",
        _("Trouble breathing, or a swollen face"),
        sources.NHS_UNWELL_CHILD,
        signs=("breathing_difficulty", "face_swelling"),
    ),
    UrgentRule(
        "peeling",
        Level.EMERGENCY,
        "spot",
        _("Skin that peels in sheets"),
        sources.SKIN_PEELING,
        signs=("peeling_sheets",),
    ),
    UrgentRule(
        "newborn_blister",
        Level.EMERGENCY,
        "spot",
        _("Little bumps with clear fluid on a newborn"),
        sources.NHS_NEONATAL_HERPES,
        signs=("blister",),
        days=42,
    ),
    UrgentRule(
        "fever_under_3_months",
        Level.EMERGENCY,
        "child",
        _("38.0 °C or more under 3 months of age"),
        sources.NICE_FEVER,
        temperature_from=38.0,
        age_months_under=3,
    ),
    UrgentRule(
        "low_temperature_under_3_months",
        Level.EMERGENCY,
        "child",
        _("Below 36.0 °C under 3 months of age"),
        sources.NHS_HEALTHIER_TOGETHER,
        temperature_below=36.0,
        age_months_under=3,
    ),
    UrgentRule(
        "fever_3_to_6_months",
        Level.SAME_DAY,
        "child",
        _("39.0 °C or more at 3 to 6 months of age"),
        sources.NICE_FEVER,
        temperature_from=39.0,
        age_months_from=3,
        age_months_under=6,
    ),
    UrgentRule(
        "fever",
        Level.ASK,
        "child",
        _("38.0 °C or more"),
        sources.SEATTLE_FEVER,
        temperature_from=38.0,
        age_months_from=3,
    ),
    UrgentRule(
        "fever_5_days",
        Level.SAME_DAY,
        "child",
        _("38.0 °C or more for five days"),
        sources.NICE_FEVER,
        temperature_from=38.0,
        run_days=5,
    ),
    UrgentRule(
        "newborn_pus",
        Level.SAME_DAY,
        "spot",
        _("Little bumps with pus on a newborn"),
        sources.AAP_NEWBORN,
        signs=("pus",),
        days=28,
    ),
    UrgentRule(
        "eczema_with_blisters",
        Level.SAME_DAY,
        "spot",
        _("Eczema with little bumps of clear fluid"),
        sources.NICE_ECZEMA_QUALITY,
        signs=("blister",),
        condition="eczema",
    ),
    UrgentRule(
        "blister",
        Level.SAME_DAY,
        "spot",
        _("Little bumps with clear fluid"),
        sources.NHS_BLISTERS,
        signs=("blister",),
    ),
    UrgentRule(
        "infection_signs",
        Level.SAME_DAY,
        "spot",
        _("Spreading colour, warmth, swelling, pus or a yellow crust"),
        sources.AAP_NEWBORN,
        signs=("spreading_redness", "warmth", "swelling", "pus", "weeping_crust"),
    ),
    UrgentRule(
        "bruise",
        Level.SAME_DAY,
        "spot",
        _("A bruise before crawling"),
        sources.UK_BRUISING,
        signs=("bruise",),
    ),
    UrgentRule(
        "mouth_sores",
        Level.SAME_DAY,
        "spot",
        _("A sore mouth"),
        sources.NHS_RASHES,
        signs=("mouth_sores",),
    ),
    UrgentRule(
        "painful_or_spreading",
        Level.SAME_DAY,
        "spot",
        _("Painful, spreading fast, or over most of the body"),
        sources.NHS_RASHES,
        signs=("painful", "spreading_fast", "widespread"),
    ),
    UrgentRule(
        "feeding_less",
        Level.SAME_DAY,
        "child",
        _("Feeds much less, or dry nappies"),
        sources.NICE_FEVER,
        signs=("feeding_less",),
    ),
    UrgentRule(
        "jaundice",
        Level.SAME_DAY,
        "child",
        _("Yellow skin or eyes"),
        sources.NHS_JAUNDICE,
        signs=("jaundice",),
    ),
    UrgentRule(
        "worried",
        Level.SAME_DAY,
        "child",
        _("You are worried"),
        sources.NICE_SEEKING_ADVICE,
        signs=("worried",),
    ),
)

RULE_KEYS = tuple(rule.key for rule in (*CONCERN_RULES, *URGENT_RULES))
"""Keys of every rule that an acknowledgement may name, in the order of the table."""

URGENT_KEYS = frozenset(rule.key for rule in URGENT_RULES)


STANDARD_RULES = RuleTable(CONCERN_RULES, URGENT_RULES, CONDITIONS)
