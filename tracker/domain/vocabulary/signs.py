"""The urgent signs that a parent can see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.domain.phrases import Phrase, Sentences
from tracker.domain.phrases import phrase as _


@dataclass(frozen=True)
class UrgentSign:
    """An urgent sign that a parent can see. ``about``: ``spot`` or ``child``.

    ``lines``: each observation that the sign covers, most often one.
    """

    key: str
    about: str
    lines: tuple[Phrase, ...]
    help: Phrase | None = None

    @property
    def label(self) -> Sentences:
        return Sentences(self.lines, separator="; ")


_SIGNS = (
    UrgentSign(
        "nonblanching",
        "spot",
        (_("new red, purple or darker dots that stay when a clear glass is pressed on them"),),
        _(
            "Not a birthmark. Press the side of a clear glass on them. On brown or black skin look"
            " also at palms, soles and the inside of the mouth."
        ),
    ),
    UrgentSign(
        "unwell",
        "child",
        (
            _("pale, blue, mottled or unusually cold"),
            _("floppy"),
            _("hard to wake or not responding"),
            _("weak or high-pitched cry"),
            _("grunting, pauses in breathing or the chest pulled in"),
            _("a fit"),
            _("stiff neck"),
            _("bulging soft spot"),
        ),
        _("A change of colour is harder to see on brown and black skin: look at palms and soles."),
    ),
    UrgentSign("breathing_difficulty", "child", (_("trouble breathing"),)),
    UrgentSign("face_swelling", "child", (_("swollen lips, tongue or face"),)),
    UrgentSign("peeling_sheets", "spot", (_("sore skin that peels in sheets"),)),
    UrgentSign("blister", "spot", (_("little bumps with clear fluid"),)),
    UrgentSign("pus", "spot", (_("little bumps with pus"),)),
    UrgentSign("spreading_redness", "spot", (_("a change of colour that spreads round it"),)),
    UrgentSign("warmth", "spot", (_("warm to the touch"),)),
    UrgentSign("swelling", "spot", (_("swollen"),)),
    UrgentSign("weeping_crust", "spot", (_("weeping, or a yellow crust"),)),
    UrgentSign(
        "bruise",
        "spot",
        (_("a bruise, in a baby who does not crawl yet"),),
        _("Doctors want to see any bruise in a baby this young."),
    ),
    UrgentSign("mouth_sores", "spot", (_("sore, red or cracked lips or mouth"),)),
    UrgentSign("painful", "spot", (_("hurts when touched"),)),
    UrgentSign("spreading_fast", "spot", (_("spreads within hours"),)),
    UrgentSign("widespread", "spot", (_("over most of the body"),)),
    UrgentSign(
        "feeding_less",
        "child",
        (_("takes less than half the usual feeds, or no wet nappy for 8 hours"),),
    ),
    UrgentSign(
        "jaundice",
        "child",
        (_("yellow skin or eyes"),),
        _("On brown and black skin look at the whites of the eyes, palms and soles."),
    ),
    UrgentSign("worried", "child", (_("I am worried"),)),
)

SIGNS: Mapping[str, UrgentSign] = {sign.key: sign for sign in _SIGNS}
