"""The days, times and authors of the sample diary."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

MORNING = time(7, 40)
EVENING = time(19, 15)
AUTHORS = ("Nora", "Sami")
"""The made-up names of those who write, in turns."""


@dataclass(frozen=True)
class SampleDays:
    """Returns the day that lies so many days before the last day of the sample."""

    today: date

    def __call__(self, ago: int) -> date:
        return self.today - timedelta(days=ago)
