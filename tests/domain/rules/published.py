"""The tables as they were decided, written down a second time to compare with the product's."""

from tracker.domain import sources
from tracker.domain.sources import OWN_NUMBER

# key: group, level at first sight, its ages, asked about after
CONDITION_TABLE = {
    "milia": ("milia", None, {}, None),
    "secondary_milia": ("milia", None, {}, None),
    "unsure_bumps": ("milia", None, {}, 7),
    "baby_acne": ("rash", "visit", {"noticed_after_days": 42}, None),
    "erythema_toxicum": ("rash", None, {}, 14),
    "heat_rash": ("rash", None, {}, 3),
    "cradle_cap": ("rash", None, {}, None),
    "diaper_rash": ("rash", "ask", {"onset_before_days": 42}, 3),
    "candida_diaper_rash": ("rash", "ask", {}, None),
    "eczema": ("rash", "ask", {}, None),
    "hives": ("rash", None, {}, 2),
    "viral_rash": ("rash", None, {}, 1),
    "contact_rash": ("rash", None, {}, 7),
    "drool_rash": ("rash", None, {}, 7),
    "impetigo": ("rash", "visit", {}, None),
    "ringworm": ("rash", "visit", {}, None),
    "chickenpox": ("rash", "same_day", {"onset_before_days": 28}, 14),
    "hand_foot_mouth": ("rash", None, {}, 10),
    "scabies": ("rash", "ask", {}, None),
    "insect_bites": ("rash", None, {}, 7),
    "drug_rash": ("rash", "ask", {}, None),
    "seborrhoeic_dermatitis": ("rash", "ask", {}, None),
    "unsure_rash": ("rash", "ask", {"onset_before_months": 3}, 7),
    "other_rash": ("rash", "ask", {"onset_before_months": 3}, 7),
    "epstein_pearls": ("other", None, {}, 90),
    "salmon_patch": ("birthmark", None, {}, None),
    "port_wine_stain": ("birthmark", "visit", {}, None),
    "haemangioma": ("birthmark", "visit", {}, None),
    "blue_grey_spot": ("birthmark", None, {}, None),
    "other": ("other", None, {}, 7),
}

_HAND_FOOT_MOUTH = sources.TOGETHER_HAND_FOOT_MOUTH
_LONDON = sources.TOGETHER_BABY_RASH_LONDON
_SHEET_22 = sources.HEALTH_FOR_UNDER_5S_CHICKENPOX

# key: source of the row, of first sight, of the window
CONDITION_SOURCES = {
    "milia": (sources.MAYO_MILIA, None, None),
    "secondary_milia": (sources.MILIA_IN_BABIES, None, None),
    "unsure_bumps": (OWN_NUMBER, None, OWN_NUMBER),
    "baby_acne": (sources.MAYO_ACNE, sources.AAD_ACNE, None),
    "erythema_toxicum": (
        sources.MEDLINE_ERYTHEMA_TOXICUM,
        None,
        sources.MEDLINE_ERYTHEMA_TOXICUM,
    ),
    "heat_rash": (sources.NHS_HEAT_RASH, None, sources.NHS_HEAT_RASH),
    "cradle_cap": (sources.TOGETHER_BABY_RASH, None, None),
    "diaper_rash": (
        sources.INTERMOUNTAIN_RASH,
        sources.AAFP_NAPPY_RASH,
        sources.INTERMOUNTAIN_RASH,
    ),
    "candida_diaper_rash": (_LONDON, _LONDON, None),
    "eczema": (sources.NICE_ECZEMA, sources.NHS_ECZEMA, None),
    "hives": (sources.NHS_HIVES, None, sources.NHS_HIVES),
    "viral_rash": (sources.SEATTLE_WIDESPREAD, None, sources.SEATTLE_WIDESPREAD),
    "contact_rash": (sources.SEATTLE_LOCAL, None, sources.SEATTLE_LOCAL),
    "drool_rash": (sources.SEATTLE_LOCAL, None, sources.SEATTLE_LOCAL),
    "impetigo": (sources.NHS_IMPETIGO, sources.NHS_IMPETIGO, None),
    "ringworm": (sources.NHS_RINGWORM, sources.NHS_RINGWORM, None),
    "chickenpox": (_SHEET_22, _SHEET_22, _SHEET_22),
    "hand_foot_mouth": (_HAND_FOOT_MOUTH, None, _HAND_FOOT_MOUTH),
    "scabies": (sources.NHS_SCABIES, sources.NHS_SCABIES, None),
    "insect_bites": (sources.NHS_INSECT_BITES, None, sources.NHS_INSECT_BITES),
    "drug_rash": (sources.SEATTLE_WIDESPREAD, sources.SEATTLE_WIDESPREAD, None),
    "seborrhoeic_dermatitis": (
        sources.KIDSHEALTH_CRADLE_CAP,
        sources.KIDSHEALTH_CRADLE_CAP,
        None,
    ),
    "unsure_rash": (sources.TOGETHER_BABY_RASH, sources.TOGETHER_BABY_RASH, sources.SEATTLE_LOCAL),
    "other_rash": (sources.TOGETHER_BABY_RASH, sources.TOGETHER_BABY_RASH, OWN_NUMBER),
    "epstein_pearls": (sources.MEDLINE_EPSTEIN_PEARLS, None, OWN_NUMBER),
    "salmon_patch": (sources.NHS_WALES_BIRTHMARKS, None, None),
    "port_wine_stain": (sources.NHS_WALES_BIRTHMARKS, sources.NHS_WALES_BIRTHMARKS, None),
    "haemangioma": (sources.AAP_HAEMANGIOMA, sources.AAP_HAEMANGIOMA, None),
    "blue_grey_spot": (sources.NHS_WALES_BIRTHMARKS, None, None),
    "other": (OWN_NUMBER, None, OWN_NUMBER),
}

_UNWELL = "pale_blue_mottled floppy hard_to_wake weak_or_high_cry fit stiff_neck bulging_soft_spot"

# key: level, about, signs, what else narrows it
URGENT_TABLE = {
    "nonblanching": ("emergency", "spot", "nonblanching", {}),
    "unwell": ("emergency", "child", f"{_UNWELL} unwell", {}),
    "breathing_or_swelling": ("emergency", "child", "breathing_difficulty face_swelling", {}),
    "peeling": ("emergency", "spot", "peeling_sheets", {}),
    "newborn_blister": ("emergency", "spot", "blister", {"days": 42}),
    "fever_after_vaccine": (
        "same_day",
        "child",
        "",
        {
            "temperature_from": 38.0,
            "temperature_below": 39.0,
            "age_days_from": 56,
            "age_months_under": 3,
            "after_vaccine": True,
        },
    ),
    "fever_under_3_months": (
        "emergency",
        "child",
        "",
        {"temperature_from": 38.0, "age_months_under": 3},
    ),
    "low_temperature_under_3_months": (
        "emergency",
        "child",
        "",
        {"temperature_below": 36.0, "age_months_under": 3},
    ),
    "very_high_fever": ("same_day", "child", "", {"temperature_from": 40.0}),
    "fever_3_to_6_months": (
        "same_day",
        "child",
        "",
        {"temperature_from": 39.0, "age_months_under": 6},
    ),
    "fever_with_rash": (
        "same_day",
        "child",
        "",
        {"temperature_from": 38.0, "with_fresh_rash": True},
    ),
    "fever": ("ask", "child", "", {"temperature_from": 38.0}),
    "low_temperature": ("same_day", "child", "", {"temperature_below": 36.0}),
    "fever_5_days": ("same_day", "child", "", {"temperature_from": 38.0, "run_days": 5}),
    "newborn_pus": ("same_day", "spot", "pus", {"days": 28}),
    "eczema_with_blisters": ("same_day", "spot", "blister", {"condition": "eczema"}),
    "blister": ("same_day", "spot", "blister", {}),
    "infection_signs": (
        "same_day",
        "spot",
        "spreading_redness warmth swelling pus weeping_crust",
        {},
    ),
    "bruise": ("same_day", "spot", "bruise", {}),
    "mouth_sores": ("same_day", "spot", "mouth_sores", {}),
    "painful_or_spreading": ("same_day", "spot", "painful spreading_fast widespread", {}),
    "rash_after_medicine": ("same_day", "spot", "rash_after_medicine", {}),
    "feeding_less": ("same_day", "child", "feeding_less sunken_soft_spot", {}),
    "cannot_be_consoled": ("same_day", "child", "cannot_be_consoled", {}),
    "limb_not_used": ("same_day", "child", "limb_not_used", {}),
    "jaundice": ("same_day", "child", "jaundice", {}),
    "worried": ("same_day", "child", "worried", {}),
    "haemangioma_bleeding": (
        "visit",
        "spot",
        "",
        {"tick": "bleeding", "condition": "haemangioma"},
    ),
}
NARROWING = [
    "tick",
    "condition",
    "days",
    "age_days_from",
    "age_months_under",
    "temperature_from",
    "temperature_below",
    "run_days",
    "after_vaccine",
    "with_fresh_rash",
]

_FEVER_TOGETHER = sources.TOGETHER_FEVER_UNDER_3_MONTHS

# key: its source, then the others that it names
URGENT_SOURCES = {
    "nonblanching": [sources.TOGETHER_RASHES],
    "unwell": [_FEVER_TOGETHER, sources.NICE_FEVER],
    "breathing_or_swelling": [sources.TOGETHER_RASHES],
    "peeling": [
        sources.SEATTLE_WIDESPREAD,
        sources.PERTH_SCALDED_SKIN,
        sources.BAD_SCALDED_SKIN,
    ],
    "newborn_blister": [
        sources.TOGETHER_NEONATAL_HERPES,
        sources.HSE_NEONATAL_HERPES,
        sources.SEATTLE_LOCAL,
    ],
    "fever_after_vaccine": [_FEVER_TOGETHER, sources.UKHSA_MENB],
    "fever_under_3_months": [_FEVER_TOGETHER, sources.AAP_FEVER],
    "low_temperature_under_3_months": [_FEVER_TOGETHER],
    "very_high_fever": [sources.AAP_FEVER],
    "fever_3_to_6_months": [sources.NICE_FEVER, sources.ALDER_HEY_RASHES],
    "fever_with_rash": [sources.SEATTLE_WIDESPREAD, sources.AAP_FEVER],
    "fever": [sources.AAP_FEVER],
    "low_temperature": [sources.HEALTH_FOR_UNDER_5S_SEPSIS],
    "fever_5_days": [sources.NICE_FEVER, sources.NHS_KAWASAKI],
    "newborn_pus": [sources.SCHMITT_NEWBORN],
    "eczema_with_blisters": [sources.NICE_ECZEMA_QUALITY],
    "blister": [sources.TOGETHER_RASHES],
    "infection_signs": [sources.SEATTLE_LOCAL, sources.SCHMITT_NEWBORN],
    "bruise": [sources.NHS_BORDERS_BRUISING],
    "mouth_sores": [sources.GLASGOW_RASH],
    "painful_or_spreading": [sources.GLASGOW_RASH],
    "rash_after_medicine": [sources.SEATTLE_WIDESPREAD],
    "feeding_less": [_FEVER_TOGETHER, sources.NHS_DEHYDRATION],
    "cannot_be_consoled": [_FEVER_TOGETHER],
    "limb_not_used": [sources.NICE_FEVER],
    "jaundice": [sources.TOGETHER_JAUNDICE],
    "worried": [sources.TOGETHER_FEVER],
    "haemangioma_bleeding": [sources.AAP_HAEMANGIOMA, sources.BIRTHMARK_SUPPORT],
}

CONCERN_TABLE = {
    "milia_over_3_months": ("visit", "milia", 3, None),
    "rash_over_4_weeks": ("visit", "rash", None, 28),
    "follow_up": ("visit", None, None, None),
    "at_first_sight": ("visit", None, None, None),
    "worsening": ("ask", None, None, None),
    "expected_course": ("ask", None, None, None),
}

# key, about, label, help
SIGN_TABLE = [
    (
        "nonblanching",
        "spot",
        "dots that do not fade under a glass",
        "New dots or bruise-like marks. Press the side of a clear glass firmly against the skin."
        " On brown or black skin, also look at palms, soles and inside the mouth.",
    ),
    ("blister", "spot", "little bumps or blisters with clear fluid", ""),
    ("pus", "spot", "little bumps with pus", ""),
    ("peeling_sheets", "spot", "sore skin peeling off in sheets", ""),
    (
        "spreading_redness",
        "spot",
        "red or darker skin spreading round it",
        "Also round a newborn's belly button. On brown or black skin it may look purple or grey:"
        " feel for warmth.",
    ),
    ("warmth", "spot", "warmer than the skin round it", ""),
    ("swelling", "spot", "swollen", ""),
    ("weeping_crust", "spot", "weeping, or a yellow or golden crust", ""),
    ("painful", "spot", "hurts when touched", ""),
    (
        "bruise",
        "spot",
        "a bruise, before the baby can crawl",
        "Doctors want to see any bruise in a baby this young.",
    ),
    ("mouth_sores", "spot", "sore, cracked or very red lips or mouth", ""),
    ("spreading_fast", "spot", "spreads within hours", ""),
    ("widespread", "spot", "over most of the body", ""),
    ("rash_after_medicine", "spot", "began within 3 days of a prescribed medicine", ""),
    (
        "pale_blue_mottled",
        "child",
        "pale, blue, grey or blotchy, or oddly cold",
        "On brown or black skin, look at lips, tongue, palms and soles.",
    ),
    ("floppy", "child", "floppy, limp", ""),
    ("hard_to_wake", "child", "hard to wake, or does not respond", ""),
    ("weak_or_high_cry", "child", "weak or high-pitched cry, or non-stop crying", ""),
    (
        "fit",
        "child",
        "a fit (stiff, jerking), even if it has stopped",
        "The jerks do not stop when you hold the arm or leg.",
    ),
    (
        "breathing_difficulty",
        "child",
        "hard or noisy breathing, pauses, chest pulled in",
        "Grunting, or too breathless to feed.",
    ),
    ("face_swelling", "child", "swollen lips, tongue or face", ""),
    ("stiff_neck", "child", "stiff neck", ""),
    (
        "bulging_soft_spot",
        "child",
        "soft spot on the head bulges",
        "When your baby is calm and held upright.",
    ),
    ("unwell", "child", "very unwell (from an older version)", ""),
    ("sunken_soft_spot", "child", "soft spot on the head has sunk in", ""),
    ("cannot_be_consoled", "child", "cannot be settled with cuddles, feeds or play", ""),
    (
        "feeding_less",
        "child",
        "drinking under half the usual amount, or no wet nappy for 8 hours",
        "Count from the last wet nappy.",
    ),
    ("limb_not_used", "child", "a swollen arm or leg, or one your baby is not using", ""),
    (
        "jaundice",
        "child",
        "yellow skin or eyes",
        "On brown and black skin, look at the whites of the eyes, gums, palms and soles.",
    ),
    ("worried", "child", "I am worried", ""),
]
