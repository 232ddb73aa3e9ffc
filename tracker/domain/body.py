"""The point on the body map at which a body site is drawn.

The map has three views (`static/tracker/body_map/*.svg`), each `VIEW_WIDTH` by `VIEW_HEIGHT`
drawing units. A spot that a parent taps has its own point; a spot chosen from the list has only a
site and a side, and is drawn at the site's anchor.

Sides are the baby's: in the front and face views the baby's left is on the viewer's right, in the
back view on the viewer's left. The table below is in drawing units, so that it can be compared
with the drawing; the functions return fractions, the unit in which spots are stored.
"""

from types import MappingProxyType
from typing import Final, NamedTuple

from tracker.domain.vocabulary import SIDES

VIEW_WIDTH: Final = 300
"""Width of every view, in drawing units."""
VIEW_HEIGHT: Final = 400
"""Height of every view, in drawing units."""


class Anchor(NamedTuple):
    """A point on one view: `x` and `y` are fractions of its width and height, 0 to 1."""

    view: str
    x: float
    y: float


class _SitePosition(NamedTuple):
    """The position of a site on the view that shows it best, in drawing units.

    `offset`: distance of its left and right points from the midline; `side_y`: their y.
    `middle_y`: y of its point on the midline, None for a paired site.
    """

    view: str
    offset: float
    side_y: float
    middle_y: float | None


def _paired(view: str, offset: float, y: float) -> _SitePosition:
    return _SitePosition(view, offset, y, None)


_POSITIONS: Final = MappingProxyType(
    {
        "scalp": _SitePosition("face", 62, 68, 64),
        "forehead": _SitePosition("face", 66, 132, 132),
        "eyelid": _paired("face", 50, 185),
        "around_eye": _paired("face", 50, 221),
        "nose": _SitePosition("face", 11, 222, 222),
        "cheek": _paired("face", 74, 252),
        "ear": _paired("face", 126, 200),
        "behind_ear": _paired("back", 57, 90),
        "around_mouth": _SitePosition("face", 46, 274, 250),
        "lip": _SitePosition("face", 26, 283, 290),
        "mouth": _SitePosition("face", 15, 272, 275),
        "chin": _SitePosition("face", 26, 310, 313),
        "neck": _SitePosition("face", 36, 352, 354),
        "chest": _SitePosition("front", 30, 190, 184),
        "belly": _SitePosition("front", 33, 242, 222),
        "navel": _SitePosition("front", 7, 243, 243),
        "back": _SitePosition("back", 30, 206, 206),
        "armpit": _paired("front", 44, 202),
        "shoulder": _paired("front", 52, 171),
        "upper_arm": _paired("front", 65, 196),
        "elbow_fold": _paired("front", 81, 209),
        "forearm": _paired("front", 98, 219),
        "hand": _paired("front", 123, 229),
        "groin": _paired("front", 33, 276),
        "genitals": _SitePosition("front", 8, 286, 286),
        "bottom": _SitePosition("back", 30, 272, 272),
        "thigh": _paired("front", 42, 305),
        "knee_fold": _paired("back", 43, 323),
        "lower_leg": _paired("front", 45, 341),
        "foot": _paired("front", 46, 374),
    }
)


def anchor(site: str, side: str | None) -> Anchor:
    """Return the point at which to draw a spot that has only a site and a side.

    `side` is a key of `SIDES` or None. Without a left or right side, a site on the midline is
    drawn there and a paired site on the baby's left, so the text beside the dot must name the
    side. Raises KeyError for an unknown site and ValueError for an unknown side.
    """
    position = _POSITIONS[site]
    if side is not None and side not in SIDES:
        raise ValueError(f"unknown side: {side!r}")
    if side == "right":
        return _point(position, -1)
    if side != "left" and position.middle_y is not None:
        return _point(position, 0)
    return _point(position, 1)


def anchors(site: str, side: str | None) -> tuple[Anchor, ...]:
    """Return every point at which to draw the spot: two for `both`, otherwise one.

    Raises the errors of `anchor`.
    """
    if side == "both":
        return anchor(site, "left"), anchor(site, "right")
    return (anchor(site, side),)


def anchor_table() -> dict[str, dict[str, Anchor]]:
    """Return the anchors of a site's left and right and, by the empty string, without either.

    For the script of the entry form, which draws both sides at the first two. In JSON an anchor
    is `[view, x, y]`.
    """
    return {
        site: {side or "": anchor(site, side) for side in (None, "left", "right")}
        for site in _POSITIONS
    }


def _point(position: _SitePosition, direction: int) -> Anchor:
    """Return the point on the baby's left (`direction` 1), right (-1) or the midline (0)."""
    y = position.side_y if direction or position.middle_y is None else position.middle_y
    drawn_direction = -direction if position.view == "back" else direction
    x = VIEW_WIDTH / 2 + drawn_direction * position.offset
    return Anchor(position.view, round(x / VIEW_WIDTH, 4), round(y / VIEW_HEIGHT, 4))
