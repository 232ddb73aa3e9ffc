"""The doctor's page as PDF, from the same sheet and drawings as on the screen."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override
from PIL import Image

from tracker.domain.photos.pictures import small_file
from tracker.presenters.body_map import BodyView
from tracker.presenters.charts import CourseChart
from tracker.presenters.charts.drawing import KeyItem
from tracker.presenters.summary import Block, PhotoRow, PhotoSection, Sheet
from tracker.reports.typesetting import letters_without_font, printable, typeset
from tracker.utils import qr

PhotoBytes = Callable[[str], bytes | None]
"""Maps a photo's file name to its JPEG; None where it is missing. The large picture has the name in
the sheet, the small one that given by ``tracker.domain.photos.pictures.small_file``."""

_TEMPLATES = tuple(Path(__file__).with_name(name) for name in ("summary_parts.typ", "summary.typ"))
"""Typst reads no file, so the parts are joined."""
_PAPERS = {"a4": "a4", "letter": "us-letter"}


@dataclass(frozen=True)
class PrintedLink:
    """A link to the same summary on screen, to print beside it.

    ``code``: the code that it asks for; empty if it asks for none. ``ends_on``: when it expires,
    as a sentence in the reader's language.
    """

    address: str
    code: str
    ends_on: str


def summary_pdf(
    sheet: Sheet,
    *,
    paper: str,
    photo_bytes: PhotoBytes,
    link: PrintedLink | None = None,
    language: str,
) -> bytes:
    """Return a tagged PDF: the whole case on its first page, then the log and the other photos.

    The photos of the first page are printed from their large files, so that a reader can zoom in;
    the others from their small ones, so that the PDF is small enough to send.

    ``paper``: a key of ``tracker.domain.summary.PAPERS``; raises KeyError for any other.
    ``language``: that of the sheet's texts. No text or photo can make it fail. Raises
    TypesettingError where typesetting takes too long.
    """
    with override(language):
        page = _Page(photo_bytes)
        data = {
            "paper": _PAPERS[paper],
            "language": language.partition("-")[0],  # Typst refuses a code with a region
            "title": printable(_("Doctor's page: %(child)s") % {"child": sheet.name}),
            "labels": {key: printable(text) for key, text in _labels(sheet).items()},
            "sheet": page.plain(replace(sheet, narrow_chart_key=())),
            "link": page.link(link) if link else None,
        }
    return typeset("\n".join(path.read_text() for path in _TEMPLATES), data, page.pictures)


def letters_not_printed(sheet: Sheet) -> str:
    """Return the letters of the sheet that no font for the PDF has. Raises TypesettingError."""
    return letters_without_font(_texts(sheet))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


class _Page:
    """Converts a sheet to JSON values and collects its pictures as SVG."""

    def __init__(self, photo_bytes: PhotoBytes) -> None:
        self.pictures: list[str] = []
        self._photo_bytes = photo_bytes

    def plain(self, value: Any) -> Any:
        match value:
            case str():
                return printable(value)
            case CourseChart():
                drawn = self._drawn("_partials/charts/course.svg", chart=value)
                return {**drawn, "ratio": value.width / value.height}
            case BodyView():
                return self._drawn("_partials/body_map.html", view=value, small=True)
            case KeyItem():
                sample = self._drawn("_partials/charts/sample.svg", item=value)
                return {**sample, "text": printable(value.text)}
            case Block():
                paper_block = self._fields(replace(value, narrow_chart=None))
                return {**paper_block, "has_wide_chart": value.narrow_chart is not None}
            case PhotoSection():
                small = [self._photo(row, small_file(row.file)) for row in value.photos]
                return {"title": printable(value.title), "photos": small}
            case PhotoRow():
                return self._photo(value, value.file)
            case tuple():
                return [self.plain(item) for item in value]
            case _ if is_dataclass(value):
                return self._fields(value)
            case _:
                return value

    def link(self, link: PrintedLink) -> dict[str, object]:
        alt = _("QR code of the address %(address)s") % {"address": link.address}
        picture = self._picture(qr.drawing(link.address))
        return {**self._fields(link), "picture": picture, "alt": printable(alt)}

    def _fields(self, value: Any) -> dict[str, Any]:
        return {field.name: self.plain(getattr(value, field.name)) for field in fields(value)}

    def _picture(self, svg: str) -> int:
        self.pictures.append(svg)
        return len(self.pictures) - 1

    def _drawn(self, template: str, **context: object) -> dict[str, object]:
        """Render the drawing of the screen and return its number and text alternative."""
        svg = printable(render_to_string(template, context))
        label = ElementTree.fromstring(svg).get("aria-label", "")
        return {"picture": self._picture(svg), "alt": label}

    def _photo(self, row: PhotoRow, file: str) -> dict[str, object]:
        """Return a photo embedded in an SVG; without a picture where it cannot be read.

        Within an SVG, unlike alone, a damaged photo does not make typst fail.
        """
        jpeg = self._photo_bytes(file) or b""
        try:
            with Image.open(BytesIO(jpeg), formats=["JPEG"]) as image:
                width, height = image.size
        except OSError:
            return {**self._fields(row), "picture": None, "ratio": 4 / 3}
        address = f"data:image/jpeg;base64,{b64encode(jpeg).decode()}"
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
            f'<image width="{width}" height="{height}" href="{address}"/></svg>'
        )
        return {**self._fields(row), "picture": self._picture(svg), "ratio": width / height}


def _labels(sheet: Sheet) -> dict[str, str]:
    """Return the fixed texts of the page, the same as on the screen."""
    corrected = {"age": sheet.corrected_age}
    return {
        "as_of": _("Skin diary as of %(day)s") % {"day": sheet.printed},
        "corrected": _("(corrected: %(age)s)") % corrected if sheet.corrected_age else "",
        "allergies": _("Allergies"),
        "medicines": _("Medicines"),
        "written_by": _("Written by"),
        "days_covered": _("Days covered"),
        "questions": _("The family's questions"),
        "unanswered": _("Urgent, recorded earlier; no visit or pause recorded since"),
        "no_concern": _("No skin problem was followed on these days."),
        "also_in_diary": _("Also in the diary"),
        "child": _("%(child)s in general") % {"child": sheet.name},
        "due": _("What the diary shows the family as due"),
        "all_signs": _("All signs, and when they were looked for"),
        "no_place": _("no place recorded"),
        "care": _("Treatment tried"),
        "when": _("When"),
        "outcome": _("Outcome"),
        "prescribed": _("prescribed"),
        "no_photo": _("photo not found"),
        "log": _("All entries on these days, newest first"),
        "day": _("Day"),
        "written": _("Entry"),
        "log_seen": _("seen: %(signs)s"),
        "other_photos": _("More photos, oldest first"),
        "on_screen": _("View on screen"),
        "code": _("Code"),
        "page": _("Page %(page)s of %(pages)s"),
    }
