"""Typst, held so that what people wrote stays data: it is handed in as JSON, never as markup."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
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

_PROCESS = Path(__file__).with_name("typst_process.py")
_LONGEST = 60
"""In seconds; a page of a usual case takes a quarter of one."""

_NO_CHARACTERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_NO_LETTER = "◌"
_MOST_PILED = 3


class NotTypeset(Exception):
    """Typst could not make the document; it says why."""


def typeset(template: str, data: Mapping[str, object], pictures: Sequence[str]) -> bytes:
    """The PDF of a typst document that reads ``data``, which JSON can say, from its input ``data``,
    and the ``pictures``, which are SVG, from ``picture-0``, ``picture-1`` and so on.

    It can read no file, and all texts have to be ``printable``. Raises NotTypeset where the
    template is wrong, and where it takes longer than a minute.
    """
    given = {**data, "pictures": len(pictures), "fonts": (*FAMILIES, _SHAPES)}
    asked = {
        "template": template,
        "inputs": {
            "data": json.dumps(given),
            **{f"picture-{n}": picture for n, picture in enumerate(pictures)},
        },
        "fonts": [str(fontpkg.path(family).parent) for family in FAMILIES],
    }
    try:
        made = subprocess.run(
            [sys.executable, "-I", str(_PROCESS)],
            input=json.dumps(asked).encode(),
            capture_output=True,
            timeout=_LONGEST,
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
    if text.isascii() and text.isprintable():
        return text
    text = _LINE_ENDS.sub("\n", text)
    text = _NO_CHARACTERS.sub("\ufffd", _TURNING.sub("", text.replace("\t", " ")))
    return "".join(_spread(text))


def _spread(text: str) -> Iterator[str]:
    piled = 0
    for character in text:
        piled = piled + 1 if combining(character) else 0
        if piled > _MOST_PILED:
            yield _NO_LETTER
            piled = 1
        yield character
