"""The shape of a diary file: ``diary.schema.json``, each breach of it as a plain sentence.

The schema is walked here rather than by a library: a library's errors would have to be put into
words all the same, and those tried keep all errors of a document at once in memory (6 GB for a
file of 6 MB). Lengths of texts are not looked at here: ``sense`` holds shorter ones.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib.resources import files
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.interchange.coerce import as_day
from tracker.interchange.parsing import NotANumber
from tracker.interchange.problems import Found, Path, quoted


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_whole(value: object) -> bool:
    return _is_number(value) and float(value).is_integer()  # type: ignore[arg-type]


_KINDS: Mapping[str, tuple[Callable[[object], bool], Any]] = {
    "null": (lambda value: value is None, "null"),
    "boolean": (lambda value: isinstance(value, bool), gettext_lazy("true or false")),
    "integer": (_is_whole, gettext_lazy("a whole number")),
    "number": (_is_number, gettext_lazy("a number")),
    "string": (lambda value: isinstance(value, str), gettext_lazy("a text")),
    "array": (lambda value: isinstance(value, list), gettext_lazy("a list")),
    "object": (lambda value: isinstance(value, dict), gettext_lazy("an object")),
}


@dataclass(frozen=True)
class Shape:
    """What the schema says of one value; None where it says nothing.

    ``name`` is that of the definition it stands under: ``day``, ``time``, ``concern``, ``entry``.
    ``items`` and ``others`` are the shapes of a list's items and of keys not in ``properties``;
    ``closed``: there are no other keys.
    """

    name: str = ""
    kinds: tuple[str, ...] | None = None
    options: tuple[Any, ...] | None = None
    pattern: re.Pattern[str] | None = None
    shortest: int = 0
    lowest: float | None = None
    highest: float | None = None
    above: float | None = None
    required: tuple[str, ...] = ()
    properties: Mapping[str, Shape] = field(default_factory=dict)
    closed: bool = False
    others: Shape | None = None
    items: Shape | None = None
    once_each: bool = False

    def problems(self, value: object, path: Path) -> Iterator[Found]:
        """Every breach in the value and in all that it holds."""
        if isinstance(value, NotANumber):
            return
        sentence = self._wrong_in_itself(value)
        if sentence:
            yield Found(path, sentence)
        elif isinstance(value, dict):
            yield from self._wrong_within_object(value, path)
        elif isinstance(value, list):
            yield from self._wrong_within_list(value, path)

    def _wrong_in_itself(self, value: object) -> str | None:
        if self.kinds is not None and not any(_KINDS[kind][0](value) for kind in self.kinds):
            return self._wrong_kind(value)
        if self.options is not None and (isinstance(value, bool) or value not in self.options):
            return self._wrong_option(value)
        if isinstance(value, str):
            return self._wrong_text(value)
        if _is_number(value):
            return self._wrong_number(value)  # type: ignore[arg-type]
        return None

    def _wrong_kind(self, value: object) -> str:
        kind = next(kind for kind in self.kinds or () if kind != "null")
        values = {"kind": _KINDS[kind][1], "value": quoted(value)}
        return _("%(kind)s belongs here, not %(value)s") % values

    def _wrong_option(self, value: object) -> str:
        options = ", ".join(quoted(option) for option in self.options or ())
        values = {"options": options, "value": quoted(value)}
        if len(self.options or ()) == 1:
            return _("must be %(options)s, not %(value)s") % values
        return _("must be one of %(options)s, not %(value)s") % values

    def _wrong_text(self, text: str) -> str | None:
        if len(text) < self.shortest:
            return _("must not be empty")
        if self.pattern is not None and not self.pattern.fullmatch(text):
            if self.name == "day":
                return _("%(value)s is no day; write YYYY-MM-DD") % {"value": quoted(text)}
            return _("%(value)s is no time of day; write HH:MM, from 00:00 to 23:59") % {
                "value": quoted(text)
            }
        if self.name == "day" and as_day(text) is None:
            return _("the day %(day)s does not exist") % {"day": text}
        return None

    def _wrong_number(self, number: float) -> str | None:
        values = {
            "number": quoted(number),
            "low": self.lowest,
            "high": self.highest,
            "above": self.above,
        }
        if self.above is not None and number <= self.above:
            return _("%(number)s is too small: more than %(above)s") % values
        if self.lowest is not None and number < self.lowest:
            return _("%(number)s is too small: at least %(low)s") % values
        if self.highest is not None and number > self.highest:
            return _("%(number)s is too large: at most %(high)s") % values
        return None

    def _wrong_within_object(self, value: dict[str, Any], path: Path) -> Iterator[Found]:
        for key in self.required:
            if key not in value:
                yield Found((*path, key), _("missing"))
        for key, item in value.items():
            shape = self.properties.get(key, self.others)
            if shape is not None:
                yield from shape.problems(item, (*path, key))
            elif self.closed:
                yield Found((*path, key), _("unknown key"))

    def _wrong_within_list(self, value: list[Any], path: Path) -> Iterator[Found]:
        seen: set[str] = set()
        for index, item in enumerate(value):
            if self.items is not None:
                yield from self.items.problems(item, (*path, index))
            if self.once_each and isinstance(item, str):
                if item in seen:
                    yield Found((*path, index), _("%(value)s twice") % {"value": quoted(item)})
                seen.add(item)


def _shape(schema: Mapping[str, Any], definitions: Mapping[str, Any], name: str = "") -> Shape:
    """Raises KeyError for a word of JSON Schema that this module does not know."""
    says: dict[str, Any] = {"name": name}
    for word, value in schema.items():
        if word == "$ref":
            name = value.removeprefix("#/$defs/")
            return _shape(definitions[name], definitions, name)
        if word == "anyOf":
            return _or_null(value, definitions)
        if word == "properties":
            says["properties"] = {key: _shape(item, definitions) for key, item in value.items()}
        elif word == "items":
            says["items"] = _shape(value, definitions)
        elif word == "additionalProperties":
            says |= {"others": _shape(value, definitions)} if value else {"closed": True}
        else:
            says |= _WORDS[word](value)
    return Shape(**says)


def _or_null(choices: list[Mapping[str, Any]], definitions: Mapping[str, Any]) -> Shape:
    """The one use that the schema makes of anyOf: something, or null."""
    choice, null = choices
    if null != {"type": "null"}:
        raise KeyError("anyOf")
    shape = _shape(choice, definitions)
    return replace(shape, kinds=(*(shape.kinds or ()), "null"))


_WORDS: Mapping[str, Callable[[Any], dict[str, Any]]] = {
    "const": lambda value: {"options": (value,)},
    "enum": lambda value: {"options": tuple(value)},
    "type": lambda value: {"kinds": (value,) if isinstance(value, str) else tuple(value)},
    "pattern": lambda value: {"pattern": re.compile(value, re.ASCII)},
    "minLength": lambda value: {"shortest": value},
    "maxLength": lambda value: {},
    "minimum": lambda value: {"lowest": value},
    "maximum": lambda value: {"highest": value},
    "exclusiveMinimum": lambda value: {"above": value},
    "required": lambda value: {"required": tuple(value)},
    "uniqueItems": lambda value: {"once_each": value},
    "$schema": lambda value: {},
    "title": lambda value: {},
    "$defs": lambda value: {},
}
"""What the plain words of the schema say of a shape."""


def _diary_shape() -> Shape:
    schema = json.loads(files(__package__).joinpath("diary.schema.json").read_bytes())
    return _shape(schema, schema["$defs"])


DIARY = _diary_shape()
