"""The body map: its views with numbered dots, its views to tap, and spots as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.domain.body import VIEW_HEIGHT, VIEW_WIDTH, anchor, anchors
from tracker.domain.records import Spot
from tracker.domain.vocabulary import SITES, VIEWS
from tracker.rendering import label, place

DEFAULT_TONE = "line"

_TAP_ORDER = ("face", "front", "back")
"""The face comes first: most concerns are on it."""

_MIN_DOT_DISTANCE = 26
"""The least distance between dots whose exact points are unknown, in units of the drawing."""


@dataclass(frozen=True)
class Dot:
    """``cx`` and ``cy`` are in units of the drawing."""

    cx: float
    cy: float
    number: int
    label: str
    faded: bool = False


class ShownPart(NamedTuple):
    """The part of a view that is shown, in units of the drawing."""

    left: int
    top: int
    width: int
    height: int


WHOLE_VIEW = ShownPart(0, 0, VIEW_WIDTH, VIEW_HEIGHT)

_SIDE_ROOM = 250
"""Half of the width of a view, in letters of size 1."""

MOUTH_AND_CHIN = ShownPart(88, 240, 124, 106)
"""Two and a half times as large: there a finger covers the lower lip, and nothing beside it."""

MOUTH_SITES = ("around_mouth", "lip", "mouth")
"""Too small for a finger on the whole face."""


@dataclass(frozen=True)
class BodyView:
    """``tone``: in which of ``MAP_TONES`` the baby is drawn."""

    key: str
    label: str
    dots: tuple[Dot, ...]
    tone: str = DEFAULT_TONE
    part: ShownPart = WHOLE_VIEW

    @property
    def drawing(self) -> str:
        """The path of the static SVG file of this view without dots."""
        return f"tracker/body_map/{self.key}.svg"

    @property
    def edges(self) -> tuple[str, str]:
        """The side of the baby at the left and at the right edge of the drawing."""
        right, left = _("baby's right"), _("baby's left")
        return (left, right) if self.key == "back" else (right, left)

    @property
    def side_font_size(self) -> float:
        """With which both sides stay apart on a small picture; see ``edges``."""
        longest = max(map(len, self.edges))
        return round(min(20, _SIDE_ROOM / longest), 1)

    @property
    def view_box(self) -> str:
        return " ".join(map(str, self.part))

    @property
    def zoom(self) -> str:
        """The factor, in SVG, that draws dots and words as large as on the whole view."""
        return f"{self.part.width / VIEW_WIDTH:.3g}"

    @property
    def close_up(self) -> BodyView | None:
        """The close-up to tap; on the face alone."""
        if self.key != "face" or self.part != WHOLE_VIEW:
            return None
        return replace(self, label=_("mouth and chin"), part=MOUTH_AND_CHIN)

    @property
    def close_up_sites(self) -> str:
        """The sites that are tapped on the close-up, separated by spaces."""
        return " ".join(MOUTH_SITES)


def views_with_dots(
    spots: Sequence[Spot], earlier: Sequence[Spot] = (), *, tone: str
) -> tuple[BodyView, ...]:
    """Return the views that have dots. Spots are numbered from 1; earlier spots are faded.

    ``tone``: that of the child, empty if none was chosen.
    """
    on_view: dict[str, list[Dot]] = {view: [] for view in VIEWS}
    for faded, group in ((True, earlier), (False, spots)):
        for number, spot in enumerate(group, start=1):
            for view, x, y in _points(spot):
                dots = on_view[view]
                cx, cy = x * VIEW_WIDTH, y * VIEW_HEIGHT
                if spot.x is None:
                    cx = _beside(cx, cy, [dot for dot in dots if dot.faded == faded])
                dots.append(Dot(cx, cy, number, spot_text(spot), faded))
    return tuple(
        BodyView(view, label(VIEWS, view), tuple(dots), tone or DEFAULT_TONE)
        for view, dots in on_view.items()
        if dots
    )


def views_to_tap(last: Sequence[Spot] = (), *, tone: str) -> tuple[BodyView, ...]:
    """Return all views, with the spots of the previous entry as faded dots."""
    marked = {view.key: view for view in views_with_dots((), last, tone=tone)}
    return tuple(
        marked.get(key) or BodyView(key, label(VIEWS, key), (), tone or DEFAULT_TONE)
        for key in _TAP_ORDER
    )


def spot_place(spot: Spot) -> str:
    """Return ``left cheek``, with a note where the site is paired and no side was given."""
    if spot.side is None and _is_paired(spot.site):
        return _("%(site)s, side not given") % {"site": label(SITES, spot.site)}
    return place(spot.site, spot.side)


def spot_text(spot: Spot) -> str:
    """Return the place, count and size of a spot, such as ``left cheek: 12 spots, 2 mm``."""
    details = list(_details(spot))
    return f"{spot_place(spot)}: {', '.join(details)}" if details else spot_place(spot)


def _details(spot: Spot) -> Iterator[str]:
    if spot.count is not None:
        yield ngettext("%(n)s spot", "%(n)s spots", spot.count) % {"n": spot.count}
    if spot.size_mm is not None:
        yield _("%(size)s mm") % {"size": f"{spot.size_mm:g}"}


def _points(spot: Spot) -> Iterable[tuple[str, float, float]]:
    """Return the spot's own point, else those of its site; none for an unknown site."""
    if spot.view is not None and spot.x is not None and spot.y is not None:
        return [(spot.view, spot.x, spot.y)]
    if spot.site not in SITES:
        return []
    return anchors(spot.site, spot.side)


def _beside(cx: float, cy: float, dots: Sequence[Dot]) -> float:
    """Return the nearest x at which the dot overlaps no other dot."""
    steps = (step * sign for step in range(len(dots) + 1) for sign in (1, -1))
    for step in steps:
        x = cx + step * _MIN_DOT_DISTANCE
        if all(abs(dot.cx - x) + abs(dot.cy - cy) >= _MIN_DOT_DISTANCE for dot in dots):
            return x
    return cx


def _is_paired(site: str) -> bool:
    return site in SITES and anchor(site, None) == anchor(site, "left")
