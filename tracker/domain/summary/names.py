"""Short names of the signs, for tables; the long labels are in the vocabulary."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.domain.phrases import Phrase
from tracker.domain.phrases import phrase as _

SIGN_NAMES: Mapping[str, Phrase] = {
    "nonblanching": _("dots that stay under a glass"),
    "unwell": _("very unwell (colour, tone, cry, breathing, fit, neck, soft spot)"),
    "breathing_difficulty": _("trouble breathing"),
    "face_swelling": _("swollen lips, tongue or face"),
    "peeling_sheets": _("peeling in sheets"),
    "blister": _("blisters"),
    "pus": _("pus"),
    "spreading_redness": _("spreading colour"),
    "warmth": _("warmth"),
    "swelling": _("swelling"),
    "weeping_crust": _("weeping or yellow crust"),
    "bruise": _("bruise"),
    "mouth_sores": _("mouth or lip sores"),
    "painful": _("pain on touch"),
    "spreading_fast": _("spreads within hours"),
    "widespread": _("most of the body"),
    "feeding_less": _("feeds under half, or no wet nappy for 8 hours"),
    "jaundice": _("yellow skin or eyes"),
    "worried": _("“I am worried”"),
}
