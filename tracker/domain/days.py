"""Arithmetic on days that the rules share."""

from __future__ import annotations

import calendar
from datetime import date, timedelta


def add_months(day: date, months: int) -> date:
    """The same day of the month, ``months`` calendar months later.

    A shorter month clamps to its last day (30 November + 3 months = 28 or 29 February). Past the
    calendar's last day it stays there.
    """
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    if year > date.max.year:
        return date.max
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def add_days(day: date, days: int) -> date:
    """``days`` days later; past the calendar's last day it stays there."""
    if days > (date.max - day).days:
        return date.max
    return day + timedelta(days=days)


def months_between(start: date, end: date) -> int:
    """Whole calendar months from ``start`` to ``end`` by the clamping rule of ``add_months``."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if add_months(start, months) <= end else months - 1
