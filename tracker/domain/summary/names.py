"""Short names of the signs, for tables; the long labels are in the vocabulary."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.domain.phrases import Phrase
from tracker.domain.phrases import safety_phrase as _

SIGN_NAMES: Mapping[str, Phrase] = {
    "nonblanching": _("dots that do not fade under a glass"),
    "blister": _("blisters"),
    "pus": _("pus"),
    "peeling_sheets": _("peeling in sheets"),
    "spreading_redness": _("spreading colour"),
    "warmth": _("warmth"),
    "swelling": _("swelling"),
    "weeping_crust": _("weeping or yellow crust"),
    "painful": _("painful to touch"),
    "bruise": _("bruise"),
    "mouth_sores": _("mouth or lip sores"),
    "spreading_fast": _("spreads within hours"),
    "widespread": _("most of the body"),
    "rash_after_medicine": _("began within 3 days of a prescribed medicine"),
    "pale_blue_mottled": _("pale, blue, grey or blotchy, or oddly cold"),
    "floppy": _("floppy"),
    "hard_to_wake": _("hard to wake"),
    "weak_or_high_cry": _("weak or high-pitched cry, or non-stop crying"),
    "fit": _("a fit"),
    "breathing_difficulty": _("trouble breathing"),
    "face_swelling": _("swollen lips, tongue or face"),
    "stiff_neck": _("stiff neck"),
    "bulging_soft_spot": _("bulging soft spot"),
    "unwell": _("very unwell (from an older version)"),
    "sunken_soft_spot": _("sunken soft spot"),
    "cannot_be_consoled": _("cannot be settled"),
    "feeding_less": _("drinking under half the usual amount, or no wet nappy for 8 hours"),
    "limb_not_used": _("swollen arm or leg, or one not being used"),
    "jaundice": _("yellow skin or eyes"),
    "worried": _("“I am worried”"),
}
