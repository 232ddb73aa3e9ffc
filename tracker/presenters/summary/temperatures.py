"""Temperature readings in one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from tracker.domain import temperature
from tracker.domain.summary import Temperature
from tracker.domain.vocabulary import TEMPERATURE_PLACES
from tracker.formats import number_text, short_day
from tracker.presenters.summary.texts import days_text
from tracker.rendering import label

MAX_LISTED = 5
"""With more readings only the highest, the latest and days of fever or cold are listed."""
FEVER_C = 38.0
"""From this many °C on the day of a reading is listed."""
LOW_C = 36.0
"""Below this many °C the day of a reading is listed."""


def temperature_text(celsius: float, fahrenheit: bool) -> str:
    """Return the temperature in °C, or in °F with °C in brackets."""
    text = _in_unit(celsius, "C")
    return f"{_in_unit(celsius, 'F')} ({text})" if fahrenheit else text


def _in_unit(celsius: float, unit: str) -> str:
    return f"{number_text(temperature.format_temperature(celsius, unit))} °{unit}"


def reading_text(celsius: float, how: str | None, fahrenheit: bool) -> str:
    """Return the temperature with where it was taken: ``38.4 °C (ear)``."""
    text = temperature_text(celsius, fahrenheit)
    return f"{text} ({label(TEMPERATURE_PLACES, how)})" if how else text


def temperatures_text(readings: Sequence[Temperature], fahrenheit: bool, today: date) -> str:
    if len(readings) <= MAX_LISTED:
        return _readings_text(readings, fahrenheit, today)
    fevers = sorted({reading.day for reading in readings if reading.celsius >= FEVER_C})
    values = {
        "n": len(readings),
        "highest": _readings_text([_highest(readings)], fahrenheit, today),
        "latest": _readings_text(readings[-1:], fahrenheit, today),
        "limit": temperature_text(FEVER_C, fahrenheit),
        "days": days_text(fevers, today) or _("no day"),
    }
    text = _("%(n)s taken; highest %(highest)s; latest %(latest)s; %(limit)s or more on %(days)s")
    return "; ".join(filter(None, (text % values, _low(readings, fahrenheit, today))))


def _low(readings: Sequence[Temperature], fahrenheit: bool, today: date) -> str:
    days = sorted({reading.day for reading in readings if reading.celsius < LOW_C})
    if not days:
        return ""
    values = {
        "lowest": _readings_text([_lowest(readings)], fahrenheit, today),
        "limit": temperature_text(LOW_C, fahrenheit),
        "days": days_text(days, today),
    }
    return _("lowest %(lowest)s; below %(limit)s on %(days)s") % values


def _highest(readings: Sequence[Temperature]) -> Temperature:
    return max(readings, key=lambda reading: reading.celsius)


def _lowest(readings: Sequence[Temperature]) -> Temperature:
    return min(readings, key=lambda reading: reading.celsius)


def _readings_text(readings: Iterable[Temperature], fahrenheit: bool, today: date) -> str:
    return ", ".join(
        f"{temperature_text(reading.celsius, fahrenheit)} ({_where_and_when(reading, today)})"
        for reading in readings
    )


def _where_and_when(reading: Temperature, today: date) -> str:
    where = label(TEMPERATURE_PLACES, reading.how)
    return ", ".join(filter(None, (where, short_day(reading.day, today))))
