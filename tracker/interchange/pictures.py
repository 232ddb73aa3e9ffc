"""Checks that a picture in a zip is like one that this program writes.

Imported pictures are stored byte for byte, so that an export gives the same file. Therefore only a
plain JPEG is allowed: no comment, thumbnail, profile or script.
"""

from __future__ import annotations

from io import BytesIO
from typing import NamedTuple

from django.utils.translation import gettext as _
from PIL import Image

from tracker.photos.process import LARGE, SMALL

MAX_PICTURE_SIZE = 8_000_000
"""Bytes. Random noise of 2000 pixels a side stays below."""

_MAX_SCANS = 32
_JFIF, _END, _SCAN = 0xE0, 0xD9, 0xDA
_FRAMES = {0xC0, 0xC1, 0xC2}
_TABLES = {0xC4, 0xDB, 0xDD}


class WrongPicture(ValueError):
    """A picture is not allowed; the message is a sentence for the user."""


class PictureSize(NamedTuple):
    width: int
    height: int


def check_picture(data: bytes, *, small: bool) -> PictureSize:
    """Returns the size of a picture in pixels. Raises WrongPicture."""
    if len(data) > MAX_PICTURE_SIZE:
        raise WrongPicture(_("larger than %(n)s MB") % {"n": MAX_PICTURE_SIZE // 1_000_000})
    if not data.startswith(b"\xff\xd8\xff"):
        raise WrongPicture(_("not a JPEG photo"))
    _check_segments(data)
    limit = SMALL if small else LARGE
    try:
        with Image.open(BytesIO(data), formats=["JPEG"]) as image:
            size, mode = PictureSize(*image.size), image.mode
            if max(size) <= limit:
                image.load()
    except Exception:  # a decoder may raise anything on a hostile file
        raise WrongPicture(_("a damaged photo")) from None
    if max(size) > limit:
        values = {"width": size.width, "height": size.height, "most": limit}
        text = _("%(width)s × %(height)s pixels; at most %(most)s on the longer side")
        raise WrongPicture(text % values)
    if mode not in ("RGB", "L"):
        raise WrongPicture(_("not in the colours that screens use"))
    return size


def _check_segments(data: bytes) -> None:
    """Walks the segments to the end of the file. Raises WrongPicture for one not allowed."""
    at, frames, scans = 2, 0, 0
    while True:
        marker = data[at + 1] if data[at : at + 1] == b"\xff" and at + 1 < len(data) else None
        if marker is None:
            raise WrongPicture(_("a damaged photo"))
        if marker == _END:
            break
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if end < at + 4 or end > len(data):
            raise WrongPicture(_("a damaged photo"))
        if marker == _JFIF and at == 2 and _is_plain_jfif(data[at + 4 : end]):
            pass
        elif marker in _FRAMES:
            frames += 1
        elif marker == _SCAN:
            scans += 1
            end = _end_of_scan(data, end)
        elif marker not in _TABLES:
            raise WrongPicture(_("it has more than the photo, such as where it was taken"))
        at = end
    if at + 2 != len(data):
        raise WrongPicture(_("there is more data after the photo"))
    if frames != 1 or not 0 < scans <= _MAX_SCANS:
        raise WrongPicture(_("a damaged photo"))


def _is_plain_jfif(body: bytes) -> bool:
    """Returns whether the JFIF header has no thumbnail."""
    return len(body) == 14 and body.startswith(b"JFIF\0") and body.endswith(b"\0\0")


def _end_of_scan(data: bytes, at: int) -> int:
    """Returns the position of the next marker: FF that is neither escaped nor a restart marker."""
    while (at := data.find(b"\xff", at)) >= 0:
        following = data[at + 1 : at + 2]
        if following != b"\0" and not b"\xd0" <= following <= b"\xd7":
            return at
        at += 2
    return len(data)
