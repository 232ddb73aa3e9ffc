"""The sample diary shows the main features, on whatever day it is opened."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tracker.domain.records import moment
from tracker.domain.rules import STANDARD_RULES
from tracker.domain.sample import SAMPLE_DAYS, sample_diary
from tracker.domain.timeline import check
from tracker.domain.vocabulary import (
    APPEARANCES,
    ATOPIES,
    CARE_KINDS,
    CONDITIONS,
    EXPOSURE_KINDS,
    SIDES,
    SIGNS,
    SITES,
    VIEWS,
)

A_YEAR = [date(2027, 1, 1) + timedelta(days=30 * number) for number in range(13)]
LEAP = [date(2028, 2, 29), date(2028, 3, 1), date(2028, 5, 31), date(2028, 6, 1)]
TODAY = date(2026, 11, 20)


@pytest.mark.parametrize("today", [TODAY, *A_YEAR, *LEAP], ids=str)
def test_the_same_reminders_are_due_on_any_day(today):
    flags = check(sample_diary(today), today, STANDARD_RULES)
    assert [(flag.rule, flag.concern, flag.confirmed) for flag in flags] == [
        ("milia_over_3_months", "chin", True),
        ("rash_over_4_weeks", "neck", True),
        ("worsening", "elbows", True),
    ]


def test_an_urgent_night_was_answered_by_a_visit():
    diary = sample_diary(TODAY)
    night = TODAY - timedelta(days=55)
    before = check(diary, night - timedelta(days=1), STANDARD_RULES)
    visit = next(visit for visit in diary.visits if visit.day == night)
    note = next(note for note in diary.day_notes if note.day == night)
    assert (note.temperature_c, visit.at > note.at) == (38.3, True)
    assert "fever_under_3_months" not in [flag.rule for flag in before]
    unanswered = [other for other in diary.visits if other is not visit and other.day < night]
    open_then = check(
        diary.__class__(child=diary.child, day_notes=(note,), visits=tuple(unanswered)),
        night,
        STANDARD_RULES,
    )
    assert [flag.rule for flag in open_then] == ["fever_under_3_months"]
    assert "fever_under_3_months" not in [flag.rule for flag in check(diary, night, STANDARD_RULES)]


def test_it_stays_within_its_days_and_its_order():
    diary = sample_diary(TODAY)
    first = TODAY - timedelta(days=SAMPLE_DAYS - 1)
    entries = [entry for concern in diary.concerns for entry in concern.entries]
    days = [record.day for record in (*entries, *diary.day_notes, *diary.visits, *diary.exposures)]
    assert first <= min(days)
    assert max(days) <= TODAY
    assert diary.child.birth_date < first
    for concern in diary.concerns:
        assert concern.first_noticed_on <= concern.entries[0].day
        assert list(concern.entries) == sorted(
            concern.entries, key=lambda entry: moment(entry.day, entry.at)
        )


def test_every_word_of_it_is_known():
    diary = sample_diary(TODAY)
    entries = [entry for concern in diary.concerns for entry in concern.entries]
    spots = [spot for record in entries for spot in record.spots]
    used = {
        "conditions": {concern.condition for concern in diary.concerns} - set(CONDITIONS),
        "sites": {spot.site for spot in spots} - set(SITES),
        "sides": {spot.side for spot in spots} - {None, *SIDES},
        "views": {spot.view for spot in spots} - {None, *VIEWS},
        "appearances": {key for record in entries for key in record.appearance} - set(APPEARANCES),
        "signs": {key for record in (*entries, *diary.day_notes) for key in record.signs}
        - set(SIGNS),
        "care": {care.kind for concern in diary.concerns for care in concern.care}
        - set(CARE_KINDS),
        "exposures": {exposure.kind for exposure in diary.exposures} - set(EXPOSURE_KINDS),
        "atopies": set(diary.child.family_atopy) - set(ATOPIES),
    }
    assert {name for name, unknown in used.items() if unknown} == set()


def test_the_same_day_gives_the_same_diary():
    assert sample_diary(TODAY) == sample_diary(TODAY)


def test_no_entry_of_today_has_a_time_that_may_be_still_to_come():
    today = date(2026, 11, 20)
    entries = [entry for concern in sample_diary(today).concerns for entry in concern.entries]
    of_today = [entry.at for entry in entries if entry.day == today]
    assert of_today == [None] * len(of_today)
    assert of_today
