"""Queries for the Today page, besides the diary itself."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.db.models import Exists, OuterRef, Subquery

from tracker.models import Child, Concern, Entry, Spot


def last_places(child: Child) -> dict[str, list[tuple[str, str]]]:
    """Returns, by concern id, the sites and sides of the last entry that has any. One query."""
    with_spots = (
        Entry.objects.filter(concern=OuterRef("pk"))
        .filter(Exists(Spot.objects.filter(entry=OuterRef("pk"))))
        .newest_first()
    )
    latest = Concern.objects.filter(child=child).values(
        latest=Subquery(with_spots.values("pk")[:1])
    )
    rows = Spot.objects.filter(entry__in=latest).values_list("entry__concern__uuid", "site", "side")
    places: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for uuid, site, side in rows:
        places[str(uuid)].append((site, side))
    return places


def concerns_by_id(child: Child) -> dict[str, Concern]:
    """Returns the child's concerns by id, in order of creation. One query."""
    rows = Concern.objects.filter(child=child).order_by("pk")
    return {str(concern.uuid): concern for concern in rows}


def entries_with_photos(concern: Concern) -> list[Entry]:
    """Returns the concern's entries that have photos, with them.

    Two queries, or one if there are none.
    """
    entries = Entry.objects.filter(concern=concern, photos__isnull=False).distinct()
    return list(entries.prefetch_related("photos"))


def entry_of_day(concern: Concern, day: date) -> Entry | None:
    """Returns the day's last entry, which decides that day's status. One query."""
    entries = Entry.objects.filter(concern=concern, day=day)
    entry: Entry | None = entries.newest_first().first()
    return entry
