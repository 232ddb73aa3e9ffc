"""The dated things of the timeline as rows that a reader understands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.translation import gettext as _

from tracker.domain import records
from tracker.domain.periods import FlagPeriod
from tracker.domain.timeline import Flag
from tracker.domain.vocabulary import EXPOSURE_KINDS, LEVEL_LABELS, OUTCOMES
from tracker.models import Care, Concern, Exposure, Visit
from tracker.presenters.charts.marks import care_name
from tracker.presenters.flags import MARKS, source_text
from tracker.presenters.log import (
    EntryRow,
    entry_row,
    no_sign_seen,
    signs_seen,
    temperature_text,
    weekday_text,
)
from tracker.presenters.summary.texts import time_text
from tracker.presenters.timeline.told import Item, Told
from tracker.rendering import label, render, short_day, title_of


@dataclass(frozen=True)
class TimelineRow:
    """``key`` is the number or the id of the record, for the link that changes it; ``ahead`` the
    day to come back, where it is not past."""

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
    signs: tuple[str, ...] = ()
    no_sign: bool = False
    temperature: str = ""
    author: str = ""
    source: str = ""
    level: str = ""
    mark: str = ""
    ahead: date | None = None


def timeline_rows(
    items: Iterable[Item], entries: Mapping[str, records.Entry], told: Told
) -> tuple[TimelineRow, ...]:
    """``entries`` are the entries among the items, with all that was written."""
    return tuple(_row(item, entries, told) for item in items)


def _row(item: Item, entries: Mapping[str, records.Entry], told: Told) -> TimelineRow:
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
            return _entry_row(row, item, entries, told)
        case records.DayNote():
            return _note_row(row, item.record, told.unit)
        case Visit():
            return _visit_row(row, item.record, told)
        case Exposure():
            return _exposure_row(row, item.record)
        case Care():
            return _care_row(row, item.record)
        case FlagPeriod():
            return _due_row(row, item.record, told)


def _entry_row(
    row: TimelineRow, item: Item, entries: Mapping[str, records.Entry], told: Told
) -> TimelineRow:
    assert isinstance(item.record, records.Entry)
    assert item.concern is not None
    entry = entries.get(item.record.id or "", item.record)
    spells = told.spells[item.concern.id]
    return replace(row, key=entry.id or "", entry=entry_row(entry, spells, told.unit))


def _note_row(row: TimelineRow, note: records.DayNote, unit: str) -> TimelineRow:
    return replace(
        row,
        title=_("Day note"),
        key=note.id or "",
        signs=signs_seen(note),
        no_sign=no_sign_seen(note),
        temperature=temperature_text(note.temperature_c, unit),
        notes=note.notes,
        author=note.author,
    )


def _visit_row(row: TimelineRow, visit: Visit, told: Told) -> TimelineRow:
    again = visit.follow_up_on
    about: list[Concern] = visit.about  # type: ignore[attr-defined]
    titles = [title_of(concern) for concern in about]
    return replace(
        row,
        title=_("Visit: %(who)s") % {"who": visit.who} if visit.who else _("Visit"),
        key=str(visit.pk),
        text=_("about %(titles)s") % {"titles": ", ".join(titles)} if titles else "",
        notes=visit.said,
        details=_("come back on %(day)s") % {"day": short_day(again, told.today)} if again else "",
        ahead=again if again and again >= told.today else None,
    )


def _exposure_row(row: TimelineRow, exposure: Exposure) -> TimelineRow:
    kind = label(EXPOSURE_KINDS, exposure.kind)
    title = f"{kind}: {exposure.name}" if exposure.name else kind
    return replace(row, title=title, key=str(exposure.pk), notes=exposure.notes)


def _care_row(row: TimelineRow, care: Care) -> TimelineRow:
    name = {"name": care_name(care)}
    if row.kind == "care_ended":
        outcome = label(OUTCOMES, care.outcome)
        title = _("Care ended: %(name)s") % name
        return replace(row, title=title, key=str(care.pk), text=outcome)
    text = _("prescribed") if care.prescribed else ""
    title = _("Care begun: %(name)s") % name
    return replace(row, title=title, key=str(care.pk), text=text, notes=care.notes)


def _due_row(row: TimelineRow, period: FlagPeriod, told: Told) -> TimelineRow:
    flag = period.flag
    return replace(
        row,
        title=render(LEVEL_LABELS[flag.level]),
        text=_why(flag, told),
        source=source_text(flag.source),
        details=_until(period, told),
        level=flag.level.key,
        mark=MARKS[flag.level],
    )


def _why(flag: Flag, told: Told) -> str:
    """The rule in few words. Its sentence counts the weeks up to a day that is long past; that of
    an urgent sign names days only."""
    if flag.is_urgent_sign:
        return render(flag.sentence)
    rule = told.timeline.rules.concern_rule(flag.rule)
    return render(rule.label) if rule else ""


def _until(period: FlagPeriod, told: Told) -> str:
    """Until when it was shown, as far as the days on the page tell."""
    if period.last >= told.today:
        return _("Still due.")
    if period.last >= told.span.end:
        return ""
    day = short_day(period.last + timedelta(days=1), told.today)
    return _("No longer due from %(day)s.") % {"day": day}
