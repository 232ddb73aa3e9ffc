"""The marks of a chart for what was eaten, used or happened, a row for each thing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import ngettext

from tracker.formats import day_text
from tracker.presenters.charts.drawing import (
    FONT_SIZE,
    Bins,
    ChartLabel,
    DayScale,
    Mark,
    lanes,
    text_width,
)

MAX_NAMED = 6
"""How many things have a name in a chart; the others share one row with their number."""
NAMED_HEIGHT = 21
LETTERED_HEIGHT = 11
_MARK_WIDTH = 9
_MAX_NAME_LENGTH = 28
_GAP = 5


@dataclass(frozen=True)
class MarkedThing:
    """Something with the days on which it was recorded. ``name``: as written in the chart."""

    name: str
    days: tuple[date, ...]


@dataclass(frozen=True)
class ThingMarks:
    """The marks of a thing, with its name above them or its letter before them."""

    marks: tuple[Mark, ...]
    label: ChartLabel
    bottom: float


def named_things(things: Sequence[MarkedThing]) -> tuple[MarkedThing, ...]:
    """Return the things to draw: of more than ``MAX_NAMED``, the last as one with their number."""
    if len(things) <= MAX_NAMED:
        return tuple(replace(row, name=_shortened(row.name)) for row in things)
    kept, others = things[: MAX_NAMED - 1], things[MAX_NAMED - 1 :]
    text = ngettext("%(n)s more", "%(n)s more", len(others)) % {"n": len(others)}
    days = sorted({day for row in others for day in row.days})
    return (*named_things(kept), MarkedThing(text, tuple(days)))


def named_marks(
    things: Iterable[MarkedThing], scale: DayScale, top: float
) -> tuple[ThingMarks, ...]:
    """Return the marks with names above them. Things share a row where there is room."""
    shown = _in_order(things, scale)
    ends = [max(xs[-1] + _MARK_WIDTH / 2, start + text_width(row.name)) for row, xs, start in shown]
    starts = [min(xs[0] - _MARK_WIDTH / 2, start) for _row, xs, start in shown]
    rows = lanes([(start, end + _GAP) for start, end in zip(starts, ends, strict=True)])
    return tuple(
        _marks(row, xs, ChartLabel(start, top + lane * NAMED_HEIGHT + FONT_SIZE - 1, row.name), 7)
        for (row, xs, start), lane in zip(shown, rows, strict=True)
    )


def lettered_marks(
    things: Iterable[MarkedThing], scale: DayScale, top: float
) -> tuple[ThingMarks, ...]:
    """Return the marks with a letter before them. Things share a row where there is room."""
    shown = _in_order(things, scale)
    starts = [xs[0] - _MARK_WIDTH / 2 - text_width(row.name) - 2 for row, xs, _start in shown]
    ends = [xs[-1] + _MARK_WIDTH / 2 for _row, xs, _start in shown]
    rows = lanes([(start, end + _GAP) for start, end in zip(starts, ends, strict=True)])
    return tuple(
        _marks(
            row,
            xs,
            ChartLabel(
                round(xs[0] - _MARK_WIDTH / 2 - 1, 1),
                top + lane * LETTERED_HEIGHT + 9.5,
                row.name,
                "end",
            ),
            -3.5,
        )
        for (row, xs, _start), lane in zip(shown, rows, strict=True)
    )


def _in_order(
    things: Iterable[MarkedThing], scale: DayScale
) -> list[tuple[MarkedThing, list[float], float]]:
    """Return things in the picture with the x of their marks and of a name that starts there."""
    bins = Bins.of(scale, _MARK_WIDTH)
    shown = []
    for row in things:
        columns = sorted({bins.index(day) for day in row.days if scale.shows(day)})
        if columns:
            xs = [bins.centre(column) for column in columns]
            start = max(min(xs[0] - 4, scale.right - text_width(row.name)), 0)
            shown.append((row, xs, round(start, 1)))
    return sorted(shown, key=lambda each: each[1][0])


def _marks(row: MarkedThing, xs: list[float], label: ChartLabel, below: float) -> ThingMarks:
    """Return the marks ``below`` the base line of the label."""
    y = round(label.y + below, 1)
    title = f"{row.name}: {', '.join(map(day_text, row.days))}"
    return ThingMarks(tuple(Mark("exposure", x, y, title) for x in xs), label, y + 5)


def _shortened(name: str) -> str:
    return name if len(name) <= _MAX_NAME_LENGTH else f"{name[: _MAX_NAME_LENGTH - 1]}…"
