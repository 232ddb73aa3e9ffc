"""Single looks: the first, the last with places marked, and whether two say the same."""

from __future__ import annotations

from dataclasses import replace

from tracker.domain import records
from tracker.models import Concern, Entry
from tracker.queries.diaries import entry_record, spot_record


def last_entry_with_spots(concern: Concern) -> records.Entry | None:
    """The newest look that says where it was, without its signs. At most two queries."""
    entries = Entry.objects.filter(concern=concern, status="present", spots__isnull=False)
    newest = entries.distinct().newest_first().first()
    if newest is None:
        return None
    return entry_record(newest, [spot_record(spot) for spot in newest.spots.all()], {})


def first_entry_of(concern: Concern) -> Entry | None:
    """One query."""
    entry: Entry | None = Entry.objects.filter(concern=concern).in_order().first()
    return entry


def says_the_same(
    one: records.Entry | records.DayNote, other: records.Entry | records.DayNote
) -> bool:
    """Apart from what the diary adds by itself: ids, authors and the tracks of spots."""
    return _content(one) == _content(other)


def _content(entry: records.Entry | records.DayNote) -> records.Entry | records.DayNote:
    entry = replace(entry, id=None, author="")
    if isinstance(entry, records.DayNote):
        return entry
    return replace(entry, spots=tuple(replace(spot, track=None) for spot in entry.spots))
