"""The photos of the sample diary: drawings, which say that they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

LIGHT = "#e2b596"
DARK = "#6d4530"


@dataclass(frozen=True)
class SkinMark:
    """A round mark on drawn skin. ``x``, ``y`` and ``radius`` are parts of the picture's width."""

    x: float
    y: float
    radius: float
    colour: str


@dataclass(frozen=True)
class Drawing:
    """Skin of one tone with marks.

    ``creases``: the heights of skin folds, in parts of the picture's width. ``has_ruler``: a ruler
    lies at the lower edge.
    """

    skin: str
    marks: tuple[SkinMark, ...]
    creases: tuple[float, ...]
    has_ruler: bool = False


@dataclass(frozen=True)
class SamplePhoto:
    """A drawing with the entry it belongs to: its concern's condition, and how many days ago."""

    condition: str
    ago: int
    site: str
    caption: str
    drawing: Drawing


def sample_photos() -> Iterator[SamplePhoto]:
    """Yields the photos, oldest first for each concern. The framing of a concern never changes."""
    for ago, count in ((105, 5), (93, 13), (84, 4), (76, 0)):
        pimples = tuple(SkinMark(x, y, 0.028, "#d07a64") for x, y in _CHEEK[:count])
        heads = tuple(SkinMark(x, y, 0.008, "#f6dfc9") for x, y in _CHEEK[2:count:3])
        yield SamplePhoto(
            "baby_acne",
            ago,
            "cheek",
            "A drawing, not a real photo",
            Drawing(LIGHT, (*pimples, *heads), (0.16,), has_ruler=ago == 93),
        )
    for ago, strength in ((34, 5), (24, 8), (14, 6), (2, 3)):
        patches = tuple(
            SkinMark(x, y, 0.05 + 0.012 * (strength - place), "#4b2520")
            for place, (x, y) in enumerate(_NECK[:strength])
        )
        yield SamplePhoto(
            "unsure_rash",
            ago,
            "neck",
            "A drawing on dark skin, not a real photo",
            Drawing(DARK, patches, (0.56, 0.64), has_ruler=ago == 24),
        )


_CHEEK = (
    (0.44, 0.62),
    (0.52, 0.58),
    (0.58, 0.66),
    (0.47, 0.72),
    (0.55, 0.76),
    (0.40, 0.70),
    (0.63, 0.74),
    (0.50, 0.66),
    (0.36, 0.60),
    (0.66, 0.60),
    (0.45, 0.80),
    (0.60, 0.82),
    (0.38, 0.78),
)

_NECK = (
    (0.50, 0.60),
    (0.42, 0.55),
    (0.58, 0.66),
    (0.34, 0.62),
    (0.64, 0.56),
    (0.47, 0.70),
    (0.56, 0.48),
    (0.40, 0.46),
)
