"""A child's name without the name."""

from __future__ import annotations

import unicodedata
from itertools import takewhile


def initials(name: str) -> str:
    """``I. M.`` for Iris Marie: the first letter of each word, with the marks that belong to it.

    Empty where the name holds no letter.
    """
    words = unicodedata.normalize("NFC", name).split()
    return " ".join(f"{first}." for first in map(_first_letter, words) if first)


def _first_letter(word: str) -> str:
    letters = [at for at, sign in enumerate(word) if sign.isalpha()]
    if not letters:
        return ""
    start = letters[0]
    marks = takewhile(lambda sign: unicodedata.category(sign)[0] == "M", word[start + 1 :])
    return word[start] + "".join(marks)
