"""From the bytes that were sent to two new pictures."""

from dataclasses import dataclass
from datetime import date, time
from io import BytesIO
from typing import Protocol

from PIL import Image

from tracker.photos.colours import flattened, in_srgb
from tracker.photos.decoded import Decoded, Size, decode
from tracker.photos.kinds import kind_of
from tracker.photos.rejected import EMPTY, OTHER_KIND, Rejected, too_many_bytes

MAX_BYTES = 25 * 2**20
LARGE = 2000  # pixels on the longer side
SMALL = 480
QUALITY = 85

CELL = 1024  # pixels on each side that are worked on at once

_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True)
class CleanPhoto:
    """Two JPEGs of one picture, upright and in sRGB, that hold pixels and nothing else."""

    large: bytes
    small: bytes
    width: int  # of the large one
    height: int
    taken_on: date | None  # as the camera noted it, however unlikely
    taken_at: time | None


class ReadableFile(Protocol):
    def read(self, size: int, /) -> bytes: ...


def take_in(source: ReadableFile) -> CleanPhoto:
    """Raises Rejected, whose reason is a sentence for the parent."""
    data = source.read(MAX_BYTES + 1)
    if not data:
        raise Rejected(EMPTY)
    if len(data) > MAX_BYTES:
        raise Rejected(too_many_bytes(MAX_BYTES))
    kind = kind_of(data)
    if kind is None:
        raise Rejected(OTHER_KIND)
    picture = decode(data, kind, _large_size)
    large = _redrawn(picture)
    small = large.resize(_within(large.size, SMALL), Image.Resampling.BICUBIC, reducing_gap=2.0)
    return CleanPhoto(
        large=_jpeg(large),
        small=_jpeg(small),
        width=large.width,
        height=large.height,
        taken_on=picture.taken.day,
        taken_at=picture.taken.at,
    )


def _within(size: Size, longest: int) -> Size:
    """Never larger than it is."""
    scale = min(1.0, longest / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _large_size(size: Size) -> Size:
    return _within(size, LARGE)


def _redrawn(picture: Decoded) -> Image.Image:
    """A new image: nothing but colours is carried over from the decoded one."""
    image = _reduced(picture).resize(_large_size(picture.size), Image.Resampling.BICUBIC)
    if picture.orientation in _UPRIGHT:
        image = image.transpose(_UPRIGHT[picture.orientation])
    image = in_srgb(image, picture.profile)
    redrawn = Image.new("RGB", image.size)
    redrawn.paste(image)
    return redrawn


def _reduced(picture: Decoded) -> Image.Image:
    """By a whole number, to less than twice the wanted size; in cells, for the memory's sake.

    What is done to each pixel is done here, so that no second copy of them all is needed.
    """
    width, height = picture.size
    wanted = _large_size(picture.size)
    across, down = width // wanted[0], height // wanted[1]
    if across == down == 1:
        return flattened(picture.part((0, 0, width, height)))
    reduced = Image.new(picture.flat_mode, (-(-width // across), -(-height // down)))
    step_x, step_y = (by * max(1, CELL // by) for by in (across, down))
    for top in range(0, height, step_y):
        for left in range(0, width, step_x):
            box = (left, top, min(left + step_x, width), min(top + step_y, height))
            cell = flattened(picture.part(box)).reduce((across, down))
            reduced.paste(cell, (left // across, top // down))
    return reduced


def _jpeg(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=QUALITY, subsampling="4:2:0")
    return out.getvalue()
