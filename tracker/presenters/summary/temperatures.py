"""Temperatures in one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _

from tracker.domain import temperature
from tracker.domain.summary import Temperature
from tracker.presenters.summary.texts import Fact, days_text
from tracker.rendering import short_day

MAX_LISTED = 5
"""Of more than these only the highest, the latest and the days of fever or cold are told."""
FEVER_C = 38.0
"""From here on it is told at the top of the page."""
LOW_C = 36.0
"""What is below it is told there, too."""


def temperature_text(celsius: float, fahrenheit: bool) -> str:
    """In °C; a family that measures in °F has both."""
    text = f"{temperature.format_temperature(celsius, 'C')} °C"
    return f"{temperature.format_temperature(celsius, 'F')} °F ({text})" if fahrenheit else text


def high_and_low(taken: Sequence[Temperature], fahrenheit: bool, today: date) -> Iterator[Fact]:
    """The highest one of 38.0 °C or more, the lowest one below 36.0 °C."""
    if not taken:
        return
    highest, lowest = _highest(taken), _lowest(taken)
    if highest.celsius >= FEVER_C:
        yield Fact(_("Highest temperature"), _told([highest], fahrenheit, today))
    if lowest.celsius < LOW_C:
        yield Fact(_("Lowest temperature"), _told([lowest], fahrenheit, today))


def temperatures_text(taken: Sequence[Temperature], fahrenheit: bool, today: date) -> str:
    if len(taken) <= MAX_LISTED:
        return _told(taken, fahrenheit, today)
    fevers = sorted({one.day for one in taken if one.celsius >= FEVER_C})
    values = {
        "n": len(taken),
        "highest": _told([_highest(taken)], fahrenheit, today),
        "latest": _told(taken[-1:], fahrenheit, today),
        "limit": temperature_text(FEVER_C, fahrenheit),
        "days": days_text(fevers, today) or _("no day"),
    }
    text = _("%(n)s taken; highest %(highest)s; latest %(latest)s; %(limit)s or more on %(days)s")
    return "; ".join(filter(None, (text % values, _low(taken, fahrenheit, today))))


def _low(taken: Sequence[Temperature], fahrenheit: bool, today: date) -> str:
    days = sorted({one.day for one in taken if one.celsius < LOW_C})
    if not days:
        return ""
    values = {
        "lowest": _told([_lowest(taken)], fahrenheit, today),
        "limit": temperature_text(LOW_C, fahrenheit),
        "days": days_text(days, today),
    }
    return _("lowest %(lowest)s; below %(limit)s on %(days)s") % values


def _highest(taken: Sequence[Temperature]) -> Temperature:
    return max(taken, key=lambda one: one.celsius)


def _lowest(taken: Sequence[Temperature]) -> Temperature:
    return min(taken, key=lambda one: one.celsius)


def _told(taken: Iterable[Temperature], fahrenheit: bool, today: date) -> str:
    return ", ".join(
        f"{temperature_text(one.celsius, fahrenheit)} ({short_day(one.day, today)})"
        for one in taken
    )
