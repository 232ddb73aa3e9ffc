"""JSON files that are generated while they are sent, in constant memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import chain, islice
from json import JSONEncoder
from typing import Any, NoReturn

_BLOCK = 1 << 16
"""The minimum size of a block in characters."""


class LazyList:
    """A list for ``json_parts`` whose items are made while they are written; iterate once.

    The first item is made at once, so that the truth value is right.
    """

    def __init__(self, items: Iterable[Any]) -> None:
        self._rest = iter(items)
        self._first = list(islice(self._rest, 1))

    def __bool__(self) -> bool:
        return bool(self._first)

    def __iter__(self) -> Iterator[Any]:
        return chain(self._first, self._rest)


def json_parts(document: dict[str, Any], **options: Any) -> Iterator[bytes]:
    """Yields the document as UTF-8 JSON. ``options``: indent, separators as in ``json.dumps``.

    What has no ``LazyList`` in it is encoded at once, many times as fast as piece by piece.
    """
    encoder = JSONEncoder(
        ensure_ascii=False, allow_nan=False, check_circular=False, default=_refuse, **options
    )
    return in_blocks(chain(_texts(document, encoder, 0), "\n"))


class _HasLazyList(Exception):
    """A value cannot be encoded at once."""


def _refuse(value: object) -> NoReturn:
    if isinstance(value, LazyList):
        raise _HasLazyList
    raise TypeError(f"{type(value).__name__} in a JSON document")


def _texts(value: Any, encoder: JSONEncoder, level: int) -> Iterator[str]:
    try:
        text = encoder.encode(value)
    except _HasLazyList:
        yield from _texts_of_items(value, encoder, level)
        return
    yield text if encoder.indent is None else text.replace("\n", _line_start(encoder, level))


def _texts_of_items(
    value: dict[str, Any] | list[Any] | LazyList, encoder: JSONEncoder, level: int
) -> Iterator[str]:
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    separator = opening
    for name, item in _named_items(value, encoder):
        yield separator + _line_start(encoder, level + 1) + name
        yield from _texts(item, encoder, level + 1)
        separator = encoder.item_separator
    yield opening + closing if separator is opening else _line_start(encoder, level) + closing


def _named_items(
    value: dict[str, Any] | list[Any] | LazyList, encoder: JSONEncoder
) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield encoder.encode(key) + encoder.key_separator, item
    else:
        yield from (("", item) for item in value)


def _line_start(encoder: JSONEncoder, level: int) -> str:
    return "" if encoder.indent is None else "\n" + " " * int(encoder.indent) * level


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
