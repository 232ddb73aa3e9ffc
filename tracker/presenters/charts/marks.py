"""The marks of a concern's course: how strong, which way, what was written, what was done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tracker.domain.vocabulary import CARE_KINDS, SEVERITIES, TRENDS
from tracker.presenters.charts.drawing import (
    FONT_SIZE,
    Bins,
    Box,
    DayScale,
    Mark,
    Words,
    lanes,
    uprights,
    width_of,
)
from tracker.presenters.charts.facts import GAP_DAYS, AnyCare, CourseFacts, Piece
from tracker.rendering import label, render

TOP_SEVERITY = max(SEVERITIES)
TREND_LANES = {"worse": 0, "same": 1, "new": 1, "better": 2}
MAX_CARE_LANES = 6
CARE_HEIGHT = 5
_MAX_NAME_LENGTH = 28


@dataclass(frozen=True)
class Severity:
    """A point a column at its strongest, a stroke down to its mildest, lines between points."""

    points: tuple[Mark, ...] = ()
    ranges: str = ""
    lines: tuple[str, ...] = ()


def severity_marks(facts: CourseFacts, bins: Bins, top: float, step: float) -> Severity:
    columns: dict[int, list[int]] = defaultdict(list)
    for day, severity in facts.severities:
        columns[bins.index(day)].append(severity)

    def y(severity: int) -> float:
        return round(top + (TOP_SEVERITY - severity) * step, 1)

    def point(column: int) -> str:
        return f"{bins.centre(column):g},{y(max(columns[column])):g}"

    return Severity(
        points=tuple(
            Mark("point", bins.centre(column), y(max(given)), render(SEVERITIES[max(given)]))
            for column, given in columns.items()
        ),
        ranges="".join(
            f"M{bins.centre(column):g} {y(max(given)):g}V{y(min(given)):g}"
            for column, given in columns.items()
            if min(given) < max(given)
        ),
        lines=tuple(
            " ".join(point(column) for column in run) for run in _runs(facts, bins) if len(run) > 1
        ),
    )


def _runs(facts: CourseFacts, bins: Bins) -> list[list[int]]:
    """Columns to be joined: neither a clear day nor a long silence lies between them."""
    runs: list[list[int]] = []
    last: date | None = None
    for day, _severity in facts.severities:
        if last is None or _is_apart(last, day, facts, bins):
            runs.append([])
        column = bins.index(day)
        if column not in runs[-1]:
            runs[-1].append(column)
        last = day
    return runs


def _is_apart(last: date, day: date, facts: CourseFacts, bins: Bins) -> bool:
    if (day - last).days > max(GAP_DAYS, bins.days):
        return True
    return facts.is_clear_between(last, day)


def trend_marks(facts: CourseFacts, bins: Bins, top: float, step: float) -> tuple[Mark, ...]:
    """In each column one mark for each way it went; "new" takes the place of "the same"."""
    columns: dict[tuple[int, int], str] = {}
    for day, trend in facts.trends:
        place = (bins.index(day), TREND_LANES[trend])
        columns[place] = "new" if columns.get(place) == "new" else trend
    return tuple(
        Mark(trend, bins.centre(column), round(top + lane * step, 1), label(TRENDS, trend))
        for (column, lane), trend in columns.items()
    )


def piece_boxes(
    found: Iterable[Piece], scale: DayScale, y: float, height: float, *, is_written: bool
) -> tuple[Box, ...]:
    """The bars of the spells: the written pieces, or the others."""
    return tuple(
        scale.box(piece.first, piece.last, y, height)
        for piece in found
        if piece.is_written == is_written
    )


@dataclass(frozen=True)
class WrittenMarks:
    """A stroke a column with entries, or a ring where one of them says that it was gone."""

    strokes: str
    rings: tuple[Mark, ...]


def written_marks(
    present: list[date], clear: list[date], bins: Bins, bottom: float, tallest: float
) -> WrittenMarks:
    counts: dict[int, int] = defaultdict(int)
    for day in present:
        counts[bins.index(day)] += 1
    ringed = {bins.index(day) for day in clear}
    strokes = [
        (bins.centre(column), bins.tick_height(count, tallest))
        for column, count in counts.items()
        if column not in ringed
    ]
    rings = (
        Mark("ring", bins.centre(column), round(bottom - tallest / 2, 1), _("gone"))
        for column in sorted(ringed)
    )
    return WrittenMarks(uprights(strokes, bottom), tuple(rings))


@dataclass(frozen=True)
class CareBar:
    """``words`` is None in the small chart."""

    box: Box
    words: Words | None


def care_bars(
    care: Iterable[AnyCare], scale: DayScale, as_of: date, top: float, step: float
) -> tuple[CareBar, ...]:
    """Thin bars in as few lines as they need; with their names where ``step`` has room."""
    named = step > FONT_SIZE
    shown = [
        (care_name(row), scale.box(row.started_on, _last_day(row, as_of), 0, CARE_HEIGHT))
        for row in care
        if row.started_on <= scale.end and _last_day(row, as_of) >= scale.start
    ]
    shown.sort(key=lambda row: row[1].x)
    starts = [_name_start(name, box, scale) if named else box.x for name, box in shown]
    ends = [
        max(box.right, start + width_of(name) if named else 0) + 5
        for (name, box), start in zip(shown, starts, strict=True)
    ]
    rows = lanes(list(zip(starts, ends, strict=True)))
    bars = []
    for (name, box), start, row in zip(shown, starts, rows, strict=True):
        y = top + row * step + (FONT_SIZE + 2 if named else 1)
        words = Words(round(start, 1), y - 3, name) if named else None
        if row < MAX_CARE_LANES:
            bars.append(CareBar(Box(box.x, y, box.width, CARE_HEIGHT, name), words))
    return tuple(bars)


def care_name(care: AnyCare) -> str:
    name = care.product or label(CARE_KINDS, care.kind)
    return name if len(name) <= _MAX_NAME_LENGTH else f"{name[: _MAX_NAME_LENGTH - 1]}…"


def _name_start(name: str, box: Box, scale: DayScale) -> float:
    """Above the bar's beginning, or as far before it as the name needs."""
    return max(min(box.x, scale.right - width_of(name)), 0)


def _last_day(care: AnyCare, as_of: date) -> date:
    return min(care.ended_on or as_of, as_of)
