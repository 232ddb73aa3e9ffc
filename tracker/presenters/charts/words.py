"""A concern's course in words: for who does not see the picture, and the key for who does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.domain.vocabulary import SEVERITIES, TRENDS, Level
from tracker.presenters.charts.drawing import KeyItem
from tracker.presenters.charts.facts import GAP_DAYS, ONE_DAY, CourseFacts, clear_stretches, pieces
from tracker.rendering import day_text, label, render, title_of

MAX_NAMED = 6
"""Of many spells, visits or limits the last ones are named."""


def course_in_words(facts: CourseFacts) -> str:
    """Every fact of the picture as sentences."""
    return " ".join(_sentences(facts))


def _sentences(facts: CourseFacts) -> Iterator[str]:
    yield _("%(title)s, from %(start)s to %(end)s, %(recorded)s.") % {
        "title": title_of(facts.concern),
        "start": day_text(facts.start),
        "end": day_text(facts.as_of),
        "recorded": recorded(len(facts.days)),
    }
    for spell in facts.spells[-MAX_NAMED:]:
        if spell.cleared_on is None:
            yield _("There since %(day)s.") % {"day": day_text(spell.onset)}
        elif spell.cleared_on > spell.onset:
            days = days_named(spell.onset, spell.cleared_on - ONE_DAY)
            yield _("There from %(first)s to %(last)s.") % days
    for first, last in list(clear_stretches(facts.spells, facts.as_of))[-MAX_NAMED:]:
        yield _("Clear from %(first)s to %(last)s.") % days_named(first, last)
    for piece in pieces(facts.spells, facts.days, facts.as_of):
        if not piece.is_written:
            days = days_named(piece.first, piece.last)
            yield _("Nothing written from %(first)s to %(last)s.") % days
    yield from _strength(facts)
    yield from _ways(facts)
    for limit in facts.limits:
        yield _("%(rule)s: from %(day)s, if still there.") % {
            "rule": render(limit.due.rule.label),
            "day": day_text(limit.due.due_on),
        }
    if facts.visits:
        yield _("Visits: %(days)s.") % {"days": _list(visit.day for visit in facts.visits)}


def _strength(facts: CourseFacts) -> Iterator[str]:
    if not facts.severities:
        return
    day, strongest = max(facts.severities, key=lambda row: row[1])
    last_day, last = facts.severities[-1]
    yield _("Strongest: %(strongest)s on %(day)s; last: %(last)s on %(last_day)s.") % {
        "strongest": render(SEVERITIES[strongest]),
        "day": day_text(day),
        "last": render(SEVERITIES[last]),
        "last_day": day_text(last_day),
    }


def _ways(facts: CourseFacts) -> Iterator[str]:
    counts = Counter(trend for _day, trend in facts.trends)
    told = [
        ngettext("%(trend)s on %(n)s day", "%(trend)s on %(n)s days", counts[trend])
        % {"trend": label(TRENDS, trend), "n": counts[trend]}
        for trend in ("worse", "same", "better", "new")
        if counts[trend]
    ]
    if told:
        yield _("Written down as %(told)s.") % {"told": ", ".join(told)}


def recorded(days: int) -> str:
    return ngettext("%(n)s day recorded", "%(n)s days recorded", days) % {"n": days}


def days_named(first: date, last: date) -> dict[str, str]:
    return {"first": day_text(first), "last": day_text(last)}


def _list(days: Iterable[date]) -> str:
    return ", ".join(day_text(day) for day in list(days)[-MAX_NAMED:])


def course_key(facts: CourseFacts, days_a_column: int) -> tuple[KeyItem, ...]:
    """What the shapes mean, of those that this picture has."""
    shown = [
        KeyItem("point", _strength_key(days_a_column)) if facts.severities else None,
        *(
            KeyItem(trend, label(TRENDS, trend))
            for trend in ("worse", "same", "better", "new")
            if any(given == trend for _day, given in facts.trends)
        ),
        KeyItem("there", _("there")),
        *_silence(facts),
        *_clear(facts),
        KeyItem("written", _written_key(days_a_column)) if facts.days else None,
        KeyItem("visit", _("visit")) if facts.visits else None,
        KeyItem("care", _("care")) if facts.care else None,
        *_limits(facts),
    ]
    return tuple(item for item in shown if item is not None)


def _strength_key(days: int) -> str:
    if days == 1:
        return _("how strong")
    return ngettext(
        "how strong; a column is %(n)s day, its point the strongest",
        "how strong; a column is %(n)s days, its point the strongest",
        days,
    ) % {"n": days}


def _written_key(days: int) -> str:
    return _("written down") if days == 1 else _("written down; taller: on more days")


def _silence(facts: CourseFacts) -> Iterator[KeyItem]:
    if any(not piece.is_written for piece in pieces(facts.spells, facts.days, facts.as_of)):
        yield KeyItem("unwritten", _("nothing written for more than %(n)s days") % {"n": GAP_DAYS})


def _clear(facts: CourseFacts) -> Iterator[KeyItem]:
    if any(spell.cleared_on for spell in facts.spells):
        yield KeyItem("clear", _("clear"))
    if facts.clear_days:
        yield KeyItem("ring", _("written down as gone"))


def _limits(facts: CourseFacts) -> Iterator[KeyItem]:
    levels = {limit.due.level for limit in facts.limits}
    if Level.VISIT in levels:
        yield KeyItem("line-visit", _("● from this day worth showing to a doctor, if still there"))
    if Level.ASK in levels:
        yield KeyItem("line-ask", _("○ from this day worth asking about, if still there"))
