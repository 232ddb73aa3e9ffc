"""The spans of days that the summary form offers."""

from __future__ import annotations

from datetime import date, timedelta

from tracker.domain.records import Diary
from tracker.domain.spells import Course
from tracker.domain.summary.values import Span

MAX_DEFAULT_DAYS = 120
DAYS_WITHOUT_OPEN_CONCERN = 30
DAYS_BEFORE_ONSET = 7
"""Shows what came shortly before the onset: a vaccine, a new soap, a fever."""


def default_span(diary: Diary, as_of: date) -> Span:
    """Return the span from a week before the oldest open onset, at most 120 days.

    Without an open concern: the last 30 days.
    """
    spells = (Course.of(concern).open_spell_on(as_of) for concern in diary.concerns)
    onsets = [spell.onset for spell in spells if spell is not None]
    if not onsets:
        return last_days(diary, as_of, DAYS_WITHOUT_OPEN_CONCERN)
    days = (as_of - min(onsets)).days + 1 + DAYS_BEFORE_ONSET
    return last_days(diary, as_of, min(days, MAX_DEFAULT_DAYS))


def last_days(diary: Diary, as_of: date, days: int) -> Span:
    """Return the last ``days`` days up to and including ``as_of``, not before the birth."""
    return Span(max(as_of - timedelta(days=days - 1), diary.child.birth_date), as_of)


def since_last_visit(diary: Diary, as_of: date) -> Span | None:
    """Return the span from the last visit on; None without a visit."""
    days = [visit.day for visit in diary.visits if visit.day <= as_of]
    return Span(max(days), as_of) if days else None


def full_span(diary: Diary, as_of: date) -> Span:
    """Return the span from the first day about which anything was written."""
    days = [concern.begins_on for concern in diary.concerns]
    for records in (diary.day_notes, diary.exposures, diary.visits):
        days += [record.day for record in records]
    return Span(min([*days, as_of]), as_of)
