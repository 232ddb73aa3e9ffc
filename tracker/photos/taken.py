"""When a photo was taken, as the camera's clock said."""

import re
from contextlib import suppress
from datetime import date, time
from typing import NamedTuple

from PIL import ExifTags, Image

_STAMP = re.compile(
    r"([0-9]{4})[-:/.]([0-9]{2})[-:/.]([0-9]{2})(?:[ T]([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?)?"
)


class Taken(NamedTuple):
    day: date | None = None
    at: time | None = None


def taken(exif: Image.Exif) -> Taken:
    """The moment of the shutter, never of a later change to the file.

    The zone is left out: what counts is the day in the place of the photo.
    """
    stamp = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal)
    match = _STAMP.match(stamp.strip()) if isinstance(stamp, str) else None
    if not match:
        return Taken()
    year, month, day_of_month, *clock = (int(part) for part in match.groups(default="0"))
    try:
        day = date(year, month, day_of_month)
    except ValueError:
        return Taken()
    at = None
    if match[4]:
        with suppress(ValueError):
            hour, minute, second = clock
            at = time(hour, minute, second)
    return Taken(day, at)
