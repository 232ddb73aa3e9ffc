"""The items of a timeline as rows of text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.translation import gettext as _

from tracker.domain import records
from tracker.domain.days import add_days
from tracker.domain.due import SILENCE_DAYS
from tracker.domain.periods import FlagPeriod
from tracker.domain.timeline import Flag
from tracker.domain.vocabulary import EXPOSURE_KINDS, LEVEL_LABELS, OUTCOMES
from tracker.formats import short_day, time_text, weekday_text
from tracker.models import Care, Concern, Exposure, Visit
from tracker.presenters.charts.marks import care_name
from tracker.presenters.flags import MARKS, source_text
from tracker.presenters.log import EntryRow, entry_row, signs_seen, temperature_text
from tracker.presenters.said import advice_lines, followed_text
from tracker.presenters.set_aside import due_text
from tracker.presenters.summary.texts import asked_texts
from tracker.presenters.timeline.content import TimelineContent, TimelineItem
from tracker.rendering import label, render, title_of


@dataclass(frozen=True)
class TimelineRow:
    """``key``: the primary key or id of the record, for the link to its form. ``follow_up_on``: the
    follow-up day, if it is not past. ``lines``: what followed an exposure, or what a doctor said.
    """

    kind: str
    day: str
    time: str
    title: str
    key: str
    concern_id: str = ""
    concern_title: str = ""
    entry: EntryRow | None = None
    text: str = ""
    details: str = ""
    notes: str = ""
    lines: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    temperature: str = ""
    author: str = ""
    source: str = ""
    level: str = ""
    mark: str = ""
    follow_up_on: date | None = None


def timeline_rows(
    items: Iterable[TimelineItem], entries: Mapping[str, records.Entry], content: TimelineContent
) -> tuple[TimelineRow, ...]:
    """``entries``: the entries among the items by id, with all of their fields."""
    return tuple(_row(item, entries, content) for item in items)


def _row(
    item: TimelineItem, entries: Mapping[str, records.Entry], content: TimelineContent
) -> TimelineRow:
    row = TimelineRow(
        kind=item.kind,
        day=weekday_text(item.day),
        time=time_text(item.at),
        title="",
        key="",
        concern_id=item.concern.id if item.concern else "",
        concern_title=title_of(item.concern) if item.concern else "",
    )
    match item.record:
        case records.Concern():
            return replace(row, title=_("First noticed"))
        case records.Entry():
            return _entry_row(row, item, entries, content)
        case records.DayNote():
            return _note_row(row, item.record, content.unit)
        case records.Acknowledgement():
            return _pause_row(row, item.record, content)
        case Visit():
            return _visit_row(row, item.record, content)
        case Exposure():
            return _exposure_row(row, item.record)
        case Care():
            return _care_row(row, item.record)
        case FlagPeriod():
            return _due_row(row, item.record, content)


def _entry_row(
    row: TimelineRow,
    item: TimelineItem,
    entries: Mapping[str, records.Entry],
    content: TimelineContent,
) -> TimelineRow:
    assert isinstance(item.record, records.Entry)
    assert item.concern is not None
    entry = entries.get(item.record.id or "", item.record)
    spells = content.spells[item.concern.id]
    return replace(row, key=entry.id or "", entry=entry_row(entry, spells, content.unit))


def _note_row(row: TimelineRow, note: records.DayNote, unit: str) -> TimelineRow:
    return replace(
        row,
        title=_("Note"),
        key=note.id or "",
        signs=signs_seen(note),
        asked=asked_texts(note),
        temperature=temperature_text(note.temperature_c, unit, note.temperature_how),
        notes=note.notes,
        author=note.author,
    )


def _visit_row(row: TimelineRow, visit: Visit, content: TimelineContent) -> TimelineRow:
    follow_up_on = visit.follow_up_on
    about: list[Concern] = visit.about  # type: ignore[attr-defined]
    return replace(
        row,
        title=_("Visit: %(who)s") % {"who": visit.who} if visit.who else _("Visit"),
        key=str(visit.pk),
        text=_about([title_of(concern) for concern in about]),
        notes=visit.said,
        lines=advice_lines(visit, content.today),
        details=_("follow-up on %(day)s") % {"day": short_day(follow_up_on, content.today)}
        if follow_up_on
        else "",
        follow_up_on=follow_up_on if follow_up_on and follow_up_on >= content.today else None,
    )


def _exposure_row(row: TimelineRow, exposure: Exposure) -> TimelineRow:
    kind = label(EXPOSURE_KINDS, exposure.kind)
    title = f"{kind}: {exposure.name}" if exposure.name else kind
    about = [title_of(concern) for concern in exposure.concerns.all()]
    return replace(
        row,
        title=title,
        key=str(exposure.pk),
        text=_about(about),
        lines=tuple(filter(None, [followed_text(exposure)])),
        notes=exposure.notes,
    )


def _about(titles: Sequence[str]) -> str:
    return _("about %(titles)s") % {"titles": ", ".join(titles)} if titles else ""


def _care_row(row: TimelineRow, care: Care) -> TimelineRow:
    name = {"name": care_name(care)}
    if row.kind == "care_ended":
        outcome = label(OUTCOMES, care.outcome)
        title = _("Treatment ended: %(name)s") % name
        return replace(row, title=title, key=str(care.pk), text=outcome)
    text = _("prescribed") if care.prescribed else ""
    title = _("Treatment started: %(name)s") % name
    return replace(row, title=title, key=str(care.pk), text=text, notes=care.notes)


def _due_row(row: TimelineRow, period: FlagPeriod, content: TimelineContent) -> TimelineRow:
    flag = period.flag
    return replace(
        row,
        title=render(LEVEL_LABELS[flag.level]),
        text=_reason(flag, content),
        source=source_text(flag.source),
        details=_until(period, content),
        level=flag.level.key,
        mark=MARKS[flag.level],
    )


def _pause_row(
    row: TimelineRow, ack: records.Acknowledgement, content: TimelineContent
) -> TimelineRow:
    timeline = content.timeline
    paused = next(
        (
            item
            for item in timeline.set_aside_on(ack.day)
            if item.flag.concern == ack.concern and item.acknowledgement.day == ack.day
        ),
        None,
    )
    rule = timeline.rules.concern_rule(ack.rule)
    until = {"day": short_day(add_days(ack.day, SILENCE_DAYS), content.today)}
    return replace(
        row,
        title=_("Paused"),
        text=due_text(paused, timeline) if paused else render(rule.label if rule else None),
        details=_("Until %(day)s.") % until,
        notes=ack.note,
        author=ack.author,
    )


def _reason(flag: Flag, content: TimelineContent) -> str:
    """Return the label of the rule, or the sentence of an urgent sign.

    The sentences of other rules count weeks up to a day that is long past.
    """
    if flag.is_urgent_sign:
        return render(flag.sentence)
    rule = content.timeline.rules.concern_rule(flag.rule)
    return render(rule.label) if rule else ""


def _until(period: FlagPeriod, content: TimelineContent) -> str:
    """Return until when the flag was due; empty if that is after the span."""
    if period.last >= content.today:
        return _("Still due.")
    if period.last >= content.span.end:
        return ""
    ended_on = period.last + timedelta(days=1)
    day = short_day(ended_on, content.today)
    if any(ack.day == ended_on and ack.concern == period.flag.concern for ack in content.pauses):
        return _("Paused on %(day)s.") % {"day": day}
    return _("No longer due from %(day)s.") % {"day": day}
