"""Pictures drawn for the tests, in every kind of file that is taken in."""

import struct
import zlib
from collections.abc import Iterable
from io import BytesIO

from PIL import Image, ImageChops, ImageDraw

from tests.photos.heic import heic

SKIN = (214, 164, 142)
NEAR = 12  # what JPEG may do along an edge; a wrong turn makes more than 100


def picture(size: tuple[int, int] = (192, 128)) -> Image.Image:
    """Each of its corners is another."""
    image = Image.new("RGB", size, SKIN)
    draw = ImageDraw.Draw(image)
    right, bottom = size[0] // 2, size[1] // 2
    draw.rectangle((0, 0, right - 1, bottom - 1), fill=(200, 40, 40))
    draw.rectangle((right, 0, size[0], bottom - 1), fill=(40, 160, 60))
    draw.rectangle((0, bottom, right - 1, size[1]), fill=(40, 60, 200))
    return image


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    if kind == "HEIC":
        return heic(image, **options)
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


KINDS = ("JPEG", "PNG", "WEBP", "HEIC")


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data), formats=("JPEG",))
    image.load()
    return image


def difference(one: Image.Image, other: Image.Image) -> int:
    """The greatest in any channel, over patches large enough for what JPEG does at edges."""
    assert one.size == other.size
    patches = [it.convert("RGB").resize((8, 8), Image.Resampling.BOX) for it in (one, other)]
    return max(high for _low, high in ImageChops.difference(*patches).getextrema())


def png_chunk(kind: bytes, data: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + check


def png(
    size: tuple[int, int],
    rows: Iterable[bytes],
    *,
    depth: int = 8,
    colour: int = 2,
    more: Iterable[tuple[bytes, bytes]] = (),
) -> bytes:
    """Row by row, so that a huge one needs no memory; ``more`` chunks come before the pixels."""
    squeeze = zlib.compressobj(1)
    pixels = b"".join([squeeze.compress(b"\0" + row) for row in rows]) + squeeze.flush()
    header = struct.pack(">IIBBBBB", *size, depth, colour, 0, 0, 0)
    chunks = [(b"IHDR", header), *more, (b"IDAT", pixels), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(*chunk) for chunk in chunks)


def jpeg_claiming(size: tuple[int, int]) -> bytes:
    data = saved(picture(), "JPEG")
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + struct.pack(">HH", size[1], size[0]) + data[at + 4 :]


def webp_claiming(size: tuple[int, int]) -> bytes:
    data = saved(picture(), "WEBP")
    canvas = b"".join((side - 1).to_bytes(3, "little") for side in size)
    body = b"WEBPVP8X" + struct.pack("<I", 10) + bytes(4) + canvas + data[12:]
    return b"RIFF" + struct.pack("<I", len(body)) + body


def lossless_webp_claiming(size: tuple[int, int]) -> bytes:
    data = saved(picture(), "WEBP", lossless=True)
    sides = struct.pack("<I", size[0] - 1 | size[1] - 1 << 14)
    return data[:21] + sides + data[25:]
