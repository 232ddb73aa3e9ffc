"""The reminders on the doctor's page: due, paused and coming."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tracker.domain.summary import NextReminder, PausedReminder, Reminder
from tracker.domain.vocabulary import LEVEL_LABELS
from tracker.formats import short_day
from tracker.presenters.flags import MARKS, source_text
from tracker.presenters.set_aside import paused_text
from tracker.rendering import render
from tracker.safety_texts import safety_text


@dataclass(frozen=True)
class DueRow:
    mark: str
    level: str
    rule: str
    about: str
    when: str
    source: str


def due_row(reminder: Reminder, today: date) -> DueRow:
    flag = reminder.flag
    when = _("since %(day)s") if flag.confirmed else _("since %(day)s, not recorded since then")
    return DueRow(
        mark=MARKS[flag.level],
        level=render(LEVEL_LABELS[flag.level]),
        rule=render(reminder.rule),
        about=render(reminder.about),
        when=when % {"day": short_day(flag.due_on, today)},
        source=source_text(flag.source),
    )


@safety_text
def due_text(reminder: Reminder, today: date) -> str:
    """Return the reminder in one line, for the concern that it is about."""
    row = due_row(reminder, today)
    return f"{row.mark} {row.level} · {row.rule} · {row.when}"


def paused_row(reminder: PausedReminder, today: date) -> DueRow:
    flag = reminder.set_aside.flag
    values = {
        "day": short_day(flag.due_on, today),
        "paused": paused_text(reminder.set_aside),
    }
    return DueRow(
        mark=MARKS[flag.level],
        level=_("Paused"),
        rule=render(reminder.rule),
        about=render(reminder.about),
        when=_("due since %(day)s. %(paused)s") % values,
        source=source_text(flag.source),
    )


def next_row(item: NextReminder, today: date) -> DueRow:
    upcoming = item.upcoming
    day = {"day": short_day(upcoming.due_on, today)}
    is_follow_up = upcoming.rule == "follow_up"
    return DueRow(
        mark="–",
        level=_("Not due yet"),
        rule=render(item.rule),
        about=render(item.about),
        when=_("follow-up on %(day)s") % day
        if is_follow_up
        else _("from %(day)s, if still there") % day,
        source=source_text(upcoming.source),
    )
