"""Photos of a child and of a concern."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q

from tracker.domain.photos.pictures import picture_file
from tracker.domain.photos.privacy import is_private_place
from tracker.models import Child, Concern, Family, Photo, Spot


@dataclass(frozen=True)
class PhotoOfEntry:
    """A photo with its entry. A private one is blurred until it is tapped."""

    photo: Photo
    is_private: bool


def photos_of_child(child: Child) -> Any:
    """Returns a queryset of the child's photos, none removed or of a deleted entry or concern."""
    return _present(entry__concern__child=child)


def photos_newest_first(child: Child, place: str = "") -> Any:
    """Returns a queryset of the child's photos with their concerns, by day.

    ``place``: only those of this place on the body. A photo without a place of its own is of the
    places of its entry.
    """
    photos = photos_of_child(child).select_related("entry__concern")
    if place:
        photos = photos.filter(pk__in=_photos_at(child, place))
    return photos.order_by(
        "-entry__day", F("entry__at").desc(nulls_last=True), "-entry__pk", "position", "pk"
    )


def _photos_at(child: Child, place: str) -> Any:
    of_entry = Q(site="", entry__spots__site=place)
    return photos_of_child(child).filter(Q(site=place) | of_entry).order_by().values("pk")


def places_of_photos(child: Child) -> set[str]:
    """Returns the places on the body of the child's photos, as ``photos_newest_first`` takes
    them. Two queries.
    """
    photos = photos_of_child(child).order_by()
    own = photos.exclude(site="").values_list("site", flat=True).distinct()
    of_entry = photos.filter(site="", entry__spots__isnull=False)
    return {*own, *of_entry.values_list("entry__spots__site", flat=True).distinct()}


def photos_of_family(family: Family) -> Any:
    """Returns a queryset of the photos of all children, as ``photos_of_child`` does."""
    return _present(entry__concern__child__family=family)


def _present(**which: object) -> Any:
    present = {"entry__concern__deleted_at": None, "entry__deleted_at": None}
    return Photo.objects.filter(**present, **which)


def photo_keys(child: Child) -> dict[str, int]:
    """Returns the primary keys of the child's photos by their file in the diary. One query."""
    rows = photos_of_child(child).values_list("entry__uuid", "uuid", "pk")
    return {picture_file(str(entry), str(uuid)): pk for entry, uuid, pk in rows}


def photos_of(concern: Concern) -> list[PhotoOfEntry]:
    """Returns the concern's photos, oldest entry first: none removed, none of a deleted entry.

    Two queries, or one if there are none.
    """
    photos = (
        Photo.objects.filter(entry__concern=concern, entry__deleted_at=None)
        .select_related("entry__concern")
        .order_by("entry__day", F("entry__at").asc(nulls_first=True), "entry__pk", "position", "pk")
    )
    return with_privacy(list(photos))


def photos_ever(concern: Concern) -> list[Photo]:
    """Returns photos of the concern's entries, removed ones included, with the entries.

    One query.
    """
    rows = Photo.all_objects.filter(entry__concern=concern, entry__deleted_at=None)
    return list(rows.select_related("entry"))


def removed_photos_of(child: Child, now: datetime) -> Any:
    """Returns a queryset of the child's photos that were removed and can be restored."""
    return Photo.all_objects.filter(
        entry__concern__child=child, deleted_at__gte=now - Photo.restore_period
    ).select_related("entry__concern")


def with_privacy(photos: Collection[Photo]) -> list[PhotoOfEntry]:
    """Returns the photos, which have their concern selected, in the same order.

    One query, none without photos.
    """
    if not photos:
        return []
    entries = {photo.entry_id for photo in photos}
    spots = Spot.objects.filter(
        Q(entry__deleted_at=None) | Q(entry__in=entries),
        entry__concern__in={photo.entry.concern_id for photo in photos},
    )
    of_entry: defaultdict[int, set[str]] = defaultdict(set)
    of_concern: defaultdict[int, set[str]] = defaultdict(set)
    columns = ("entry__concern_id", "entry_id", "site")
    for concern_id, entry_id, site in spots.order_by().values_list(*columns).distinct():
        of_entry[entry_id].add(site)
        of_concern[concern_id].add(site)
    return [
        PhotoOfEntry(
            photo,
            is_private_place(
                photo.site,
                of_entry[photo.entry_id],
                of_concern[photo.entry.concern_id],
                condition=photo.entry.concern.condition,
            ),
        )
        for photo in photos
    ]
