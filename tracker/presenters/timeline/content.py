"""The content of a child's timeline: a range of days and the records in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cached_property

from django.utils.translation import gettext as _

from tracker.domain import records
from tracker.domain.days import add_months
from tracker.domain.periods import FlagPeriod
from tracker.domain.rules import URGENT_KEYS
from tracker.domain.spells import Spell
from tracker.domain.timeline import Timeline
from tracker.formats import day_text, month_text
from tracker.models import Care, Exposure, Visit

DEFAULT_MONTHS = 3
MIN_DAYS = 7


@dataclass(frozen=True)
class TimelineSpan:
    """A range of days, both ends included. ``key`` is its value in the query string."""

    key: str
    label: str
    start: date
    end: date

    @property
    def is_day(self) -> bool:
        return self.start == self.end


@dataclass(frozen=True)
class TimelineContent:
    """Everything recorded about the child in the days of ``span``.

    ``periods`` begin a day before ``span``, so that reminders that fell due earlier differ from
    those that fell due on its first day. ``concern``: the id of the concern that the timeline is
    limited to, or None.
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
        """The spells known today, by the concern's id."""
        return self.timeline.spells_on(self.today)

    @cached_property
    def pauses(self) -> list[records.Acknowledgement]:
        """The acknowledgements that paused reminders of the child or of the concerns shown."""
        return [
            ack
            for ack in self.timeline.diary.acknowledgements
            if ack.rule not in URGENT_KEYS
            and (self.concern is None or ack.concern in (None, self.concern))
        ]

    def shows(self, day: date) -> bool:
        return self.span.start <= day <= self.span.end

    def care_of(self, concern: records.Concern) -> list[Care]:
        return [row for row in self.care if str(row.concern.uuid) == concern.id]

    def due_for(self, concern: str | None) -> list[FlagPeriod]:
        """Return the periods of a concern, or of the child for None, that overlap the span."""
        return [
            row
            for row in self.periods
            if row.flag.concern == concern and row.last >= self.span.start
        ]


def timeline_spans(recorded: Collection[date], today: date) -> tuple[TimelineSpan, ...]:
    """Return the last 3 months, the last 12 months, then each month with a record, latest first.

    ``recorded``: days with a record up to today, at least the first one of each month.
    """
    earliest = min([*recorded, today - timedelta(days=MIN_DAYS - 1)])
    recent = [
        TimelineSpan(
            "", _("last 3 months"), max(add_months(today, -DEFAULT_MONTHS), earliest), today
        ),
        TimelineSpan(
            "year", _("last 12 months"), max(today - timedelta(days=365), earliest), today
        ),
    ]
    months = sorted({(day.year, day.month) for day in recorded}, reverse=True)
    return (*recent, *(_month(year, month) for year, month in months))


def day_span(text: str) -> TimelineSpan | None:
    """Return the span of one day for its ISO date; None for any other text."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return TimelineSpan(day.isoformat(), day_text(day), day, day)


def _month(year: int, month: int) -> TimelineSpan:
    first = date(year, month, 1)
    last = add_months(first, 1) - timedelta(days=1)
    return TimelineSpan(first.isoformat()[:7], month_text(first), first, last)


TimelineRecord = (
    records.Concern
    | records.Entry
    | records.DayNote
    | records.Acknowledgement
    | Visit
    | Exposure
    | Care
    | FlagPeriod
)


@dataclass(frozen=True)
class TimelineItem:
    """A record on a day. ``kind`` selects how it is shown."""

    day: date
    at: time | None
    kind: str
    record: TimelineRecord
    concern: records.Concern | None = None


def timeline_items(content: TimelineContent) -> list[TimelineItem]:
    """Return the items of the span, newest first; within a day those without a time are last."""
    shown = [
        item for item in _items(content) if content.shows(item.day) and item.day <= content.today
    ]
    shown.sort(key=lambda item: (item.day, item.at is not None, item.at or time.min), reverse=True)
    return shown


def _items(content: TimelineContent) -> Iterator[TimelineItem]:
    diary = content.timeline.diary
    known = {row.id: row for row in diary.concerns}
    for period in content.periods:
        about = period.flag.concern
        if about in (None, content.concern) or content.concern is None:
            yield TimelineItem(period.first, None, "due", period, known.get(about or ""))
    for ack in reversed(content.pauses):
        yield TimelineItem(ack.day, None, "paused", ack, known.get(ack.concern or ""))
    for concern in content.concerns:
        yield TimelineItem(concern.first_noticed_on, None, "noticed", concern, concern)
        for entry in reversed(concern.entries):
            yield TimelineItem(entry.day, entry.at, "entry", entry, concern)
        for care in content.care_of(concern):
            yield TimelineItem(care.started_on, None, "care_begun", care, concern)
            if care.ended_on is not None:
                yield TimelineItem(care.ended_on, None, "care_ended", care, concern)
    for note in reversed(diary.day_notes):
        yield TimelineItem(note.day, note.at, "note", note)
    for exposure in content.exposures:
        yield TimelineItem(exposure.day, exposure.at, "exposure", exposure)
    for visit in content.visits:
        yield TimelineItem(visit.day, visit.at, "visit", visit)
