"""Reminders that are paused: what fell due, who paused it, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tracker.domain.timeline import SetAside, Timeline
from tracker.formats import day_text
from tracker.presenters.flags import MARKS
from tracker.rendering import render, title_of
from tracker.safety_texts import safety_text


@dataclass(frozen=True)
class SetAsideCard:
    """``due``: what fell due and when. ``paused``: who paused it, when, and until when."""

    mark: str
    level: str
    concern_id: str | None
    concern_title: str
    due: str
    paused: str


def set_aside_cards(timeline: Timeline, today: date) -> tuple[SetAsideCard, ...]:
    """Return the cards of what rests on ``today``: of the child, then of each concern."""
    return tuple(_card(row, timeline) for row in timeline.set_aside_on(today))


def _card(row: SetAside, timeline: Timeline) -> SetAsideCard:
    flag = row.flag
    concern = next((c for c in timeline.diary.concerns if c.id == flag.concern), None)
    return SetAsideCard(
        mark=MARKS[flag.level],
        level=flag.level.key,
        concern_id=flag.concern,
        concern_title=title_of(concern) if concern else timeline.diary.child.name,
        due=due_text(row, timeline),
        paused=paused_text(row),
    )


@safety_text
def due_text(row: SetAside, timeline: Timeline) -> str:
    """Return, say, ``Milk spots for more than 3 months: due since 25 May 2026.``"""
    rule = timeline.rules.concern_rule(row.flag.rule)
    values = {"rule": render(rule.label) if rule else "", "day": day_text(row.flag.due_on)}
    return _("%(rule)s: due since %(day)s.") % values


def paused_text(row: SetAside) -> str:
    """Return, say, ``Ada paused this on 3 June 2026, until 1 July 2026.``"""
    ack = row.acknowledgement
    values = {
        "who": ack.author,
        "day": day_text(ack.day),
        "until": day_text(row.shows_again_on),
    }
    if ack.author:
        return _("%(who)s paused this on %(day)s, until %(until)s.") % values
    return _("Paused on %(day)s, until %(until)s.") % values
