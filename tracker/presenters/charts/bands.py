"""The timeline as a picture: a band for each concern, rows of marks for the child, one axis."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tracker.domain.periods import FlagPeriod
from tracker.domain.spells import Course
from tracker.domain.vocabulary import LEVEL_LABELS
from tracker.presenters.charts.drawing import (
    FONT_SIZE,
    Bins,
    Box,
    DayScale,
    Mark,
    Stretch,
    Tick,
    hatched,
    lanes,
    ticks,
)
from tracker.presenters.charts.facts import AnyCare, clear_stretches, pieces
from tracker.presenters.charts.marks import (
    CareBar,
    WrittenMarks,
    care_bars,
    piece_boxes,
    written_marks,
)
from tracker.presenters.charts.words import days_named, recorded
from tracker.rendering import day_text, render, title_of

_EDGE = 2
_TOP = 3
_BAR = 11
_WRITTEN = 12
_DUE = 13
_CARE = 21
_MARKS_HEIGHT = 16
_NARROWEST_COLUMN = 5


@dataclass(frozen=True)
class DueBar:
    """Days on which a rule held, with the mark of its level at their beginning."""

    box: Box
    mark: Mark
    level: str


@dataclass(frozen=True)
class Band:
    """A concern, or a row of marks. What ``charts/band.svg`` draws; ``label`` says it in words."""

    label: str
    width: float
    height: float
    panel: Box
    grid: tuple[float, ...]
    today_x: float | None
    clear: tuple[Stretch, ...] = ()
    there: tuple[Box, ...] = ()
    unwritten: tuple[Box, ...] = ()
    written: WrittenMarks | None = None
    due: tuple[DueBar, ...] = ()
    care: tuple[CareBar, ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Axis:
    width: float
    height: float
    ticks: tuple[Tick, ...]


@dataclass(frozen=True)
class BandChart:
    """The days that are drawn and how wide; from it every band and row of one picture."""

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
        """A concern's spells, clear stretches and looks, what was due for it and when, its care.

        The spells are those known on ``as_of``; what was due is as known on each of the days.
        """
        scale, as_of = self.scale, self.as_of
        days = course.days_until(as_of)
        spells = course.spells_on(as_of)
        bins = Bins.of(scale, _NARROWEST_COLUMN)
        written_y = _TOP + _BAR + _WRITTEN
        due_bars = self._due(due, written_y + 4)
        care_y = max((bar.box.bottom + 4 for bar in due_bars), default=written_y + 2)
        bars = care_bars(care, scale, as_of, care_y, _CARE)
        height = max((bar.box.bottom for bar in bars), default=care_y - 2) + 4
        shown = [
            piece for piece in pieces(spells, days, as_of) if self._shows(piece.first, piece.last)
        ]
        visible = [day_entries for day_entries in days if scale.shows(day_entries.day)]
        return Band(
            label=self._band_in_words(course, due),
            width=self.width,
            height=round(height, 1),
            panel=self._panel(height),
            grid=self._grid(),
            today_x=self._today_x(),
            clear=tuple(
                hatched(scale.box(max(first, self.start), last, _TOP, _BAR))
                for first, last in clear_stretches(spells, as_of)
                if self._shows(first, last)
            ),
            there=piece_boxes(shown, scale, _TOP, _BAR, is_written=True),
            unwritten=piece_boxes(shown, scale, _TOP, _BAR, is_written=False),
            written=written_marks(
                [day_entries.day for day_entries in visible if day_entries.last.is_present],
                [day_entries.day for day_entries in visible if not day_entries.last.is_present],
                bins,
                written_y,
                8,
            ),
            due=due_bars,
            care=bars,
        )

    def row(
        self, marks: Iterable[tuple[date, str, str]], label: str, due: Sequence[FlagPeriod] = ()
    ) -> Band:
        """Marks on their days: day, shape and title."""
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

    def _shows(self, first: date, last: date) -> bool:
        return first <= self.end and last >= self.start

    def _panel(self, height: float) -> Box:
        return Box(_EDGE, 0.5, self.width - 2 * _EDGE, round(height - 1, 1))

    def _grid(self) -> tuple[float, ...]:
        return tuple(tick.x for tick in self.axis().ticks)

    def _today_x(self) -> float | None:
        return self.scale.centre(self.as_of) if self.scale.shows(self.as_of) else None

    def _due(self, due: Sequence[FlagPeriod], top: float) -> tuple[DueBar, ...]:
        """Each with the mark of its level at its beginning; what overlaps, one under another."""
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

    def _band_in_words(self, course: Course, due: Sequence[FlagPeriod]) -> str:
        written = sum(
            self.scale.shows(day_entries.day) for day_entries in course.days_until(self.as_of)
        )
        told = [
            _("%(title)s, from %(first)s to %(last)s, %(recorded)s.")
            % {
                "title": title_of(course.concern),
                **days_named(self.start, self.end),
                "recorded": recorded(written),
            }
        ]
        for spell in course.spells_on(self.as_of):
            if spell.cleared_on is None:
                told.append(_("There since %(day)s.") % {"day": day_text(spell.onset)})
            elif self._shows(spell.onset, spell.cleared_on):
                told.append(
                    _("There from %(first)s, clear from %(last)s.")
                    % days_named(spell.onset, spell.cleared_on)
                )
        told += [f"{due_title(row)}." for row in due]
        return " ".join(told)


def due_title(row: FlagPeriod) -> str:
    """``Worth showing to a doctor, from 3 March 2026 to 9 March 2026``."""
    return _("%(level)s, from %(first)s to %(last)s") % {
        "level": render(LEVEL_LABELS[row.flag.level]),
        **days_named(row.first, row.last),
    }
