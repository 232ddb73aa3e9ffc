"""What an AVIF says of its sizes, read before its decoder is asked.

There are two: of the picture, in the file around it, and of the frames that are decoded for it.
They need not agree.
"""

from collections.abc import Iterator
from struct import unpack_from

from tracker.photos.av1 import Size

MAX_META = 4 * 2**20
MAX_JOINED = 64 * 2**20


def still(data: bytes) -> bytes:
    """Marked so that its decoder takes the still picture, not a film that may come with it."""
    return data if data[8:12] == b"avif" else data[:8] + b"avif" + data[12:]


class Avif:
    def __init__(self, data: bytes) -> None:
        self._file = memoryview(data)
        meta = next(body for kind, body in _boxes(self._file) if kind == b"meta")
        if len(meta) > MAX_META:
            raise ValueError("too much around the picture")
        self._meta = dict(_boxes(meta, 4))

    def stated_sizes(self) -> Iterator[Size]:
        for kind, body in _boxes(dict(_boxes(self._meta[b"iprp"]))[b"ipco"]):
            if kind == b"ispe":
                width, height = unpack_from(">II", body, 4)
                yield width, height

    def streams(self) -> Iterator[memoryview]:
        """Of every picture in the file: tiles, what can be seen through, previews."""
        coded = self._coded()
        box = _Reader(self._meta[b"iloc"])
        version, *_flags, sizes, more_sizes = (box.number(1) for _ in range(6))
        offset_bytes, length_bytes = sizes >> 4, sizes & 15
        base_bytes, index_bytes = more_sizes >> 4, more_sizes & 15 if version else 0
        if not length_bytes:
            raise ValueError("no lengths")
        long = 4 if version == 2 else 2
        joined = 0
        for _ in range(box.number(long)):
            item = box.number(long)
            inside = version and box.number(2) & 15
            source = self._meta[b"idat"] if inside else self._file
            box.number(2)
            base = box.number(base_bytes)
            parts = []
            for _ in range(box.number(2)):
                box.number(index_bytes)
                start = base + box.number(offset_bytes)
                parts.append(source[start : start + box.number(length_bytes)])
            if item not in coded:
                continue
            if len(parts) > 1:
                joined += sum(map(len, parts))
                if joined > MAX_JOINED:
                    raise ValueError("the same parts over and over")
                parts = [memoryview(b"".join(parts))]
            yield from parts

    def _coded(self) -> set[int]:
        """The items that are streams of AV1."""
        iinf = self._meta[b"iinf"]
        coded = set()
        for _kind, body in _boxes(iinf, 8 if iinf[0] else 6):
            item, _protection, kind = unpack_from(">HH4s" if body[0] == 2 else ">IH4s", body, 4)
            if kind == b"av01":
                coded.add(item)
        return coded


class _Reader:
    def __init__(self, data: memoryview) -> None:
        self._data = data
        self._at = 0

    def number(self, length: int) -> int:
        end = self._at + length
        if end > len(self._data):
            raise EOFError
        number = int.from_bytes(self._data[self._at : end], "big")
        self._at = end
        return number


def _boxes(data: memoryview, at: int = 0) -> Iterator[tuple[bytes, memoryview]]:
    while at < len(data):
        size, kind = unpack_from(">I4s", data, at)
        header = 8
        if size == 1:
            (size,) = unpack_from(">Q", data, at + 8)
            header = 16
        elif size == 0:
            size = len(data) - at
        if size < header or at + size > len(data):
            raise EOFError
        yield kind, data[at + header : at + size]
        at += size
