"""Named formats of days, times and numbers: no other module has a format string.

A language changes them in its catalogue (context "format of a day or time"); the letters are those
of Django's ``date`` filter. What a machine reads (files, data attributes) is ISO 8601.
"""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import date_format, get_format, number_format, time_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _


def day_text(day: date) -> str:
    """Return ``3 March 2026``."""
    return date_format(day, pgettext("format of a day or time", "j F Y"))


def day_in_year(day: date) -> str:
    """Return ``3 March``."""
    return date_format(day, pgettext("format of a day or time", "j F"))


def near_day(day: date, today: date) -> str:
    """Return ``3 March``, with the year where it is not the year of ``today``."""
    return day_in_year(day) if day.year == today.year else day_text(day)


def short_day_in_year(day: date) -> str:
    """Return ``3 Mar``."""
    return date_format(day, pgettext("format of a day or time", "j M"))


def short_day_with_year(day: date) -> str:
    """Return ``3 Mar 2026``."""
    return date_format(day, pgettext("format of a day or time", "j M Y"))


def short_day(day: date, today: date) -> str:
    """Return ``3 Mar``, with the year where it is not the year of ``today``."""
    return short_day_in_year(day) if day.year == today.year else short_day_with_year(day)


def weekday_text(day: date) -> str:
    """Return ``Tue 3 March 2026``."""
    return date_format(day, pgettext("format of a day or time", "D j F Y"))


def full_day(day: date) -> str:
    """Return ``Tuesday, 3 March 2026``."""
    return date_format(day, pgettext("format of a day or time", "l, j F Y"))


def full_day_in_year(day: date) -> str:
    """Return ``Tuesday, 3 March``."""
    return date_format(day, pgettext("format of a day or time", "l, j F"))


def month_text(day: date) -> str:
    """Return ``March 2026``."""
    return date_format(day, pgettext("format of a day or time", "F Y"))


def short_month(day: date) -> str:
    """Return ``Mar``."""
    return date_format(day, pgettext("format of a day or time", "M"))


def short_month_with_year(day: date) -> str:
    """Return ``Mar 2026``."""
    return date_format(day, pgettext("format of a day or time", "M Y"))


def year_text(day: date) -> str:
    """Return ``2026``."""
    return date_format(day, pgettext("format of a day or time", "Y"))


def time_text(at: time | datetime | None) -> str:
    """Return ``14:05``; empty for None."""
    return "" if at is None else time_format(at, pgettext("format of a day or time", "H:i"))


def day_and_time(at: datetime) -> str:
    """Return ``3 March 2026, 14:05``, in the time zone of ``at``."""
    return _("%(day)s, %(time)s") % {"day": day_text(at), "time": time_text(at)}


def day_and_time_with_zone(at: datetime) -> str:
    """Return ``3 March 2026, 14:05 UTC``."""
    return date_format(at, pgettext("format of a day or time", "j F Y, H:i e"))


def number_text(number: Decimal | str) -> str:
    """Return ``38.2``, with the decimal sign of the language; zeros at the end stay."""
    return number_format(number)


def size_text(size: int) -> str:
    """Return ``4.9 GB`` for a number of bytes, ``730 MB`` below one GB, with 1000 MB to the GB."""
    if size < 10**9:
        return _("%(n)s MB") % {"n": number_format(round(size / 10**6))}
    return _("%(n)s GB") % {"n": number_format(f"{size / 10**9:.1f}".removesuffix(".0"))}


def weekday_names() -> tuple[tuple[str, str], ...]:
    """Return ``("Mon", "Monday")`` to ``("Sun", "Sunday")``."""
    return tuple((str(WEEKDAYS_ABBR[n]), str(WEEKDAYS[n])) for n in range(7))


def first_weekday() -> int:
    """Return 0 where a week begins on Monday, as it does in English, which is British here."""
    language = get_language() or "en"
    first: int = get_format("FIRST_DAY_OF_WEEK", "en-gb" if language == "en" else language)
    return (first - 1) % 7
