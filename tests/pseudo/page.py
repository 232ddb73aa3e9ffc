"""The texts of a page that did not come through gettext."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from html.parser import HTMLParser

from tests.pseudo.language import CLOSE, OPEN

SHOWN = (
    *("alt", "aria-label", "aria-description", "content", "placeholder", "title"),
    *("data-called", "data-map-label", "data-play", "data-pause"),
    *("data-show-password", "data-hide-password", "data-unsent-first", "data-unsent-warning"),
)
"""Attributes with a text for people, beside those that begin with data-text."""
LEFT_OUT = ("code", "script", "style", "textarea")
ENGLISH_BESIDE = re.compile("\u200e\\((.*?)\\)\u200e", re.DOTALL)
NAMES_OF_THE_WORLD = {"country", "time_zone"}
"""Selects with names of countries and cities, which are English as yet."""


class _Texts(HTMLParser):
    """Collects the text of a page in one piece, each text attribute, and the English beside.

    ``attributes``: of all elements, those for people and others.
    """

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.attributes: list[str] = []
        self.english: list[str] = []
        self._left_out = ""
        self._is_english = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        is_select = tag == "select" and dict(attrs).get("name") in NAMES_OF_THE_WORLD
        if not self._left_out and (tag in LEFT_OUT or is_select):
            self._left_out = tag
        if tag == "span" and ("lang", "en") in attrs:
            assert ("dir", "ltr") in attrs
            self._is_english = True
            self.english.append("")
            return
        self.text += "\n"
        for name, value in attrs:
            is_text = name.startswith("data-text") or (name in SHOWN and tag != "meta")
            assert "<span" not in (value or ""), f"an attribute cannot hold the English: {value}"
            if value and is_text:
                self.attributes.append(value)

    def handle_endtag(self, tag: str) -> None:
        if self._is_english:
            self._is_english = False
            return
        self.text += "\n"
        if tag == self._left_out:
            self._left_out = ""

    def handle_data(self, data: str) -> None:
        if self._is_english:
            self.english[-1] += data
        elif not self._left_out:
            self.text += data


def leaks(text: str, known: re.Pattern[str]) -> list[str]:
    """Return the pieces with letters outside the brackets, without what is known.

    The English beside a safety text is known.
    """
    depth, pieces = 0, [""]
    for sign in ENGLISH_BESIDE.sub("", text):
        depth += (sign == OPEN) - (sign == CLOSE)
        if sign in (OPEN, CLOSE, "\n"):
            pieces.append("")
        elif depth == 0:
            pieces[-1] += sign
    bare = (re.sub(r"\s+", " ", known.sub("", piece)).strip() for piece in pieces)
    return [piece for piece in bare if re.search(r"[^\W\d_]{2}", piece)]


def leaks_of_page(html: str, known: re.Pattern[str]) -> list[str]:
    parser = _Texts()
    parser.feed(html)
    return [piece for text in (parser.text, *parser.attributes) for piece in leaks(text, known)]


def english_beside(html: str) -> list[str]:
    """Return the English texts that stand beside the safety texts of a page, in its order."""
    parser = _Texts()
    parser.feed(html)
    return parser.english


def texts_of(html: str) -> list[str]:
    """Return the pieces of text of a page, without what stands in the frame round it."""
    parser = _Texts()
    parser.feed(re.sub(r"(?s).*<main[^>]*>|</main>.*", "", html))
    return [line for line in map(str.strip, parser.text.split("\n")) if line]


def texts_in(value: object) -> Iterable[str]:
    """Yield what a person typed: the texts of a record with a space or a capital."""
    if isinstance(value, str):
        if re.search(r"[A-Z\s]", value):
            yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts_in(getattr(value, field.name))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from texts_in(item)


def pattern_of(texts: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted({text.rstrip(".") for text in texts if text}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))
