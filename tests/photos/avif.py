"""Draws AVIF pictures in tiles, which Pillow does not write, and gives access to the frames."""

import struct
import zlib
from base64 import b85decode
from collections.abc import Sequence

from tests.photos.heic import box, entries, full_box, places

# A frame of 16384 x 16384 in one colour, which takes an encoder many seconds
HUGE = zlib.decompress(
    b85decode(
        "c-j+U;Nq75UjP69-$hJPyc|ZSB_#w6A3mJv(8QrW!GVDx>HN9CwVI#qZ)!iCu)DKEW9{5&9Sq%KcYjxg"
        "KKs|?DEKm%$waT3VcAW&p3Mq-g-#ahY-M4cUg)ZF_P{f#Rh1Q7j~1R~eGwNeA6ixS()@m}znPGF;u^ol"
        "GcP?Z*buf^_|3#g|5DDMizsLM5@?q&_2{$X+KfldUzBf5<(O7m`r%|u{N1LzGRLb89`3ZuQG4!oAmZK*"
        "#Sc3o<K=egaknqMB5uaIxTZk#sPioD3wyTNt@`r!QvQCac{wV6ha=`5H(q+|VZz!p^_$A7e@1N?wPn<n"
        "QCmiB8MS59mQh<qZ5g#?)Ruv=g)Wu=01jS>%m"
    )
)


def stream_of(avif: bytes) -> bytes:
    """Of one with a single picture in it."""
    return avif[avif.index(b"mdat") + 4 :]


def tiled(streams: Sequence[bytes], tile: tuple[int, int]) -> bytes:
    """One tile beside the other."""
    count = len(streams)
    size = (tile[0] * count, tile[1])
    items = [("av01", stream) for stream in streams]
    items.append(("grid", struct.pack(">BBBBHH", 0, 0, 0, count - 1, *size)))
    properties = [
        box("av1C", b"\x81\x1f\x0c\0"),
        full_box("ispe", struct.pack(">II", *tile)),
        full_box("pixi", b"\3\x08\x08\x08"),
        full_box("ispe", struct.pack(">II", *size)),
    ]
    used = [b"\x81\2\3"] * count + [b"\4\3"]
    uses = b"".join(
        struct.pack(">HB", item, len(numbers)) + numbers for item, numbers in enumerate(used, 1)
    )
    numbers = struct.pack(f">HH{count}H", count + 1, count, *range(1, count + 1))

    def meta(start: int) -> bytes:
        return full_box(
            "meta",
            full_box("hdlr", bytes(4) + b"pict" + bytes(13)),
            full_box("pitm", struct.pack(">H", count + 1)),
            full_box("iinf", struct.pack(">H", len(items)), *entries(items, count + 1)),
            full_box("iref", box("dimg", numbers)),
            box(
                "iprp",
                box("ipco", *properties),
                full_box("ipma", struct.pack(">I", len(used)), uses),
            ),
            full_box("iloc", b"\x44\0", struct.pack(">H", len(items)), *places(items, start)),
        )

    start = box("ftyp", b"avif", bytes(4), b"avifmif1miaf")
    content = len(start) + len(meta(0)) + 8
    return start + meta(content) + box("mdat", *dict.fromkeys(data for _kind, data in items))


def holding(avif: bytes, stream: bytes) -> bytes:
    """The same file around another stream; Pillow's ``iloc`` has one place with its length."""
    at = avif.index(b"iloc") + 22
    before = avif[: avif.index(b"mdat") - 4]
    return before[:at] + struct.pack(">I", len(stream)) + before[at + 4 :] + box("mdat", stream)
