"""The marks of a course chart: severity, trend, spells, entries, care."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tracker.domain.vocabulary import CARE_KINDS, ITCHES, SEVERITIES, TRENDS
from tracker.formats import short_day
from tracker.presenters.charts.bar import BarPart
from tracker.presenters.charts.drawing import (
    FONT_SIZE,
    Bins,
    Box,
    ChartLabel,
    DayScale,
    JoinedMarks,
    Mark,
    joined,
    lanes,
    text_width,
    uprights,
)
from tracker.presenters.charts.facts import (
    GAP_DAYS,
    AnyCare,
    CourseFacts,
    Stretch,
)
from tracker.rendering import label, render

MAX_SEVERITY = max(SEVERITIES)
MAX_ITCH = max(ITCHES)
TREND_LANES = {"worse": 0, "same": 1, "better": 2, "new": 3}
MAX_CARE_LANES = 6
CARE_HEIGHT = 5
_MAX_NAME_LENGTH = 28
_NUMBER_GAP = 2


@dataclass(frozen=True)
class SeverityMarks:
    """A point at each column's highest severity, a stroke to its lowest, lines between points."""

    points: tuple[Mark, ...] = ()
    ranges: str = ""
    lines: tuple[str, ...] = ()

    @property
    def joined_points(self) -> tuple[JoinedMarks, ...]:
        return joined(self.points)

    @property
    def joined_lines(self) -> str:
        """The data of one SVG path."""
        return "".join(f"M{points.replace(' ', 'L')}" for points in self.lines)


def severity_marks(facts: CourseFacts, bins: Bins, top: float, step: float) -> SeverityMarks:
    columns: dict[int, list[int]] = defaultdict(list)
    for day, severity in facts.severities:
        columns[bins.index(day)].append(severity)

    def y(severity: int) -> float:
        return round(top + (MAX_SEVERITY - severity) * step, 1)

    def point(column: int) -> str:
        return f"{bins.centre(column):g},{y(max(columns[column])):g}"

    return SeverityMarks(
        points=tuple(
            Mark(
                "point",
                bins.centre(column),
                y(max(severities)),
                render(SEVERITIES[max(severities)]),
            )
            for column, severities in columns.items()
        ),
        ranges="".join(
            f"M{bins.centre(column):g} {y(max(severities)):g}V{y(min(severities)):g}"
            for column, severities in columns.items()
            if min(severities) < max(severities)
        ),
        lines=tuple(
            " ".join(point(column) for column in run) for run in _runs(facts, bins) if len(run) > 1
        ),
    )


def _runs(facts: CourseFacts, bins: Bins) -> list[list[int]]:
    """Return the columns to join by lines: with no clear day and no gap between them."""
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
    """Return a mark for each trend of a column, each trend in its own lane."""
    columns = dict.fromkeys((bins.index(day), trend) for day, trend in facts.trends)
    return tuple(
        Mark(
            trend,
            bins.centre(column),
            round(top + TREND_LANES[trend] * step, 1),
            label(TRENDS, trend),
        )
        for column, trend in columns
    )


def return_marks(
    stretches: Iterable[Stretch], bins: Bins, y: float, as_of: date
) -> tuple[Mark, ...]:
    """Return a mark on each day in the picture on which it came back, one a column."""
    columns = {
        bins.index(stretch.first): stretch.first
        for stretch in stretches
        if stretch.is_back and bins.scale.shows(stretch.first)
    }
    return tuple(
        Mark("back", bins.centre(column), y, _came_back(day, as_of))
        for column, day in columns.items()
    )


def _came_back(day: date, as_of: date) -> str:
    return _("came back on %(day)s") % {"day": short_day(day, as_of)}


def bar_boxes(
    parts: Iterable[BarPart], scale: DayScale, y: float, height: float
) -> tuple[Box, ...]:
    return tuple(scale.box(part.first, part.last, y, height) for part in parts)


@dataclass(frozen=True)
class EntryMarks:
    """A stroke for each column with entries, or a ring if one of them is clear."""

    strokes: str
    rings: tuple[Mark, ...]

    @property
    def joined_rings(self) -> tuple[JoinedMarks, ...]:
        return joined(self.rings)


def entry_marks(
    present: list[date], clear: list[date], bins: Bins, bottom: float, max_height: float
) -> EntryMarks:
    counts: dict[int, int] = defaultdict(int)
    for day in present:
        counts[bins.index(day)] += 1
    ringed = {bins.index(day) for day in clear}
    strokes = [
        (bins.centre(column), bins.tick_height(count, max_height))
        for column, count in counts.items()
        if column not in ringed
    ]
    rings = (
        Mark("ring", bins.centre(column), round(bottom - max_height / 2, 1), _("gone"))
        for column in sorted(ringed)
    )
    return EntryMarks(uprights(strokes, bottom), tuple(rings))


def itch_strokes(facts: CourseFacts, bins: Bins, bottom: float, height: float) -> str:
    """Return a stroke for each column, as high as its strongest itch."""
    columns: dict[int, list[int]] = defaultdict(list)
    for day, itch in facts.itches:
        columns[bins.index(day)].append(itch)
    shares = {column: max(itches) / MAX_ITCH for column, itches in columns.items()}
    return _answer_strokes(shares, bins, bottom, height)


def night_strokes(facts: CourseFacts, bins: Bins, bottom: float, height: float) -> str:
    """Return a stroke for each column, as high as the share of its nights with lost sleep."""
    columns: dict[int, list[bool]] = defaultdict(list)
    for day, is_lost in facts.nights:
        columns[bins.index(day)].append(is_lost)
    shares = {column: sum(nights) / len(nights) for column, nights in columns.items()}
    return _answer_strokes(shares, bins, bottom, height)


def _answer_strokes(shares: Mapping[int, float], bins: Bins, bottom: float, height: float) -> str:
    """Return the strokes; a stub stands for "no", and a column without an answer has none."""
    heights = ((bins.centre(column), max(share * height, 1)) for column, share in shares.items())
    return uprights([(x, round(high, 1)) for x, high in heights], bottom)


@dataclass(frozen=True)
class CareBar:
    """``label``: the name, or the number in the table beside the chart."""

    box: Box
    label: ChartLabel


def care_bars(
    care: Iterable[AnyCare], scale: DayScale, as_of: date, top: float, step: float
) -> tuple[CareBar, ...]:
    """Return thin bars in at most ``MAX_CARE_LANES`` lanes, with names above them."""
    shown = [
        (care_name(row), scale.box(row.started_on, _last_day(row, as_of), 0, CARE_HEIGHT))
        for row in care
        if row.started_on <= scale.end and _last_day(row, as_of) >= scale.start
    ]
    shown.sort(key=lambda row: row[1].x)
    starts = [_name_start(name, box, scale) for name, box in shown]
    ends = [
        max(box.right, start + text_width(name)) + 5
        for (name, box), start in zip(shown, starts, strict=True)
    ]
    rows = lanes(list(zip(starts, ends, strict=True)))
    bars = []
    for (name, box), start, row in zip(shown, starts, rows, strict=True):
        y = top + row * step + FONT_SIZE + 2
        name_label = ChartLabel(round(start, 1), y - 3, name)
        if row < MAX_CARE_LANES:
            bars.append(CareBar(Box(box.x, y, box.width, CARE_HEIGHT, name), name_label))
    return tuple(bars)


def numbered_care_bars(
    care: Iterable[AnyCare], scale: DayScale, as_of: date, top: float, step: float
) -> tuple[CareBar, ...]:
    """Return a thin bar for each care, with its number of the table before it.

    Bars share a lane where there is room. All are shown, as the table has them all.
    """
    shown = [
        (str(number), scale.box(row.started_on, _last_day(row, as_of), 0, CARE_HEIGHT))
        for number, row in enumerate(care, start=1)
        if row.started_on <= scale.end and _last_day(row, as_of) >= scale.start
    ]
    shown.sort(key=lambda row: row[1].x)
    starts = [box.x - text_width(number) - _NUMBER_GAP for number, box in shown]
    rows = lanes(
        [(start, box.right + 3) for start, (_number, box) in zip(starts, shown, strict=True)]
    )
    return tuple(
        CareBar(
            Box(box.x, top + row * step + 3, box.width, CARE_HEIGHT, number),
            ChartLabel(box.x - _NUMBER_GAP, top + row * step + 9.5, number, "end"),
        )
        for (number, box), row in zip(shown, rows, strict=True)
    )


def care_name(care: AnyCare) -> str:
    name = care.product or label(CARE_KINDS, care.kind)
    return name if len(name) <= _MAX_NAME_LENGTH else f"{name[: _MAX_NAME_LENGTH - 1]}…"


def _name_start(name: str, box: Box, scale: DayScale) -> float:
    """Return the x of the bar, or less where the name would not fit."""
    return max(min(box.x, scale.right - text_width(name)), 0)


def _last_day(care: AnyCare, as_of: date) -> date:
    return min(care.ended_on or as_of, as_of)
