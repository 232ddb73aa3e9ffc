"""The time in a family's time zone.

Only views and commands call this; others take it as a parameter.
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone


def now_in(time_zone: str) -> datetime:
    """Returns the present time in an IANA time zone."""
    return timezone.now().astimezone(ZoneInfo(time_zone))


def today_in(time_zone: str) -> date:
    return now_in(time_zone).date()
