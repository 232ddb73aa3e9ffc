"""Typesetting with typst. User content is passed as JSON data, never as markup."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from threading import BoundedSemaphore
from unicodedata import category, combining

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
"""The first has Latin, Greek and Cyrillic, Heebo has Hebrew. Letters in none of them are taken from
typst's own fonts or the system's, or printed as a box."""

_CJK = "cvttf_NotoSansCJK_Regular"
"""The package of requirements-cjk.txt, with Chinese, Japanese and Korean."""

_SHAPES = "DejaVu Sans Mono"
"""Included in typst; has the marks ▲ ◆ ● ○."""

_IN_OUR_FONTS = re.compile(
    "["
    "\x00-\u052f"  # Latin, Greek, Cyrillic
    "\u0590-\u06ff"  # Hebrew, Arabic
    "\u0900-\u097f\u0b80-\u0bff\u0c00-\u0c7f"  # Devanagari, Tamil, Telugu
    "\u0e00-\u0e7f\u1780-\u17ff"  # Thai, Khmer
    "\u1e00-\u206f\u20a0-\u20bf\u2190-\u2193▲◆●○"
    "]*"
)
"""Texts of only these characters need no search of the system fonts, which is slower than
typesetting itself."""

_MAX_UNUSUAL = 200
"""Bounds the search for letters without a font, which takes about a millisecond each."""

_PROCESS = Path(__file__).with_name("typst_process.py")
_LETTERS_PROCESS = Path(__file__).with_name("letters_process.py")
_TIMEOUT = 30
"""In seconds; a usual case takes 0.25."""
_slots = BoundedSemaphore(2)
"""Limits concurrent processes: each takes about 100 MB, and servers may be small."""

_INVALID_CHARACTERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_DIRECTION_MARKS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_POSSIBLY_STACKED = re.compile(r"[^\w\s!-~]{4,}")
_PLACEHOLDER = "◌"
_MAX_STACKED = 3


class TypesettingError(Exception):
    """Typst failed. The message is typst's own."""


class TypesettingTimeoutError(TypesettingError):
    """The document is too long."""


def typeset(template: str, data: Mapping[str, object], pictures: Sequence[str]) -> bytes:
    """Return the PDF of a typst template.

    The template reads ``data`` as JSON from its input "data" and the ``pictures``, which are SVG,
    from its inputs "picture-0", "picture-1" and so on; it has no access to files. All texts must
    be ``printable``. Raises TypesettingError where the template has an error or typst cannot run,
    and TypesettingTimeoutError after 30 seconds.
    """
    inputs = {**data, "pictures": len(pictures), "fonts": (*FAMILIES, _SHAPES)}
    text = json.dumps(inputs, ensure_ascii=False)
    system_fonts = "" if _IN_OUR_FONTS.fullmatch(text) else "yes"
    return _run(_PROCESS, template, system_fonts, _font_folders(), text, *pictures)


def letters_without_font(texts: Iterable[str]) -> str:
    """Return the letters that the PDF would show as boxes, each once."""
    letters = dict.fromkeys(letter for text in texts for letter in printable(text))
    unusual = [each for each in letters if not _IN_OUR_FONTS.fullmatch(each) and _is_seen(each)]
    return _without_font("".join(unusual[:_MAX_UNUSUAL])) if unusual else ""


@lru_cache(maxsize=64)
def _without_font(letters: str) -> str:
    return _run(_LETTERS_PROCESS, _font_folders(), letters).decode()


def _is_seen(letter: str) -> bool:
    """Accents and joiners are part of other letters."""
    return category(letter)[0] not in "MCZ"


def _font_folders() -> str:
    folders = [str(fontpkg.path(family).parent) for family in FAMILIES]
    if cjk := find_spec(_CJK):
        folders.extend(cjk.submodule_search_locations or ())
    return os.pathsep.join(folders)


def _run(script: Path, *request: str) -> bytes:
    try:
        with _slots:
            process = subprocess.run(
                [sys.executable, "-I", str(script)],
                input="\0".join(request).encode(),
                capture_output=True,
                timeout=_TIMEOUT,
                check=True,
            )
    except subprocess.CalledProcessError as error:
        raise TypesettingError(error.stderr.decode()) from error
    except subprocess.TimeoutExpired as error:
        raise TypesettingTimeoutError("it took too long") from error
    except OSError as error:
        raise TypesettingError(str(error)) from error
    return process.stdout


def printable(text: str) -> str:
    """Return the text as valid JSON and XML: invalid characters become U+FFFD.

    Explicit direction marks are removed, as they could reverse the text after them; right-to-left
    letters need none. Of more than three accents stacked on a letter, which would cover the lines
    above, each further group gets a placeholder to stand on.
    """
    text = _LINE_ENDS.sub("\n", text.replace("\t", " "))
    text = _INVALID_CHARACTERS.sub("\ufffd", _DIRECTION_MARKS.sub("", text))
    return _POSSIBLY_STACKED.sub(lambda run: "".join(_spread(run[0])), text)


def _spread(text: str) -> Iterator[str]:
    stacked = 0
    for character in text:
        stacked = stacked + 1 if combining(character) else 0
        if stacked > _MAX_STACKED:
            yield _PLACEHOLDER
            stacked = 1
        yield character
