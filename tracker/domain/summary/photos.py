"""Selects the photos of the summary: a few for the first page, the others for the next ones."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.domain.photos.privacy import is_private_place
from tracker.domain.records import Concern, Entry, Photo
from tracker.domain.spells import Course, sorted_entries
from tracker.domain.summary.entries import strongest
from tracker.domain.summary.values import Choice, Span, SummaryPhoto

MAX_ON_FIRST_PAGE = 4
_KIND_ORDER = ("first", "returned", "strongest", "latest")


@dataclass(frozen=True)
class ChosenPhotos:
    """The selected photos of one concern, each list oldest first."""

    first_page: tuple[SummaryPhoto, ...]
    others: tuple[SummaryPhoto, ...]


def photos_of(concern: Concern) -> tuple[SummaryPhoto, ...]:
    """Return every photo of a concern, private ones included, oldest first."""
    concern_sites = {spot.site for entry in concern.entries for spot in entry.spots}
    return tuple(
        _photo(photo, entry, concern, concern_sites)
        for entry in sorted_entries(concern.entries)
        for photo in entry.photos
    )


def chosen_photos(
    courses: Sequence[Course], choice: Choice, as_of: date
) -> dict[str, ChosenPhotos]:
    """Return the selected photos by concern id.

    The first page has at most ``MAX_ON_FIRST_PAGE`` photos: the picked ones, then those of each
    kind in turn. A private photo is shown only where it was picked. A picked photo is shown
    whatever its day, on a following page where the first one is full.
    """
    photos_by_concern = {
        course.concern.id: _shown_photos(course, choice, as_of) for course in courses
    }
    all_photos = [
        photo for concern_photos in photos_by_concern.values() for photo in concern_photos
    ]
    ranked_files = [
        photo.photo.file
        for kind in ("picked", *_KIND_ORDER)
        for photo in all_photos
        if kind in photo.kinds
    ]
    first_page = list(dict.fromkeys(ranked_files))[:MAX_ON_FIRST_PAGE]
    return {
        concern: ChosenPhotos(
            tuple(photo for photo in concern_photos if photo.photo.file in first_page),
            tuple(
                photo
                for photo in concern_photos
                if photo.photo.file not in first_page and _is_on_later_page(photo, choice)
            ),
        )
        for concern, concern_photos in photos_by_concern.items()
    }


def later_photos(course: Course, choice: Choice, as_of: date) -> tuple[SummaryPhoto, ...]:
    """Return the photos of a concern that has none on the first page."""
    photos = _shown_photos(course, choice, as_of)
    return tuple(photo for photo in photos if _is_on_later_page(photo, choice))


def _is_on_later_page(photo: SummaryPhoto, choice: Choice) -> bool:
    return "picked" in photo.kinds or (choice.with_other_photos and choice.span.contains(photo.day))


def _shown_photos(course: Course, choice: Choice, as_of: date) -> tuple[SummaryPhoto, ...]:
    """Return the photos of a concern that may be shown, each with its kinds."""
    photos = [
        photo
        for photo in photos_of(course.concern)
        if photo.photo.file in choice.picked or not photo.is_private
    ]
    key_photos = _key_photos(photos, course, choice.span, as_of)
    return tuple(
        replace(
            photo,
            kinds=(
                *(("picked",) if photo.photo.file in choice.picked else ()),
                *(kind for kind in _KIND_ORDER if key_photos.get(kind) is photo),
            ),
        )
        for photo in photos
    )


def _key_photos(
    photos: Sequence[SummaryPhoto], course: Course, span: Span, as_of: date
) -> dict[str, SummaryPhoto | None]:
    """Return the first photo of the last spell, and the strongest and the latest of the span.

    The first one has the kind ``returned`` where there were spells before. The strongest one is
    of an entry with the highest severity of the span, and None where those have no photo.
    """
    *earlier, spell = course.spells_on(as_of)
    entries = [entry for day_entries in course.days_until(as_of) for entry in day_entries.entries]
    present = [photo for photo in photos if photo.entry.is_present]
    in_span = [photo for photo in present if span.contains(photo.day)]
    first = next((photo for photo in present if photo.day >= spell.onset), None)
    return {
        "returned" if earlier else "first": first,
        "strongest": _first_of(strongest(entries, span), in_span),
        "latest": _first_of([photo.entry for photo in in_span[-1:]], in_span),
    }


def _first_of(entries: Iterable[Entry], photos: Iterable[SummaryPhoto]) -> SummaryPhoto | None:
    """Return the first photo of these entries, compared by identity: two may have equal values."""
    wanted = {id(entry) for entry in entries}
    return next((photo for photo in photos if id(photo.entry) in wanted), None)


def _photo(
    photo: Photo, entry: Entry, concern: Concern, concern_sites: Collection[str]
) -> SummaryPhoto:
    places = {(spot.site, spot.side) for spot in entry.spots}
    matching = [place for place in places if photo.site in ("", place[0])]
    site, side = matching[0] if len(matching) == 1 else (photo.site, None)
    entry_sites = {site for site, _side in places}
    is_private = is_private_place(
        photo.site, entry_sites, concern_sites, condition=concern.condition
    )
    return SummaryPhoto(photo, entry, site, side, is_private)
