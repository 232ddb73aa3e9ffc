"""What Pillow does not tell about a PNG: whether all rows are there, and its colour code points."""

import zlib
from collections.abc import Iterator

from PIL.PngImagePlugin import PngImageFile

_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # by colour type
_PASSES = (
    (0, 0, 8, 8),
    (4, 0, 8, 8),
    (0, 4, 4, 8),
    (2, 0, 4, 4),
    (0, 2, 2, 4),
    (1, 0, 2, 2),
    (0, 1, 1, 2),
)
"""Of an interlaced PNG: the first column and row, and the steps to the next."""

_PIECE = 2**20


def has_all_rows(image: PngImageFile, data: bytes) -> bool:
    """Whether the pixels are as long as the header says; Pillow leaves missing rows black."""
    squeezed = zlib.decompressobj()
    missing = _length(image.size, data)
    for kind, body in _chunks(data):
        if kind != b"IDAT":
            continue
        while missing > 0 and body:
            missing -= len(squeezed.decompress(body, _PIECE))
            body = squeezed.unconsumed_tail
    return missing <= 0


def colour_code_points(data: bytes) -> tuple[int, int]:
    """Returns primaries and transfer of the cICP chunk; 2 and 2, "unspecified", without one."""
    body = dict(_chunks(data)).get(b"cICP", b"\2\2")
    return body[0], body[1]


def _length(size: tuple[int, int], data: bytes) -> int:
    bits = data[24] * _CHANNELS[data[25]]  # of a pixel
    is_interlaced = data[28]
    length = 0
    for left, top, across, down in _PASSES if is_interlaced else ((0, 0, 1, 1),):
        columns, rows = -(-(size[0] - left) // across), -(-(size[1] - top) // down)
        if columns > 0 and rows > 0:
            length += rows * (1 + -(-columns * bits // 8))
    return length


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at + 8 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        at += 12 + length
