"""A concern's course as a picture: where everything stands.

From top to bottom: the days that count (limits, today) as upright lines, how strong it was, which
way it went, the spells with their clear stretches, the days written down, visits and care.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tracker.domain import records
from tracker.domain.periods import Limit
from tracker.domain.spells import Course
from tracker.domain.timeline import Timeline
from tracker.domain.vocabulary import SEVERITIES, TRENDS
from tracker.presenters.charts.drawing import (
    FONT_SIZE,
    NARROW,
    Bins,
    Box,
    DayScale,
    KeyItem,
    Mark,
    Stretch,
    Tick,
    Words,
    hatched,
    lanes,
    ticks,
    width_of,
)
from tracker.presenters.charts.facts import AnyCare, CourseFacts, clear_stretches, pieces
from tracker.presenters.charts.marks import (
    TOP_SEVERITY,
    TREND_LANES,
    CareBar,
    Severity,
    WrittenMarks,
    care_bars,
    piece_boxes,
    severity_marks,
    trend_marks,
    written_marks,
)
from tracker.presenters.charts.words import course_in_words, course_key
from tracker.rendering import label, render, short_day

_NARROWEST_COLUMN = 6
_LABEL_ROW = 13
_MARK_ROOM = 12


@dataclass(frozen=True)
class Sizes:
    """How high the parts are; the small chart has no words at the side."""

    side: float
    severity: float
    trend: float
    bar: float
    written: float
    visits: float
    care: float


FULL = Sizes(side=72, severity=20, trend=13, bar=11, written=13, visits=18, care=21)
COMPACT = Sizes(side=3, severity=12, trend=10, bar=9, written=10, visits=14, care=8)


@dataclass(frozen=True)
class DayLine:
    """An upright line at a day that counts. ``x`` is None where the day is past the picture.

    ``marks``: how urgent it is, and an arrow to a day past the picture; beside the words, for not
    every font has them.
    """

    x: float | None
    words: Words
    kind: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Rows:
    """Where each part stands; None for a part that has nothing to show."""

    top: float
    severity: float | None
    trend: float | None
    bar: float
    written: float
    visits: float | None
    care: float


@dataclass(frozen=True)
class CourseChart:
    """Everything that ``charts/course.svg`` draws. ``label`` says it in words."""

    label: str
    width: float
    height: float
    panel: Box
    side: tuple[Words, ...]
    grid: tuple[float, ...]
    ticks: tuple[Tick, ...]
    clear: tuple[Stretch, ...]
    clear_words: tuple[Words, ...]
    there: tuple[Box, ...]
    unwritten: tuple[Box, ...]
    bar_bottom: float
    severity: Severity
    trends: tuple[Mark, ...]
    written: WrittenMarks
    visits: tuple[Mark, ...]
    care: tuple[CareBar, ...]
    lines: tuple[DayLine, ...]
    key: tuple[KeyItem, ...]


def course_chart(
    course: Course,
    care: Iterable[AnyCare],
    timeline: Timeline,
    as_of: date,
    *,
    width: float = NARROW,
    compact: bool = False,
) -> CourseChart:
    """The course of a concern as known on that day; ``timeline`` is that of the whole diary."""
    facts = CourseFacts.of(course, care, timeline, as_of)
    sizes = COMPACT if compact else FULL
    scale = DayScale(facts.start, facts.end, sizes.side, width - 5)
    bins = Bins.of(scale, _NARROWEST_COLUMN)
    lines, top = _day_lines(facts, scale, width)
    rows = _rows(facts, sizes, top)
    bars = care_bars(facts.care, scale, as_of, rows.care, sizes.care)
    bottom = max((bar.box.bottom for bar in bars), default=rows.care) + 3
    axis = bottom + FONT_SIZE + 1
    there = list(pieces(facts.spells, facts.days, as_of))
    clear = tuple(
        hatched(scale.box(first, last, top, rows.bar + sizes.bar - top))
        for first, last in clear_stretches(facts.spells, as_of)
    )
    return CourseChart(
        label=course_in_words(facts),
        width=width,
        height=round(axis + 5, 1),
        panel=Box(scale.left, top, round(scale.right - scale.left, 1), round(bottom - top, 1)),
        side=() if compact else _side(rows, sizes),
        grid=_grid(rows, sizes),
        ticks=ticks(scale, axis, width),
        clear=clear,
        clear_words=_clear_words(clear),
        there=piece_boxes(there, scale, rows.bar, sizes.bar, is_written=True),
        unwritten=piece_boxes(there, scale, rows.bar, sizes.bar, is_written=False),
        bar_bottom=rows.bar + sizes.bar,
        severity=severity_marks(facts, bins, rows.severity, sizes.severity)
        if rows.severity is not None
        else Severity(),
        trends=trend_marks(facts, bins, rows.trend, sizes.trend) if rows.trend is not None else (),
        written=written_marks(facts.present_days, facts.clear_days, bins, rows.written, 7),
        visits=tuple(
            Mark("visit", scale.centre(visit.day), rows.visits, _visit_title(visit, as_of))
            for visit in facts.visits
            if rows.visits is not None
        ),
        care=bars,
        lines=lines,
        key=course_key(facts, bins.days),
    )


def _rows(facts: CourseFacts, sizes: Sizes, top: float) -> Rows:
    """Each part under the one before it; a part with nothing to show takes no room."""
    y = top + 3
    severity = trend = visits = None
    if facts.severities:
        severity = y + sizes.severity / 2 - 2
        y += sizes.severity * (TOP_SEVERITY + 1)
    if facts.trends:
        trend = y + sizes.trend / 2
        y += sizes.trend * 3
    bar = y + 2
    written = bar + sizes.bar + sizes.written - 2
    y = written + 2
    if facts.visits:
        visits = y + sizes.visits / 2
        y += sizes.visits
    return Rows(top, severity, trend, bar, written, visits, y)


def _clear_words(clear: Sequence[Stretch]) -> tuple[Words, ...]:
    """Where the stretch has room for them."""
    text = _("clear")
    return tuple(
        Words(round(box.x + box.width / 2, 1), round(box.y + box.height / 2 + 4, 1), text, "middle")
        for box in (stretch.box for stretch in clear)
        if box.width > width_of(text) + 4
    )


def _grid(rows: Rows, sizes: Sizes) -> tuple[float, ...]:
    if rows.severity is None:
        return ()
    return tuple(rows.severity + n * sizes.severity for n in range(TOP_SEVERITY + 1))


def _side(rows: Rows, sizes: Sizes) -> tuple[Words, ...]:
    """What each line of the picture shows."""
    named: list[tuple[float, str]] = []
    if rows.severity is not None:
        named += [
            (rows.severity + (TOP_SEVERITY - key) * sizes.severity, render(text))
            for key, text in SEVERITIES.items()
        ]
    if rows.trend is not None:
        named += [
            (rows.trend + TREND_LANES[key] * sizes.trend, label(TRENDS, key))
            for key in ("worse", "same", "better")
        ]
    named += [(rows.bar + sizes.bar / 2, _("there")), (rows.written - 3.5, _("written"))]
    if rows.visits is not None:
        named.append((rows.visits, _("visits")))
    return tuple(Words(0, round(y + 3.6, 1), text) for y, text in named)


def _day_lines(
    facts: CourseFacts, scale: DayScale, width: float
) -> tuple[tuple[DayLine, ...], float]:
    """Today and the limits, their words in as few rows as they need; and where those end."""
    named: list[_Named] = [_Named(scale.centre(facts.as_of), _("today"), "today", ())]
    for limit in facts.limits:
        kind = limit.due.level.key
        x = scale.x(limit.due.due_on) if scale.shows(limit.due.due_on) else None
        shapes = (f"due-{kind}",) if x is not None else (f"due-{kind}", "beyond")
        named.append(_Named(x, _limit_text(limit, facts.as_of), kind, shapes))
    starts = [_beside(one, width - 2) for one in named]
    rows = lanes(
        [(start, start + one.width + 10) for start, one in zip(starts, named, strict=True)]
    )
    lines = tuple(_line(*placed) for placed in zip(named, starts, rows, strict=True))
    return lines, (max(rows) + 1) * _LABEL_ROW + 3


@dataclass(frozen=True)
class _Named:
    """A day that counts, with its words and the shapes of its marks."""

    x: float | None
    text: str
    kind: str
    shapes: tuple[str, ...]

    @property
    def width(self) -> float:
        return width_of(self.text) + len(self.shapes) * _MARK_ROOM


def _beside(one: _Named, edge: float) -> float:
    """Where words begin: after their line, or before it where there is no room."""
    if one.x is None:
        return edge - one.width
    if one.x + 3 + one.width <= edge:
        return one.x + 3
    return max(one.x - 3 - one.width, 0)


def _line(one: _Named, start: float, row: int) -> DayLine:
    """Marks stand next to the line. Words before it end there, however wide the letters are."""
    y = row * _LABEL_ROW + FONT_SIZE
    is_after = one.x is not None and start > one.x
    room = len(one.shapes) * _MARK_ROOM
    first = start if is_after else start + one.width - room
    marks = tuple(
        Mark(shape, round(first + (n + 0.5) * _MARK_ROOM, 1), y - 4)
        for n, shape in enumerate(one.shapes)
    )
    if is_after:
        words = Words(round(start + room, 1), y, one.text, "start")
    elif start > 0:
        words = Words(round(first, 1), y, one.text, "end")
    else:
        words = Words(0, y, one.text, "start")
    return DayLine(one.x, words, one.kind, marks)


def _limit_text(limit: Limit, as_of: date) -> str:
    what = render(limit.window) if limit.window else _("come back")
    return f"{what} · {short_day(limit.due.due_on, as_of)}"


def _visit_title(visit: records.Visit, as_of: date) -> str:
    day = short_day(visit.day, as_of)
    return f"{day}: {visit.who}" if visit.who else day
