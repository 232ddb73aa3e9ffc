"""The photos of a child, and those of a concern in the order in which they were taken."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from tracker.domain.pictures import picture_file
from tracker.domain.privacy import is_private_place
from tracker.models import Child, Concern, Photo, Spot


@dataclass(frozen=True)
class PhotoOfEntry:
    """``photo`` comes with its entry. ``is_private``: blurred until it is tapped."""

    photo: Photo
    is_private: bool


def photos_of_child(child: Child) -> Any:
    """None of a deleted look or concern. Not asked yet."""
    return Photo.objects.filter(
        entry__concern__child=child, entry__concern__deleted_at=None, entry__deleted_at=None
    )


def photo_keys(child: Child) -> dict[str, int]:
    """The primary keys of the child's photos, by what the diary calls them. One query."""
    rows = photos_of_child(child).values_list("entry__uuid", "uuid", "pk")
    return {picture_file(str(entry), str(uuid)): pk for entry, uuid, pk in rows}


def photos_of(concern: Concern) -> list[PhotoOfEntry]:
    """Oldest first, none of a deleted entry. Two queries, or one where there are no photos."""
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
    """Where each look of the concern had spots."""
    spots = Spot.objects.filter(entry__concern=concern, entry__deleted_at=None)
    sites: defaultdict[int, set[str]] = defaultdict(set)
    for entry_id, site in spots.order_by().values_list("entry_id", "site").distinct():
        sites[entry_id].add(site)
    return sites
