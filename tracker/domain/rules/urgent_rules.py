"""The rules about single entries and day notes."""

from __future__ import annotations

from tracker.domain import sources
from tracker.domain.phrases import safety_phrase as _
from tracker.domain.rules.rows import UrgentRule
from tracker.domain.rules.temperature_rules import GO_NOW, TEMPERATURE_RULES
from tracker.domain.vocabulary import Level

NEWBORN_BLISTER_DAYS = 42
"""Below this age in days a blister is a newborn's."""

URGENT_RULES = (
    UrgentRule(
        "nonblanching",
        Level.EMERGENCY,
        "spot",
        _("Dots that do not fade under a glass"),
        GO_NOW,
        sources.TOGETHER_RASHES,
        signs=("nonblanching",),
    ),
    UrgentRule(
        "unwell",
        Level.EMERGENCY,
        "child",
        _("A very unwell baby"),
        GO_NOW,
        sources.TOGETHER_FEVER_UNDER_3_MONTHS,
        more_sources=(sources.NICE_FEVER,),
        others=_(
            "NICE counts these as red signs. The NHS page on serious illness says to call a GP or"
            " NHS 111 for some of them."
        ),
        signs=(
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
    UrgentRule(
        "breathing_or_swelling",
        Level.EMERGENCY,
        "child",
        _("Trouble breathing, or a swollen face"),
        _(
            "If a child struggles to breathe, NHS Healthier Together says to go to an emergency"
            " department or call the emergency number. It says the same if the lips or tongue are"
            " swollen as well."
        ),
        sources.TOGETHER_RASHES,
        signs=("breathing_difficulty", "face_swelling"),
    ),
    UrgentRule(
        "peeling",
        Level.EMERGENCY,
        "spot",
        _("Skin that peels in sheets"),
        _(
            "Seattle Children's says to call a doctor now, day or night, when bright red skin"
            " peels off in sheets. On brown or black skin the red is harder to see. Perth"
            " Children's Hospital says it can be life-threatening, most of all in a newborn."
        ),
        sources.SEATTLE_WIDESPREAD,
        more_sources=(
            sources.PERTH_SCALDED_SKIN,
            sources.BAD_SCALDED_SKIN,
        ),
        others=_("NHS Healthier Together says to call a GP or NHS 111 when a lot of skin peels."),
        signs=("peeling_sheets",),
    ),
    UrgentRule(
        "newborn_blister",
        Level.EMERGENCY,
        "spot",
        _("Little bumps with clear fluid on a newborn"),
        _(
            "If a newborn has blisters that may be herpes, NHS Healthier Together says to go to an"
            " emergency department. Is %(child)s under one month old? Then Seattle Children's says"
            " to call a doctor now about tiny water blisters."
        ),
        sources.TOGETHER_NEONATAL_HERPES,
        more_sources=(
            sources.HSE_NEONATAL_HERPES,
            sources.SEATTLE_LOCAL,
        ),
        others=_(
            "The NHS says to call a GP or NHS 111 straight away about a rash or sores. The Irish"
            " health service says to see a GP urgently or go to an emergency department."
        ),
        signs=("blister",),
        days=NEWBORN_BLISTER_DAYS,
    ),
    *TEMPERATURE_RULES,
    UrgentRule(
        "newborn_pus",
        Level.SAME_DAY,
        "spot",
        _("Little bumps with pus on a newborn"),
        _(
            "Are there spots with pus on a newborn? If so, US advice (Schmitt) says to call the"
            " doctor now. Call now, so that %(child)s sees a doctor today."
        ),
        sources.SCHMITT_NEWBORN,
        signs=("pus",),
        days=28,
    ),
    UrgentRule(
        "eczema_with_blisters",
        Level.SAME_DAY,
        "spot",
        _("Eczema with little bumps of clear fluid"),
        _(
            "NICE says that suspected herpes on eczema should be treated at once. It says to get"
            " advice from a skin specialist the same day."
        ),
        sources.NICE_ECZEMA_QUALITY,
        signs=("blister",),
        condition="eczema",
    ),
    UrgentRule(
        "blister",
        Level.SAME_DAY,
        "spot",
        _("Little bumps with clear fluid"),
        _(
            "Has %(child)s been near someone with chickenpox? If not, NHS Healthier Together says"
            " to call a GP or NHS 111 about a rash with blisters."
        ),
        sources.TOGETHER_RASHES,
        signs=("blister",),
    ),
    UrgentRule(
        "infection_signs",
        Level.SAME_DAY,
        "spot",
        _("Spreading colour, warmth, swelling, pus or a yellow crust"),
        _(
            "Seattle Children's says to call a doctor within 24 hours if a rash looks infected."
            " For newborns, US advice (Schmitt) says now."
        ),
        sources.SEATTLE_LOCAL,
        more_sources=(sources.SCHMITT_NEWBORN,),
        signs=("spreading_redness", "warmth", "swelling", "pus", "weeping_crust"),
    ),
    UrgentRule(
        "bruise",
        Level.SAME_DAY,
        "spot",
        _("A bruise before crawling"),
        _(
            "Can %(child)s crawl or move around without help yet? If not, NHS Borders says a"
            " children's doctor should see any bruise."
        ),
        sources.NHS_BORDERS_BRUISING,
        signs=("bruise",),
    ),
    UrgentRule(
        "mouth_sores",
        Level.SAME_DAY,
        "spot",
        _("A sore mouth"),
        _(
            "The Royal Hospital for Children, Glasgow, says to call a GP or NHS 111 about red lips"
            " or a red tongue with a rash."
        ),
        sources.GLASGOW_RASH,
        signs=("mouth_sores",),
    ),
    UrgentRule(
        "painful_or_spreading",
        Level.SAME_DAY,
        "spot",
        _("Painful, spreading fast, or over most of the body"),
        _(
            "The Royal Hospital for Children, Glasgow, says to call a GP or NHS 111 about a rash"
            " that hurts. It says the same about one over nearly the whole body. “Spreads within"
            " hours” is this diary's own caution."
        ),
        sources.GLASGOW_RASH,
        signs=("painful", "spreading_fast", "widespread"),
    ),
    UrgentRule(
        "rash_after_medicine",
        Level.SAME_DAY,
        "spot",
        _("A rash within 3 days of a prescribed medicine"),
        _(
            "Is the rash on much of the body? If so, and within 3 days of a prescribed medicine,"
            " Seattle Children's says to call a doctor now. Call now, so that %(child)s sees a"
            " doctor today."
        ),
        sources.SEATTLE_WIDESPREAD,
        signs=("rash_after_medicine",),
    ),
    UrgentRule(
        "feeding_less",
        Level.SAME_DAY,
        "child",
        _("Feeding much less, or no wet nappies"),
        _(
            "If a baby takes less than half the usual feeds, NHS Healthier Together says to call a"
            " GP or NHS 111. It says the same if there is no wet nappy for 8 hours. If the soft"
            " spot has sunk, the NHS says to see a GP urgently or go to A&E."
        ),
        sources.TOGETHER_FEVER_UNDER_3_MONTHS,
        more_sources=(sources.NHS_DEHYDRATION,),
        signs=("feeding_less", "sunken_soft_spot"),
    ),
    UrgentRule(
        "cannot_be_consoled",
        Level.SAME_DAY,
        "child",
        _("A baby who cannot be settled"),
        _(
            "Can nothing you try settle %(child)s? Then NHS Healthier Together says to call a GP or"
            " NHS 111."
        ),
        sources.TOGETHER_FEVER_UNDER_3_MONTHS,
        others=_("NICE and other NHS pages count crying that never stops as an emergency."),
        signs=("cannot_be_consoled",),
    ),
    UrgentRule(
        "limb_not_used",
        Level.SAME_DAY,
        "child",
        _("A swollen arm or leg, or one your baby is not using"),
        _(
            "Does %(child)s have a fever too? Then NICE counts this as an amber sign. %(child)s"
            " should see a doctor today."
        ),
        sources.NICE_FEVER,
        signs=("limb_not_used",),
    ),
    UrgentRule(
        "jaundice",
        Level.SAME_DAY,
        "child",
        _("Yellow skin or eyes"),
        _(
            "Did the yellow colour come in the first 24 hours after birth? Is it getting deeper, or"
            " still there at two weeks? If any of these is true, NHS Healthier Together says a baby"
            " should be seen the same day. If not, it says the midwife should check at the next"
            " visit."
        ),
        sources.TOGETHER_JAUNDICE,
        others=_(
            "Health for Under 5s: call 999 if it comes with poor feeding, a high-pitched cry,"
            " floppiness or unusual sleepiness."
        ),
        signs=("jaundice",),
    ),
    UrgentRule(
        "worried",
        Level.SAME_DAY,
        "child",
        _("You are worried"),
        _(
            "If a child gets worse and you are still worried, NHS Healthier Together says to call"
            " a GP or NHS 111."
        ),
        sources.TOGETHER_FEVER,
        signs=("worried",),
    ),
    UrgentRule(
        "haemangioma_bleeding",
        Level.VISIT,
        "spot",
        _("A strawberry mark that bleeds"),
        _(
            "The American Academy of Pediatrics says a specialist should see a strawberry mark"
            " with an open sore as soon as possible. If it still bleeds after you press for five"
            " minutes, and then five more, go to an emergency department (Birthmark Support"
            " Group)."
        ),
        sources.AAP_HAEMANGIOMA,
        more_sources=(sources.BIRTHMARK_SUPPORT,),
        tick="bleeding",
        condition="haemangioma",
    ),
)
"""In order of precedence: the first rule that claims a sign or temperature applies."""
