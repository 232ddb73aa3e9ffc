"""How big a spot is, from two lines that a parent drew on a photo: arithmetic on lengths."""

from __future__ import annotations

SHORTEST_KNOWN = 10
"""Pixels. Along a shorter line a trembling finger counts for too much."""

LARGEST_MM = 1_000


class CannotMeasure(ValueError):
    """The lines give no size that a spot can have."""


def size_in_mm(*, known_mm: float, known_px: float, spot_px: float) -> float:
    """The length of the spot's line to a tenth of a millimetre. Raises CannotMeasure.

    ``known_mm`` is the length of the thing along which the line of ``known_px`` lies.
    """
    if known_px < SHORTEST_KNOWN or known_mm <= 0:
        raise CannotMeasure
    size = round(known_mm * spot_px / known_px, 1)
    if not 0 < size <= LARGEST_MM:
        raise CannotMeasure
    return size
