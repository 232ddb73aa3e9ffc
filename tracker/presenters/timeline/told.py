"""What the timeline of a child tells: which days, and everything written in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cached_property

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tracker.domain import records
from tracker.domain.days import add_months
from tracker.domain.periods import FlagPeriod
from tracker.domain.spells import Spell
from tracker.domain.timeline import Timeline
from tracker.models import Care, Exposure, Visit

MONTHS_AT_FIRST = 3
FEWEST_DAYS = 7


@dataclass(frozen=True)
class TimelineSpan:
    """Days to look at, both ends included. ``key`` stands in the address."""

    key: str
    label: str
    start: date
    end: date


@dataclass(frozen=True)
class Told:
    """What was written down about the child in the days that are shown.

    ``periods`` begin a day before them, so that what fell due earlier can be told from what fell
    due on the first of them. ``concern`` is the id of the one that was asked for, if any.
    """

    timeline: Timeline
    span: TimelineSpan
    today: date
    visits: Sequence[Visit]
    exposures: Sequence[Exposure]
    care: Sequence[Care]
    periods: Sequence[FlagPeriod]
    unit: str
    concern: str | None = None

    @property
    def concerns(self) -> list[records.Concern]:
        return [row for row in self.timeline.diary.concerns if self.concern in (None, row.id)]

    @cached_property
    def spells(self) -> dict[str, tuple[Spell, ...]]:
        """For each concern's id, as known today."""
        return self.timeline.spells_on(self.today)

    def shows(self, day: date) -> bool:
        return self.span.start <= day <= self.span.end

    def care_of(self, concern: records.Concern) -> list[Care]:
        return [row for row in self.care if str(row.concern.uuid) == concern.id]

    def due_for(self, concern: str | None) -> list[FlagPeriod]:
        """Those about a concern, or about the child, that reach into the days shown."""
        return [
            row
            for row in self.periods
            if row.flag.concern == concern and row.last >= self.span.start
        ]


def spans(timeline: Timeline, care: Iterable[Care], today: date) -> tuple[TimelineSpan, ...]:
    """The last three months first, the last twelve, then every month with something written."""
    days = [day for day in _days_written(timeline.diary, care) if day <= today]
    earliest = min([*days, today - timedelta(days=FEWEST_DAYS - 1)])
    lately = [
        TimelineSpan(
            "", _("last 3 months"), max(add_months(today, -MONTHS_AT_FIRST), earliest), today
        ),
        TimelineSpan(
            "year", _("last 12 months"), max(today - timedelta(days=365), earliest), today
        ),
    ]
    months = sorted({(day.year, day.month) for day in days}, reverse=True)
    return (*lately, *(_month(year, month) for year, month in months))


def _month(year: int, month: int) -> TimelineSpan:
    first = date(year, month, 1)
    last = add_months(first, 1) - timedelta(days=1)
    return TimelineSpan(f"{first:%Y-%m}", date_format(first, "F Y"), first, last)


def _days_written(diary: records.Diary, care: Iterable[Care]) -> Iterator[date]:
    for concern in diary.concerns:
        yield concern.first_noticed_on
        yield from (entry.day for entry in concern.entries)
    yield from (note.day for note in diary.day_notes)
    yield from (exposure.day for exposure in diary.exposures)
    yield from (visit.day for visit in diary.visits)
    for row in care:
        yield row.started_on
        if row.ended_on is not None:
            yield row.ended_on


Record = records.Concern | records.Entry | records.DayNote | Visit | Exposure | Care | FlagPeriod


@dataclass(frozen=True)
class Item:
    """One thing on one day. ``kind`` chooses how it is told."""

    day: date
    at: time | None
    kind: str
    record: Record
    concern: records.Concern | None = None


def items(told: Told) -> list[Item]:
    """Everything in the days shown, newest first; within a day by time, those without one last."""
    shown = [item for item in _items(told) if told.shows(item.day) and item.day <= told.today]
    shown.sort(key=lambda item: (item.day, item.at is not None, item.at or time.min), reverse=True)
    return shown


def _items(told: Told) -> Iterator[Item]:
    diary = told.timeline.diary
    known = {row.id: row for row in diary.concerns}
    for period in told.periods:
        about = period.flag.concern
        if about in (None, told.concern) or told.concern is None:
            yield Item(period.first, None, "due", period, known.get(about or ""))
    for concern in told.concerns:
        yield Item(concern.first_noticed_on, None, "noticed", concern, concern)
        for entry in reversed(concern.entries):
            yield Item(entry.day, entry.at, "entry", entry, concern)
        for care in told.care_of(concern):
            yield Item(care.started_on, None, "care_begun", care, concern)
            if care.ended_on is not None:
                yield Item(care.ended_on, None, "care_ended", care, concern)
    for note in reversed(diary.day_notes):
        yield Item(note.day, note.at, "note", note)
    for exposure in told.exposures:
        yield Item(exposure.day, None, "exposure", exposure)
    for visit in told.visits:
        yield Item(visit.day, visit.at, "visit", visit)
