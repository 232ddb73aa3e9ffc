"""Queries for the Today page, besides the diary itself."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, Subquery

from tracker.domain.photos.privacy import is_private_place
from tracker.domain.vocabulary import PRIVATE_SITES
from tracker.models import Child, Concern, Entry, Photo, Spot
from tracker.queries.photos import PhotoOfEntry


@dataclass(frozen=True)
class LastSeen:
    """``places``: sites and sides of the last entry that has any. ``photo``: the last one."""

    places: tuple[tuple[str, str], ...] = ()
    photo: PhotoOfEntry | None = None


def last_seen(child: Child) -> dict[str, LastSeen]:
    """Returns the last places and the last photo of each concern that has them, by its id.

    One query: the two entries of a concern, a row for each of their spots and photos.
    """
    private_spots = Spot.objects.filter(
        entry__concern=OuterRef("concern"), entry__deleted_at=None, site__in=PRIVATE_SITES
    )
    # A union, since PostgreSQL reads all families' entries for "in one or in the other".
    last = _last_entry_with(Spot, child).union(_last_entry_with(Photo, child))
    rows = (
        Entry.objects.filter(pk__in=last)
        .annotate(
            photo=FilteredRelation("photos", condition=Q(photos__deleted_at=None)),
            private_site=Subquery(private_spots.values("site")[:1]),
            condition=F("concern__condition"),
            of=F("concern__uuid"),
        )
        .newest_first()
        .values_list(*_ENTRY, *_SPOT, *_PHOTO, "private_site", "condition", "of", named=True)
    )
    of_concern: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        of_concern[str(row.of)].append(row)
    return {uuid: _last_seen(found) for uuid, found in of_concern.items()}


_ENTRY = ("pk", "uuid", "day", "status")
_SPOT = ("spots__pk", "spots__site", "spots__side")
_PHOTO = tuple(
    f"photo__{name}"
    for name in ("pk", "position", "uuid", "site", "view", "caption", "width", "height")
)


def _last_entry_with(model: type[Spot | Photo], child: Child) -> Any:
    """Returns, for each concern, the last entry that has a row of the model, or None."""
    has_one = Exists(model.objects.filter(entry=OuterRef("pk")).order_by())
    entries = Entry.objects.filter(concern=OuterRef("pk")).filter(has_one).newest_first()
    return Concern.objects.filter(child=child).values(last=Subquery(entries.values("pk")[:1]))


def _last_seen(rows: list[Any]) -> LastSeen:
    """``rows`` are of one concern, its newest entry first."""
    spots: dict[int, dict[int, tuple[str, str]]] = defaultdict(dict)
    for row in rows:
        if row.spots__pk:
            spots[row.pk][row.spots__pk] = (row.spots__site, row.spots__side)
    places = next((spots[row.pk] for row in rows if row.pk in spots), {})
    with_photo = next((row for row in rows if row.photo__pk), None)
    if with_photo is None:
        return LastSeen(_in_order(places))
    same = [row for row in rows if row.pk == with_photo.pk]
    last = max(same, key=lambda row: (row.photo__position, row.photo__pk))
    sites = {site for site, _side in spots.get(last.pk, {}).values()}
    everywhere = {last.private_site} if last.private_site else {site for site, _ in places.values()}
    is_private = is_private_place(last.photo__site, sites, everywhere, condition=last.condition)
    return LastSeen(_in_order(places), PhotoOfEntry(_photo(last), is_private))


def _in_order(spots: dict[int, tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(spots[key] for key in sorted(spots))


def _photo(row: Any) -> Photo:
    """Returns the photo of a row with its entry; fields that no card shows are left out."""
    columns = {name.removeprefix("photo__"): getattr(row, name) for name in _PHOTO}
    entry = Entry(pk=row.pk, uuid=row.uuid, day=row.day, status=row.status)
    return Photo(entry=entry, **columns)


def concerns_by_id(child: Child) -> dict[str, Concern]:
    """Returns the child's concerns by id, in order of creation. One query."""
    rows = Concern.objects.filter(child=child).order_by("pk")
    return {str(concern.uuid): concern for concern in rows}


def entry_of_day(concern: Concern, day: date) -> Entry | None:
    """Returns the day's last entry, which decides that day's status. One query."""
    entries = Entry.objects.filter(concern=concern, day=day)
    entry: Entry | None = entries.newest_first().first()
    return entry
