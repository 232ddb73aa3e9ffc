"""Building blocks of charts: day scales, boxes, marks and labels.

All lengths are in units of the drawing, rounded so that they can be written into SVG.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.formats import short_day_in_year, short_month, short_month_with_year, year_text

NARROW = 330
"""The width of a chart on a phone, at about one unit per pixel."""
WIDE = 670
"""The width of a chart on a desktop and on paper."""
FONT_SIZE = 11
_LETTER_WIDTH = 6.4

SHAPES = {
    "worse": "M0-4.6L4.6 3.4H-4.6Z",
    "better": "M0 4.6L-4.6-3.4H4.6Z",
    "same": "M-3.6-1H3.6V1H-3.6Z",
    "new": "M0-4.6L4.6 0L0 4.6L-4.6 0Z",
    "point": "m-3.4 0a3.4 3.4 0 1 1 6.8 0a3.4 3.4 0 1 1-6.8 0z",
    "ring": "m-2.9 0a2.9 2.9 0 1 1 5.8 0a2.9 2.9 0 1 1-5.8 0z",
    "back": "m-2.6-4.4l6.4 4.4l-6.4 4.4z",
    "visit": "M-1.7-5.2H1.7V-1.7H5.2V1.7H1.7V5.2H-1.7V1.7H-5.2V-1.7H-1.7Z",
    "exposure": "M-4-4H4V4H-4Z",
    "note": "M-4-4.6H1.4L4-2V4.6H-4Z",
    "temperature": "M-1.6-5V1.2A3 3 0 1 0 1.6 1.2V-5Z",
    "due-emergency": "M0-5L5 4H-5Z",
    "due-same_day": "M0-5.4L5 0L0 5.4L-5 0Z",
    "due-visit": "M-4 0A4 4 0 1 1 4 0A4 4 0 1 1-4 0Z",
    "due-ask": "M-3.6 0A3.6 3.6 0 1 1 3.6 0A3.6 3.6 0 1 1-3.6 0Z",
    "beyond": "M-4-0.8H0.6V-3.6L4.4 0L0.6 3.6V0.8H-4Z",
}
"""SVG paths of the marks, centred on 0, 0. All differ even when drawn in black. Those of ``joined``
are relative."""

MAX_TITLES = 12
"""How many titles the marks of a shape have; more than that have none."""


@dataclass(frozen=True)
class Box:
    x: float
    y: float
    width: float
    height: float
    title: str = ""

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height


@dataclass(frozen=True)
class Hatching:
    """A box with slanted lines. ``lines``: the data of one SVG path."""

    box: Box
    lines: str


@dataclass(frozen=True)
class Mark:
    shape: str
    x: float
    y: float
    title: str = ""

    @property
    def outline(self) -> str:
        return SHAPES[self.shape]


@dataclass(frozen=True)
class JoinedMarks:
    """Marks of one shape and title as the data of one SVG path, a third of the size of many."""

    outline: str
    title: str


def joined(marks: Iterable[Mark]) -> tuple[JoinedMarks, ...]:
    """Return the marks by their title, or without one where there are more than ``MAX_TITLES``."""
    outlines: dict[str, str] = defaultdict(str)
    for mark in marks:
        outlines[mark.title] += f"M{mark.x:g} {mark.y:g}{mark.outline}"
    if len(outlines) > MAX_TITLES:
        return (JoinedMarks("".join(outlines.values()), ""),)
    return tuple(JoinedMarks(outline, title) for title, outline in outlines.items())


@dataclass(frozen=True)
class ChartLabel:
    """A text in the drawing. ``anchor``: SVG's text-anchor, start, middle or end."""

    x: float
    y: float
    text: str
    anchor: str = "start"

    @property
    def start(self) -> float:
        before = {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor]
        return self.x - before * text_width(self.text)


@dataclass(frozen=True)
class Tick:
    """A labelled day on the axis. ``x``: where its line is."""

    x: float
    label: ChartLabel


@dataclass(frozen=True)
class KeyItem:
    """A line of the key. ``kind``: a key of ``SHAPES`` or a filling known to the template."""

    kind: str
    text: str

    @property
    def outline(self) -> str:
        return SHAPES.get(self.kind.replace("due-mark-", "due-"), "")


@dataclass(frozen=True)
class DayScale:
    """Maps days to columns of equal width, from ``start`` to ``end``, both included."""

    start: date
    end: date
    left: float
    right: float

    @property
    def day_width(self) -> float:
        return (self.right - self.left) / ((self.end - self.start).days + 1)

    def x(self, day: date) -> float:
        """Return the left edge of the day's column, clamped to the drawing."""
        x = self.left + (day - self.start).days * self.day_width
        return round(min(max(x, self.left), self.right), 1)

    def centre(self, day: date) -> float:
        return round(self.left + ((day - self.start).days + 0.5) * self.day_width, 1)

    def shows(self, day: date) -> bool:
        return self.start <= day <= self.end

    def box(self, first: date, last: date, y: float, height: float, title: str = "") -> Box:
        """Return a box over the columns ``first`` to ``last``, at least 1.5 units wide."""
        x = self.x(first)
        width = max(self.x(last + timedelta(days=1)) - x, 1.5)
        return Box(min(x, round(self.right - width, 1)), y, round(width, 1), height, title)


BIN_DAYS = (1, 2, 4, 7, 14, 28, 56, 112, 224, 448)
MAX_COLUMNS = 60
"""More would not be told apart, and would make the page of a long diary heavy."""


@dataclass(frozen=True)
class Bins:
    """At most ``MAX_COLUMNS`` columns of one or several days, wide enough for a mark."""

    scale: DayScale
    days: int

    @classmethod
    def of(cls, scale: DayScale, min_width: float) -> Bins:
        shown = (scale.end - scale.start).days + 1
        fitting = (
            days
            for days in BIN_DAYS
            if days * scale.day_width >= min_width and days * MAX_COLUMNS >= shown
        )
        return cls(scale, next(fitting, BIN_DAYS[-1]))

    def index(self, day: date) -> int:
        return (day - self.scale.start).days // self.days

    def centre(self, index: int) -> float:
        first = self.scale.start + timedelta(days=index * self.days)
        last = min(first + timedelta(days=self.days - 1), self.scale.end)
        return round((self.scale.centre(first) + self.scale.centre(last)) / 2, 1)

    def tick_height(self, count: int, max_height: float) -> float:
        """Return a height that grows with the share of the column's days that have entries."""
        return round(max_height * (0.4 + 0.6 * min(count / self.days, 1)), 1)


def text_width(text: str) -> float:
    """Return the estimated width of a text."""
    return len(text) * _LETTER_WIDTH


def label_at(x: float, y: float, text: str, left: float, right: float) -> ChartLabel:
    """Return a label centred on ``x``, moved so that it stays between ``left`` and ``right``."""
    half = text_width(text) / 2
    if x - half < left:
        return ChartLabel(left, y, text, "start")
    if x + half > right:
        return ChartLabel(right, y, text, "end")
    return ChartLabel(x, y, text, "middle")


def ticks(scale: DayScale, y: float, edge: float) -> tuple[Tick, ...]:
    """Return as many labelled days, weeks, months or years as there is room for."""
    result: list[Tick] = []
    taken = -1.0
    for x, text in _every_some_days(scale) or _every_some_months(scale):
        label = label_at(x, y, text, min(scale.left, 2), edge)
        start = label.start
        if start > taken:
            result.append(Tick(x, label))
            taken = start + text_width(text) + 3
    return tuple(result)


_TICK_DAYS = (1, 2, 7, 14)
_TICK_MONTHS = (1, 2, 3, 6, 12, 24, 60)
_DAY_ROOM = 46
_MONTH_ROOM = 40


def _every_some_days(scale: DayScale) -> list[tuple[float, str]]:
    step = next((days for days in _TICK_DAYS if days * scale.day_width >= _DAY_ROOM), None)
    if step is None:
        return []
    count = (scale.end - scale.start).days // step + 1
    days = (scale.start + timedelta(days=n * step) for n in range(count))
    return [(scale.centre(day), short_day_in_year(day)) for day in days]


def _every_some_months(scale: DayScale) -> list[tuple[float, str]]:
    month = scale.day_width * 30.4
    step = next((months for months in _TICK_MONTHS if months * month >= _MONTH_ROOM), 120)
    return [(scale.x(day), _month_name(day, step)) for day in _firsts(scale, step)]


def _month_name(day: date, step: int) -> str:
    if step >= 12:
        return year_text(day)
    return short_month_with_year(day) if day.month == 1 else short_month(day)


def _firsts(scale: DayScale, step: int) -> Iterator[date]:
    """Yield the first day of every ``step``-th month, counted from January of year 0."""
    number = scale.start.year * 12 + scale.start.month - 1 + (scale.start.day > 1)
    number += -number % step
    while (day := date(number // 12, number % 12 + 1, 1)) <= scale.end:
        yield day
        number += step


def hatched(box: Box, step: float = 5) -> Hatching:
    """Return the box filled with slanted lines, ``step`` apart."""
    lines = []
    offset = step
    while offset < box.width + box.height:
        x1, y1 = box.x + min(offset, box.width), box.y + max(offset - box.width, 0)
        x2, y2 = box.x + max(offset - box.height, 0), box.y + min(offset, box.height)
        lines.append(f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}")
        offset += step
    return Hatching(box, "".join(lines))


def uprights(strokes: Iterable[tuple[float, float]], bottom: float) -> str:
    """Return vertical strokes on a base line, given as x and height, as one SVG path."""
    return "".join(f"M{x:g} {bottom:g}v{-height:g}" for x, height in strokes)


def lanes(intervals: Sequence[tuple[float, float]]) -> list[int]:
    """Return for each interval the first lane in which it overlaps no earlier one."""
    ends: list[float] = []
    result = []
    for start, end in intervals:
        lane = next((n for n, taken in enumerate(ends) if start >= taken), len(ends))
        if lane == len(ends):
            ends.append(end)
        ends[lane] = end
        result.append(lane)
    return result
