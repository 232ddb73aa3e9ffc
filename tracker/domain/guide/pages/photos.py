"""Tips for photos that help a doctor."""

from __future__ import annotations

from tracker.domain.guide import sources as guide_sources
from tracker.domain.guide.common import fact
from tracker.domain.guide.parts import TipPage, TipSection
from tracker.domain.phrases import phrase as _

_WHOLE_PART = fact(
    "One of the whole body part, from arm's length, to show where it is.",
    guide_sources.NEW_ZEALAND_PHOTOS,
    guide_sources.ST_VINCENTS_PHOTOS,
)
_MIDDLE = fact(
    "One from a bit closer, about a hand span away, with a landmark such as the ear or belly"
    " button.",
    guide_sources.NEW_ZEALAND_PHOTOS,
    guide_sources.ST_VINCENTS_PHOTOS,
)
_CLOSE_UP = fact(
    "One close up, as close as you can while it stays sharp. Sharp matters more than close.",
    guide_sources.NEW_ZEALAND_PHOTOS,
    guide_sources.ST_VINCENTS_PHOTOS,
    guide_sources.BARTON_HOUSE_PHOTOS,
)
_DAYLIGHT = fact(
    "Daylight by a window. No direct sun and no shadow.",
    guide_sources.BARTON_HOUSE_PHOTOS,
    guide_sources.NEW_ZEALAND_PHOTOS,
)
_FLASH = fact(
    "Flash only if there is no other light.",
    guide_sources.BARTON_HOUSE_PHOTOS,
    guide_sources.NEW_ZEALAND_PHOTOS,
)
_NO_FLASH = fact(
    "On brown and black skin: no flash, and soft light from the sides.",
    guide_sources.HEALTHDAY_PHOTOS,
)
_BACKGROUND = fact(
    "Plain, in a middle tone: grey, blue or green. White makes the skin look too"
    " dark. Very dark makes it look too light.",
    guide_sources.NEW_ZEALAND_PHOTOS,
)
_COIN = fact(
    "Put a coin or ruler beside the spot, not on it.",
    guide_sources.NEW_ZEALAND_PHOTOS,
)
_NO_FILTER = fact(
    "No filters, no editing, no cropping.",
    guide_sources.BARTON_HOUSE_PHOTOS,
    guide_sources.NEW_ZEALAND_PHOTOS,
)

PHOTOS = TipPage(
    key="photos",
    title=_("Photos that help a doctor"),
    first=_(
        "If you are worried, call first: nobody needs a photo for that. A photo does not replace a"
        " visit."
    ),
    sections=(
        TipSection(
            "views",
            _("Take three"),
            (
                _WHOLE_PART,
                _MIDDLE,
                _CLOSE_UP,
            ),
        ),
        TipSection(
            "light",
            _("Light"),
            (
                _DAYLIGHT,
                _FLASH,
                _NO_FLASH,
            ),
        ),
        TipSection(
            "background",
            _("Background"),
            (
                _BACKGROUND,
                fact(
                    "On brown and black skin, plain blue works well.",
                    guide_sources.HEALTHDAY_PHOTOS,
                ),
            ),
        ),
        TipSection(
            "camera",
            _("Camera"),
            (
                fact(
                    "Let somebody else hold your baby. Hold the camera straight in front of the"
                    " skin, and tap to focus.",
                    guide_sources.BARTON_HOUSE_PHOTOS,
                    guide_sources.ST_VINCENTS_PHOTOS,
                ),
                _COIN,
                _NO_FILTER,
            ),
        ),
        TipSection(
            "sending",
            _("Before you send one"),
            (
                fact(
                    "One NHS surgery asks patients not to send photos of a child's genitals,"
                    " bottom or chest. Ask your surgery first.",
                    guide_sources.BARTON_HOUSE_PHOTOS,
                ),
            ),
        ),
        TipSection(
            "how-well",
            _("How well they do"),
            (
                fact(
                    "In a study of 40 children, doctors who saw the parents' photos and doctors who"
                    " saw the child agreed in 83 of 100 cases. In the others they did not.",
                    guide_sources.PARENT_PHOTOS_STUDY,
                ),
            ),
        ),
    ),
    write_down=(
        _("The date, the body part and the side."),
        _("What a photo cannot show: how it feels, whether it itches, whether it is warm."),
        _("Next time: the same place, light and distance."),
    ),
    questions=(
        _("Where may I send a photo, and how? Ordinary email and chat are not private."),
        _("Which view is missing?"),
        _("Will it be kept in my baby's record?"),
    ),
    in_short=_(
        "Daylight. A plain grey, blue or green cloth behind, not white. A coin or ruler beside it."
        " Step back for one of the whole body part. On brown and black skin, no flash."
    ),
    most_needed=(
        _WHOLE_PART,
        _MIDDLE,
        _CLOSE_UP,
        _DAYLIGHT,
        _FLASH,
        _NO_FLASH,
        _BACKGROUND,
        _COIN,
        _NO_FILTER,
    ),
)
