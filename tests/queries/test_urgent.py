"""Asking which children may have an urgent flag open never misses one that the check finds."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from random import Random

import pytest

from tests.factories import make_child, make_concern, make_entry, make_family, make_member
from tests.reference import generator
from tracker.actions.importing import import_diary
from tracker.interchange import read_diary
from tracker.models import Child, Visit
from tracker.presenters.alerts import urgent_flags
from tracker.queries import timeline_of
from tracker.queries.urgent import may_be_urgent

pytestmark = pytest.mark.django_db


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def may_be(child: Child, day: date) -> bool:
    return Child.objects.filter(may_be_urgent(noon(day)), pk=child.pk).exists()


def test_it_misses_no_flag_of_random_diaries() -> None:
    family = make_family()
    by = make_member(family)
    found = set()
    for number in range(20):
        document = generator.diary(Random(number))
        diary = read_diary(json.dumps(document).encode(), today=generator.LAST_DAY)
        child = import_diary(diary=diary, family=family, by=by).child
        timeline = timeline_of(child)
        for day in generator.days(document):
            is_urgent, may = bool(urgent_flags(timeline, day)), may_be(child, day)
            assert may or not is_urgent, (number, day)
            found.add((is_urgent, may))
        child.delete()
    assert found >= {(True, True), (False, True)}


@pytest.mark.parametrize(
    ("visit", "is_asked"),
    [
        ({"day": date(2026, 3, 9)}, True),
        ({"day": date(2026, 3, 10)}, True),
        ({"day": date(2026, 3, 10), "at": time(8)}, True),
        ({"day": date(2026, 3, 10), "at": time(10)}, False),
        ({"day": date(2026, 3, 11)}, False),
        ({"day": date(2026, 3, 21)}, True),
    ],
    ids=["before", "no time", "earlier", "later", "the next day", "not yet"],
)
def test_a_visit_after_it_ends_the_asking(visit: dict[str, object], is_asked: bool) -> None:
    rash = make_concern(make_child(), condition="unsure_rash")
    make_entry(rash, date(2026, 3, 10), at=time(9), signs=("bruise",))
    assert may_be(rash.child, date(2026, 3, 20))
    Visit.objects.create(child=rash.child, **visit)
    assert may_be(rash.child, date(2026, 3, 20)) == is_asked


def test_a_visit_about_something_else_does_not_end_it() -> None:
    rash = make_concern(make_child(), condition="unsure_rash")
    make_entry(rash, date(2026, 3, 10), signs=("bruise",))
    visit = Visit.objects.create(child=rash.child, day=date(2026, 3, 11))
    visit.concerns.add(make_concern(rash.child))
    assert may_be(rash.child, date(2026, 3, 20))
    visit.concerns.add(rash)
    assert not may_be(rash.child, date(2026, 3, 20))
