"""Colour profiles of screens and cameras, and what their colours are in sRGB."""

import struct

Colour = tuple[int, int, int]

# What red, green and blue at their strongest are in XYZ under D50, and the gamma
ADOBE = (
    ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457)),
    563 / 256,
)
P3 = (
    ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407)),
    563 / 256,
)
TO_SRGB = (
    (3.1338561, -1.6168667, -0.4906146),
    (-0.9787684, 1.9161415, 0.0334540),
    (0.0719453, -0.2289914, 1.4052427),
)
WHITE = (0.9642, 1.0, 0.8249)


def _fixed(*numbers: float) -> bytes:
    return struct.pack(f">{len(numbers)}i", *(round(number * 65536) for number in numbers))


def _profile(space: bytes, gamma: float, tags: dict[bytes, bytes]) -> bytes:
    curve = b"curv" + struct.pack(">IIHH", 0, 1, round(gamma * 256), 0)
    name = b"desc" + struct.pack(">II", 0, 7) + b"Camera\0" + bytes(81)
    for tag in (b"rTRC", b"gTRC", b"bTRC") if space == b"RGB " else (b"kTRC",):
        tags[tag] = curve
    tags |= {
        b"desc": name,
        b"cprt": b"text\0\0\0\0none\0",
        b"wtpt": b"XYZ \0\0\0\0" + _fixed(*WHITE),
    }
    at = 128 + 4 + 12 * len(tags)
    table, body = struct.pack(">I", len(tags)), b""
    for tag, data in tags.items():
        data += bytes(-len(data) % 4)
        table += tag + struct.pack(">II", at + len(body), len(data))
        body += data
    head = struct.pack(
        ">I4s4s4s4s4s", at + len(body), bytes(4), b"\2\x40\0\0", b"mntr", space, b"XYZ "
    )
    head += struct.pack(">6H", 2026, 3, 10, 0, 0, 0) + b"acsp" + bytes(28) + _fixed(*WHITE)
    return head + bytes(128 - len(head)) + table + body


def rgb_profile(space: tuple[tuple[tuple[float, ...], ...], float]) -> bytes:
    points, gamma = space
    names = (b"rXYZ", b"gXYZ", b"bXYZ")
    tags = {
        name: b"XYZ \0\0\0\0" + _fixed(*point) for name, point in zip(names, points, strict=True)
    }
    return _profile(b"RGB ", gamma, tags)


def grey_profile(gamma: float) -> bytes:
    return _profile(b"GRAY", gamma, {})


def _encoded(light: float) -> int:
    light = min(1.0, max(0.0, light))
    value = light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return round(255 * value)


def to_srgb(colour: Colour, space: tuple[tuple[tuple[float, ...], ...], float]) -> Colour:
    points, gamma = space
    light = [(value / 255) ** gamma for value in colour]
    xyz = [sum(light[n] * points[n][axis] for n in range(3)) for axis in range(3)]
    red, green, blue = (
        _encoded(sum(row[axis] * xyz[axis] for axis in range(3))) for row in TO_SRGB
    )
    return red, green, blue


def grey_in_srgb(value: int, gamma: float) -> Colour:
    grey = _encoded((value / 255) ** gamma)
    return grey, grey, grey
