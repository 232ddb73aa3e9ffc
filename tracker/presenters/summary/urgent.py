"""Urgent entries and day notes: what was written, when, and in which words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from tracker.domain.records import Entry
from tracker.domain.summary import SIGN_NAMES, UrgentRecord
from tracker.domain.summary.urgent import RECENT_DAYS
from tracker.domain.vocabulary import LEVEL_LABELS
from tracker.formats import short_day, time_text
from tracker.presenters.flags import MARKS
from tracker.presenters.summary.temperatures import reading_text
from tracker.presenters.summary.texts import appearance_text, days_text, strength_text
from tracker.rendering import label, render
from tracker.safety_texts import safety_text


@dataclass(frozen=True)
class UrgentRow:
    """``what``: the signs and the temperature. ``how``: the rest of the entry, without notes.

    ``answered``: when a visit or an answer followed; empty where none did.
    """

    mark: str
    level: str
    when: str
    about: str
    what: str
    how: str
    notes: str
    answered: str


def urgent_title(today: date) -> str:
    """Return the title of the recent ones with its days, which stay true on paper."""
    days = days_text((today - timedelta(days=RECENT_DAYS - 1), today), today)
    return _("Urgent signs on %(days)s") % {"days": days}


def urgent_rows(
    records: Iterable[UrgentRecord], fahrenheit: bool, today: date
) -> tuple[UrgentRow, ...]:
    return tuple(_row(record, fahrenheit, today) for record in records)


def _row(urgent: UrgentRecord, fahrenheit: bool, today: date) -> UrgentRow:
    record, answered_on = urgent.record, urgent.answered_on
    how = (
        [strength_text(record), appearance_text(record.appearance)]
        if isinstance(record, Entry)
        else []
    )
    return UrgentRow(
        mark=MARKS[urgent.level],
        level=render(LEVEL_LABELS[urgent.level]),
        when=" ".join(filter(None, (short_day(record.day, today), time_text(record.at)))),
        about=", ".join(map(render, urgent.about)),
        what=_what_text(urgent, fahrenheit),
        how="; ".join(filter(None, how)),
        notes=record.notes,
        answered=_("visit or pause on %(day)s") % {"day": short_day(answered_on, today)}
        if answered_on
        else "",
    )


@safety_text
def _what_text(urgent: UrgentRecord, fahrenheit: bool) -> str:
    return ", ".join(_what(urgent, fahrenheit))


def _what(urgent: UrgentRecord, fahrenheit: bool) -> Iterator[str]:
    """Yield the signs and the temperature; without both, what the rules are called."""
    celsius = urgent.record.temperature_c
    yield from (label(SIGN_NAMES, key) for key in urgent.seen)
    if celsius is not None:
        yield reading_text(celsius, urgent.record.temperature_how, fahrenheit)
    elif not urgent.seen:
        yield from map(render, urgent.rules)
