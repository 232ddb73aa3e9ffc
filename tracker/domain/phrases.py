"""Sentences that can be translated later.

The core knows no language but English. It hands out phrases: a text with its values, so that the
screens can put the text through gettext and the values (days, counts, other phrases) into the
reader's own form. ``str(phrase)`` is the English sentence.

The functions are imported as ``_`` and ``ngettext`` so that xgettext finds the texts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Union

Value = Union[str, int, float, date, "Phrase", "Sentences"]


@dataclass(frozen=True)
class Phrase:
    """A text with ``%(name)s`` places and the values that go there."""

    text: str
    values: tuple[tuple[str, Value], ...] = ()
    plural: str | None = None
    number: int = 1

    def __str__(self) -> str:
        return phrase_text(self)


@dataclass(frozen=True)
class Sentences:
    """Several phrases, one after the other; a part may itself be several."""

    parts: tuple[Phrase | Sentences, ...]
    joined_by: str = " "

    def __str__(self) -> str:
        return phrase_text(self)


def phrase(text: str, **values: Value) -> Phrase:
    """A text whose ``%(name)s`` places the values fill once it is translated."""
    return Phrase(text, tuple(values.items()))


def plural(singular: str, plural_text: str, number: int, **values: Value) -> Phrase:
    """A phrase that counts: ``number`` chooses the form and fills ``%(n)s``."""
    return Phrase(singular, (("n", number), *values.items()), plural_text, number)


def english_day(day: date) -> str:
    """``3 March 2026``, whatever the locale of the process."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _same(text: str) -> str:
    return text


def _english_plural(singular: str, plural_text: str, number: int) -> str:
    return singular if number == 1 else plural_text


def phrase_text(
    value: Value,
    gettext: Callable[[str], str] = _same,
    ngettext: Callable[[str, str, int], str] = _english_plural,
    day_text: Callable[[date], str] = english_day,
) -> str:
    """The words of a phrase or value in the language that the three functions speak."""
    if isinstance(value, Sentences):
        parts = (phrase_text(part, gettext, ngettext, day_text) for part in value.parts)
        return value.joined_by.join(parts)
    if isinstance(value, date):
        return day_text(value)
    if not isinstance(value, Phrase):
        return str(value)
    if value.plural is None:
        text = gettext(value.text)
    else:
        text = ngettext(value.text, value.plural, value.number)
    if not value.values:
        return text
    filled = {key: phrase_text(item, gettext, ngettext, day_text) for key, item in value.values}
    return text % filled


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
