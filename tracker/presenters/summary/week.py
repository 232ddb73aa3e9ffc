"""The answers of the last seven days in one line."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

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
    texts = [_("%(what)s %(n)s of %(answered)s") % _values(row) for row in answered]
    if answered:
        texts[0] = _("%(what)s on %(n)s of %(answered)s days") % _values(answered[0])
    not_asked = _("not answered: %(what)s") % {"what": silent} if silent else ""
    return "; ".join(filter(None, (", ".join(texts), not_asked)))


def _values(row: TickCount) -> dict[str, str | int | None]:
    return {"what": _name(row), "n": row.days, "answered": row.answered}


def _name(row: TickCount) -> str:
    if row.key == "worse":
        return label(TRENDS, row.key)
    return render(ITCHES[2]) if row.key == "itchy" else label(TICKS, row.key)
