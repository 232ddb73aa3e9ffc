"""The time at which a photo was taken, from its EXIF data."""

import re
from contextlib import suppress
from datetime import date, time
from typing import NamedTuple

from PIL import ExifTags, Image

_STAMP = re.compile(
    r"([0-9]{4})[-:/.]([0-9]{2})[-:/.]([0-9]{2})(?:[ T]([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?)?"
)


class CaptureTime(NamedTuple):
    day: date | None = None
    at: time | None = None


def capture_time(exif: Image.Exif) -> CaptureTime:
    """Returns DateTimeOriginal, never the time of a later change to the file.

    The time zone is ignored: the local day at the place of the photo is what counts.
    """
    stamp = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal)
    match = _STAMP.match(stamp.strip()) if isinstance(stamp, str) else None
    if not match:
        return CaptureTime()
    year, month, day_of_month, *clock = (int(part) for part in match.groups(default="0"))
    try:
        day = date(year, month, day_of_month)
    except ValueError:
        return CaptureTime()
    at = None
    if match[4]:
        with suppress(ValueError):
            hour, minute, second = clock
            at = time(hour, minute, second)
    return CaptureTime(day, at)
