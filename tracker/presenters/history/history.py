"""The history of a child's diary: what was changed, by whom and when, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.formats import time_text, weekday_text
from tracker.models import Change, Concern, Entry
from tracker.models.record import Versioned
from tracker.presenters.history.changes import (
    Difference,
    DisplayContext,
    differences,
    owner_differences,
)
from tracker.presenters.records import (
    KIND_NAMES,
    local_time_text,
    photos_of_entry,
    record_name,
    user_name,
)


@dataclass(frozen=True)
class HistoryLine:
    """One record of a change set, or all of a kind that moved together.

    ``child``, a primary key, ``concern`` and ``entry`` are ids, if a page shows the record.
    """

    verb: str
    what: str
    differences: tuple[Difference, ...] = ()
    undone: str = ""
    child: int = 0
    concern: str = ""
    entry: str = ""


@dataclass(frozen=True)
class Event:
    """What somebody did at once. ``at`` is in the family's time zone."""

    at: datetime
    who: str
    lines: tuple[HistoryLine, ...]

    @property
    def time(self) -> str:
        return time_text(self.at)


@dataclass(frozen=True)
class Day:
    label: str
    events: tuple[Event, ...]


def days(events: Iterable[Event]) -> tuple[Day, ...]:
    """Return events of any kind grouped by day, newest first."""
    newest = sorted(events, key=lambda event: event.at, reverse=True)
    return tuple(
        Day(weekday_text(day), tuple(group))
        for day, group in groupby(newest, key=lambda event: event.at.date())
    )


def events_of(
    changes: Iterable[Change],
    rows: Mapping[tuple[str, int], Versioned],
    context: DisplayContext,
    zone: tzinfo | None,
) -> Iterator[Event]:
    """Yield an event for each change set. ``changes`` come newest first, with ``by`` and
    ``undone_by`` selected; ``rows`` are their records by kind and primary key.
    """
    for _change_set, group in groupby(changes, key=lambda change: change.change_set):
        changes_made = list(group)[::-1]
        yield Event(
            at=changes_made[-1].made_at.astimezone(zone),
            who=user_name(changes_made[0].by),
            lines=tuple(_lines(changes_made, rows, context, zone)),
        )


def _lines(
    changes: Sequence[Change],
    rows: Mapping[tuple[str, int], Versioned],
    context: DisplayContext,
    zone: tzinfo | None,
) -> Iterator[HistoryLine]:
    """Photos added with an entry share its line; photos of one change set are of one entry.

    So do entries that moved together. Acknowledgements move with theirs, and that a joined concern
    is hidden needs no line.
    """
    photos = [change for change in changes if change.kind == "photo"]
    others = [change for change in changes if change.kind != "photo"]
    moved = [change for change in others if change.kind == "entry" and change.is_move]
    joined = {change.record_id for change in others if _is_join(change)}
    for change in others or photos[:1]:
        if change.kind == "concern" and change.record_id in joined and not _is_join(change):
            continue
        if change.kind == "acknowledgement" and change.is_move:
            continue
        if len(moved) > 1 and change in moved:
            if change == moved[0]:
                yield _moved_together(moved, context, zone)
            continue
        row = change.entry or rows.get((change.kind, change.record_id))
        yield _line(change, row, len(photos), context, zone)


def _moved_together(
    moved: Sequence[Change], context: DisplayContext, zone: tzinfo | None
) -> HistoryLine:
    number = len(moved)
    return HistoryLine(
        verb=_verb(moved[0]),
        what=ngettext("%(n)s entry", "%(n)s entries", number) % {"n": number},
        differences=owner_differences(moved[0].before or [], moved[0].after or [], context),
        undone=_undone(moved[0], zone),
    )


def _is_join(change: Change) -> bool:
    if change.kind != "concern" or change.before is None or change.after is None:
        return False
    before, after = (rows[0]["fields"].get("joined_into") for rows in (change.before, change.after))
    return before is None and after is not None


def _line(
    change: Change, row: Versioned | None, photos: int, context: DisplayContext, zone: tzinfo | None
) -> HistoryLine:
    child, concern, entry = _page(row)
    return HistoryLine(
        verb=_verb(change),
        what=_what(change, row, photos),
        differences=_differences(change, context),
        undone=_undone(change, zone),
        child=child,
        concern=concern,
        entry=entry,
    )


def _what(change: Change, row: Versioned | None, photos: int) -> str:
    """``row``: the record; for photos, which may be removed, their entry."""
    if row is None:
        return str(KIND_NAMES[change.kind])
    if not isinstance(row, Entry) or not photos:
        return record_name(row)
    if change.kind == "photo":
        return photos_of_entry(row, photos)
    values = {"look": record_name(row), "n": photos}
    return ngettext("%(look)s, with a photo", "%(look)s, with %(n)s photos", photos) % values


def _page(row: Versioned | None) -> tuple[int, str, str]:
    """Return the ids of child, concern and entry to link to, empty where one is deleted."""
    if isinstance(row, Concern) and row.deleted_at is None:
        return row.child_id, str(row.uuid), ""
    if isinstance(row, Entry) and row.deleted_at is None and row.concern.deleted_at is None:
        return row.concern.child_id, str(row.concern.uuid), str(row.uuid)
    return 0, "", ""


def _verb(change: Change) -> str:
    if _is_join(change):
        return _("Joined")
    if change.is_move:
        return _("Moved")
    return {
        Change.Verb.WRITTEN: _("Added"),
        Change.Verb.CHANGED: _("Edited"),
        Change.Verb.DELETED: _("Deleted"),
        Change.Verb.RESTORED: _("Restored"),
        Change.Verb.REMOVED: _("Deleted permanently"),
    }[Change.Verb(change.verb)]


def _differences(change: Change, context: DisplayContext) -> tuple[Difference, ...]:
    """Return nothing for a change from before snapshots of the result were stored."""
    if change.before is None or change.after is None:
        return ()
    return differences(change.before, change.after, context)


def _undone(change: Change, zone: tzinfo | None) -> str:
    if change.undone_at is None:
        return ""
    values = {"who": user_name(change.undone_by), "when": local_time_text(change.undone_at, zone)}
    return _("Undone by %(who)s, %(when)s") % values
