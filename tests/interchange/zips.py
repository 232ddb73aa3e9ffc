"""A small diary with two photos, as a zip that a test can spoil."""

import io
import json
import stat
from collections.abc import Mapping
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from tests.factories import drawn_jpeg
from tests.interchange.documents import TODAY, with_entry
from tracker.interchange import DiaryZip, WrongDiary

LARGE, SMALL = drawn_jpeg((80, 60)), drawn_jpeg((40, 30))
PHOTOS = [
    {"file": "photos/a.jpg", "site": "chin", "view": "close", "caption": "by the window"},
    {"file": "photos/b.jpg"},
]
PICTURES = {
    "photos/a.jpg": LARGE,
    "photos/a-small.jpg": SMALL,
    "photos/b.jpg": LARGE,
    "photos/b-small.jpg": SMALL,
}


def diary(*photos: dict[str, Any]) -> bytes:
    return json.dumps(with_entry(photos=list(photos or PHOTOS))).encode()


def zipped(files: Mapping[str, bytes | None] = {}, packed: bool = False) -> bytes:
    """The diary and its pictures; with other files, or without those that are None."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED if packed else ZIP_STORED) as archive:
        for name, content in {"diary.json": diary(), **PICTURES, **files}.items():
            if content is not None:
                archive.writestr(name, content)
    return out.getvalue()


def with_member(name: str, content: bytes = b"", **given: Any) -> bytes:
    """A right zip with one more file in it, whose directory entry says what is given."""
    out = io.BytesIO(zipped())
    info = ZipInfo(name)
    info.external_attr = (stat.S_IFREG | 0o600) << 16
    for key, value in given.items():
        setattr(info, key, value)
    with ZipFile(out, "a") as archive:
        archive.writestr(info, content)
    return out.getvalue()


def problems_of_zip(data: bytes, *, for_import: bool = True) -> list[str]:
    """Every line that is said of the zip; none where it is right."""
    try:
        DiaryZip(io.BytesIO(data)).diary(TODAY, for_import=for_import)
    except WrongDiary as wrong:
        return [str(problem) for problem in wrong.problems]
    return []
