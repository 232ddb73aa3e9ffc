"""The rows that a temperature can give."""

from datetime import date
from decimal import Decimal

from .records import DAY, Concern, Diary, Look, age_in_days, under_months
from .spells import spells
from .table import FEVER_BELONGS_TO, SIGNS

LOW = Decimal(36)
FEVER = Decimal(38)
HIGH = Decimal(39)
VERY_HIGH = Decimal(40)
FRESH_DAYS = 7
VACCINE_FROM_AGE_DAYS = 56
RUN_GAP_DAYS = 2
RUN_DAYS = 4


def temperature_rule(diary: Diary, look: Look) -> str | None:
    """The one single-temperature row that claims the look, if any does."""
    t = look.temperature
    if t is None:
        return None
    if t >= FEVER:
        return _fever_rule(diary, look.day, t)
    if t < LOW:
        young = under_months(diary, look.day, 3)
        return "low_temperature_under_3_months" if young else "low_temperature"
    return None


def _fever_rule(diary: Diary, day: date, t: Decimal) -> str:
    if under_months(diary, day, 3):
        after_vaccine = t < HIGH and _only_the_vaccine(diary, day)
        return "fever_after_vaccine" if after_vaccine else "fever_under_3_months"
    if t >= VERY_HIGH:
        return "very_high_fever"
    if t >= HIGH and under_months(diary, day, 6):
        return "fever_3_to_6_months"
    return "fever_with_rash" if fresh_rash(diary, day) else "fever"


def _only_the_vaccine(diary: Diary, day: date) -> bool:
    """Old enough, a vaccine, no sign and no rash: a rash of any name keeps the emergency."""
    return (
        age_in_days(diary, day) >= VACCINE_FROM_AGE_DAYS
        and not diary.vaccine_days.isdisjoint({day, day - DAY})
        and not any(look.signs & SIGNS for look in diary.looks if look.day == day)
        and not any(_is_fresh_rash(concern, day) for concern in diary.concerns)
    )


def fresh_rash(diary: Diary, day: date) -> bool:
    """Whether a rash to which no doctor-known fever belongs was fresh on that day."""
    return any(
        _is_fresh_rash(concern, day)
        for concern in diary.concerns
        if not (concern.by_doctor and concern.condition in FEVER_BELONGS_TO)
    )


def _is_fresh_rash(concern: Concern, day: date) -> bool:
    """A rash noted lately, its spell at most a week old, as known on that day."""
    known = concern.until(day)
    if concern.row.group != "rash" or not _noted_present(known, day):
        return False
    return (day - spells(known)[-1].onset).days <= FRESH_DAYS


def _noted_present(concern: Concern, day: date) -> bool:
    """Whether the last entry of that day, or of the day before, is present."""
    last_of_day = {entry.day: entry.present for entry in concern.entries}
    return last_of_day.get(day, False) or last_of_day.get(day - DAY, False)


def looks_of_fifth_day(diary: Diary) -> list[Look]:
    """The looks of 38.0 °C or more that are 4 or more days after the first of their run."""
    found: list[Look] = []
    first: date | None = None
    before: date | None = None
    for look in diary.looks:
        if look.temperature is None:
            continue
        if look.temperature < FEVER:
            first = None
            continue
        if first is None or before is None or (look.day - before).days > RUN_GAP_DAYS:
            first = look.day
        before = look.day
        if (look.day - first).days >= RUN_DAYS:
            found.append(look)
    return found
