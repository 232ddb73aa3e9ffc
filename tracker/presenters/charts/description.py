"""The text alternative of a course chart, and its key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.domain.sentences import gone_and_back
from tracker.domain.vocabulary import ITCHES, SEVERITIES, TRENDS, Level
from tracker.formats import day_text
from tracker.presenters.charts.drawing import KeyItem
from tracker.presenters.charts.exposures import MarkedThing
from tracker.presenters.charts.facts import (
    GAP_DAYS,
    CourseFacts,
    Stretch,
    segments,
)
from tracker.rendering import label, render, title_of

MAX_NAMED = 6
"""How many visits and gaps are named, the last of them, and how often there and then clear."""


def course_description(facts: CourseFacts, things: Iterable[MarkedThing] = ()) -> str:
    """Return the facts of the chart as sentences."""
    return " ".join((*_sentences(facts), *_things(things)))


def _things(things: Iterable[MarkedThing]) -> Iterator[str]:
    texts = (
        _("%(thing)s on %(days)s") % {"thing": row.name, "days": _list(row.days)} for row in things
    )
    named = "; ".join(texts)
    if named:
        yield _("Possible triggers: %(named)s.") % {"named": named}


def _sentences(facts: CourseFacts) -> Iterator[str]:
    yield _("%(title)s, from %(start)s to %(end)s, %(recorded)s.") % {
        "title": title_of(facts.concern),
        "start": day_text(facts.start),
        "end": day_text(facts.as_of),
        "recorded": days_recorded(len(facts.days)),
    }
    yield from (stretch_text(stretch, facts.as_of) for stretch in facts.stretches[-2 * MAX_NAMED :])
    if facts.spell is not None:
        yield from map(render, gone_and_back(facts.spell))
    gaps = [row for row in segments(facts.stretches) if not row.has_entries]
    for segment in gaps[-MAX_NAMED:]:
        days = day_range_values(segment.first, segment.last)
        yield _("No entries from %(first)s to %(last)s.") % days
    yield from _strength(facts)
    yield from _trends(facts)
    yield from _answers(facts)
    for limit in facts.limits:
        yield _("%(rule)s: from %(day)s, if still there.") % {
            "rule": render(limit.due.rule.label),
            "day": day_text(limit.due.due_on),
        }
    if facts.visits:
        yield _("Visits: %(days)s.") % {"days": _list(visit.day for visit in facts.visits)}


def stretch_text(stretch: Stretch, as_of: date) -> str:
    """Return from when to when it was there, back or clear."""
    days = day_range_values(stretch.first, stretch.last)
    if not stretch.is_present:
        one, several = _("Gone on %(first)s."), _("Gone from %(first)s to %(last)s.")
    elif stretch.is_back:
        one, several = _("Back on %(first)s."), _("Back from %(first)s to %(last)s.")
    else:
        one, several = _("There on %(first)s."), _("There from %(first)s to %(last)s.")
    if stretch.is_present and stretch.last == as_of:
        since = _("Back since %(first)s.") if stretch.is_back else _("There since %(first)s.")
        return since % days
    return (one if stretch.first == stretch.last else several) % days


def _strength(facts: CourseFacts) -> Iterator[str]:
    if not facts.severities:
        return
    day, strongest = max(facts.severities, key=lambda row: row[1])
    last_day, last = facts.severities[-1]
    yield _("Worst: %(strongest)s on %(day)s; last: %(last)s on %(last_day)s.") % {
        "strongest": render(SEVERITIES[strongest]),
        "day": day_text(day),
        "last": render(SEVERITIES[last]),
        "last_day": day_text(last_day),
    }


def _trends(facts: CourseFacts) -> Iterator[str]:
    counts = Counter(trend for _day, trend in facts.trends)
    counted = [
        ngettext("%(trend)s on %(n)s day", "%(trend)s on %(n)s days", counts[trend])
        % {"trend": label(TRENDS, trend), "n": counts[trend]}
        for trend in ("worse", "same", "better", "new")
        if counts[trend]
    ]
    if counted:
        yield _("Saved as %(told)s.") % {"told": ", ".join(counted)}


def _answers(facts: CourseFacts) -> Iterator[str]:
    if facts.itches:
        day, itch = max(facts.itches, key=lambda row: row[1])
        yield _("Worst itch: %(itch)s, on %(day)s.") % {
            "itch": render(ITCHES[itch]),
            "day": day_text(day),
        }
    if facts.nights:
        lost = sum(is_lost for _day, is_lost in facts.nights)
        yield ngettext(
            "Lost sleep: on %(lost)s of %(n)s day with an answer.",
            "Lost sleep: on %(lost)s of %(n)s days with an answer.",
            len(facts.nights),
        ) % {"lost": lost, "n": len(facts.nights)}


def days_recorded(days: int) -> str:
    return ngettext("%(n)s day with entries", "%(n)s days with entries", days) % {"n": days}


def day_range_values(first: date, last: date) -> dict[str, str]:
    return {"first": day_text(first), "last": day_text(last)}


def _list(days: Iterable[date]) -> str:
    return ", ".join(day_text(day) for day in list(days)[-MAX_NAMED:])


def course_key(
    facts: CourseFacts, days_a_column: int, *, there: str, has_things: bool = False
) -> tuple[KeyItem, ...]:
    """Return an item for each shape that the chart contains. ``there``: that of the bar."""
    shown = [
        KeyItem("point", _strength_key(days_a_column)) if facts.severities else None,
        *(
            KeyItem(trend, label(TRENDS, trend))
            for trend in ("worse", "same", "better", "new")
            if any(other == trend for _day, other in facts.trends)
        ),
        KeyItem("answers", _("itch, lost sleep: taller means more; a dot means no"))
        if facts.itches or facts.nights
        else None,
        KeyItem("there", there),
        *_gaps(facts),
        *_clear(facts),
        KeyItem("written", _written_key(days_a_column)) if facts.days else None,
        KeyItem("visit", _("visit")) if facts.visits else None,
        KeyItem("exposure", _("possible trigger")) if has_things else None,
        KeyItem("care", _("treatment")) if facts.care else None,
        *_limits(facts),
    ]
    return tuple(item for item in shown if item is not None)


def _strength_key(days: int) -> str:
    if days == 1:
        return _("how bad")
    return ngettext(
        "how bad; each column is %(n)s day, the dot is the worst",
        "how bad; each column is %(n)s days, the dot is the worst",
        days,
    ) % {"n": days}


def _written_key(days: int) -> str:
    return _("entry") if days == 1 else _("entry; taller means on more days")


def _gaps(facts: CourseFacts) -> Iterator[KeyItem]:
    if any(not segment.has_entries for segment in segments(facts.stretches)):
        yield KeyItem("unwritten", _("no entry for more than %(n)s days") % {"n": GAP_DAYS})


def _clear(facts: CourseFacts) -> Iterator[KeyItem]:
    if any(not stretch.is_present for stretch in facts.stretches):
        yield KeyItem("clear", _("gone"))
    if any(stretch.is_back for stretch in facts.stretches):
        yield KeyItem("back", _("came back"))
    if facts.clear_days:
        yield KeyItem("ring", _("entry: gone"))


def _limits(facts: CourseFacts) -> Iterator[KeyItem]:
    levels = {limit.due.level for limit in facts.limits}
    if Level.VISIT in levels:
        yield KeyItem("line-visit", _("● worth showing to a doctor from this day, if still there"))
    if Level.ASK in levels:
        yield KeyItem("line-ask", _("○ worth asking about from this day, if still there"))
