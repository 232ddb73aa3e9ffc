"""The urgent signs that a parent can see, and the short question that stands for most of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.domain.phrases import Phrase
from tracker.domain.phrases import safety_phrase as _


@dataclass(frozen=True)
class UrgentSign:
    """An urgent sign that a parent can see. ``about``: ``spot`` or ``child``.

    ``is_help_now``: a sign about the child that stands among those to call for help about.
    ``is_retired``: known from older diaries and files; no form asks it any more.
    """

    key: str
    about: str
    label: Phrase
    help: Phrase | None = None
    is_help_now: bool = False
    is_retired: bool = False


def _spot(key: str, label: Phrase, help: Phrase | None = None) -> UrgentSign:
    return UrgentSign(key, "spot", label, help)


def _help_now(
    key: str, label: Phrase, help: Phrase | None = None, is_retired: bool = False
) -> UrgentSign:
    return UrgentSign(key, "child", label, help, is_help_now=True, is_retired=is_retired)


def _child(key: str, label: Phrase, help: Phrase | None = None) -> UrgentSign:
    return UrgentSign(key, "child", label, help)


GLASS_TEST = "nonblanching"
"""The sign that a question of its own asks."""

_SIGNS = (
    _spot(
        GLASS_TEST,
        _("dots that do not fade under a glass"),
        _(
            "New dots or bruise-like marks. Press the side of a clear glass firmly against the"
            " skin. On brown or black skin, also look at palms, soles and inside the mouth."
        ),
    ),
    _spot("blister", _("little bumps or blisters with clear fluid")),
    _spot("pus", _("little bumps with pus")),
    _spot("peeling_sheets", _("sore skin peeling off in sheets")),
    _spot(
        "spreading_redness",
        _("red or darker skin spreading round it"),
        _(
            "Also round a newborn's belly button. On brown or black skin it may look purple or"
            " grey: feel for warmth."
        ),
    ),
    _spot("warmth", _("warmer than the skin round it")),
    _spot("swelling", _("swollen")),
    _spot("weeping_crust", _("weeping, or a yellow or golden crust")),
    _spot("painful", _("hurts when touched")),
    _spot(
        "bruise",
        _("a bruise, before the baby can crawl"),
        _("Doctors want to see any bruise in a baby this young."),
    ),
    _spot("mouth_sores", _("sore, cracked or very red lips or mouth")),
    _spot("spreading_fast", _("spreads within hours")),
    _spot("widespread", _("over most of the body")),
    _spot("rash_after_medicine", _("began within 3 days of a prescribed medicine")),
    _help_now(
        "pale_blue_mottled",
        _("pale, blue, grey or blotchy, or oddly cold"),
        _("On brown or black skin, look at lips, tongue, palms and soles."),
    ),
    _help_now("floppy", _("floppy, limp")),
    _help_now("hard_to_wake", _("hard to wake, or does not respond")),
    _help_now("weak_or_high_cry", _("weak or high-pitched cry, or non-stop crying")),
    _help_now(
        "fit",
        _("a fit (stiff, jerking), even if it has stopped"),
        _("The jerks do not stop when you hold the arm or leg."),
    ),
    _help_now(
        "breathing_difficulty",
        _("hard or noisy breathing, pauses, chest pulled in"),
        _("Grunting, or too breathless to feed."),
    ),
    _help_now("face_swelling", _("swollen lips, tongue or face")),
    _help_now("stiff_neck", _("stiff neck")),
    _help_now(
        "bulging_soft_spot",
        _("soft spot on the head bulges"),
        _("When your baby is calm and held upright."),
    ),
    _help_now("unwell", _("very unwell (from an older version)"), is_retired=True),
    _child("sunken_soft_spot", _("soft spot on the head has sunk in")),
    _child("cannot_be_consoled", _("cannot be settled with cuddles, feeds or play")),
    _child(
        "feeding_less",
        _("drinking under half the usual amount, or no wet nappy for 8 hours"),
        _("Count from the last wet nappy."),
    ),
    _child("limb_not_used", _("a swollen arm or leg, or one your baby is not using")),
    _child(
        "jaundice",
        _("yellow skin or eyes"),
        _("On brown and black skin, look at the whites of the eyes, gums, palms and soles."),
    ),
    _child("worried", _("I am worried")),
)

SIGNS: Mapping[str, UrgentSign] = {sign.key: sign for sign in _SIGNS}

ASKED_SIGNS = tuple(key for key, sign in SIGNS.items() if not sign.is_retired)
"""Keys of the signs that the forms ask."""

GATE: Mapping[str, Phrase] = {
    "blister": _("blisters"),
    "pus": _("pus"),
    "peeling_sheets": _("peeling"),
    "spreading_redness": _("spreading colour"),
    "warmth": _("warm"),
    "swelling": _("swollen"),
    "weeping_crust": _("weeping or crusted"),
    "bruise": _("a bruise"),
    "mouth_sores": _("sore mouth"),
    "painful": _("painful"),
    "widespread": _("over most of the body"),
    "pale_blue_mottled": _("pale, blue or blotchy"),
    "floppy": _("floppy"),
    "hard_to_wake": _("hard to wake"),
    "weak_or_high_cry": _("weak or high-pitched cry"),
    "fit": _("a fit"),
    "breathing_difficulty": _("trouble breathing"),
    "face_swelling": _("swollen face"),
    "cannot_be_consoled": _("cannot be settled"),
    "feeding_less": _("feeding much less or no wet nappies"),
    "jaundice": _("yellow skin or eyes"),
    "worried": _("you are worried"),
}
"""The words of each sign in the short question above the list, in its order.

"None of these" answers these signs and no other, since their words alone were on the screen.
"""

SIGNS_OF_VERSION_1 = (
    GLASS_TEST,
    "unwell",
    "breathing_difficulty",
    "face_swelling",
    "peeling_sheets",
    "blister",
    "pus",
    "spreading_redness",
    "warmth",
    "swelling",
    "weeping_crust",
    "bruise",
    "mouth_sores",
    "painful",
    "spreading_fast",
    "widespread",
    "feeding_less",
    "jaundice",
    "worried",
)
"""The signs that a form of the first version asked, in one list and without a glass test."""
