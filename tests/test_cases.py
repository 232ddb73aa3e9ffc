"""The sample cases have the properties that benchmarks rely on."""

import pytest

from tests import cases
from tracker.domain.canonical import canonical
from tracker.domain.spells import Course
from tracker.domain.timeline import check
from tracker.models import Entry, Photo
from tracker.queries import whole_diary

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("build", "diary"),
    [
        (cases.newborn_with_milia, cases.newborn_diary),
        (cases.eczema_over_eight_months, cases.eczema_diary),
        (cases.red_flag, cases.red_flag_diary),
    ],
    ids=["newborn", "eczema", "red flag"],
)
def test_a_case_is_in_the_database_as_it_was_written(build, diary):
    assert whole_diary(build(), with_photos=True) == canonical(diary())


def test_the_eczema_has_240_entries_in_two_courses_and_30_photos():
    child = cases.eczema_over_eight_months()
    patches = whole_diary(child).concerns[0]
    assert len(patches.entries) == 240
    assert len(Course.of(patches).spells_on(cases.AS_OF)) == 2
    assert Photo.objects.filter(entry__concern__child=child).count() == 30
    assert Entry.objects.filter(concern__child=child, day__gt=cases.AS_OF).count() == 0


@pytest.mark.parametrize(
    ("diary", "rules"),
    [
        (cases.newborn_diary, []),
        (cases.eczema_diary, ["follow_up"]),
        (
            cases.red_flag_diary,
            ["unwell", "fever_under_3_months", "nonblanching", "newborn_blister"],
        ),
    ],
    ids=["newborn", "eczema", "red flag"],
)
def test_what_is_due_in_a_case(diary, rules):
    assert [flag.rule for flag in check(diary(), cases.AS_OF)][:4] == rules
