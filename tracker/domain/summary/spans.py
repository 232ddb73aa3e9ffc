"""The days that a summary is likely to be wanted for."""

from __future__ import annotations

from datetime import date, timedelta

from tracker.domain.records import Diary
from tracker.domain.spells import Course
from tracker.domain.summary.values import Span

MAX_DEFAULT_DAYS = 120
DAYS_WITHOUT_OPEN_CONCERN = 30
DAYS_BEFORE_ONSET = 7
"""What came shortly before it belongs to the story: a vaccine, a new soap, a fever."""


def usual_span(diary: Diary, as_of: date) -> Span:
    """From a week before the onset of the oldest open concern, at most 120 days back."""
    going_on = (Course.of(concern).going_on(as_of) for concern in diary.concerns)
    onsets = [spell.onset for spell in going_on if spell is not None]
    if not onsets:
        return last_days(diary, as_of, DAYS_WITHOUT_OPEN_CONCERN)
    days = (as_of - min(onsets)).days + 1 + DAYS_BEFORE_ONSET
    return last_days(diary, as_of, min(days, MAX_DEFAULT_DAYS))


def last_days(diary: Diary, as_of: date, days: int) -> Span:
    """That many days up to ``as_of``, which is the last of them; not before the birth."""
    return Span(max(as_of - timedelta(days=days - 1), diary.child.birth_date), as_of)


def since_last_visit(diary: Diary, as_of: date) -> Span | None:
    """None where the child was not seen yet."""
    days = [visit.day for visit in diary.visits if visit.day <= as_of]
    return Span(max(days), as_of) if days else None


def everything(diary: Diary, as_of: date) -> Span:
    """From the first day that anything was written about."""
    days = [concern.first_noticed_on for concern in diary.concerns]
    for dated in (diary.day_notes, diary.exposures, diary.visits):
        days += [record.day for record in dated]
    return Span(min([*days, as_of]), as_of)
