"""What time it is for a family. Only views and commands ask; everything else is told."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone


def now_in(time_zone: str) -> datetime:
    """The wall clock of that IANA time zone."""
    return timezone.now().astimezone(ZoneInfo(time_zone))


def today_in(time_zone: str) -> date:
    return now_in(time_zone).date()
