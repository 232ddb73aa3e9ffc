"""From bytes to a JSON document, and what can be wrong on that way."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from tracker.interchange.problems import Issue, Path, Reported, WrongDiary, quoted

MAX_FILE_SIZE = 20_000_000
"""Bytes: 20 MB."""

_MAX_DIGITS = 18
_MAYBE_UNWRITABLE = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")
_UNWRITABLE = re.compile("[\0\ud800-\udfff]")


class NotANumber(Reported):
    """Stands in the document where the file says NaN, Infinity or a number beyond all bounds."""

    def __init__(self, text: str) -> None:
        self.text = text


class Repeating(dict[str, Any]):
    """An object of the document that gives keys twice; it holds the last value of each."""

    def __init__(self, pairs: Iterable[tuple[str, Any]]) -> None:
        super().__init__()
        self.repeated: dict[str, None] = {}
        for key, value in pairs:
            if key in self:
                self.repeated[key] = None
            self[key] = value


def parse(data: bytes) -> tuple[Any, Iterator[Issue]]:
    """The JSON document, and the problems of its letters, numbers and keys.

    Raises WrongDiary where there is no document at all.
    """
    if len(data) > MAX_FILE_SIZE:
        raise _no_document(_("larger than 20 MB"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _no_document(_("not UTF-8, at byte %(n)s") % {"n": error.start + 1}) from None
    decoder = _Decoder()
    try:
        document = decoder.decode(text)
    except json.JSONDecodeError as error:
        values = {"line": error.lineno, "column": error.colno}
        raise _no_document(_("not JSON, at line %(line)s, column %(column)s") % values) from None
    except RecursionError:
        raise _no_document(_("lists and objects are nested too deeply")) from None
    if decoder.is_odd or _MAYBE_UNWRITABLE.search(text):
        return document, _oddities(document)
    return document, iter(())


def _no_document(sentence: str) -> WrongDiary:
    return WrongDiary.at([Issue((), sentence)])


class _Decoder:
    """``is_odd``: a stand-in was put into the document, which is to be searched for."""

    def __init__(self) -> None:
        self.is_odd = False
        self.decode = json.JSONDecoder(
            object_pairs_hook=self._object,
            parse_int=self._whole_number,
            parse_float=self._number,
            parse_constant=self._not_a_number,
        ).decode

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) == len(pairs):
            return found
        self.is_odd = True
        return Repeating(pairs)

    def _whole_number(self, text: str) -> int | float | NotANumber:
        return int(text) if len(text) <= _MAX_DIGITS else self._number(text)

    def _number(self, text: str) -> float | NotANumber:
        number = float(text)
        return number if math.isfinite(number) else self._not_a_number(text)

    def _not_a_number(self, text: str) -> NotANumber:
        self.is_odd = True
        return NotANumber(text)


def _oddities(document: Any) -> Iterator[Issue]:
    for path, value in _walk(document):
        if isinstance(value, NotANumber):
            values = {"text": quoted(value.text)}
            yield Issue(path, _("%(text)s is not a number that a diary can hold") % values)
        elif isinstance(value, str) and _UNWRITABLE.search(value):
            yield Issue(path, _("holds a character that cannot be kept: NUL or half of a pair"))
        elif isinstance(value, dict):
            for key in value:
                if _UNWRITABLE.search(key):
                    sentence = _("the key holds a character that cannot be kept")
                    yield Issue((*path, key), sentence)
            for key in getattr(value, "repeated", ()):
                yield Issue((*path, key), _("given twice"))


def _walk(document: Any) -> Iterator[tuple[Path, Any]]:
    """Every value with its path. Without recursion, since a document may be nested deeply."""
    yield (), document
    steps: list[str | int] = []
    levels = [_items(document)]
    while levels:
        for step, value in levels[-1]:
            yield (*steps, step), value
            if isinstance(value, dict | list):
                steps.append(step)
                levels.append(_items(value))
                break
        else:
            levels.pop()
            if steps:
                steps.pop()


def _items(value: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(value, dict):
        return iter(value.items())
    return iter(enumerate(value if isinstance(value, list) else ()))
