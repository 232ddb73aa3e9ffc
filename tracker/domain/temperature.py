"""Temperatures as a family writes them, °C or °F, and as they are stored: °C."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

LOWEST_C: Final = 30
HIGHEST_C: Final = 45

_WRITTEN = re.compile(r"(\d{1,6}(?:[.,٫]\d{1,6})?)\s*(?:°\s*)?([CF]?)", re.IGNORECASE)


@dataclass(frozen=True)
class Reading:
    """A number as it was written. ``unit`` is ``C`` or ``F``, empty where none was written."""

    number: Decimal
    unit: str

    def celsius(self, usual_unit: str) -> float:
        """Rounded to 0.01 °C, so that 100.4 °F is 38.0 °C."""
        number = self.number
        if (self.unit or usual_unit) == "F":
            number = (number - 32) * 5 / 9
        return float(number.quantize(Decimal("0.01"), ROUND_HALF_UP))


def read(text: str) -> Reading | None:
    """``38.2``, ``38,2`` and ``100.4 °F``; None for what is no temperature at all."""
    found = _WRITTEN.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        return None
    number, unit = found.groups()
    return Reading(Decimal(re.sub("[,٫]", ".", number)), unit.upper())


def is_possible(celsius: float) -> bool:
    """Within what can be written down, both bounds included."""
    return LOWEST_C <= celsius <= HIGHEST_C


def written(celsius: float, unit: str) -> str:
    """The number in that unit with as few digits as give the same temperature back."""
    for places in (1, 2):
        text = f"{_in(celsius, unit):.{places}f}"
        if Reading(Decimal(text), unit).celsius(unit) == celsius:
            break
    return text


def bounds(unit: str) -> tuple[int, int]:
    """The lowest and the highest temperature that can be written down, in that unit."""
    return round(_in(LOWEST_C, unit)), round(_in(HIGHEST_C, unit))


def _in(celsius: float, unit: str) -> float:
    return celsius * 9 / 5 + 32 if unit == "F" else celsius
