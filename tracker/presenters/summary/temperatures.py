"""Temperatures in one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from tracker.domain import temperature
from tracker.domain.summary import Temperature
from tracker.presenters.summary.texts import days_text
from tracker.words import short_day

MOST_TOLD = 5
"""Of more than these only the highest and the latest are told, and the days of a fever."""
FEVER_C = 38.0


def temperature_text(celsius: float, fahrenheit: bool) -> str:
    """In °C; a family that measures in °F has both."""
    text = f"{temperature.written(celsius, 'C')} °C"
    return f"{temperature.written(celsius, 'F')} °F ({text})" if fahrenheit else text


def highest_fever(taken: Sequence[Temperature], fahrenheit: bool, today: date) -> str:
    """The highest one of 38.0 °C or more; empty where there was none."""
    highest = max((one for one in taken), key=lambda one: one.celsius, default=None)
    if highest is None or highest.celsius < FEVER_C:
        return ""
    return _told([highest], fahrenheit, today)


def temperatures_text(taken: Sequence[Temperature], fahrenheit: bool, today: date) -> str:
    if len(taken) <= MOST_TOLD:
        return _told(taken, fahrenheit, today)
    highest = max(taken, key=lambda one: one.celsius)
    fevers = sorted({one.day for one in taken if one.celsius >= FEVER_C})
    values = {
        "n": len(taken),
        "highest": _told([highest], fahrenheit, today),
        "latest": _told(taken[-1:], fahrenheit, today),
        "limit": temperature_text(FEVER_C, fahrenheit),
        "days": days_text(fevers, today) or _("no day"),
    }
    text = _("%(n)s taken; highest %(highest)s; latest %(latest)s; %(limit)s or more on %(days)s")
    return text % values


def _told(taken: Iterable[Temperature], fahrenheit: bool, today: date) -> str:
    return ", ".join(
        f"{temperature_text(one.celsius, fahrenheit)} ({short_day(one.day, today)})"
        for one in taken
    )
