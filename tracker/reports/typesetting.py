"""Typst, held so that what people wrote stays data: it is handed in as JSON, never as markup."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from threading import BoundedSemaphore
from unicodedata import combining

import fontpkg

FAMILIES = (
    "Noto Sans",
    "Noto Sans Arabic",
    "Heebo",
    "Noto Sans Devanagari",
    "Noto Sans Tamil",
    "Noto Sans Telugu",
    "Noto Sans Thai",
    "Noto Sans Khmer",
)
"""The first has Latin, Greek and Cyrillic, Heebo has Hebrew. For letters that are in none of them
typst looks among its own fonts and the system's; where none has one, it prints a box."""

_SHAPES = "DejaVu Sans Mono"
"""Comes with typst; it has the marks ▲ ◆ ● ○."""

_IN_OUR_FONTS = re.compile(
    "["
    "\x00-\u052f"  # Latin, Greek, Cyrillic
    "\u0590-\u06ff"  # Hebrew, Arabic
    "\u0900-\u097f\u0b80-\u0bff\u0c00-\u0c7f"  # Devanagari, Tamil, Telugu
    "\u0e00-\u0e7f\u1780-\u17ff"  # Thai, Khmer
    "\u1e00-\u206f\u20a0-\u20bf\u2190-\u2193▲◆●○"
    "]*"
)
"""To look through the fonts of a desktop takes longer than to typeset a page."""

_PROCESS = Path(__file__).with_name("typst_process.py")
_MAX_LENGTH = 30
"""In seconds; a usual case takes a quarter of one."""
_at_once = BoundedSemaphore(2)
"""Each takes some 100 MB, which a small server must be able to spare."""

_NO_CHARACTERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_PERHAPS_PILED = re.compile(r"[^\w\s!-~]{4,}")
_NO_LETTER = "◌"
_MAX_STACKED = 3


class NotTypeset(Exception):
    """Typst could not make the document; it says why."""


def typeset(template: str, data: Mapping[str, object], pictures: Sequence[str]) -> bytes:
    """The PDF of a typst document that reads ``data``, which JSON can say, from its input ``data``,
    and the ``pictures``, which are SVG, from ``picture-0``, ``picture-1`` and so on.

    It can read no file, and all texts have to be ``printable``. Raises NotTypeset where the
    template is wrong, and where it takes longer than half a minute.
    """
    given = {**data, "pictures": len(pictures), "fonts": (*FAMILIES, _SHAPES)}
    text = json.dumps(given, ensure_ascii=False)
    system_fonts = "" if _IN_OUR_FONTS.fullmatch(text) else "yes"
    fonts = os.pathsep.join(str(fontpkg.path(family).parent) for family in FAMILIES)
    asked = "\0".join((template, system_fonts, fonts, text, *pictures))
    try:
        with _at_once:
            made = subprocess.run(
                [sys.executable, "-I", str(_PROCESS)],
                input=asked.encode(),
                capture_output=True,
                timeout=_MAX_LENGTH,
                check=True,
            )
    except subprocess.CalledProcessError as wrong:
        raise NotTypeset(wrong.stderr.decode()) from wrong
    except subprocess.TimeoutExpired as wrong:
        raise NotTypeset("it took too long") from wrong
    return made.stdout


def printable(text: str) -> str:
    """What JSON and XML can hold of a text: a character that is none becomes a visible one.

    Marks that turn the direction of what follows are left out: they could turn the words behind it.
    Letters of a script that runs from right to left do so without them. Accents piled on a letter,
    which would cover the lines above it, are spread over letters of their own.
    """
    text = _LINE_ENDS.sub("\n", text.replace("\t", " "))
    text = _NO_CHARACTERS.sub("\ufffd", _TURNING.sub("", text))
    return _PERHAPS_PILED.sub(lambda run: "".join(_spread(run[0])), text)


def _spread(text: str) -> Iterator[str]:
    piled = 0
    for character in text:
        piled = piled + 1 if combining(character) else 0
        if piled > _MAX_STACKED:
            yield _NO_LETTER
            piled = 1
        yield character
