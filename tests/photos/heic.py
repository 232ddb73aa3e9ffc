"""Draws HEIC pictures, whose coders are free to none.

HEVC allows blocks of bare samples (PCM). Of what is coded around them, only one flag a block
adapts; that its coder starts anew after each block leaves two bytes to work out.
"""

import re
import struct
from collections.abc import Iterator

from PIL import Image

BLOCK = 32
# How much of the range a flag that is always set gives up, the n-th time (rangeTabLps[n][3])
GIVEN_UP = bytes.fromhex(
    "f0e3d8cdc3b9afa69e968e87807a746e68635e5955504c4845413e3b383532"
    "302d2b29272523211f1e1c1b191817161514131211100f0e0e0d0c0c0b0b0a09"
)


def heic(
    picture: Image.Image,
    *,
    exif: bytes = b"",
    xmp: bytes = b"",
    icc: bytes = b"",
    nclx: tuple[int, int] = (1, 13),  # primaries and transfer
    quarters: int = 0,  # turned to the left, when shown
    mirrored: bool = False,
    claimed: tuple[int, int] | None = None,
    tiles: tuple[int, int] | None = None,  # the picture, so many times across and down
) -> bytes:
    """Both sides of the picture are multiples of 32."""
    across, down = tiles or (1, 1)
    count = across * down
    size = claimed or (picture.width * across, picture.height * down)
    items = [("hvc1", _slice(picture))] * count
    references = []
    if tiles:
        items.append(("grid", struct.pack(">BBBBHH", 0, 0, down - 1, across - 1, *size)))
        numbers = struct.pack(f">HH{count}H", count + 1, count, *range(1, count + 1))
        references.append(box("dimg", numbers))
    primary = len(items)
    for kind, data in (("Exif", exif and bytes(4) + exif), ("mime", xmp)):
        if data:
            items.append((kind, data))
            references.append(box("cdsc", struct.pack(">HHH", len(items), 1, primary)))

    properties = [
        _hvcc(picture.size),
        full_box("ispe", struct.pack(">II", *(picture.size if tiles else size))),
        box("colr", b"nclx", struct.pack(">HHHB", *nclx, 6, 0x80)),
        full_box("ispe", struct.pack(">II", *size)),
    ]
    own = [4, 3] if tiles else [1, 2, 3]
    for wanted, other in (
        (icc, box("colr", b"prof", icc)),
        (quarters, box("irot", bytes([quarters]))),
        (mirrored, box("imir", bytes([1]))),
    ):
        if wanted:
            properties.append(other)
            own.append(len(properties))
    used = [[1, 2, 3]] * (primary - 1) + [own]
    uses = b"".join(
        struct.pack(">HB", item, len(numbers)) + bytes(numbers)
        for item, numbers in enumerate(used, 1)
    )

    def meta(start: int) -> bytes:
        return full_box(
            "meta",
            full_box("hdlr", bytes(4) + b"pict" + bytes(13)),
            full_box("pitm", struct.pack(">H", primary)),
            full_box("iinf", struct.pack(">H", len(items)), *entries(items, primary)),
            full_box("iref", *references) if references else b"",
            box(
                "iprp",
                box("ipco", *properties),
                full_box("ipma", struct.pack(">I", len(used)), uses),
            ),
            full_box("iloc", b"\x44\x00", struct.pack(">H", len(items)), *places(items, start)),
        )

    start = box("ftyp", b"heic", bytes(4), b"mif1heic")
    content = len(start) + len(meta(0)) + 8
    return start + meta(content) + box("mdat", *dict.fromkeys(data for _kind, data in items))


def entries(items: list[tuple[str, bytes]], primary: int) -> Iterator[bytes]:
    for number, (kind, _data) in enumerate(items, 1):
        named = struct.pack(">HH", number, 0) + kind.encode() + b"\0"
        if kind == "mime":
            named += b"application/rdf+xml\0"
        yield full_box("infe", named, version=2, flags=int(number < primary))


def places(items: list[tuple[str, bytes]], start: int) -> Iterator[bytes]:
    """Tiles that are the same are stored once."""
    known: dict[bytes, int] = {}
    for number, (_kind, data) in enumerate(items, 1):
        if data not in known:
            known[data] = start
            start += len(data)
        yield struct.pack(">HHHII", number, 0, 1, known[data], len(data))


def box(kind: str, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I", 8 + len(body)) + kind.encode() + body


def full_box(kind: str, *parts: bytes, version: int = 0, flags: int = 0) -> bytes:
    return box(kind, bytes([version]) + flags.to_bytes(3, "big"), *parts)


def _bits(*parts: str | int) -> bytes:
    """Zeros and ones as written, numbers in the code of Golomb; closed by a one and zeros."""
    text = "".join(part if isinstance(part, str) else _golomb(part) for part in parts)
    text = text.replace(" ", "") + "1"
    text += "0" * (-len(text) % 8)
    return int(text, 2).to_bytes(len(text) // 8, "big")


def _golomb(number: int) -> str:
    code = f"{number + 1:b}"
    return "0" * (len(code) - 1) + code


def _unit(kind: int, data: bytes) -> bytes:
    """No three bytes may look like the start of another unit."""
    return bytes([kind << 1, 1]) + re.sub(rb"\0\0(?=[\0-\3])", b"\0\0\3", data)


PROFILE = "00 0 00011" + f"{0x70000000:032b}" + "1001" + "0" * 44 + f"{186:08b}"


def _hvcc(size: tuple[int, int]) -> bytes:
    video = _bits("0000 11 000000 000 1", "1" * 16, PROFILE, "1", 0, 0, 0, "000000", 0, "0 0")
    sequence = _bits(
        *("0000 000 1", PROFILE, 0, 1, *size, "0", 0, 0, 0, "1", 0, 0, 0),
        *(2, 0, 0, 3, 0, 0),  # blocks of 32, and what they could be cut into
        *("0 0 0", "1 0111 0111", 2, 0, "1"),  # bare samples of 8 bits, in blocks of 32
        *(0, "0 0 0 0 0"),
    )
    picture = _bits(
        *(0, 0, "0 0 000 0 0", 0, 0, 0, "0 0 0", 0, 0, "0 0 0 0 0 0 0"),
        *("1 0 1", "0 0", 0, "0 0"),  # edges are not smoothed
    )
    units = b"".join(
        bytes([0x80 | kind]) + struct.pack(">HH", 1, len(unit)) + unit
        for kind, data in ((32, video), (33, sequence), (34, picture))
        for unit in [_unit(kind, data)]
    )
    profile = int("00000011" + f"{0x70000000:032b}" + "1001" + "0" * 44, 2).to_bytes(11, "big")
    rest = bytes([186, 0xF0, 0, 0xFC, 0xFD, 0xF8, 0xF8, 0, 0, 0x0F, 3])
    return box("hvcC", b"\1", profile, rest, units)


def _slice(picture: Image.Image) -> bytes:
    luma, *chroma = picture.convert("YCbCr").split()
    halves = [plane.reduce(2) for plane in chroma]
    out = [_bits("1 0", 0, 2, 0)]
    count = 0
    for top in range(0, picture.height, BLOCK):
        for left in range(0, picture.width, BLOCK):
            left_over = (508 if count else 510) - GIVEN_UP[min(count, 62)] - 2
            out.append(((left_over | 1) << 7).to_bytes(2, "big"))
            out.append(luma.crop((left, top, left + BLOCK, top + BLOCK)).tobytes())
            half = (left // 2, top // 2, (left + BLOCK) // 2, (top + BLOCK) // 2)
            out += [plane.crop(half).tobytes() for plane in halves]
            count += 1
    out.append((509 << 7).to_bytes(2, "big"))
    unit = _unit(20, b"".join(out))
    return struct.pack(">I", len(unit)) + unit
