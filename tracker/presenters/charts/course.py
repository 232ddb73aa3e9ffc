"""The layout of the chart of a concern's course.

From top to bottom: labels of the vertical lines (limits, today), severity, trend, itch, lost sleep,
the days on which it was there with the clear days between, days with entries, visits, possible
triggers, care.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from tracker.domain import records
from tracker.domain.vocabulary import SEVERITIES, TICKS, TRENDS
from tracker.formats import short_day
from tracker.presenters.charts.bar import Bar, there_key
from tracker.presenters.charts.day_lines import DayLine, day_lines
from tracker.presenters.charts.description import course_description, course_key
from tracker.presenters.charts.drawing import (
    FONT_SIZE,
    NARROW,
    Bins,
    Box,
    ChartLabel,
    DayScale,
    Hatching,
    JoinedMarks,
    KeyItem,
    Mark,
    Tick,
    hatched,
    joined,
    text_width,
    ticks,
)
from tracker.presenters.charts.exposures import (
    LETTERED_HEIGHT,
    MarkedThing,
    ThingMarks,
    lettered_marks,
    named_marks,
    named_things,
)
from tracker.presenters.charts.facts import CourseFacts
from tracker.presenters.charts.marks import (
    MAX_SEVERITY,
    TREND_LANES,
    CareBar,
    EntryMarks,
    SeverityMarks,
    bar_boxes,
    care_bars,
    entry_marks,
    itch_strokes,
    night_strokes,
    numbered_care_bars,
    return_marks,
    severity_marks,
    trend_marks,
)
from tracker.rendering import label, render

_MIN_COLUMN_WIDTH = 6
_SIDE_LETTER = 6.0
"""The room for a letter of a row label."""
_MAX_SIDE = 130


@dataclass(frozen=True)
class RowHeights:
    """Heights of the rows."""

    severity: float
    trend: float
    answers: float
    bar: float
    entries: float
    visits: float
    care: float


FULL = RowHeights(severity=20, trend=13, answers=15, bar=11, entries=13, visits=18, care=21)
COMPACT = RowHeights(severity=11, trend=11, answers=12, bar=9, entries=11, visits=12, care=10)


@dataclass(frozen=True)
class RowPositions:
    """The y of each row; None for a row that is empty."""

    top: float
    severity: float | None
    trend: float | None
    itch: float | None
    nights: float | None
    bar: float
    entries: float
    visits: float | None
    exposures: float
    care: float


@dataclass(frozen=True)
class CourseChart:
    """What ``charts/course.svg`` draws. ``label``: its text alternative."""

    label: str
    width: float
    height: float
    panel: Box
    side: tuple[ChartLabel, ...]
    grid: tuple[float, ...]
    ticks: tuple[Tick, ...]
    clear: tuple[Hatching, ...]
    clear_labels: tuple[ChartLabel, ...]
    present: tuple[Box, ...]
    gaps: tuple[Box, ...]
    returns: tuple[Mark, ...]
    bar_bottom: float
    severity: SeverityMarks
    trends: tuple[Mark, ...]
    answers: str
    entries: EntryMarks
    visits: tuple[Mark, ...]
    exposures: tuple[ThingMarks, ...]
    care: tuple[CareBar, ...]
    lines: tuple[DayLine, ...]
    key: tuple[KeyItem, ...]

    @property
    def joined_returns(self) -> tuple[JoinedMarks, ...]:
        return joined(self.returns)


def course_chart(
    facts: CourseFacts,
    *,
    things: Sequence[MarkedThing] = (),
    width: float = NARROW,
    compact: bool = False,
) -> CourseChart:
    """Return the chart of a course as known on the day of ``facts``.

    ``things``: possible triggers, the more important first. ``compact``: with low rows, care by the
    numbers of a table instead of names, and things by the letters that they have as names.
    """
    as_of = facts.as_of
    things = [row for row in things if facts.shows(row.days)]
    if not compact:
        things = named_things(things)
    sizes = COMPACT if compact else FULL
    scale = DayScale(facts.start, facts.end, _side_width(sizes), width - 5)
    bins = Bins.of(scale, _MIN_COLUMN_WIDTH)
    lines, top = day_lines(facts, scale, width)
    rows = _rows(facts, sizes, top)
    draw_things = lettered_marks if compact else named_marks
    exposures = draw_things(things, scale, rows.exposures)
    rows = replace(rows, care=max((row.bottom for row in exposures), default=rows.care))
    draw_care = numbered_care_bars if compact else care_bars
    bars = draw_care(facts.care, scale, as_of, rows.care, sizes.care)
    bottom = max((bar.box.bottom for bar in bars), default=rows.care) + 3
    axis = bottom + FONT_SIZE + 1
    bar = Bar.of(facts.stretches, bins)
    clear = tuple(
        hatched(scale.box(part.first, part.last, top, rows.bar + sizes.bar - top))
        for part in bar.of_kind("clear")
    )
    return CourseChart(
        label=course_description(facts, things),
        width=width,
        height=round(axis + 5, 1),
        panel=Box(scale.left, top, round(scale.right - scale.left, 1), round(bottom - top, 1)),
        side=_side(facts, rows, sizes, has_things=bool(exposures)),
        grid=_grid(rows, sizes),
        ticks=ticks(scale, axis, width),
        clear=clear,
        clear_labels=_clear_labels(clear),
        present=bar_boxes(bar.of_kind("there"), scale, rows.bar, sizes.bar),
        gaps=bar_boxes(bar.of_kind("unwritten"), scale, rows.bar, sizes.bar),
        returns=return_marks(facts.stretches, bins, rows.bar + sizes.bar / 2, as_of),
        bar_bottom=rows.bar + sizes.bar,
        severity=severity_marks(facts, bins, rows.severity, sizes.severity)
        if rows.severity is not None
        else SeverityMarks(),
        trends=trend_marks(facts, bins, rows.trend, sizes.trend) if rows.trend is not None else (),
        answers=_answers(facts, bins, rows, sizes),
        entries=entry_marks(facts.present_days, facts.clear_days, bins, rows.entries, 7),
        visits=tuple(
            Mark("visit", scale.centre(visit.day), rows.visits, _visit_title(visit, as_of))
            for visit in facts.visits
            if rows.visits is not None
        ),
        exposures=exposures,
        care=bars,
        lines=lines,
        key=course_key(
            facts,
            bins.days,
            there=there_key(is_by_column=bar.is_by_column),
            has_things=bool(exposures),
        ),
    )


def _rows(facts: CourseFacts, sizes: RowHeights, top: float) -> RowPositions:
    """Stack the rows below ``top``. Empty rows take no room."""
    y = top + 3
    severity = trend = itch = nights = visits = None
    if facts.severities:
        severity = y + sizes.severity / 2 - 2
        y += sizes.severity * (MAX_SEVERITY + 1)
    if facts.trends:
        trend = y + sizes.trend / 2
        y += sizes.trend * (1 + max(TREND_LANES[key] for key in _trends_shown(facts)))
    if facts.itches:
        y += sizes.answers
        itch = y - 1
    if facts.nights:
        y += sizes.answers
        nights = y - 1
    bar = y + 2
    entries = bar + sizes.bar + sizes.entries - 2
    y = entries + 2
    if facts.visits:
        visits = y + sizes.visits / 2
        y += sizes.visits
    return RowPositions(top, severity, trend, itch, nights, bar, entries, visits, y, y)


def _answers(facts: CourseFacts, bins: Bins, rows: RowPositions, sizes: RowHeights) -> str:
    height = sizes.answers - 3
    itch = rows.itch and itch_strokes(facts, bins, rows.itch, height)
    nights = rows.nights and night_strokes(facts, bins, rows.nights, height)
    return f"{itch or ''}{nights or ''}"


def _clear_labels(clear: Sequence[Hatching]) -> tuple[ChartLabel, ...]:
    """Return a label for each clear period that is wide enough for it."""
    text = _("gone")
    return tuple(
        ChartLabel(
            round(box.x + box.width / 2, 1), round(box.y + box.height / 2 + 4, 1), text, "middle"
        )
        for box in (hatching.box for hatching in clear)
        if box.width > text_width(text) + 4
    )


def _grid(rows: RowPositions, sizes: RowHeights) -> tuple[float, ...]:
    if rows.severity is None:
        return ()
    return tuple(rows.severity + n * sizes.severity for n in range(MAX_SEVERITY + 1))


def _side_width(sizes: RowHeights) -> float:
    """Return the room for the row labels, which is the same in all charts of a language."""
    texts = [*map(render, SEVERITIES.values()), *map(render, TRENDS.values())]
    texts += [_("itch"), label(TICKS, "sleep_lost"), _("there"), _("entries"), _("visits")]
    if sizes is COMPACT:
        texts += [_("food, soap…"), _("treatment")]
    return min(_SIDE_LETTER * max(map(len, texts)), _MAX_SIDE)


def _side(
    facts: CourseFacts, rows: RowPositions, sizes: RowHeights, *, has_things: bool
) -> tuple[ChartLabel, ...]:
    """Return the row labels at the side."""
    named: list[tuple[float, str]] = []
    if rows.severity is not None:
        named += [
            (rows.severity + (MAX_SEVERITY - key) * sizes.severity, render(text))
            for key, text in SEVERITIES.items()
        ]
    if rows.trend is not None:
        named += [
            (rows.trend + TREND_LANES[key] * sizes.trend, label(TRENDS, key))
            for key in _trends_shown(facts)
        ]
    if rows.itch is not None:
        named.append((rows.itch - 3.5, _("itch")))
    if rows.nights is not None:
        named.append((rows.nights - 3.5, label(TICKS, "sleep_lost")))
    named += [(rows.bar + sizes.bar / 2, _("there")), (rows.entries - 3.5, _("entries"))]
    if rows.visits is not None:
        named.append((rows.visits, _("visits")))
    if has_things and sizes is COMPACT:
        named.append((rows.exposures + LETTERED_HEIGHT / 2, _("food, soap…")))
    if facts.care and sizes is COMPACT:
        named.append((rows.care + sizes.care / 2, _("treatment")))
    return tuple(ChartLabel(0, round(y + 3.6, 1), text) for y, text in named)


def _trends_shown(facts: CourseFacts) -> tuple[str, ...]:
    """Return the trends that have a lane: "new", the last one, only where it was written."""
    is_new = any(trend == "new" for _day, trend in facts.trends)
    return tuple(key for key in TREND_LANES if key != "new" or is_new)


def _visit_title(visit: records.Visit, as_of: date) -> str:
    day = short_day(visit.day, as_of)
    return f"{day}: {visit.who}" if visit.who else day
