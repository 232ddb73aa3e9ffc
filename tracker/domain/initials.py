"""A child's initials, for texts that must not name the child."""

from __future__ import annotations

import unicodedata
from itertools import takewhile


def initials(name: str) -> str:
    """Return the first letter of each word with its combining marks: ``I. M.`` for Iris Marie.

    Returns an empty string where the name has no letter.
    """
    words = unicodedata.normalize("NFC", name).split()
    return " ".join(f"{first}." for first in map(_first_letter, words) if first)


def _first_letter(word: str) -> str:
    letters = [index for index, char in enumerate(word) if char.isalpha()]
    if not letters:
        return ""
    start = letters[0]
    marks = takewhile(lambda char: unicodedata.category(char)[0] == "M", word[start + 1 :])
    return word[start] + "".join(marks)
