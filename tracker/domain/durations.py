"""Lengths of time in the unit that people would say."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.domain.phrases import Phrase
from tracker.domain.phrases import phrase as _
from tracker.domain.phrases import plural as ngettext

DURATION_UNITS: Mapping[str, Phrase] = {
    "minutes": _("minutes"),
    "hours": _("hours"),
    "days": _("days"),
}

MINUTES: Mapping[str, int] = {"minutes": 1, "hours": 60, "days": 24 * 60}
"""The minutes of each unit, smallest first."""


def in_largest_unit(minutes: int) -> tuple[int, str]:
    """Return the time as a whole number of the largest unit that allows it, and that unit."""
    fitting = [unit for unit, size in MINUTES.items() if minutes >= size and minutes % size == 0]
    unit = fitting[-1] if fitting else "minutes"
    return minutes // MINUTES[unit], unit


def duration(minutes: int) -> Phrase:
    """Return, say, ``10 minutes``, ``1 hour`` or ``3 days``."""
    number, unit = in_largest_unit(minutes)
    if unit == "days":
        return ngettext("%(n)s day", "%(n)s days", number)
    if unit == "hours":
        return ngettext("%(n)s hour", "%(n)s hours", number)
    return ngettext("%(n)s minute", "%(n)s minutes", number)
