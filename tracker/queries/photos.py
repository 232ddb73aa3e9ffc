"""Photos of a child and of a concern."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from tracker.domain.pictures import picture_file
from tracker.domain.privacy import is_private_place
from tracker.models import Child, Concern, Family, Photo, Spot


@dataclass(frozen=True)
class PhotoOfEntry:
    """A photo with its entry. A private one is blurred until it is tapped."""

    photo: Photo
    is_private: bool


def photos_of_child(child: Child) -> Any:
    """Returns a queryset of the child's photos, none of a deleted entry or concern."""
    return _present(entry__concern__child=child)


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
    """Returns the concern's photos, oldest entry first, none of a deleted one.

    Two queries, or one if there are none.
    """
    photos = list(
        Photo.objects.filter(entry__concern=concern, entry__deleted_at=None)
        .select_related("entry")
        .order_by("entry__day", F("entry__at").asc(nulls_first=True), "entry__pk", "position", "pk")
    )
    if not photos:
        return []
    sites = _sites(concern)
    everywhere = set().union(*sites.values())
    return [
        PhotoOfEntry(
            photo,
            is_private_place(
                photo.site, sites[photo.entry_id], everywhere, condition=concern.condition
            ),
        )
        for photo in photos
    ]


def _sites(concern: Concern) -> defaultdict[int, set[str]]:
    """Returns the sites of spots by the primary key of their entry."""
    spots = Spot.objects.filter(entry__concern=concern, entry__deleted_at=None)
    sites: defaultdict[int, set[str]] = defaultdict(set)
    for entry_id, site in spots.order_by().values_list("entry_id", "site").distinct():
        sites[entry_id].add(site)
    return sites
