"""The timeline read since a day is that of the whole diary for every day from that one on."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random

import pytest

from tests.factories import make_child, make_concern, make_entry, make_family, make_member
from tests.reference import generator
from tracker.actions.importing import import_diary
from tracker.domain.look_again import LOOKS_BACK, child_facts, next_due_day
from tracker.domain.periods import flag_periods
from tracker.domain.spells import CourseDay
from tracker.domain.timeline import Timeline
from tracker.interchange import read_diary
from tracker.models import Child, Concern, Entry
from tracker.presenters.alerts import child_alerts
from tracker.presenters.charts import CourseFacts, course_chart
from tracker.presenters.timeline import (
    TimelineContent,
    TimelineSpan,
    timeline_items,
    timeline_picture,
    timeline_rows,
)
from tracker.presenters.today import board, first_day_pictured
from tracker.queries import checked_entries, timeline_of
from tracker.queries.course import course_days_of

pytestmark = pytest.mark.django_db

DIARIES = 15
MARCH = date(2026, 3, 1)


def days_after(start: date) -> list[date]:
    return [start + timedelta(days=n) for n in (0, 1, 2, 6, 7, 8, 27, 28, 29, 90)]


def due(timeline: Timeline, day: date) -> object:
    return (
        timeline.flags_on(day),
        timeline.upcoming_on(day),
        timeline.set_aside_on(day),
        timeline.spells_on(day),
        next_due_day(timeline, day),
        child_facts(timeline, day + LOOKS_BACK),
    )


def pictures(timeline: Timeline, child: Child | None, today: date) -> object:
    """Returns the charts of all concerns, for a child with the days read for them alone."""
    days: Mapping[str, Sequence[CourseDay]] = {}
    if child is not None:
        days = course_days_of(Concern.objects.filter(child=child), today)
    return [
        course_chart(CourseFacts.of(course, (), timeline, today, days.get(course.concern.id)))
        for course in timeline.courses
        if course.begins_on <= today
    ]


def timeline_page(timeline: Timeline, within: tuple[date, date], today: date) -> object:
    """Returns what the timeline page shows of the days, and its alerts."""
    first, last = within
    content = TimelineContent(
        timeline=timeline,
        span=TimelineSpan("", "", first + timedelta(days=1), last),
        today=today,
        visits=(),
        exposures=(),
        care=(),
        periods=flag_periods(timeline, first, last),
        unit="C",
    )
    items = timeline_items(content)
    rows = timeline_rows(items, {}, content)
    return timeline_picture(content), rows, child_alerts(timeline, today)


def test_it_equals_the_whole_timeline_of_random_diaries() -> None:
    family = make_family()
    by = make_member(family)
    for number in range(DIARIES):
        random = Random(number)
        document = generator.diary(random)
        diary = read_diary(json.dumps(document).encode(), today=generator.LAST_DAY)
        child = import_diary(diary=diary, family=family, by=by).child
        whole = timeline_of(child)
        for since in random.sample(generator.days(document), 3):
            read = timeline_of(child, since)
            for day in days_after(since):
                assert due(read, day) == due(whole, day), (number, since, day)
            today = since + timedelta(days=27)
            assert first_day_pictured(today) == since
            assert board(read, {}, today) == board(whole, {}, today), (number, since)
            assert pictures(read, child, today) == pictures(whole, None, today), (number, since)
            within = (since - timedelta(days=40), since - timedelta(days=10))
            shown = timeline_of(child, today, within)
            assert timeline_page(shown, within, today) == timeline_page(whole, within, today)
        child.delete()


def long_diary() -> Child:
    """A rash of a year, with an entry a day, gone for the tenth month."""
    concern = make_concern(make_child(birth_date=MARCH), first_noticed_on=MARCH)
    Entry.objects.bulk_create(
        Entry(
            concern=concern,
            day=MARCH + timedelta(days=n),
            status="clear" if 270 <= n < 300 else "present",
        )
        for n in range(365)
    )
    return concern.child


def test_a_year_of_days_is_read_as_a_few() -> None:
    child = long_diary()
    since = MARCH + timedelta(days=340)
    read, whole = timeline_of(child, since), timeline_of(child)
    days = [entry.day for entry in read.diary.concerns[0].entries]
    # first day, gone, back, the last two before and the first after it was noticed; then all
    few = (0, 1, 270, 300, 338, 339)
    assert days == [MARCH + timedelta(days=n) for n in (*few, *range(340, 365))]
    assert due(read, since) == due(whole, since)


def test_a_diary_of_which_most_matters_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checked_entries, "MAX_EARLIER_ENTRIES", 5)
    (concern,) = timeline_of(long_diary(), MARCH + timedelta(days=340)).diary.concerns
    assert len(concern.entries) == 365


def test_the_day_first_noticed_counts_as_present_between_clear_days() -> None:
    noticed = MARCH + timedelta(days=10)
    concern = make_concern(make_child(birth_date=MARCH), first_noticed_on=noticed)
    for n in (0, 1, 12, 20, 21, 22):
        make_entry(concern, MARCH + timedelta(days=n), status="clear")
    since = MARCH + timedelta(days=40)
    read, whole = timeline_of(concern.child, since), timeline_of(concern.child)
    assert due(read, since) == due(whole, since)
    assert len(whole.spells_on(since)[str(concern.uuid)]) == 2
