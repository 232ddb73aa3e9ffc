"""Colours that a HEIC or PNG tells by code points alone, against what its primaries say."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from math import dist

import pytest
from PIL import Image

from tests.photos.drawn import opened, png, saved
from tracker.photos import process_photo

Triple = tuple[float, float, float]

SRGB = ((0.64, 0.33), (0.30, 0.60), (0.15, 0.06))
PRIMARIES = {
    1: SRGB,
    9: ((0.708, 0.292), (0.170, 0.797), (0.131, 0.046)),
    12: ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060)),
}
D65 = (0.3127, 0.3290)
PATCHES = [(214, 164, 142), (120, 84, 66), (188, 120, 118)]
PQ, HLG = 16, 18


def xyz(x: float, y: float) -> Triple:
    return x / y, 1.0, (1 - x - y) / y


def determinant(a: Triple, b: Triple, c: Triple) -> float:
    cross = (b[1] * c[2] - b[2] * c[1], b[2] * c[0] - b[0] * c[2], b[0] * c[1] - b[1] * c[0])
    return sum(one * other for one, other in zip(a, cross, strict=True))


def lab(light: Triple, primaries: int) -> Triple:
    """CIE Lab under D65 of linear red, green and blue."""
    points = [xyz(*point) for point in PRIMARIES[primaries]]
    white = xyz(*D65)
    whole = determinant(*points)
    parts = [
        determinant(*(white if place == n else point for place, point in enumerate(points))) / whole
        for n in range(3)
    ]
    total = [
        sum(light[n] * parts[n] * points[n][axis] for n in range(3)) / white[axis]
        for axis in range(3)
    ]
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in total)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def from_srgb(value: float) -> float:
    value /= 255
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def shown(data: bytes) -> Triple:
    image = opened(process_photo(BytesIO(data)).large)
    colour = image.getpixel((image.width // 2, image.height // 2))
    red, green, blue = map(from_srgb, colour)
    return red, green, blue


def of_heic(colour: tuple[int, ...], nclx: tuple[int, int]) -> Triple:
    return shown(saved(Image.new("RGB", (64, 64), colour), "HEIC", nclx=nclx))


@pytest.mark.parametrize("patch", PATCHES)
@pytest.mark.parametrize("primaries", PRIMARIES)
def test_wide_gamut(primaries: int, patch: tuple[int, int, int]) -> None:
    red, green, blue = map(from_srgb, patch)
    wanted = lab((red, green, blue), primaries)

    row = bytes(patch) * 64
    tagged = png((64, 64), [row] * 64, more=[(b"cICP", bytes((primaries, 13, 0, 1)))])
    for light in (of_heic(patch, (primaries, 13)), shown(tagged)):
        assert dist(lab(light, 1), wanted) <= 3
    if primaries != 1:
        assert dist(lab((red, green, blue), 1), wanted) > 3


def pq(value: int) -> float:
    """SMPTE ST 2084, in parts of a white of 203 nits."""
    root = (value / 255) ** (32 / 2523)
    return (max(0.0, root - 0.8359375) / (18.8515625 - 18.6875 * root)) ** (8192 / 1305) / 0.0203


def hlg(value: int) -> float:
    """ITU-R BT.2100 below half, on a screen of 1000 nits."""
    assert value < 128
    return ((value / 255) ** 2 / 3) ** 1.2 / 0.203


@pytest.mark.parametrize("primaries", PRIMARIES)
@pytest.mark.parametrize(
    ("transfer", "light_of", "patch"), [(PQ, pq, (124, 112, 107)), (HLG, hlg, (127, 112, 104))]
)
def test_hdr_keeps_skin_as_it_is_and_bends_what_is_bright(
    transfer: int,
    light_of: Callable[[int], float],
    patch: tuple[int, int, int],
    primaries: int,
) -> None:
    red, green, blue = map(light_of, patch)
    wanted = lab((red, green, blue), primaries)
    assert dist(lab(of_heic(patch, (primaries, transfer)), 1), wanted) <= 3

    greys = [of_heic((value,) * 3, (primaries, transfer))[0] for value in range(120, 256, 15)]
    assert greys == sorted(greys)
    assert greys[0] < greys[4] < greys[-1] <= 1
