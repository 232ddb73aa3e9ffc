"""Where a body site lies on the body map.

The map has three views of one drawing (`static/tracker/body_map/*.svg`), all
`VIEW_WIDTH` by `VIEW_HEIGHT` units. A spot that a parent taps carries its own point; a spot
chosen from the list has only a site and a side, and is drawn at the site's anchor.

Sides are the baby's own: in the front and face views the baby's left is on the viewer's right,
in the back view on the viewer's left. The anchors are written in the units of the drawing, so
that they can be read beside it, and handed out as fractions of it, as spots are stored.
"""

from types import MappingProxyType
from typing import Final, NamedTuple

from tracker.domain.vocabulary import SIDES

VIEW_WIDTH: Final = 300
"""Width of every view, in units of the drawing."""
VIEW_HEIGHT: Final = 400
"""Height of every view, in units of the drawing."""


class Anchor(NamedTuple):
    """A point on one view: `x` and `y` are fractions of its width and height, 0 to 1."""

    view: str
    x: float
    y: float


class _Place(NamedTuple):
    """A site on its best view, in units of the drawing.

    `off` is how far its left or right point lies from the midline, and `side_y` at what height;
    `middle_y` is the height of its point on the midline, or None for a site that comes in pairs.
    """

    view: str
    off: float
    side_y: float
    middle_y: float | None


def _pair(view: str, off: float, y: float) -> _Place:
    return _Place(view, off, y, None)


_PLACES: Final = MappingProxyType(
    {
        "scalp": _Place("face", 62, 68, 64),
        "forehead": _Place("face", 66, 132, 132),
        "eyelid": _pair("face", 50, 185),
        "around_eye": _pair("face", 50, 221),
        "nose": _Place("face", 11, 222, 222),
        "cheek": _pair("face", 74, 252),
        "ear": _pair("face", 126, 200),
        "behind_ear": _pair("back", 57, 90),
        "around_mouth": _Place("face", 46, 274, 250),
        "lip": _Place("face", 26, 283, 290),
        "mouth": _Place("face", 15, 272, 275),
        "chin": _Place("face", 26, 310, 313),
        "neck": _Place("face", 36, 352, 354),
        "chest": _Place("front", 30, 190, 184),
        "belly": _Place("front", 33, 242, 222),
        "navel": _Place("front", 7, 243, 243),
        "back": _Place("back", 30, 206, 206),
        "armpit": _pair("front", 44, 202),
        "shoulder": _pair("front", 52, 171),
        "upper_arm": _pair("front", 65, 196),
        "elbow_fold": _pair("front", 81, 209),
        "forearm": _pair("front", 98, 219),
        "hand": _pair("front", 123, 229),
        "groin": _pair("front", 33, 276),
        "genitals": _Place("front", 8, 286, 286),
        "bottom": _Place("back", 30, 272, 272),
        "thigh": _pair("front", 42, 305),
        "knee_fold": _pair("back", 43, 323),
        "lower_leg": _pair("front", 45, 341),
        "foot": _pair("front", 46, 374),
    }
)


def anchor(site: str, side: str | None) -> Anchor:
    """Return the point at which to draw a spot of which only the site and side are known.

    `side` is a key of `SIDES` or None. Where the site has no point of its own for that side, the
    nearest sensible one stands in: a site on the midline is drawn there without a side or for
    both; one that comes in pairs is drawn on the baby's left, so what stands beside the dot has
    to say which side was given, or none. Raises KeyError for an unknown site and ValueError for
    an unknown side.
    """
    place = _PLACES[site]
    if side is not None and side not in SIDES:
        raise ValueError(f"unknown side: {side!r}")
    if side == "right":
        return _point(place, -1)
    if side != "left" and place.middle_y is not None:
        return _point(place, 0)
    return _point(place, 1)


def anchors(site: str, side: str | None) -> tuple[Anchor, ...]:
    """Return every point at which to draw such a spot: two for `both`, else one."""
    if side == "both":
        return anchor(site, "left"), anchor(site, "right")
    return (anchor(site, side),)


def anchor_table() -> dict[str, dict[str, list[Anchor]]]:
    """Return all anchors by site and side for the script of the entry form.

    The side none is the empty string, as in the form. As JSON an anchor is `[view, x, y]`.
    """
    return {
        site: {side or "": list(anchors(site, side)) for side in (None, *SIDES)} for site in _PLACES
    }


def _point(place: _Place, towards: int) -> Anchor:
    """Return the place's point on the baby's left (1), right (-1) or on the midline (0)."""
    y = place.side_y if towards or place.middle_y is None else place.middle_y
    viewer = -towards if place.view == "back" else towards
    x = VIEW_WIDTH / 2 + viewer * place.off
    return Anchor(place.view, round(x / VIEW_WIDTH, 4), round(y / VIEW_HEIGHT, 4))
