"""ICC profiles for colours that are told by code points alone (ITU-T H.273), as some phones do."""

import struct
from collections.abc import Mapping
from functools import cache
from math import exp

_BT_709, _BT_2020, _P3 = 1, 9, 12
_PQ, _HLG = 16, 18

_PRIMARIES: Mapping[int, tuple[tuple[float, float, float], ...]] = {
    _BT_709: (
        (0.43607, 0.22249, 0.01392),
        (0.38515, 0.71687, 0.09708),
        (0.14307, 0.06061, 0.71410),
    ),
    _BT_2020: (
        (0.67348, 0.27904, -0.00193),
        (0.16567, 0.67534, 0.02998),
        (0.12505, 0.04562, 0.79686),
    ),
    _P3: ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407)),
}
"""Red, green and blue in XYZ, adapted to the white of ICC profiles (D50)."""

_D50 = (0.9642, 1.0, 0.8249)
_STEPS = 1024
_WHITE_NITS = 203  # of diffuse white in HDR, ITU-R BT.2408
_HLG_NITS, _HLG_GAMMA = 1000, 1.2
_SHOULDER = 0.5  # darker light, such as skin, stays as it is


def profile_of(primaries: int, transfer: int) -> bytes | None:
    """Returns None for sRGB and for unknown primaries. HDR is mapped to the range of a screen."""
    if primaries not in _PRIMARIES or (primaries == _BT_709 and transfer not in (_PQ, _HLG)):
        return None
    return _profile(primaries, transfer)


@cache
def _profile(primaries: int, transfer: int) -> bytes:
    curve = b"curv" + struct.pack(f">II{_STEPS}H", 0, _STEPS, *_curve(transfer))
    points = (b"XYZ " + bytes(4) + _fixed(*point) for point in _PRIMARIES[primaries])
    tags = dict(zip((b"rXYZ", b"gXYZ", b"bXYZ"), points, strict=True))
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    tags[b"wtpt"] = b"XYZ " + bytes(4) + _fixed(*_D50)
    tags[b"desc"] = b"desc" + struct.pack(">II", 0, 5) + b"CICP\0" + bytes(79)
    tags[b"cprt"] = b"text" + bytes(4) + b"none\0\0\0\0"
    at = 128 + 4 + 12 * len(tags)
    table, body = struct.pack(">I", len(tags)), b""
    for name, data in tags.items():
        table += name + struct.pack(">II", at + len(body), len(data))
        body += data
    head = struct.pack(">I4xI", at + len(body), 0x02400000) + b"mntrRGB XYZ "
    head += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + _fixed(*_D50)
    return head.ljust(128, b"\0") + table + body


def _fixed(*numbers: float) -> bytes:
    return struct.pack(f">{len(numbers)}i", *(round(number * 65536) for number in numbers))


def _curve(transfer: int) -> list[int]:
    """Returns the light of each step from black to white."""
    light = {_PQ: _pq, _HLG: _hlg}.get(transfer, _srgb)
    return [round(65535 * light(step / (_STEPS - 1))) for step in range(_STEPS)]


def _srgb(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _pq(value: float) -> float:
    """SMPTE ST 2084."""
    root = value ** (32 / 2523)
    nits = 10_000 * (max(0.0, root - 107 / 128) / (2413 / 128 - 2392 / 128 * root)) ** (8192 / 1305)
    return _in_range(nits / _WHITE_NITS)


def _hlg(value: float) -> float:
    """ITU-R BT.2100."""
    exponent = (value - 0.55991073) / 0.17883277
    scene = value**2 / 3 if value <= 0.5 else (exp(exponent) + 0.28466892) / 12
    return _in_range(_HLG_NITS / _WHITE_NITS * scene**_HLG_GAMMA)


def _in_range(light: float) -> float:
    """Bends what is bright, up to many times as bright as paper, below 1."""
    if light <= _SHOULDER:
        return light
    room = 1 - _SHOULDER
    beyond = (light - _SHOULDER) / room
    return _SHOULDER + room * beyond / (1 + beyond)
