"""Date arithmetic shared by the rules."""

from __future__ import annotations

import calendar
from datetime import date, timedelta


def add_months(day: date, months: int) -> date:
    """Return the same day of the month, ``months`` calendar months later.

    In a shorter month, returns its last day (30 November + 3 months = 28 or 29 February). Returns
    ``date.max`` where the result would lie after it.
    """
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    if year > date.max.year:
        return date.max
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def add_days(day: date, days: int) -> date:
    """Return the day ``days`` days later, or ``date.max`` where the result would lie after it."""
    if days > (date.max - day).days:
        return date.max
    return day + timedelta(days=days)


def months_between(start: date, end: date) -> int:
    """Return the whole calendar months from ``start`` to ``end``, clamped as in ``add_months``."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if add_months(start, months) <= end else months - 1
