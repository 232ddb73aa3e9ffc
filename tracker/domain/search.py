"""Finds words in what parents wrote, whatever the case and accents of their letters.

"Größe", "grösse" and "GROSSE" are the same word; so are "kaşıntı" and "kasinti". Letters are
compared one by one, so that a place in the folded text is a place in what was written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_LETTERS = {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"}
"""Letters that Unicode does not take apart."""
_SIGNS = dict.fromkeys("‘’", "'") | dict.fromkeys("“”„«»", '"') | dict.fromkeys("–—", "-")
"""Signs that phones put in place of those on a keyboard."""
_ALIKE = _LETTERS | _SIGNS

WORD = re.compile(r'"([^"]+)"|([^\s"]+)')

AROUND = 50
"""How many characters of a text are shown on both sides of a word that was found."""
MAX_EXCERPTS = 3


class _FoldedLetters(dict[int, str]):
    """The folded form of each letter by its code point, computed when it is first needed."""

    def __missing__(self, code: int) -> str:
        parts = unicodedata.normalize("NFKD", chr(code)).casefold()
        parts = unicodedata.normalize("NFKD", parts)
        letters = "".join(_ALIKE.get(c, c) for c in parts if not unicodedata.combining(c))
        self[code] = letters
        return letters


_FOLDED = _FoldedLetters()


def folded(text: str) -> str:
    """Return the text without case, accents and other marks above or below its letters."""
    return text.lower() if text.isascii() else text.translate(_FOLDED)


def words_of(query: str) -> tuple[str, ...]:
    """Return the folded words of a search, each once; what stands in quotes is one of them."""
    found = ((quoted or word).strip() for quoted, word in WORD.findall(folded(query)))
    return tuple(dict.fromkeys(filter(None, found)))


def has_all(text: str, words: Sequence[str]) -> bool:
    """Return whether each of the folded words is in the text, also within another word."""
    here = folded(text)
    return all(word in here for word in words)


@dataclass(frozen=True)
class Piece:
    """A part of a text; ``is_found``: it is one of the words searched for."""

    text: str
    is_found: bool = False


def marked(text: str, words: Sequence[str]) -> tuple[Piece, ...]:
    """Return the whole text, with the words in it marked."""
    return tuple(_pieces(text, [(0, len(text))], list(_found(text, words))))


def excerpt(text: str, words: Sequence[str]) -> tuple[Piece, ...]:
    """Return the text round the words found in it, at most ``MAX_EXCERPTS`` places.

    The beginning of the text if none is in it.
    """
    found = list(_found(text, words))
    windows = list(_windows(text, _first_of_each(text, found)))[:MAX_EXCERPTS]
    return tuple(_pieces(text, windows, found))


def _found(text: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield start and end of each word in the text, without overlaps, in order."""
    if not words:
        return
    letters = [folded(letter) for letter in text]
    places = [place for place, letter in enumerate(letters) for _ in letter]
    longest_first = sorted(words, key=len, reverse=True)
    for match in re.finditer("|".join(map(re.escape, longest_first)), "".join(letters)):
        end = places[match.end() - 1] + 1
        while end < len(text) and not letters[end]:  # an accent of its own
            end += 1
        yield places[match.start()], end


def _first_of_each(text: str, found: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    firsts: dict[str, tuple[int, int]] = {}
    for start, end in found:
        firsts.setdefault(folded(text[start:end]), (start, end))
    return list(firsts.values()) or [(0, 0)]


def _windows(text: str, found: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the parts of the text round these places; parts that meet are one."""
    begin, until = _window(text, *found[0])
    for place in found[1:]:
        start, end = _window(text, *place)
        if start > until:
            yield begin, until
            begin = start
        until = max(until, end)
    yield begin, until


def _window(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the part of the text round a place, from and to a space if one is near."""
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    space = text.find(" ", first, start)
    if first and space >= 0:
        first = space + 1
    space = text.rfind(" ", end, last)
    if last < len(text) and space >= 0:
        last = space
    return first, last


def _pieces(
    text: str, windows: Sequence[tuple[int, int]], found: Sequence[tuple[int, int]]
) -> Iterator[Piece]:
    at = 0
    for first, last in windows:
        if first > at:
            yield Piece(" … " if at else "… ")
        at = first
        for start, end in found:
            if first <= start and end <= last:
                yield from _unless_empty(text[at:start])
                yield Piece(text[start:end], is_found=True)
                at = end
        yield from _unless_empty(text[at:last])
        at = last
    if at < len(text):
        yield Piece(" …")


def _unless_empty(text: str) -> Iterator[Piece]:
    if text:
        yield Piece(text)
