"""The history of a child's record: what was done, by whom and when, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import groupby

from django.utils.formats import time_format
from django.utils.translation import gettext as _

from tracker.models import Change, Concern, Entry
from tracker.models.record import Revised
from tracker.presenters.changes import Difference, Known, differences
from tracker.presenters.log import weekday_text
from tracker.presenters.records import KIND_NAMES, moment, name_of, what_of


@dataclass(frozen=True)
class Line:
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
    lines: tuple[Line, ...]

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
    rows: Mapping[tuple[str, int], Revised],
    known: Known,
    zone: tzinfo | None,
) -> Iterator[Event]:
    """What was written in the diary, one event an act. ``changes`` come newest first with who
    made them; ``rows`` are the records they are about.
    """
    for _batch, act in groupby(changes, key=lambda change: change.batch):
        same = list(act)[::-1]
        yield Event(
            at=same[-1].made_at.astimezone(zone),
            who=name_of(same[0].by),
            lines=tuple(_line(change, rows, known, zone) for change in same),
        )


def _line(
    change: Change, rows: Mapping[tuple[str, int], Revised], known: Known, zone: tzinfo | None
) -> Line:
    row = rows.get((change.kind, change.record_id))
    concern, entry = _page(row)
    return Line(
        verb=_verb(change.verb),
        what=what_of(row) if row else str(KIND_NAMES[change.kind]),
        differences=_differences(change, known),
        undone=_undone(change, zone),
        concern=concern,
        entry=entry,
    )


def _page(row: Revised | None) -> tuple[str, str]:
    """The ids of the concern and of the entry to look at, where both are there."""
    if isinstance(row, Concern) and row.deleted_at is None:
        return str(row.uuid), ""
    if isinstance(row, Entry) and row.deleted_at is None and row.concern.deleted_at is None:
        return str(row.concern.uuid), str(row.uuid)
    return "", ""


def _verb(verb: str) -> str:
    return {
        Change.Verb.WRITTEN: _("Written"),
        Change.Verb.CHANGED: _("Changed"),
        Change.Verb.DELETED: _("Deleted"),
        Change.Verb.RESTORED: _("Brought back"),
        Change.Verb.REMOVED: _("Removed for good"),
    }[Change.Verb(verb)]


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
