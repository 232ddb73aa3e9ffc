"""JSON files that are generated while they are sent, in constant memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import chain, islice
from json import JSONEncoder
from typing import Any

_BLOCK = 1 << 16
"""The minimum size of a block in characters."""


class LazyList(list[Any]):
    """A list for ``json_parts`` whose items are made while they are written; iterate once.

    The first item is made at once, so that the truth value is right.
    """

    def __init__(self, items: Iterable[Any]) -> None:
        self._rest = iter(items)
        super().__init__(islice(self._rest, 1))

    def __iter__(self) -> Iterator[Any]:
        return chain(super().__iter__(), self._rest)


def json_parts(document: dict[str, Any], **options: Any) -> Iterator[bytes]:
    """Yields the document as UTF-8 JSON. ``options``: indent, separators as in ``json.dumps``."""
    encoder = JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False, **options)
    return in_blocks(chain(encoder.iterencode(document), "\n"))


def in_blocks(texts: Iterable[str]) -> Iterator[bytes]:
    """Yields the concatenated texts as UTF-8 in blocks of at least ``_BLOCK`` characters."""
    block = StringIO()
    for text in texts:
        block.write(text)
        if block.tell() >= _BLOCK:
            yield block.getvalue().encode()
            block = StringIO()
    if block.tell():
        yield block.getvalue().encode()
