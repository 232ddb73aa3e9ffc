"""The history of a child's record: what was done, by whom and when, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import groupby

from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.models import Change, Concern, Entry
from tracker.models.record import Versioned
from tracker.presenters.changes import Difference, Known, differences
from tracker.presenters.log import weekday_text
from tracker.presenters.records import KIND_NAMES, moment, name_of, photos_of_entry, what_of


@dataclass(frozen=True)
class HistoryLine:
    """One thing of an act. ``concern`` and ``entry`` are ids, where there is a page to show it."""

    verb: str
    what: str
    differences: tuple[Difference, ...] = ()
    undone: str = ""
    concern: str = ""
    entry: str = ""


@dataclass(frozen=True)
class Event:
    """Something that somebody did, at the family's own time."""

    at: datetime
    who: str
    lines: tuple[HistoryLine, ...]

    @property
    def time(self) -> str:
        return time_format(self.at, "H:i")


@dataclass(frozen=True)
class Day:
    label: str
    events: tuple[Event, ...]


def days(events: Iterable[Event]) -> tuple[Day, ...]:
    """Newest first, whatever the events tell of."""
    newest = sorted(events, key=lambda event: event.at, reverse=True)
    return tuple(
        Day(weekday_text(day), tuple(group))
        for day, group in groupby(newest, key=lambda event: event.at.date())
    )


def events_of(
    changes: Iterable[Change],
    rows: Mapping[tuple[str, int], Versioned],
    known: Known,
    zone: tzinfo | None,
) -> Iterator[Event]:
    """What was written in the diary, one event an act. ``changes`` come newest first with who
    made them; ``rows`` are the records they are about.
    """
    for _change_set, act in groupby(changes, key=lambda change: change.change_set):
        same = list(act)[::-1]
        yield Event(
            at=same[-1].made_at.astimezone(zone),
            who=name_of(same[0].by),
            lines=tuple(_lines(same, rows, known, zone)),
        )


def _lines(
    act: Sequence[Change],
    rows: Mapping[tuple[str, int], Versioned],
    known: Known,
    zone: tzinfo | None,
) -> Iterator[HistoryLine]:
    """Photos that came with a look stand in its line; others of one act are of one look."""
    photos = [change for change in act if change.kind == "photo"]
    others = [change for change in act if change.kind != "photo"]
    for change in others or photos[:1]:
        row = change.entry or rows.get((change.kind, change.record_id))
        yield _line(change, row, len(photos), known, zone)


def _line(
    change: Change, row: Versioned | None, photos: int, known: Known, zone: tzinfo | None
) -> HistoryLine:
    concern, entry = _page(row)
    return HistoryLine(
        verb=_verb(change),
        what=_what(change, row, photos),
        differences=_differences(change, known),
        undone=_undone(change, zone),
        concern=concern,
        entry=entry,
    )


def _what(change: Change, row: Versioned | None, photos: int) -> str:
    """``row`` is the record; of photos, which may be gone, the look."""
    if row is None:
        return str(KIND_NAMES[change.kind])
    if not isinstance(row, Entry) or not photos:
        return what_of(row)
    if change.kind == "photo":
        return photos_of_entry(row, photos)
    values = {"entry": what_of(row), "n": photos}
    return ngettext("%(look)s, with a photo", "%(look)s, with %(n)s photos", photos) % values


def _page(row: Versioned | None) -> tuple[str, str]:
    """The ids of the concern and of the entry to look at, where both are there."""
    if isinstance(row, Concern) and row.deleted_at is None:
        return str(row.uuid), ""
    if isinstance(row, Entry) and row.deleted_at is None and row.concern.deleted_at is None:
        return str(row.concern.uuid), str(row.uuid)
    return "", ""


def _verb(change: Change) -> str:
    if change.kind == "photo" and change.verb == Change.Verb.WRITTEN:
        return _("Added")
    return {
        Change.Verb.WRITTEN: _("Written"),
        Change.Verb.CHANGED: _("Changed"),
        Change.Verb.DELETED: _("Deleted"),
        Change.Verb.RESTORED: _("Brought back"),
        Change.Verb.REMOVED: _("Removed for good"),
    }[Change.Verb(change.verb)]


def _differences(change: Change, known: Known) -> tuple[Difference, ...]:
    """None where a change was made before the diary kept what came after it."""
    if change.before is None or change.after is None:
        return ()
    return differences(change.before, change.after, known)


def _undone(change: Change, zone: tzinfo | None) -> str:
    if change.undone_at is None:
        return ""
    values = {"who": name_of(change.undone_by), "when": moment(change.undone_at, zone)}
    return _("Taken back by %(who)s, %(when)s") % values
