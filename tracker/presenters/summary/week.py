"""The answers of the last seven days in one line, and beside those of the seven before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.domain.summary import TickCount
from tracker.domain.vocabulary import ITCHES, TICKS, TRENDS
from tracker.rendering import label, render


def week_text(counts: Sequence[TickCount]) -> str:
    """Return, say, ``itchy on 5 of 6 days, scratched 3 of 4; not answered: bleeding``.

    Each number is one of the days on which that question was answered.
    """
    if not counts:
        return _("no entry")
    answered = [row for row in counts if row.answered]
    silent = ", ".join(_name(row) for row in counts if not row.answered)
    texts = [_("%(what)s on %(n)s of %(answered)s") % _values(row) for row in answered]
    if answered:
        texts[0] = _("%(what)s on %(n)s of %(answered)s days") % _values(answered[0])
    not_asked = _("not answered: %(what)s") % {"what": silent} if silent else ""
    return "; ".join(filter(None, (", ".join(texts), not_asked)))


@dataclass(frozen=True)
class WeekRow:
    """One question, with its answers in the last seven days and in the seven before."""

    what: str
    last: str
    before: str


def week_rows(last: Sequence[TickCount], before: Sequence[TickCount]) -> list[WeekRow]:
    """Returns the questions with an answer in either week; empty without any."""
    last_by_key = {row.key: row for row in last}
    before_by_key = {row.key: row for row in before}
    rows = {**before_by_key, **last_by_key}
    return [
        WeekRow(_name(row), _days_text(last_by_key.get(key)), _days_text(before_by_key.get(key)))
        for key, row in rows.items()
        if any(week[key].answered for week in (last_by_key, before_by_key) if key in week)
    ]


def _days_text(row: TickCount | None) -> str:
    """Return, say, ``2 of 5 days``: of the days on which it was answered."""
    if row is None or not row.answered:
        return _("not answered")
    return ngettext("%(n)s of %(answered)s day", "%(n)s of %(answered)s days", row.answered) % {
        "n": row.days,
        "answered": row.answered,
    }


def _values(row: TickCount) -> dict[str, str | int | None]:
    return {"what": _name(row), "n": row.days, "answered": row.answered}


def _name(row: TickCount) -> str:
    if row.key == "worse":
        return label(TRENDS, row.key)
    return render(ITCHES[2]) if row.key == "itchy" else label(TICKS, row.key)
