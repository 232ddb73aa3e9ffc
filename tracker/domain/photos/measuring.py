"""The size of a spot in mm, from two lines that a parent drew on a photo."""

from __future__ import annotations

MIN_KNOWN_PX = 10
"""Minimum length of the reference line in pixels; on a shorter one a finger is too inexact."""

MAX_SIZE_MM = 1_000
"""Maximum size of a spot, and of the known length, in mm."""


class MeasurementError(ValueError):
    """The lines give no plausible size."""


def size_in_mm(*, known_mm: float, known_px: float, spot_px: float) -> float:
    """Return the length of the spot's line in mm, rounded to 0.1 mm.

    ``known_px`` is the length in pixels of the line along an object that is ``known_mm`` long.
    Raises MeasurementError where that line is shorter than ``MIN_KNOWN_PX``, ``known_mm`` is not
    positive, or the size is not above 0 and at most ``MAX_SIZE_MM``.
    """
    if known_px < MIN_KNOWN_PX or known_mm <= 0:
        raise MeasurementError
    size = round(known_mm * spot_px / known_px, 1)
    if not 0 < size <= MAX_SIZE_MM:
        raise MeasurementError
    return size
