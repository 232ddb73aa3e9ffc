"""Photos on the doctor's page, each with its day, place and reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tracker.domain.records import Entry
from tracker.domain.summary import SummaryPhoto
from tracker.domain.vocabulary import SEVERITIES, STATUSES
from tracker.formats import short_day
from tracker.models import Photo
from tracker.presenters.summary.texts import kinds_text
from tracker.rendering import label, place, render

PhotoAddress = Callable[[str], str]
"""Maps a photo's file name in the diary to its URL in this rendering."""


@dataclass(frozen=True)
class PhotoRow:
    """``label``: why it is shown, or empty. ``how``: the severity, or that it was clear.

    ``size``: of the largest spot at its place, where one was measured.
    ``alt``: the text alternative.
    """

    file: str
    address: str
    label: str
    day: str
    how: str
    place: str
    view: str
    size: str
    caption: str
    alt: str
    is_private: bool
    is_picked: bool


@dataclass(frozen=True)
class PhotoSection:
    title: str
    photos: tuple[PhotoRow, ...]


def photo_rows(
    photos: Iterable[SummaryPhoto], address_of: PhotoAddress, today: date
) -> tuple[PhotoRow, ...]:
    return tuple(_row(photo, address_of, today) for photo in photos)


def photo_sections(
    photos: Iterable[tuple[str, Sequence[SummaryPhoto]]], address_of: PhotoAddress, today: date
) -> tuple[PhotoSection, ...]:
    """``photos``: titles with their photos. Titles without photos are left out."""
    return tuple(
        PhotoSection(title, photo_rows(section_photos, address_of, today))
        for title, section_photos in photos
        if section_photos
    )


def _row(summary_photo: SummaryPhoto, address_of: PhotoAddress, today: date) -> PhotoRow:
    photo = summary_photo.photo
    kinds = kinds_text(summary_photo.kinds)
    day, how = short_day(summary_photo.day, today), _how(summary_photo.entry)
    where = place(summary_photo.site, summary_photo.side) if summary_photo.site else ""
    view = str(dict(Photo.View.choices).get(photo.view, ""))
    size = _size(summary_photo)
    text = ", ".join(filter(None, (kinds, day, where, view, size, how, photo.caption)))
    return PhotoRow(
        file=photo.file,
        address=address_of(photo.file),
        label=kinds.capitalize(),
        day=day,
        how=how,
        place=where,
        view=view,
        size=size,
        caption=photo.caption,
        alt=_("Photo: %(said)s") % {"said": text},
        is_private=summary_photo.is_private,
        is_picked="picked" in summary_photo.kinds,
    )


def _size(photo: SummaryPhoto) -> str:
    sizes = [
        spot.size_mm
        for spot in photo.entry.spots
        if spot.size_mm and photo.site in ("", spot.site) and photo.side in (None, spot.side)
    ]
    return _("%(size)s mm") % {"size": f"{max(sizes):g}"} if sizes else ""


def _how(entry: Entry) -> str:
    if not entry.is_present:
        return label(STATUSES, entry.status)
    return "" if entry.severity is None else render(SEVERITIES[entry.severity])
