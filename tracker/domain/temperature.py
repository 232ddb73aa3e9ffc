"""Parses and formats temperatures in °C or °F; they are stored in °C."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

MIN_C: Final = 30
MAX_C: Final = 45

_TEMPERATURE = re.compile(r"(\d{1,6}(?:[.,٫،]\d{1,6})?)\s*(?:°\s*)?([CF]?)", re.IGNORECASE)


@dataclass(frozen=True)
class Reading:
    """A parsed number. ``unit`` is ``C`` or ``F``, or empty where the text has none."""

    number: Decimal
    unit: str

    def celsius(self, usual_unit: str) -> float:
        """Return °C rounded to 0.01, so that 100.4 °F is 38.0 °C.

        ``usual_unit`` (``C`` or ``F``) applies where the text has no unit.
        """
        number = self.number
        if (self.unit or usual_unit) == "F":
            number = (number - 32) * 5 / 9
        return _rounded(number)


def parse_temperature(text: str) -> Reading | None:
    """Parse ``38.2``, ``38,2`` or ``100.4 °F``; return None for any other text."""
    match = _TEMPERATURE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        return None
    number, unit = match.groups()
    return Reading(Decimal(with_decimal_point(number)), unit.upper())


def with_decimal_point(text: str) -> str:
    """Return the text with a point for a comma, or for the Arabic decimal sign or comma."""
    return re.sub("[,٫،]", ".", text)


def to_hundredths(celsius: float) -> float:
    """Return °C rounded half up to 0.01, as every comparison takes it."""
    return _rounded(Decimal(str(celsius)))


def _rounded(number: Decimal) -> float:
    return float(number.quantize(Decimal("0.01"), ROUND_HALF_UP))


def is_in_range(celsius: float) -> bool:
    """Return whether the temperature is from ``MIN_C`` to ``MAX_C``, both included."""
    return MIN_C <= celsius <= MAX_C


def format_temperature(celsius: float, unit: str) -> str:
    """Return the number in that unit, with as few decimals (1 or 2) as parse to the same °C."""
    celsius = to_hundredths(celsius)
    for places in (1, 2):
        text = f"{_to_unit(celsius, unit):.{places}f}"
        if Reading(Decimal(text), unit).celsius(unit) == celsius:
            break
    return text


def bounds(unit: str) -> tuple[int, int]:
    """Return ``MIN_C`` and ``MAX_C`` in that unit, rounded to whole degrees."""
    return round(_to_unit(MIN_C, unit)), round(_to_unit(MAX_C, unit))


def _to_unit(celsius: float, unit: str) -> float:
    return celsius * 9 / 5 + 32 if unit == "F" else celsius
