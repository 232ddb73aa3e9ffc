"""The timeline chart: a band for each concern, rows of marks for the child, one axis."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tracker.domain.periods import FlagPeriod
from tracker.domain.spells import Course
from tracker.domain.vocabulary import LEVEL_LABELS
from tracker.presenters.charts.bar import Bar
from tracker.presenters.charts.description import (
    day_range_values,
    days_recorded,
    stretch_text,
)
from tracker.presenters.charts.drawing import (
    FONT_SIZE,
    Bins,
    Box,
    DayScale,
    Hatching,
    JoinedMarks,
    Mark,
    Tick,
    hatched,
    joined,
    lanes,
    ticks,
)
from tracker.presenters.charts.exposures import (
    MarkedThing,
    ThingMarks,
    named_marks,
    named_things,
)
from tracker.presenters.charts.facts import AnyCare, Stretch, stretches_until
from tracker.presenters.charts.marks import (
    CareBar,
    EntryMarks,
    bar_boxes,
    care_bars,
    entry_marks,
    return_marks,
)
from tracker.rendering import render, title_of

_EDGE = 2
_TOP = 3
_BAR = 11
_ENTRIES = 12
_DUE = 13
_CARE = 21
_MARKS_HEIGHT = 16
_MIN_COLUMN_WIDTH = 5


@dataclass(frozen=True)
class DueBar:
    """The days on which a rule applied, with the mark of its level at the start."""

    box: Box
    mark: Mark
    level: str


@dataclass(frozen=True)
class Band:
    """A concern or a row of marks, drawn by ``charts/band.svg``. ``label``: its description."""

    label: str
    width: float
    height: float
    panel: Box
    grid: tuple[float, ...]
    today_x: float | None
    clear: tuple[Hatching, ...] = ()
    present: tuple[Box, ...] = ()
    gaps: tuple[Box, ...] = ()
    is_by_column: bool = False
    returns: tuple[Mark, ...] = ()
    entries: EntryMarks | None = None
    due: tuple[DueBar, ...] = ()
    care: tuple[CareBar, ...] = ()
    marks: tuple[Mark, ...] = ()
    things: tuple[ThingMarks, ...] = ()

    @property
    def joined_returns(self) -> tuple[JoinedMarks, ...]:
        return joined(self.returns)


@dataclass(frozen=True)
class Axis:
    width: float
    height: float
    ticks: tuple[Tick, ...]


@dataclass(frozen=True)
class BandChart:
    """Makes the bands and rows of one picture, all of the same days and width."""

    start: date
    end: date
    as_of: date
    width: float

    @property
    def scale(self) -> DayScale:
        return DayScale(self.start, self.end, _EDGE, self.width - _EDGE)

    def axis(self) -> Axis:
        named_days = ticks(self.scale, FONT_SIZE, self.width)
        return Axis(self.width, FONT_SIZE + 5, named_days)

    def band(self, course: Course, care: Iterable[AnyCare], due: Sequence[FlagPeriod]) -> Band:
        """Return a concern's band: when it was there and clear, entries, due bars and care.

        That is as known on ``as_of``, due bars as known on each day.
        """
        scale, as_of = self.scale, self.as_of
        days = course.course_days_until(as_of)
        stretches = [
            stretch
            for stretch in stretches_until(course, days, as_of)
            if self._shows(stretch.first, stretch.last)
        ]
        bins = Bins.of(scale, _MIN_COLUMN_WIDTH)
        entries_y = _TOP + _BAR + _ENTRIES
        due_bars = self._due(due, entries_y + 4)
        care_y = max((bar.box.bottom + 4 for bar in due_bars), default=entries_y + 2)
        bars = care_bars(care, scale, as_of, care_y, _CARE)
        height = max((bar.box.bottom for bar in bars), default=care_y - 2) + 4
        bar = Bar.of(stretches, bins)
        visible = [row for row in days if scale.shows(row.day)]
        return Band(
            label=self._band_label(course, len(visible), stretches, due),
            width=self.width,
            height=round(height, 1),
            panel=self._panel(height),
            grid=self._grid(),
            today_x=self._today_x(),
            clear=tuple(
                hatched(scale.box(max(part.first, self.start), part.last, _TOP, _BAR))
                for part in bar.of_kind("clear")
            ),
            present=bar_boxes(bar.of_kind("there"), scale, _TOP, _BAR),
            gaps=bar_boxes(bar.of_kind("unwritten"), scale, _TOP, _BAR),
            is_by_column=bar.is_by_column,
            returns=return_marks(stretches, bins, _TOP + _BAR / 2, as_of),
            entries=entry_marks(
                [row.day for row in visible if row.is_present],
                [row.day for row in visible if not row.is_present],
                bins,
                entries_y,
                8,
            ),
            due=due_bars,
            care=bars,
        )

    def row(
        self, marks: Iterable[tuple[date, str, str]], label: str, due: Sequence[FlagPeriod] = ()
    ) -> Band:
        """Return a row of marks, each given as day, shape and title."""
        scale = self.scale
        due_bars = self._due(due, _MARKS_HEIGHT)
        height = max((bar.box.bottom + 4 for bar in due_bars), default=_MARKS_HEIGHT)
        return Band(
            label=label,
            width=self.width,
            height=round(height, 1),
            panel=self._panel(height),
            grid=self._grid(),
            today_x=self._today_x(),
            marks=tuple(
                Mark(shape, scale.centre(day), _MARKS_HEIGHT / 2, title)
                for day, shape, title in marks
                if scale.shows(day)
            ),
            due=due_bars,
        )

    def things(self, things: Sequence[MarkedThing], label: str) -> Band:
        """Return rows of marks with the names of the things above them."""
        marked = named_marks(named_things(things), self.scale, _TOP)
        height = max((row.bottom for row in marked), default=0.0) + 3
        return Band(
            label=label,
            width=self.width,
            height=round(height, 1),
            panel=self._panel(height),
            grid=self._grid(),
            today_x=self._today_x(),
            things=marked,
        )

    def _shows(self, first: date, last: date) -> bool:
        return first <= self.end and last >= self.start

    def _panel(self, height: float) -> Box:
        return Box(_EDGE, 0.5, self.width - 2 * _EDGE, round(height - 1, 1))

    def _grid(self) -> tuple[float, ...]:
        return tuple(tick.x for tick in self.axis().ticks)

    def _today_x(self) -> float | None:
        return self.scale.centre(self.as_of) if self.scale.shows(self.as_of) else None

    def _due(self, due: Sequence[FlagPeriod], top: float) -> tuple[DueBar, ...]:
        """Return the bars, each with its mark at the start; overlapping ones are stacked."""
        boxes = [self.scale.box(row.first, row.last, 0, 7, due_title(row)) for row in due]
        starts = [min(box.x, self.width - _EDGE - 12) for box in boxes]
        rows = lanes(
            [
                (start, max(box.right, start + 12) + 1)
                for box, start in zip(boxes, starts, strict=True)
            ]
        )
        return tuple(
            DueBar(
                box=Box(box.x, top + lane * _DUE + 1, box.width, box.height, box.title),
                mark=Mark(f"due-{row.flag.level.key}", start + 6, top + lane * _DUE + 4.5),
                level=row.flag.level.key,
            )
            for row, box, start, lane in zip(due, boxes, starts, rows, strict=True)
        )

    def _band_label(
        self,
        course: Course,
        days: int,
        stretches: Iterable[Stretch],
        due: Iterable[FlagPeriod],
    ) -> str:
        """``days``: number of days with entries. They and the stretches are in the picture."""
        sentences = [
            _("%(title)s, from %(first)s to %(last)s, %(recorded)s.")
            % {
                "title": title_of(course.concern),
                **day_range_values(self.start, self.end),
                "recorded": days_recorded(days),
            }
        ]
        sentences += [stretch_text(stretch, self.as_of) for stretch in stretches]
        sentences += [f"{due_title(row)}." for row in due]
        return " ".join(sentences)


def due_title(row: FlagPeriod) -> str:
    """Return, say, ``Worth showing to a doctor, from 3 March 2026 to 9 March 2026``."""
    one, several = _("%(level)s, on %(first)s"), _("%(level)s, from %(first)s to %(last)s")
    return (one if row.first == row.last else several) % {
        "level": render(LEVEL_LABELS[row.flag.level]),
        **day_range_values(row.first, row.last),
    }
