"""Parses bytes into a JSON document and finds what JSON allows but a diary does not."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from tracker.interchange.problems import AlreadyReported, Issue, Path, WrongDiary, quoted

MAX_FILE_SIZE = 20_000_000
"""Bytes: 20 MB."""

_MAX_DIGITS = 18
_MAYBE_UNWRITABLE = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")
_UNWRITABLE = re.compile("[\0\ud800-\udfff]")


class InvalidNumber(AlreadyReported):
    """Replaces NaN, Infinity and numbers too large for a float in the document."""

    def __init__(self, text: str) -> None:
        self.text = text


class RepeatedKeysObject(dict[str, Any]):
    """An object with keys that are given twice; it holds the last value of each."""

    def __init__(self, pairs: Iterable[tuple[str, Any]]) -> None:
        super().__init__()
        self.repeated: dict[str, None] = {}
        for key, value in pairs:
            if key in self:
                self.repeated[key] = None
            self[key] = value


def parse(data: bytes) -> tuple[Any, Iterator[Issue]]:
    """Returns the document and the problems of its characters, numbers and keys.

    Raises WrongDiary where the bytes are no JSON document of at most ``MAX_FILE_SIZE``.
    """
    if len(data) > MAX_FILE_SIZE:
        raise _unparsable(_("larger than 20 MB"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unparsable(_("not UTF-8, at byte %(n)s") % {"n": error.start + 1}) from None
    decoder = _Decoder()
    try:
        document = decoder.decode(text)
    except json.JSONDecodeError as error:
        values = {"line": error.lineno, "column": error.colno}
        raise _unparsable(_("not JSON, at line %(line)s, column %(column)s") % values) from None
    except RecursionError:
        raise _unparsable(_("lists and objects are nested too deeply")) from None
    if decoder.has_placeholders or _MAYBE_UNWRITABLE.search(text):
        return document, _value_issues(document)
    return document, iter(())


def _unparsable(sentence: str) -> WrongDiary:
    return WrongDiary.at([Issue((), sentence)])


class _Decoder:
    """``has_placeholders``: the document holds InvalidNumber or RepeatedKeysObject values."""

    def __init__(self) -> None:
        self.has_placeholders = False
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
        self.has_placeholders = True
        return RepeatedKeysObject(pairs)

    def _whole_number(self, text: str) -> int | float | InvalidNumber:
        return int(text) if len(text) <= _MAX_DIGITS else self._number(text)

    def _number(self, text: str) -> float | InvalidNumber:
        number = float(text)
        return number if math.isfinite(number) else self._not_a_number(text)

    def _not_a_number(self, text: str) -> InvalidNumber:
        self.has_placeholders = True
        return InvalidNumber(text)


def _value_issues(document: Any) -> Iterator[Issue]:
    for path, value in _values_with_paths(document):
        if isinstance(value, InvalidNumber):
            values = {"text": quoted(value.text)}
            yield Issue(path, _("%(text)s is not a number that a diary can store") % values)
        elif isinstance(value, str) and _UNWRITABLE.search(value):
            yield Issue(path, _("has a character that cannot be stored: NUL or half of a pair"))
        elif isinstance(value, dict):
            for key in value:
                if _UNWRITABLE.search(key):
                    sentence = _("the key has a character that cannot be stored")
                    yield Issue((*path, key), sentence)
            for key in getattr(value, "repeated", ()):
                yield Issue((*path, key), _("given twice"))


def _values_with_paths(document: Any) -> Iterator[tuple[Path, Any]]:
    """Yields every value with its path; not recursive, since a document may be nested deeply."""
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
