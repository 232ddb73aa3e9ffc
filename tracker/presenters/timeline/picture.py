"""The picture of a timeline: a band for each concern and rows of marks for the child."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tracker.domain import records
from tracker.domain.periods import FlagPeriod
from tracker.domain.phrases import phrase
from tracker.domain.vocabulary import LEVEL_LABELS, condition_of
from tracker.formats import day_text
from tracker.presenters.charts import NARROW, WIDE
from tracker.presenters.charts.bands import Axis, Band, BandChart, due_title
from tracker.presenters.charts.bar import there_key
from tracker.presenters.charts.drawing import KeyItem
from tracker.presenters.charts.facts import GAP_DAYS
from tracker.presenters.exposures import exposure_name, marked_things
from tracker.presenters.log import temperature_text
from tracker.presenters.said import followed_text
from tracker.presenters.timeline.content import TimelineContent
from tracker.rendering import joined, render, title_of

_SHAPE_LABELS = {
    "visit": phrase("visit"),
    "exposure": phrase("possible trigger"),
    "note": phrase("note"),
    "temperature": phrase("temperature"),
}


@dataclass(frozen=True)
class BandRow:
    """A concern with its bands for phone and desktop.

    ``condition``: empty where it is the title already.
    """

    id: str
    title: str
    condition: str
    narrow: Band
    wide: Band


@dataclass(frozen=True)
class ChildRow:
    """Marks of one kind: visits, exposures or day notes."""

    title: str
    narrow: Band
    wide: Band


@dataclass(frozen=True)
class TimelinePicture:
    narrow_axis: Axis
    wide_axis: Axis
    bands: tuple[BandRow, ...]
    rows: tuple[ChildRow, ...]
    key: tuple[KeyItem, ...]


def timeline_picture(content: TimelineContent) -> TimelinePicture:
    narrow, wide = (
        BandChart(content.span.start, content.span.end, content.today, width)
        for width in (NARROW, WIDE)
    )
    bands, rows = tuple(_bands(content, narrow, wide)), tuple(_rows(content, narrow, wide))
    drawn = [band.wide for band in bands] + [row.wide for row in rows]
    return TimelinePicture(narrow.axis(), wide.axis(), bands, rows, tuple(_key(drawn)))


def _key(drawn: Sequence[Band]) -> Iterator[KeyItem]:
    """Yield an item for each shape that the picture contains."""
    shapes = {mark.shape for band in drawn for mark in band.marks}
    if any(band.things for band in drawn):
        shapes.add("exposure")
    if any(band.present for band in drawn):
        by_column = any(band.is_by_column for band in drawn)
        yield KeyItem("there", there_key(is_by_column=by_column))
    if any(band.gaps for band in drawn):
        yield KeyItem("unwritten", _("no entry for more than %(n)s days") % {"n": GAP_DAYS})
    if any(band.clear for band in drawn):
        yield KeyItem("clear", _("gone"))
    if any(band.returns for band in drawn):
        yield KeyItem("back", _("came back"))
    entries = [band.entries for band in drawn if band.entries]
    if any(row.strokes for row in entries):
        yield KeyItem("written", _("entry"))
    if any(row.rings for row in entries):
        yield KeyItem("ring", _("entry: gone"))
    levels = {bar.level for band in drawn for bar in band.due}
    for level, level_label in sorted(LEVEL_LABELS.items(), reverse=True):
        if level.key in levels:
            text = _("due: %(level)s") % {"level": render(level_label)}
            yield KeyItem(f"due-mark-{level.key}", text)
    if any(band.care for band in drawn):
        yield KeyItem("care", _("treatment"))
    for shape, shape_label in _SHAPE_LABELS.items():
        if shape in shapes:
            yield KeyItem(shape, render(shape_label))


def _bands(content: TimelineContent, narrow: BandChart, wide: BandChart) -> Iterator[BandRow]:
    for concern in content.concerns:
        if not _is_shown(concern, content):
            continue
        course, care = content.timeline.course(concern.id), content.care_of(concern)
        due = content.due_for(concern.id)
        yield BandRow(
            id=concern.id,
            title=title_of(concern),
            condition=render(condition_of(concern.condition).label) if concern.title else "",
            narrow=narrow.band(course, care, due),
            wide=wide.band(course, care, due),
        )


def _is_shown(concern: records.Concern, content: TimelineContent) -> bool:
    """Return whether the concern has a spell or entry in the span, or is the selected one."""
    if content.concern == concern.id or any(content.shows(entry.day) for entry in concern.entries):
        return True
    return any(
        spell.onset <= content.span.end
        and (spell.cleared_on is None or spell.cleared_on >= content.span.start)
        for spell in content.spells[concern.id]
    )


def _rows(content: TimelineContent, narrow: BandChart, wide: BandChart) -> Iterator[ChildRow]:
    if visits := [*_visit_marks(content)]:
        yield _row(_("Visits"), visits, (), narrow, wide)
    if content.exposures:
        yield _things_row(content, narrow, wide)
    notes, due = [*_note_marks(content)], content.due_for(None)
    if notes or due:
        yield _row(_about_child(content), notes, due, narrow, wide)


def _row(
    title: str,
    marks: Sequence[tuple[date, str, str]],
    due: Sequence[FlagPeriod],
    narrow: BandChart,
    wide: BandChart,
) -> ChildRow:
    words = [*(text for _day, _shape, text in marks), *map(due_title, due)]
    text = _row_label(title, words)
    return ChildRow(title, narrow.row(marks, text, due), wide.row(marks, text, due))


def _things_row(content: TimelineContent, narrow: BandChart, wide: BandChart) -> ChildRow:
    title, things = _("Food, products, vaccines"), marked_things(content.exposures)
    words = [
        joined((_on(row.day, exposure_name(row)), followed_text(row)), ". ")
        for row in content.exposures
    ]
    text = _row_label(title, words)
    return ChildRow(title, narrow.things(things, text), wide.things(things, text))


def _row_label(title: str, words: Iterable[str]) -> str:
    return _("%(title)s: %(words)s") % {"title": title, "words": "; ".join(words)}


def _about_child(content: TimelineContent) -> str:
    return _("%(child)s: notes and temperature") % {"child": content.timeline.diary.child.name}


def _visit_marks(content: TimelineContent) -> Iterator[tuple[date, str, str]]:
    for visit in content.visits:
        yield visit.day, "visit", _on(visit.day, visit.who)


def _note_marks(content: TimelineContent) -> Iterator[tuple[date, str, str]]:
    entries: list[records.DayNote | records.Entry] = list(content.timeline.diary.day_notes)
    for concern in content.concerns:
        entries += [entry for entry in concern.entries if entry.temperature_c is not None]
    for record in sorted(entries, key=lambda record: record.day):
        if not content.shows(record.day):
            continue
        if record.temperature_c is None:
            yield record.day, "note", _on(record.day, _("note"))
        else:
            text = temperature_text(record.temperature_c, content.unit, record.temperature_how)
            yield record.day, "temperature", _on(record.day, text)


def _on(day: date, text: str) -> str:
    return f"{day_text(day)}, {text}" if text else day_text(day)
