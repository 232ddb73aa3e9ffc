"""The sizes of frames, read from headers written here bit by bit."""

import pytest

from tracker.photos.av1 import frame_sizes

SIZE = "1001 1001" + f"{639:010b}{479:010b}"  # 640 x 480, of up to 1024 x 1024
SMALL, LARGE = [(640, 480)], [(1024, 1024)]
PLAIN = "000 0 0 0 0 00000" + "0" * 12 + "00101" + SIZE + "0 0000000 0 0 0"
WITH_ALL = (
    "000 0 0"
    + ("1" + "0" * 64 + "1 00100 1" + "00011" + "0" * 32 + "00000 00001")  # timing
    + ("1 00001" + ("0" * 12 + "01000 0" + "1 0000 0000 0" + "1 0000") * 2)
    + (SIZE + "1 0001 001" + "0000000" + "1 11" + "1 1 111")
)


def unit(kind: int, bits: str) -> bytes:
    bits = bits.replace(" ", "") + "1"
    bits += "0" * (-len(bits) % 8)
    data = int(bits, 2).to_bytes(len(bits) // 8, "big")
    return bytes([kind << 3 | 2, len(data)]) + data


def sizes(*units: bytes) -> list[tuple[int, int]]:
    return list(frame_sizes([memoryview(b"".join(units))]))


@pytest.mark.parametrize(
    ("sequence", "frame", "expected"),
    [
        pytest.param("000 1 1 00101" + SIZE, "1111 1111", SMALL, id="still"),
        pytest.param(PLAIN, "0 00 1 0 0", SMALL, id="key frame"),
        pytest.param(PLAIN, "0 00 1 0 1", LARGE, id="key frame of its own size"),
        pytest.param(PLAIN, "0 00 0 0 0 0 1", LARGE, id="hidden one of its own size"),
        pytest.param(PLAIN, "0 01 1 0 0 0", SMALL, id="later frame"),
        pytest.param(PLAIN, "0 11 1 0 0", LARGE, id="switch"),
        pytest.param(WITH_ALL, "0 00 1 0 1 1 00000 0", SMALL, id="all that can be there"),
        pytest.param(WITH_ALL, "0 00 1 0 1 1 00000 1", LARGE, id="all, and its own size"),
    ],
)
@pytest.mark.parametrize("kind", [3, 6, 7])
def test_a_frame(kind, sequence, frame, expected):
    assert sizes(unit(2, ""), unit(1, sequence), unit(kind, frame)) == expected


def test_each_frame_counts():
    start, frame = unit(1, PLAIN), unit(6, "0 00 1 0 0")
    assert sizes(start, frame, frame, start, frame) == SMALL * 3


@pytest.mark.parametrize(
    "units",
    [
        pytest.param([unit(6, "0 00 1 0 0")], id="no sequence"),
        pytest.param([unit(1, PLAIN), b"\x32\x09"], id="cut off"),
        pytest.param([unit(1, "000 0 0 0")], id="no size"),
        pytest.param([unit(2, "")] * 20_001, id="no end of them"),
    ],
)
def test_no_sizes(units):
    with pytest.raises((ValueError, EOFError)):
        sizes(*units)
