"""The picture of the timeline: a band for each concern and rows of marks for the child."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tracker.domain import records
from tracker.domain.phrases import phrase
from tracker.domain.vocabulary import EXPOSURE_KINDS, LEVEL_LABELS, condition_of
from tracker.presenters.charts import NARROW, WIDE
from tracker.presenters.charts.bands import Axis, Band, BandChart, due_title
from tracker.presenters.charts.drawing import KeyItem
from tracker.presenters.charts.facts import GAP_DAYS
from tracker.presenters.log import temperature_text
from tracker.presenters.timeline.told import Told
from tracker.rendering import day_text, label, render, title_of

_SHAPE_WORDS = {
    "visit": phrase("visit"),
    "exposure": phrase("something that happened"),
    "note": phrase("day note"),
    "temperature": phrase("temperature"),
}


@dataclass(frozen=True)
class BandRow:
    """A concern with its band, once for a phone and once for a desktop."""

    id: str
    title: str
    called: str
    narrow: Band
    wide: Band


@dataclass(frozen=True)
class ChildRow:
    """Marks of one kind: visits, what happened, notes."""

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


def timeline_picture(told: Told) -> TimelinePicture:
    narrow, wide = (
        BandChart(told.span.start, told.span.end, told.today, width) for width in (NARROW, WIDE)
    )
    bands, rows = tuple(_bands(told, narrow, wide)), tuple(_rows(told, narrow, wide))
    drawn = [band.wide for band in bands] + [row.wide for row in rows]
    return TimelinePicture(narrow.axis(), wide.axis(), bands, rows, tuple(_key(drawn)))


def _key(drawn: Sequence[Band]) -> Iterator[KeyItem]:
    """What the shapes mean, of those that the picture has."""
    shapes = {mark.shape for band in drawn for mark in band.marks}
    if any(band.there for band in drawn):
        yield KeyItem("there", _("there"))
    if any(band.unwritten for band in drawn):
        yield KeyItem("unwritten", _("nothing written for more than %(n)s days") % {"n": GAP_DAYS})
    if any(band.clear for band in drawn):
        yield KeyItem("clear", _("clear"))
    written = [band.written for band in drawn if band.written]
    if any(row.strokes for row in written):
        yield KeyItem("written", _("written down"))
    if any(row.rings for row in written):
        yield KeyItem("ring", _("written down as gone"))
    levels = {bar.level for band in drawn for bar in band.due}
    for level, words in sorted(LEVEL_LABELS.items(), reverse=True):
        if level.key in levels:
            text = _("due: %(level)s") % {"level": render(words)}
            yield KeyItem(f"due-mark-{level.key}", text)
    if any(band.care for band in drawn):
        yield KeyItem("care", _("care"))
    for shape, shape_words in _SHAPE_WORDS.items():
        if shape in shapes:
            yield KeyItem(shape, render(shape_words))


def _bands(told: Told, narrow: BandChart, wide: BandChart) -> Iterator[BandRow]:
    for concern in told.concerns:
        if not _is_in_the_days(concern, told):
            continue
        course, care = told.timeline.course(concern.id), told.care_of(concern)
        due = told.due_for(concern.id)
        yield BandRow(
            id=concern.id,
            title=title_of(concern),
            called=render(condition_of(concern.condition).label) if concern.title else "",
            narrow=narrow.band(course, care, due),
            wide=wide.band(course, care, due),
        )


def _is_in_the_days(concern: records.Concern, told: Told) -> bool:
    """A spell or a look of it reaches into them, or it is the one that was asked for."""
    if told.concern == concern.id or any(told.shows(entry.day) for entry in concern.entries):
        return True
    return any(
        spell.onset <= told.span.end
        and (spell.cleared_on is None or spell.cleared_on >= told.span.start)
        for spell in told.spells[concern.id]
    )


def _rows(told: Told, narrow: BandChart, wide: BandChart) -> Iterator[ChildRow]:
    due = told.due_for(None)
    for title, marks, periods in (
        (_("Visits"), [*_visit_marks(told)], ()),
        (_("What happened"), [*_exposure_marks(told)], ()),
        (_about_child(told), [*_note_marks(told)], due),
    ):
        if marks or periods:
            told_marks = [text for _day, _shape, text in marks]
            words = "; ".join([*told_marks, *(due_title(row) for row in periods)])
            label_text = _("%(title)s: %(words)s") % {"title": title, "words": words}
            yield ChildRow(
                title,
                narrow.row(marks, label_text, periods),
                wide.row(marks, label_text, periods),
            )


def _about_child(told: Told) -> str:
    return _("%(child)s: notes and temperature") % {"child": told.timeline.diary.child.name}


def _visit_marks(told: Told) -> Iterator[tuple[date, str, str]]:
    for visit in told.visits:
        yield visit.day, "visit", _on(visit.day, visit.who)


def _exposure_marks(told: Told) -> Iterator[tuple[date, str, str]]:
    for row in told.exposures:
        yield row.day, "exposure", _on(row.day, row.name or label(EXPOSURE_KINDS, row.kind))


def _note_marks(told: Told) -> Iterator[tuple[date, str, str]]:
    entries: list[records.DayNote | records.Entry] = list(told.timeline.diary.day_notes)
    for concern in told.concerns:
        entries += [entry for entry in concern.entries if entry.temperature_c is not None]
    for record in sorted(entries, key=lambda record: record.day):
        if not told.shows(record.day):
            continue
        if record.temperature_c is None:
            yield record.day, "note", _on(record.day, _("note"))
        else:
            text = temperature_text(record.temperature_c, told.unit)
            yield record.day, "temperature", _on(record.day, text)


def _on(day: date, text: str) -> str:
    return f"{day_text(day)}, {text}" if text else day_text(day)
