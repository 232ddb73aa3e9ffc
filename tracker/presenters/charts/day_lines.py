"""The labelled vertical lines of a course chart: today and the limits of rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tracker.domain.periods import Limit
from tracker.formats import short_day
from tracker.presenters.charts.drawing import (
    FONT_SIZE,
    ChartLabel,
    DayScale,
    Mark,
    lanes,
    text_width,
)
from tracker.presenters.charts.facts import CourseFacts
from tracker.rendering import render

_LABEL_ROW = 13
_MARK_ROOM = 12


@dataclass(frozen=True)
class DayLine:
    """A vertical line at a limit or today. ``x`` is None where the day is beyond the picture.

    ``top``: where it starts, below each label that it would cross. ``marks``: the level, and an
    arrow for a day beyond the picture. They are drawn, not part of the text, as not every font has
    them.
    """

    x: float | None
    top: float
    label: ChartLabel
    kind: str
    marks: tuple[Mark, ...]


def day_lines(
    facts: CourseFacts, scale: DayScale, width: float
) -> tuple[tuple[DayLine, ...], float]:
    """Return the lines of today and the limits, and the y at which their labels end."""
    named: list[_NamedDay] = [_NamedDay(scale.centre(facts.as_of), _("today"), "today", ())]
    for limit in facts.limits:
        kind = limit.due.level.key
        x = scale.x(limit.due.due_on) if scale.shows(limit.due.due_on) else None
        shapes = (f"due-{kind}",) if x is not None else (f"due-{kind}", "beyond")
        named.append(_NamedDay(x, _limit_text(limit, facts.as_of), kind, shapes))
    starts = [_label_start(named_day, width - 2) for named_day in named]
    widths = [(start, start + row.width) for start, row in zip(starts, named, strict=True)]
    rows = lanes([(start, end + 10) for start, end in widths])
    lines = tuple(
        _line(named_day, start, row, _last_row_at(named_day.x, row, widths, rows))
        for named_day, start, row in zip(named, starts, rows, strict=True)
    )
    return lines, (max(rows) + 1) * _LABEL_ROW + 3


@dataclass(frozen=True)
class _NamedDay:
    """Today or a limit, with its text and the shapes of its marks."""

    x: float | None
    text: str
    kind: str
    shapes: tuple[str, ...]

    @property
    def width(self) -> float:
        return text_width(self.text) + len(self.shapes) * _MARK_ROOM


def _label_start(named_day: _NamedDay, edge: float) -> float:
    """Return the x at which a label starts: after its line, or before it if there is no room."""
    if named_day.x is None:
        return edge - named_day.width
    if named_day.x + 3 + named_day.width <= edge:
        return named_day.x + 3
    return max(named_day.x - 3 - named_day.width, 0)


def _last_row_at(
    x: float | None, row: int, widths: Sequence[tuple[float, float]], rows: Sequence[int]
) -> int:
    """Return the last row of labels that a line from ``row`` down would cross, or that row."""
    crossed = (
        other
        for (start, end), other in zip(widths, rows, strict=True)
        if x is not None and start <= x <= end
    )
    return max([row, *crossed])


def _line(named_day: _NamedDay, start: float, row: int, top_row: int) -> DayLine:
    """Place marks next to the line. A label before it is end-anchored, so it never crosses it.

    ``top_row``: the row of labels that the line starts at, or below where that is not its own.
    """
    y = row * _LABEL_ROW + FONT_SIZE
    is_after = named_day.x is not None and start > named_day.x
    room = len(named_day.shapes) * _MARK_ROOM
    first = start if is_after else start + named_day.width - room
    marks = tuple(
        Mark(shape, round(first + (n + 0.5) * _MARK_ROOM, 1), y - 4)
        for n, shape in enumerate(named_day.shapes)
    )
    if is_after:
        chart_label = ChartLabel(round(start + room, 1), y, named_day.text, "start")
    elif start > 0:
        chart_label = ChartLabel(round(first, 1), y, named_day.text, "end")
    else:
        chart_label = ChartLabel(0, y, named_day.text, "start")
    top = y if top_row == row else (top_row + 1) * _LABEL_ROW
    return DayLine(named_day.x, top, chart_label, named_day.kind, marks)


def _limit_text(limit: Limit, as_of: date) -> str:
    text = render(limit.window) if limit.window else _("follow-up")
    return f"{text} · {short_day(limit.due.due_on, as_of)}"
