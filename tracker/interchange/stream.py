"""Files that are written while they are sent, so that their length costs no memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import chain, islice
from json import JSONEncoder
from typing import Any

_BLOCK = 1 << 16
"""Characters that are worth sending."""


class LazyList(list[Any]):
    """A list for ``json_parts`` whose items are made while they are written, once.

    The first one is made at once, so that a list without items is known to be empty.
    """

    def __init__(self, items: Iterable[Any]) -> None:
        self._others = iter(items)
        super().__init__(islice(self._others, 1))

    def __iter__(self) -> Iterator[Any]:
        return chain(super().__iter__(), self._others)


def json_parts(document: dict[str, Any], **form: Any) -> Iterator[bytes]:
    """The document as a JSON file. ``form``: indent and separators, as ``json.dumps`` has them."""
    encoder = JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False, **form)
    return in_blocks(chain(encoder.iterencode(document), "\n"))


def in_blocks(texts: Iterable[str]) -> Iterator[bytes]:
    """The texts one after the other as UTF-8, in blocks of a size that is worth sending."""
    block = StringIO()
    for text in texts:
        block.write(text)
        if block.tell() >= _BLOCK:
            yield block.getvalue().encode()
            block = StringIO()
    if block.tell():
        yield block.getvalue().encode()
