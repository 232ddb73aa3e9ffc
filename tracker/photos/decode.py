"""Decodes photos within bounds of pixels and memory.

Each allowed format has one decoder; no other is tried. The header is read first: a photo with too
many pixels, or whose decoder would need too much memory, is refused before it is decoded.
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

from tracker.photos.capture_time import CaptureTime, capture_time
from tracker.photos.cicp import profile_of
from tracker.photos.colours import flat_mode
from tracker.photos.kinds import ImageFormat
from tracker.photos.png import colour_code_points, has_all_rows
from tracker.photos.rejected import (
    DAMAGED,
    MAX_PIXELS,
    OTHER_KIND,
    Rejected,
    decoder_errors,
    too_many_pixels,
)

MAX_SIDE = 65_535  # of a JPEG, in pixels; only a PNG made to harm has longer sides
MAX_JPEG_PIXELS = 200_000_000  # a JPEG is decoded at a part of its size
DECODER_BYTES = 300_000_000

CropBox = tuple[int, int, int, int]
PixelSize = tuple[int, int]
T = TypeVar("T")

_CHROMA_420 = 420  # 4:2:0


@dataclass(frozen=True)
class DecodedImage:
    size: PixelSize
    flat_mode: str
    crop: Callable[[CropBox], Image.Image]
    profile: bytes | None
    orientation: int  # as in EXIF: 1 is upright
    capture_time: CaptureTime


def decode(
    data: bytes, kind: ImageFormat, target: Callable[[PixelSize], PixelSize]
) -> DecodedImage:
    """Decodes a photo; raises Rejected.

    ``target`` maps the full size to the one that is needed, so that a JPEG can be decoded smaller.
    """
    if kind is ImageFormat.HEIF:
        return _decode_heif(data)
    stream = BytesIO(data)
    image: ImageFile.ImageFile
    max_pixels = MAX_PIXELS
    with decoder_errors():
        match kind:
            case ImageFormat.JPEG:
                image = JpegImageFile(stream)
                cost, max_pixels = _jpeg_cost(image, data, stream.tell()), MAX_JPEG_PIXELS
            case ImageFormat.PNG:
                image = PngImageFile(stream)
                cost = 12 if image.is_animated else 4
            case ImageFormat.WEBP:
                image = WebPImageFile(stream)
                cost = 16
    _check(image.size, cost, max_pixels)
    with decoder_errors():
        image.draft(None, target(image.size))  # decodes a JPEG at 1/2, 1/4 or 1/8
        image.load()
        profile = image.info.get("icc_profile")
        if isinstance(image, PngImageFile):
            if not has_all_rows(image, data):
                raise Rejected(DAMAGED)
            profile = profile_of(*colour_code_points(data)) or profile
    return DecodedImage(
        size=image.size,
        flat_mode=flat_mode(image.mode),
        crop=image.crop,
        profile=profile,
        orientation=_or_default(lambda: image.getexif().get(ExifTags.Base.Orientation), None) or 1,
        capture_time=_or_default(lambda: capture_time(image.getexif()), CaptureTime()),
    )


def _jpeg_cost(image: JpegImageFile, data: bytes, after_header: int) -> float:
    """Returns bytes a pixel. For a JPEG in several scans the decoder holds 2-byte coefficients."""
    components = len(image.layer)
    scan = data[after_header - 6 - 2 * components :][:3]
    if scan == bytes((0, 6 + 2 * components, components)) and "progressive" not in image.info:
        return 1
    across = max(layer[1] for layer in image.layer)
    down = max(layer[2] for layer in image.layer)
    return sum(2 * layer[1] * layer[2] for layer in image.layer) / (across * down)


def _decode_heif(data: bytes) -> DecodedImage:
    """Decodes without making a Pillow image of the whole, which would hold every pixel twice."""
    with decoder_errors():
        file = pi_heif.open_heif(data, remove_stride=False)
        picture = file[file.primary_index]
    _check(picture.size, _heif_cost(picture))
    with decoder_errors():
        picture.load()
    _check(picture.size, 1)  # the header may have been wrong

    bands = 2 if picture.mode == "I;16" else Image.getmodebands(picture.mode)  # bytes a pixel

    def crop(box: CropBox) -> Image.Image:
        left, top, right, bottom = box
        size = (right - left, bottom - top)
        pixels = picture.data[top * picture.stride + left * bands :]
        return Image.frombytes(picture.mode, size, pixels, "raw", picture.mode, picture.stride)

    return DecodedImage(
        size=picture.size,
        flat_mode=flat_mode(picture.mode),
        crop=crop,
        profile=_heif_profile(picture),
        orientation=1,  # the decoder has rotated it already; EXIF only repeats that
        capture_time=_or_default(
            lambda: capture_time(_load_exif(picture.info["exif"])), CaptureTime()
        ),
    )


def _heif_cost(picture: pi_heif.HeifImage) -> float:
    """Returns bytes a pixel: the decoder's planes and the pixels made of them."""
    if picture.info.get("chroma") != _CHROMA_420 or picture.mode != "RGB":
        return 16
    return 5 if picture.info["bit_depth"] == 8 else 7.5


def _heif_profile(picture: pi_heif.HeifImage) -> bytes | None:
    nclx = picture.info.get("nclx_profile")
    if not nclx:
        return picture.info.get("icc_profile")
    return profile_of(nclx["color_primaries"], nclx["transfer_characteristics"])


def _check(size: PixelSize, cost: float, max_pixels: int = MAX_PIXELS) -> None:
    limit = min(max_pixels, int(DECODER_BYTES / cost))
    if size[0] * size[1] > limit:
        raise Rejected(too_many_pixels(limit))
    if max(size) > MAX_SIDE:
        raise Rejected(OTHER_KIND)


def _load_exif(data: bytes | None) -> Image.Exif:
    exif = Image.Exif()
    if data:
        exif.load(data)
    return exif


def _or_default(read: Callable[[], T], default: T) -> T:
    """Returns ``default`` where ``read`` fails: broken metadata is no reason to refuse a photo."""
    try:
        return read()
    except Exception:
        return default
