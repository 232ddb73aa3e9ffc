"""Texts that are translated when they are rendered.

The domain is written in English only. It returns phrases, a text with its values, so that the
presenters can translate the text with gettext and format the values (days, counts, other phrases)
for the reader. ``str(phrase)`` is the English text.

Import the functions as ``_`` and ``ngettext`` so that xgettext finds the texts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Union

Value = Union[str, int, float, Decimal, date, "Phrase", "Sentences"]


@dataclass(frozen=True)
class Phrase:
    """A text with ``%(name)s`` placeholders and their values.

    ``plural``: the plural form, chosen by ``number``; None for a text without one. ``is_safety``:
    English stands beside its translation until that is checked.
    """

    text: str
    values: tuple[tuple[str, Value], ...] = ()
    plural: str | None = None
    number: int = 1
    is_safety: bool = False

    def __str__(self) -> str:
        return phrase_text(self)


@dataclass(frozen=True)
class Sentences:
    """Phrases joined by ``separator``; may be nested."""

    parts: tuple[Phrase | Sentences, ...]
    separator: str = " "

    def __str__(self) -> str:
        return phrase_text(self)


def phrase(text: str, **values: Value) -> Phrase:
    """Return a phrase; the values fill its ``%(name)s`` placeholders after translation."""
    return Phrase(text, tuple(values.items()))


def plural(singular: str, plural_text: str, number: int, **values: Value) -> Phrase:
    """Return a phrase with a plural form; ``number`` chooses the form and fills ``%(n)s``."""
    return Phrase(singular, (("n", number), *values.items()), plural_text, number)


def safety_phrase(text: str, **values: Value) -> Phrase:
    """Return a phrase that is a safety text."""
    return replace(phrase(text, **values), is_safety=True)


def safety_plural(singular: str, plural_text: str, number: int, **values: Value) -> Phrase:
    """Return a phrase with a plural form that is a safety text."""
    return replace(plural(singular, plural_text, number, **values), is_safety=True)


def is_safety(value: Value) -> bool:
    """Return whether the value is a safety text or has one within it."""
    if isinstance(value, Sentences):
        return any(map(is_safety, value.parts))
    return isinstance(value, Phrase) and (
        value.is_safety or any(is_safety(item) for _key, item in value.values)
    )


def english_day(day: date) -> str:
    """Return ``3 March 2026``, independent of the locale of the process."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _identity(text: str) -> str:
    return text


def _english_plural(singular: str, plural_text: str, number: int) -> str:
    return singular if number == 1 else plural_text


def phrase_text(
    value: Value,
    gettext: Callable[[str], str] = _identity,
    ngettext: Callable[[str, str, int], str] = _english_plural,
    day_text: Callable[[date], str] = english_day,
    number_text: Callable[[Decimal], str] = str,
) -> str:
    """Return the text of a phrase or value, translated and formatted by the four functions.

    Raises KeyError where a placeholder has no value.
    """
    functions = gettext, ngettext, day_text, number_text
    if isinstance(value, Sentences):
        parts = (phrase_text(part, *functions) for part in value.parts)
        return value.separator.join(parts)
    if isinstance(value, date):
        return day_text(value)
    if isinstance(value, Decimal):
        return number_text(value)
    if not isinstance(value, Phrase):
        return str(value)
    if value.plural is None:
        text = gettext(value.text)
    else:
        text = ngettext(value.text, value.plural, value.number)
    if not value.values:
        return text
    rendered = {key: phrase_text(item, *functions) for key, item in value.values}
    return text % rendered


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
