"""What a PDF says, by poppler, and what stands in its tags."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import unicodedata
from io import BytesIO

import pytest
from PIL import Image

NO_POPPLER = "no poppler found (pdftotext, pdftoppm)"
_A_STRING = rb"(\((?:\\.|[^\\()])*\)|<[0-9A-F]*>)"
_FOOTER = 40
"""How high the foot of a page is, in points."""


def text_of(pdf: bytes, page: int | None = None) -> str:
    """What is printed, in the order in which it is read, without the feet of the pages."""
    height = max(box[1] for box in page_sizes(pdf))
    crop = ["-x", "0", "-y", "0", "-W", "2000", "-H", str(round(height) - _FOOTER)]
    return _pdftotext(pdf, page, *crop)


def foot_of(pdf: bytes, page: int) -> str:
    height = round(page_sizes(pdf)[page - 1][1])
    crop = ["-x", "0", "-y", str(height - _FOOTER), "-W", "2000", "-H", str(_FOOTER)]
    return _pdftotext(pdf, page, *crop).strip()


def squeezed(text: str) -> str:
    """Without what a line's end, a font or poppler adds or drops: spaces, marks that are not seen,
    and letters beyond the first plane, for which the machine may have no font.
    """
    unseen = {"Zs", "Zl", "Zp", "Cf", "Cc"}
    text = unicodedata.normalize("NFC", text)
    return "".join(
        letter
        for letter in text
        if ord(letter) < 0x10000 and unicodedata.category(letter) not in unseen
    )


def page_sizes(pdf: bytes) -> list[tuple[float, float]]:
    boxes = re.findall(rb"/MediaBox\[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    return [(float(width), float(height)) for width, height in boxes]


def lines_of_pages(pdf: bytes) -> list[int]:
    """How many lines of text each page has."""
    pages = _pdftotext(pdf, None).split("\f")[:-1]
    return [sum(bool(line.strip()) for line in page.splitlines()) for page in pages]


def alternatives_of(pdf: bytes) -> list[str]:
    """The words for its pictures."""
    return strings_of(pdf, "Alt")


def strings_of(pdf: bytes, key: str) -> list[str]:
    return [_decoded(given) for given in re.findall(rb"/%s" % key.encode() + _A_STRING, pdf)]


def tags_of(pdf: bytes) -> list[str]:
    return [tag.decode() for tag in re.findall(rb"/Type/StructElem/S/(\w+)", pdf)]


def picture_of(pdf: bytes, page: int) -> Image.Image:
    command = [_tool("pdftoppm"), "-r", "40", "-f", str(page), "-l", str(page), "-png", "-"]
    return Image.open(BytesIO(_run(command, pdf)))


def height_of(pdf: bytes, word: str) -> float:
    """How high the letters of a word stand, in points; the largest where it stands often."""
    boxes = _run([_tool("pdftotext"), "-bbox", "-", "-"], pdf).decode()
    found = re.findall(rf'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">{word}</word>', boxes)
    return max(float(bottom) - float(top) for top, bottom in found)


def _decoded(string: bytes) -> str:
    if string.startswith(b"<"):
        return bytes.fromhex(string[1:-1].decode()).decode("utf-16")
    return re.sub(rb"\\(.)", rb"\1", string[1:-1]).decode()


def _pdftotext(pdf: bytes, page: int | None, *more: str) -> str:
    pages = [] if page is None else ["-f", str(page), "-l", str(page)]
    return _run([_tool("pdftotext"), "-raw", *pages, *more, "-", "-"], pdf).decode()


def _run(command: list[str], given: bytes) -> bytes:
    return subprocess.run(command, input=given, capture_output=True, check=True).stdout


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(NO_POPPLER, pytrace=False)
        pytest.skip(NO_POPPLER)
    return found
