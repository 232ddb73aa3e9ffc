"""Decoding within bounds: the size is known before a pixel is, and the memory that it will take.

Each allowed kind has its one decoder; nothing else is ever tried. A picture is refused by its
header when it has too many pixels, or when its decoder would need too much memory for them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import TypeVar

import pi_heif
from PIL import ExifTags, Image, ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from tracker.photos.colours import flat_mode
from tracker.photos.kinds import ImageFormat
from tracker.photos.rejected import (
    MAX_PIXELS,
    OTHER_KIND,
    Rejected,
    decoding,
    too_many_pixels,
)
from tracker.photos.taken import Taken, taken

MAX_SIDE = 65_535  # of a JPEG; only a PNG made to harm has lines beyond it
DECODER_BYTES = 300_000_000

Box = tuple[int, int, int, int]
Size = tuple[int, int]
T = TypeVar("T")

_HALVED_COLOUR = 420  # 4:2:0


@dataclass(frozen=True)
class Decoded:
    size: Size
    flat_mode: str
    part: Callable[[Box], Image.Image]
    profile: bytes | None
    orientation: int  # as in EXIF: 1 is upright
    taken: Taken


def decode(data: bytes, kind: ImageFormat, target: Callable[[Size], Size]) -> Decoded:
    """``target`` says to which size a picture will be brought, as no more need be decoded."""
    if kind is ImageFormat.HEIF:
        return _decode_heif(data)
    stream = BytesIO(data)
    image: ImageFile.ImageFile
    with decoding():
        match kind:
            case ImageFormat.JPEG:
                image = JpegImageFile(stream)
                cost = _jpeg_cost(image, data, stream.tell())
            case ImageFormat.PNG:
                image = PngImageFile(stream)
                cost = 12 if image.is_animated else 4
            case ImageFormat.WEBP:
                image = WebPImageFile(stream)
                cost = 16
    _check(image.size, cost)
    with decoding():
        image.draft(None, target(image.size))  # JPEG comes out at 1/2, 1/4 or 1/8 for less
        image.load()
    return Decoded(
        size=image.size,
        flat_mode=flat_mode(image.mode),
        part=image.crop,
        profile=image.info.get("icc_profile"),
        orientation=_read(lambda: image.getexif().get(ExifTags.Base.Orientation), None) or 1,
        taken=_read(lambda: taken(image.getexif()), Taken()),
    )


def _jpeg_cost(image: JpegImageFile, data: bytes, after_header: int) -> float:
    """A JPEG in several scans is held as coefficients of two bytes each until all have come."""
    parts = len(image.layer)
    scan = data[after_header - 6 - 2 * parts :][:3]
    if scan == bytes((0, 6 + 2 * parts, parts)) and "progressive" not in image.info:
        return 1
    across = max(layer[1] for layer in image.layer)
    down = max(layer[2] for layer in image.layer)
    return sum(2 * layer[1] * layer[2] for layer in image.layer) / (across * down)


def _decode_heif(data: bytes) -> Decoded:
    """Not as one of Pillow's images, which would hold every pixel twice."""
    with decoding():
        file = pi_heif.open_heif(data, remove_stride=False)
        picture = file[file.primary_index]
    _check(picture.size, _heif_cost(picture))
    with decoding():
        picture.load()
    _check(picture.size, 1)  # the header need not have told the truth

    bands = 2 if picture.mode == "I;16" else Image.getmodebands(picture.mode)  # bytes a pixel

    def part(box: Box) -> Image.Image:
        left, top, right, bottom = box
        size = (right - left, bottom - top)
        pixels = picture.data[top * picture.stride + left * bands :]
        return Image.frombytes(picture.mode, size, pixels, "raw", picture.mode, picture.stride)

    return Decoded(
        size=picture.size,
        flat_mode=flat_mode(picture.mode),
        part=part,
        profile=picture.info.get("icc_profile"),
        orientation=1,  # HEIF turns by itself; its EXIF only repeats what was done
        taken=_read(lambda: taken(_loaded(picture.info["exif"])), Taken()),
    )


def _heif_cost(picture: pi_heif.HeifImage) -> float:
    """The planes as they come out of the decoder and the pixels made of them."""
    if picture.info.get("chroma") != _HALVED_COLOUR or picture.mode != "RGB":
        return 16
    return 5 if picture.info["bit_depth"] == 8 else 7.5


def _most_pixels(cost: float) -> int:
    return min(MAX_PIXELS, int(DECODER_BYTES / cost))


def _check(size: Size, cost: float) -> None:
    most = _most_pixels(cost)
    if size[0] * size[1] > most:
        raise Rejected(too_many_pixels(most))
    if max(size) > MAX_SIDE:
        raise Rejected(OTHER_KIND)


def _loaded(data: bytes | None) -> Image.Exif:
    exif = Image.Exif()
    if data:
        exif.load(data)
    return exif


def _read(read: Callable[[], T], otherwise: T) -> T:
    """What the camera noted is a file in the file: broken, it is no reason to refuse a picture."""
    try:
        return read()
    except Exception:
        return otherwise
