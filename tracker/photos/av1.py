"""How large the frames in AV1 streams are, by their headers, as the decoder will make them.

It asks for memory for what the stream says, whatever is stated in the file around it.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

Size = tuple[int, int]

MAX_UNITS = 20_000  # in all streams of a picture: a camera's has a few, also for each tile

_SEQUENCE = 1
_FRAME = {3, 6, 7}
_MAX_HEADER_LENGTH = 512
_SWITCH = 3  # a kind of frame
_BY_FRAME = 2  # not settled in the sequence


class _Bits:
    def __init__(self, data: bytes) -> None:
        self._number = int.from_bytes(data, "big")
        self._left = 8 * len(data)

    def take(self, count: int = 1) -> int:
        self._left -= count
        if self._left < 0:
            raise EOFError
        return self._number >> self._left & (1 << count) - 1

    def skip_variable(self) -> None:
        zeros = 0
        while not self.take():
            zeros += 1
            if zeros == 32:
                raise ValueError("no such number")
        self.take(zeros)


class _Sequence(NamedTuple):
    size: Size
    most: Size  # that a frame can ask for instead
    reduced: bool
    moment_bits: int = 0
    number_bits: int = 0
    screen: int = 0
    whole_steps: int = 0


def frame_sizes(streams: Iterable[memoryview]) -> Iterator[Size]:
    """Raises an error where a stream has a frame without a sequence to tell about it."""
    units = 0
    for stream in streams:
        sequence = None
        for kind, data in _units(stream):
            units += 1
            if units > MAX_UNITS:
                raise ValueError("too many units")
            if kind == _SEQUENCE:
                sequence = _sequence(_Bits(data))
            elif kind in _FRAME:
                if not sequence:
                    raise ValueError("no sequence header")
                yield _frame_size(_Bits(data), sequence)


def _units(stream: memoryview) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(stream):
        first = stream[at]
        at += 2 if first & 4 else 1
        length = len(stream) - at
        if first & 2:
            length = 0
            for shift in range(0, 56, 7):
                byte = stream[at]
                at += 1
                length |= (byte & 127) << shift
                if byte < 128:
                    break
        if at + length > len(stream):
            raise EOFError
        yield first >> 3 & 15, bytes(stream[at : at + min(length, _MAX_HEADER_LENGTH)])
        at += length


def _sequence(bits: _Bits) -> _Sequence:
    bits.take(4)
    reduced = bool(bits.take())
    moment_bits = 0
    if reduced:
        bits.take(5)
    else:
        moment_bits = _skip_timing(bits)
    width_bits, height_bits = bits.take(4) + 1, bits.take(4) + 1
    size = bits.take(width_bits) + 1, bits.take(height_bits) + 1
    most = 1 << width_bits, 1 << height_bits
    if reduced:
        return _Sequence(size, most, reduced)
    number_bits = bits.take(4) + bits.take(3) + 3 if bits.take() else 0
    bits.take(7)
    ordered = bits.take()
    if ordered:
        bits.take(2)
    screen = _BY_FRAME if bits.take() else bits.take()
    whole_steps = 0
    if screen:
        whole_steps = _BY_FRAME if bits.take() else bits.take()
    return _Sequence(size, most, reduced, moment_bits, number_bits, screen, whole_steps)


def _skip_timing(bits: _Bits) -> int:
    """How many bits a frame has for its moment."""
    delay_bits = moment_bits = 0
    if bits.take():
        bits.take(64)
        even = bits.take()
        if even:
            bits.skip_variable()
        if bits.take():
            delay_bits = bits.take(5) + 1
            bits.take(37)
            moment_bits = bits.take(5) + 1
            if even:
                moment_bits = 0
    delayed = bits.take()
    for _ in range(bits.take(5) + 1):
        bits.take(12)
        if bits.take(5) > 7:
            bits.take()
        if delay_bits and bits.take():
            bits.take(2 * delay_bits + 1)
        if delayed and bits.take():
            bits.take(4)
    return moment_bits


def _frame_size(bits: _Bits, sequence: _Sequence) -> Size:
    if sequence.reduced or bits.take():  # one that is there already, shown again
        return sequence.size
    kind, shown = bits.take(2), bits.take()
    bits.take(sequence.moment_bits if shown else 1)
    if kind != _SWITCH and not (kind == 0 and shown):
        bits.take()
    bits.take()
    screen = bits.take() if sequence.screen == _BY_FRAME else sequence.screen
    if screen and sequence.whole_steps == _BY_FRAME:
        bits.take()
    bits.take(sequence.number_bits)
    return sequence.most if kind == _SWITCH or bits.take() else sequence.size
