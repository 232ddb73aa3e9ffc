"""The line about a child's open emergency or same-day flag, for every page of the family."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.domain.rules import STANDARD_RULES
from tracker.domain.summary import SIGN_NAMES
from tracker.domain.timeline import Flag, Timeline
from tracker.domain.vocabulary import Level
from tracker.formats import short_day
from tracker.presenters.flags import FlagCard, flag_card
from tracker.rendering import render
from tracker.safety_texts import safety_text

LOUD_FOR = timedelta(days=1)
"""How long after its day an alert stands on every page of the family."""


@dataclass(frozen=True)
class Alert:
    """The child's most urgent open flag in one line. ``what``: what was written, and its day.

    ``until``: the last day on which it is loud, that is on every page of the family.
    """

    level: str
    mark: str
    level_label: str
    what: str
    more: str
    question: str
    until: date
    is_loud: bool


@dataclass(frozen=True)
class ChildAlerts:
    """``mark`` and ``mark_label`` are of the most urgent open flag, empty without one.

    ``alert`` leaves out the flags whose cards the page shows.
    """

    mark: str = ""
    mark_label: str = ""
    alert: Alert | None = None


def urgent_flags(timeline: Timeline, today: date) -> list[Flag]:
    """Return the open emergency and same-day flags, most urgent first."""
    return [flag for flag in timeline.flags_on(today) if flag.level >= Level.SAME_DAY]


def child_alerts(timeline: Timeline, today: date, shown: Collection[FlagCard] = ()) -> ChildAlerts:
    """Return the alerts of a child. ``shown``: the cards on the page, which are not repeated."""
    flags = urgent_flags(timeline, today)
    if not flags:
        return ChildAlerts()
    rows = [(flag, flag_card(flag, timeline.diary, today)) for flag in flags]
    _flag, first = rows[0]
    seen = {(card.rule, card.concern_id) for row in shown for card in (row, *row.also)}
    hidden = [(flag, card) for flag, card in rows if (card.rule, card.concern_id) not in seen]
    hidden.sort(key=lambda row: not _is_loud(row[0], today))  # stable: the most urgent stay first
    alert = _alert(*hidden[0], len(hidden) - 1, today) if hidden else None
    return ChildAlerts(first.mark, first.level_label, alert)


def _is_loud(flag: Flag, today: date) -> bool:
    return today - flag.due_on <= LOUD_FOR


def _alert(flag: Flag, card: FlagCard, others: int, today: date) -> Alert:
    if card.asks_if_seen:
        more = ngettext("And %(n)s more.", "And %(n)s more.", others)
    else:
        more = ngettext("and %(n)s more", "and %(n)s more", others)
    return Alert(
        level=card.level,
        mark=card.mark,
        level_label=card.level_label,
        what=card.sentence if card.asks_if_seen else _what(flag, card, today),
        more=more % {"n": others} if others else "",
        question=card.question,
        until=flag.due_on + LOUD_FOR,
        is_loud=_is_loud(flag, today),
    )


@safety_text
def _what(flag: Flag, card: FlagCard, today: date) -> str:
    """Return, say, ``dots that do not fade under a glass, bruise (10 March)``."""
    names = [render(SIGN_NAMES[key]) for key in flag.seen]
    rule = STANDARD_RULES.urgent_rule(flag.rule)
    if not names:
        names = [render(rule.label) if rule else card.concern_title]
    values = {"what": ", ".join(names), "day": short_day(flag.due_on, today)}
    return _("%(what)s (%(day)s)") % values
