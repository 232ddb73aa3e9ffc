"""Photos on the doctor's page, each with its day, its place and why it is there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tracker.domain.records import Entry
from tracker.domain.summary import SummaryPhoto
from tracker.domain.vocabulary import SEVERITIES, STATUSES
from tracker.models import Photo
from tracker.presenters.summary.texts import kinds_text
from tracker.rendering import label, place, render, short_day

PhotoAddress = Callable[[str], str]
"""From a photo's file, as the diary names it, to where this rendering finds it."""


@dataclass(frozen=True)
class PhotoRow:
    """``label``: why it is shown, or empty. ``how``: how strong it was, or that it was gone.

    ``alt`` says all of it where the picture cannot be seen.
    """

    file: str
    address: str
    label: str
    day: str
    how: str
    place: str
    view: str
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
    """``photos``: by the title that stands over them. What has none is left out."""
    return tuple(
        PhotoSection(title, photo_rows(given, address_of, today))
        for title, given in photos
        if given
    )


def _row(given: SummaryPhoto, address_of: PhotoAddress, today: date) -> PhotoRow:
    photo = given.photo
    kinds = kinds_text(given.kinds)
    day, how = short_day(given.day, today), _how(given.entry)
    where = place(given.site, given.side) if given.site else ""
    view = str(dict(Photo.View.choices).get(photo.view, ""))
    said = ", ".join(filter(None, (kinds, day, where, view, how, photo.caption)))
    return PhotoRow(
        file=photo.file,
        address=address_of(photo.file),
        label=kinds.capitalize(),
        day=day,
        how=how,
        place=where,
        view=view,
        caption=photo.caption,
        alt=_("Photo: %(said)s") % {"said": said},
        is_private=given.is_private,
        is_picked="picked" in given.kinds,
    )


def _how(entry: Entry) -> str:
    if not entry.is_present:
        return label(STATUSES, entry.status)
    return "" if entry.severity is None else render(SEVERITIES[entry.severity])
