"""The standard table: levels, urgent rows, signs, concern rules and conditions."""

from dataclasses import dataclass

LEVELS = ("emergency", "same_day", "visit", "ask")
SPOT = "spot"
CHILD = "child"


def level_rank(level: str) -> int:
    """The place of a level: 0 is the most urgent."""
    return LEVELS.index(level)


@dataclass(frozen=True)
class UrgentRow:
    """One urgent row: its level, what it is about, and the signs that only it claims.

    `blister` and `pus` belong to several rows, by age and condition: see `urgent.spot_rule`.
    """

    level: str
    about: str
    signs: tuple[str, ...] = ()


# In the order in which they claim a look.
URGENT: dict[str, UrgentRow] = {
    "nonblanching": UrgentRow("emergency", SPOT, ("nonblanching",)),
    "unwell": UrgentRow(
        "emergency",
        CHILD,
        (
            "pale_blue_mottled",
            "floppy",
            "hard_to_wake",
            "weak_or_high_cry",
            "fit",
            "stiff_neck",
            "bulging_soft_spot",
            "unwell",
        ),
    ),
    "breathing_or_swelling": UrgentRow(
        "emergency", CHILD, ("breathing_difficulty", "face_swelling")
    ),
    "peeling": UrgentRow("emergency", SPOT, ("peeling_sheets",)),
    "newborn_blister": UrgentRow("emergency", SPOT),
    "fever_after_vaccine": UrgentRow("same_day", CHILD),
    "fever_under_3_months": UrgentRow("emergency", CHILD),
    "low_temperature_under_3_months": UrgentRow("emergency", CHILD),
    "very_high_fever": UrgentRow("same_day", CHILD),
    "fever_3_to_6_months": UrgentRow("same_day", CHILD),
    "fever_with_rash": UrgentRow("same_day", CHILD),
    "fever": UrgentRow("ask", CHILD),
    "low_temperature": UrgentRow("same_day", CHILD),
    "fever_5_days": UrgentRow("same_day", CHILD),
    "newborn_pus": UrgentRow("same_day", SPOT),
    "eczema_with_blisters": UrgentRow("same_day", SPOT),
    "blister": UrgentRow("same_day", SPOT),
    "infection_signs": UrgentRow(
        "same_day", SPOT, ("spreading_redness", "warmth", "swelling", "weeping_crust")
    ),
    "bruise": UrgentRow("same_day", SPOT, ("bruise",)),
    "mouth_sores": UrgentRow("same_day", SPOT, ("mouth_sores",)),
    "painful_or_spreading": UrgentRow(
        "same_day", SPOT, ("painful", "spreading_fast", "widespread")
    ),
    "rash_after_medicine": UrgentRow("same_day", SPOT, ("rash_after_medicine",)),
    "feeding_less": UrgentRow("same_day", CHILD, ("feeding_less", "sunken_soft_spot")),
    "cannot_be_consoled": UrgentRow("same_day", CHILD, ("cannot_be_consoled",)),
    "limb_not_used": UrgentRow("same_day", CHILD, ("limb_not_used",)),
    "jaundice": UrgentRow("same_day", CHILD, ("jaundice",)),
    "worried": UrgentRow("same_day", CHILD, ("worried",)),
    "haemangioma_bleeding": UrgentRow("visit", SPOT),
}

RULE_OF_SIGN = {sign: rule for rule, row in URGENT.items() for sign in row.signs}
CHILD_SIGNS = tuple(sign for row in URGENT.values() if row.about == CHILD for sign in row.signs)
SPOT_SIGNS = (
    "blister",
    "pus",
    *(sign for row in URGENT.values() if row.about == SPOT for sign in row.signs),
)
SIGNS = frozenset(CHILD_SIGNS + SPOT_SIGNS)

# One temperature gives at most one of these; an answer never crosses from one side to the other.
FEVER_ROWS = (
    "fever_after_vaccine",
    "fever_under_3_months",
    "very_high_fever",
    "fever_3_to_6_months",
    "fever_with_rash",
    "fever",
)
LOW_ROWS = ("low_temperature_under_3_months", "low_temperature")

# What counts for nothing where a doctor named the condition; a blister under 42 days always
# counts.
SIGNS_OF_A_NAMED_CONDITION = {
    "erythema_toxicum": frozenset({"pus", "widespread"}),
    "chickenpox": frozenset({"blister", "widespread"}),
    "hand_foot_mouth": frozenset({"blister", "mouth_sores"}),
}
FEVER_BELONGS_TO = frozenset({"chickenpox", "hand_foot_mouth", "viral_rash"})

# In the order in which one of them is chosen among equals.
CONCERN_RULES = (
    "milia_over_3_months",
    "rash_over_4_weeks",
    "follow_up",
    "at_first_sight",
    "worsening",
    "expected_course",
)
RULE_ORDER = {rule: place for place, rule in enumerate((*URGENT, *CONCERN_RULES))}
LEVEL_OF_CONCERN_RULE = {
    "milia_over_3_months": "visit",
    "rash_over_4_weeks": "visit",
    "follow_up": "visit",
    "worsening": "ask",
    "expected_course": "ask",
}  # at_first_sight: by the condition


@dataclass(frozen=True)
class FirstSight:
    """When a condition is worth showing at once; each limit that is set must hold."""

    level: str
    onset_before_days: int | None = None
    onset_before_months: int | None = None
    begins_after_days: int | None = None


@dataclass(frozen=True)
class Condition:
    """One row of the table of conditions."""

    group: str
    first_sight: FirstSight | None = None
    ask_after_days: int | None = None


_ASK = FirstSight("ask")
_VISIT = FirstSight("visit")
_ASK_UNDER_3_MONTHS = FirstSight("ask", onset_before_months=3)

CONDITIONS: dict[str, Condition] = {
    "milia": Condition("milia"),
    "secondary_milia": Condition("milia"),
    "unsure_bumps": Condition("milia", None, 7),
    "baby_acne": Condition("rash", FirstSight("visit", begins_after_days=42)),
    "erythema_toxicum": Condition("rash", None, 14),
    "heat_rash": Condition("rash", None, 3),
    "cradle_cap": Condition("rash"),
    "diaper_rash": Condition("rash", FirstSight("ask", onset_before_days=42), 3),
    "candida_diaper_rash": Condition("rash", _ASK),
    "eczema": Condition("rash", _ASK),
    "hives": Condition("rash", None, 2),
    "viral_rash": Condition("rash", None, 1),
    "contact_rash": Condition("rash", None, 7),
    "drool_rash": Condition("rash", None, 7),
    "impetigo": Condition("rash", _VISIT),
    "ringworm": Condition("rash", _VISIT),
    "chickenpox": Condition("rash", FirstSight("same_day", onset_before_days=28), 14),
    "hand_foot_mouth": Condition("rash", None, 10),
    "scabies": Condition("rash", _ASK),
    "insect_bites": Condition("rash", None, 7),
    "drug_rash": Condition("rash", _ASK),
    "seborrhoeic_dermatitis": Condition("rash", _ASK),
    "unsure_rash": Condition("rash", _ASK_UNDER_3_MONTHS, 7),
    "other_rash": Condition("rash", _ASK_UNDER_3_MONTHS, 7),
    "epstein_pearls": Condition("other", None, 90),
    "salmon_patch": Condition("birthmark"),
    "port_wine_stain": Condition("birthmark", _VISIT),
    "blue_grey_spot": Condition("birthmark"),
    "haemangioma": Condition("birthmark", _VISIT),
    "other": Condition("other", None, 7),
}
