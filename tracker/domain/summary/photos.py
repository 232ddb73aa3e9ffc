"""Which photos a doctor is shown: a few on the first page, the others after it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.domain.privacy import is_private_place
from tracker.domain.records import Concern, Entry, Photo
from tracker.domain.spells import Course, in_order
from tracker.domain.summary.entries import strongest
from tracker.domain.summary.values import Choice, Span, SummaryPhoto

MAX_ON_FIRST_PAGE = 4
_KINDS_IN_TURN = ("first", "returned", "strongest", "latest")


@dataclass(frozen=True)
class ChosenPhotos:
    """Those of one concern, each list oldest first."""

    first_page: tuple[SummaryPhoto, ...]
    others: tuple[SummaryPhoto, ...]


def photos_of(concern: Concern) -> tuple[SummaryPhoto, ...]:
    """Every photo of a concern, oldest first, those of private places too."""
    everywhere = {spot.site for entry in concern.entries for spot in entry.spots}
    return tuple(
        _photo(photo, entry, concern, everywhere)
        for entry in in_order(concern.entries)
        for photo in entry.photos
    )


def chosen_photos(
    courses: Sequence[Course], choice: Choice, as_of: date
) -> dict[str, ChosenPhotos]:
    """By concern. On the first page the picked ones come first, then those of each kind in turn.

    A photo of a private place is told only where it was picked, and what was picked is told
    whatever its day: on a following page where the first one is full.
    """
    albums = {course.concern.id: _album(course, choice, as_of) for course in courses}
    every = [photo for album in albums.values() for photo in album]
    by_rank = [
        photo.photo.file
        for kind in ("picked", *_KINDS_IN_TURN)
        for photo in every
        if kind in photo.kinds
    ]
    front = list(dict.fromkeys(by_rank))[:MAX_ON_FIRST_PAGE]
    return {
        concern: ChosenPhotos(
            tuple(photo for photo in album if photo.photo.file in front),
            tuple(
                photo
                for photo in album
                if photo.photo.file not in front and _follows(photo, choice)
            ),
        )
        for concern, album in albums.items()
    }


def _follows(photo: SummaryPhoto, choice: Choice) -> bool:
    return "picked" in photo.kinds or (choice.with_other_photos and choice.span.holds(photo.day))


def _album(course: Course, choice: Choice, as_of: date) -> tuple[SummaryPhoto, ...]:
    """The photos of a concern that may be told, each with its kinds."""
    photos = [
        photo
        for photo in photos_of(course.concern)
        if photo.photo.file in choice.picked or not photo.is_private
    ]
    keys = _key_photos(photos, course, choice.span, as_of)
    return tuple(
        replace(
            photo,
            kinds=(
                *(("picked",) if photo.photo.file in choice.picked else ()),
                *(kind for kind in _KINDS_IN_TURN if keys.get(kind) is photo),
            ),
        )
        for photo in photos
    )


def _key_photos(
    photos: Sequence[SummaryPhoto], course: Course, span: Span, as_of: date
) -> dict[str, SummaryPhoto | None]:
    """The first one of the present spell, by a name of its own where that is not the first spell;
    of the span the strongest and the latest.

    The strongest is of an entry as strong as any of the span: none where those have no photo.
    """
    *earlier, spell = course.spells_on(as_of)
    entries = [entry for day_entries in course.days_until(as_of) for entry in day_entries.entries]
    seen = [photo for photo in photos if photo.entry.is_present]
    within = [photo for photo in seen if span.holds(photo.day)]
    first = next((photo for photo in seen if photo.day >= spell.onset), None)
    return {
        "returned" if earlier else "first": first,
        "strongest": _first_of(strongest(entries, span), within),
        "latest": _first_of([photo.entry for photo in within[-1:]], within),
    }


def _first_of(entries: Iterable[Entry], photos: Iterable[SummaryPhoto]) -> SummaryPhoto | None:
    """Entries are told apart by being the very same: two of one day may say the same."""
    wanted = {id(entry) for entry in entries}
    return next((photo for photo in photos if id(photo.entry) in wanted), None)


def _photo(
    photo: Photo, entry: Entry, concern: Concern, everywhere: Collection[str]
) -> SummaryPhoto:
    places = {(spot.site, spot.side) for spot in entry.spots}
    told = [place for place in places if photo.site in ("", place[0])]
    site, side = told[0] if len(told) == 1 else (photo.site, None)
    sites = {site for site, _side in places}
    is_private = is_private_place(photo.site, sites, everywhere, condition=concern.condition)
    return SummaryPhoto(photo, entry, site, side, is_private)
