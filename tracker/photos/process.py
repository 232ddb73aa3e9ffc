"""Makes two new JPEGs of an uploaded photo."""

from dataclasses import dataclass, replace
from datetime import date, time
from io import BytesIO
from typing import Protocol

from PIL import Image

from tracker.photos.colours import flatten, to_srgb
from tracker.photos.decode import DecodedImage, PixelSize, decode
from tracker.photos.kinds import kind_of
from tracker.photos.rejected import EMPTY, OTHER_KIND, Rejected, decoder_errors, too_many_bytes

MAX_BYTES = 25 * 2**20
LARGE = 2000  # pixels on the longer side
SMALL = 480
QUALITY = 85

TILE_SIDE = 1024  # pixels; larger photos are reduced tile by tile

_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

_TO_THE_RIGHT = {
    1: Image.Transpose.ROTATE_270,
    2: Image.Transpose.ROTATE_180,
    3: Image.Transpose.ROTATE_90,
}
"""Pillow counts to the left."""


@dataclass(frozen=True)
class CleanPhoto:
    """Two JPEGs of one photo, upright and in sRGB, without metadata. Sizes are in pixels."""

    large: bytes
    small: bytes
    width: int  # of ``large``
    height: int
    taken_on: date | None = None  # from EXIF, unchecked
    taken_at: time | None = None


class ReadableFile(Protocol):
    def read(self, size: int, /) -> bytes: ...


def process_photo(source: ReadableFile, quarters: int = 0) -> CleanPhoto:
    """Returns the redrawn photo, turned to the right by so many quarters.

    Raises Rejected, whose reason is a sentence for the parent.
    """
    data = source.read(MAX_BYTES + 1)
    if not data:
        raise Rejected(EMPTY)
    if len(data) > MAX_BYTES:
        raise Rejected(too_many_bytes(MAX_BYTES))
    kind = kind_of(data)
    if kind is None:
        raise Rejected(OTHER_KIND)
    picture = decode(data, kind, _large_size)
    large = _redraw(picture)
    redrawn = in_two_sizes(large.transpose(_TO_THE_RIGHT[quarters]) if quarters else large)
    return replace(redrawn, taken_on=picture.capture_time.day, taken_at=picture.capture_time.at)


def in_two_sizes(large: Image.Image) -> CleanPhoto:
    """Returns the photo of an upright image in sRGB, of at most ``LARGE`` pixels a side."""
    content, size = _jpeg(large), _fit(large.size, SMALL)
    if size == large.size:
        return CleanPhoto(content, content, *size)
    small = large.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)
    return CleanPhoto(content, _jpeg(small), *large.size)


def turn(large: bytes, quarters: int) -> CleanPhoto:
    """Returns a stored photo turned to the right. Raises Rejected for a damaged one."""
    with decoder_errors(), Image.open(BytesIO(large), formats=["JPEG"]) as image:
        return in_two_sizes(image.transpose(_TO_THE_RIGHT[quarters]))


def _fit(size: PixelSize, longest: int) -> PixelSize:
    """Returns the size scaled down to ``longest`` pixels a side; never scales up."""
    scale = min(1.0, longest / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _large_size(size: PixelSize) -> PixelSize:
    return _fit(size, LARGE)


def _redraw(picture: DecodedImage) -> Image.Image:
    """Returns a new image, so that only pixels are carried over from the decoded one."""
    image = _reduce(picture).resize(_large_size(picture.size), Image.Resampling.BICUBIC)
    if picture.orientation in _UPRIGHT:
        image = image.transpose(_UPRIGHT[picture.orientation])
    image = to_srgb(image, picture.profile)
    redrawn = Image.new("RGB", image.size)
    redrawn.paste(image)
    return redrawn


def _reduce(picture: DecodedImage) -> Image.Image:
    """Returns the photo reduced by whole numbers to less than twice the wanted size.

    Works tile by tile, so that no second full copy of the pixels is in memory.
    """
    width, height = picture.size
    wanted = _large_size(picture.size)
    across, down = width // wanted[0], height // wanted[1]
    if across == down == 1:
        return flatten(picture.crop((0, 0, width, height)))
    reduced = Image.new(picture.flat_mode, (-(-width // across), -(-height // down)))
    step_x, step_y = (by * max(1, TILE_SIDE // by) for by in (across, down))
    for top in range(0, height, step_y):
        for left in range(0, width, step_x):
            box = (left, top, min(left + step_x, width), min(top + step_y, height))
            tile = flatten(picture.crop(box)).reduce((across, down))
            reduced.paste(tile, (left // across, top // down))
    return reduced


def _jpeg(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=QUALITY, subsampling="4:2:0")
    return out.getvalue()
