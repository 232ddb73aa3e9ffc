"""Spots as numbered dots on the three views of the body map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tracker.domain import records
from tracker.domain.body import VIEW_HEIGHT, VIEW_WIDTH, Anchor, anchor, anchors
from tracker.domain.vocabulary import VIEWS
from tracker.presenters.words import label, place

ORDER = ("face", "front", "back")
"""Of the views: most of what families follow is on the face."""


@dataclass(frozen=True)
class Dot:
    """``cx`` and ``cy`` in units of the drawing; ``number`` is the spot's place in its entry."""

    cx: float
    cy: float
    number: int
    label: str
    faded: bool


@dataclass(frozen=True)
class MapView:
    key: str
    label: str
    dots: tuple[Dot, ...]


def map_views(
    spots: Sequence[records.Spot], *, faded: bool = False, only_marked: bool = False
) -> tuple[MapView, ...]:
    """The views, face first; ``only_marked`` leaves out those without a dot."""
    views = (MapView(key, label(VIEWS, key), _dots(key, spots, faded)) for key in ORDER)
    return tuple(view for view in views if view.dots or not only_marked)


def spot_label(spot: records.Spot) -> str:
    """``left cheek``, or ``cheek (side not given)``: a dot alone would claim a side."""
    where = place(spot.site, spot.side)
    if spot.side is None and spot.x is None and _comes_in_pairs(spot.site):
        return _("%(site)s (side not given)") % {"site": where}
    return where


def _dots(view: str, spots: Sequence[records.Spot], faded: bool) -> tuple[Dot, ...]:
    return tuple(
        Dot(
            cx=round(point.x * VIEW_WIDTH, 1),
            cy=round(point.y * VIEW_HEIGHT, 1),
            number=number,
            label=spot_label(spot),
            faded=faded,
        )
        for number, spot in enumerate(spots, start=1)
        for point in _points(spot)
        if point.view == view
    )


def _points(spot: records.Spot) -> tuple[Anchor, ...]:
    """Its own point, or its site's. A site that this version does not know has none."""
    if spot.view is not None and spot.x is not None and spot.y is not None:
        return (Anchor(spot.view, spot.x, spot.y),)
    try:
        return anchors(spot.site, spot.side)
    except KeyError:
        return ()


def _comes_in_pairs(site: str) -> bool:
    try:
        return anchor(site, None).x != 0.5
    except KeyError:
        return False
