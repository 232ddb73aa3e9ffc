"""The doctor's page of a diary read for its days is that of the whole diary."""

from __future__ import annotations

import json
from datetime import date, time, timedelta
from random import Random

import pytest

from tests.factories import make_child, make_concern, make_entry, make_family, make_member
from tests.reference import generator
from tracker.actions.importing import import_diary
from tracker.domain.rules import STANDARD_RULES
from tracker.domain.summary import Choice, Span, default_span, summarise
from tracker.interchange import read_diary
from tracker.models import Child, Family, Photo
from tracker.presenters.summary import Sheet, sheet
from tracker.queries import whole_diary
from tracker.queries.summary import SummaryReading

pytestmark = pytest.mark.django_db

DIARIES = 3
COURSES = (1, 2, 4, 11, 23, 36, 45, 70, 85)
"""Seeds. Without any one part of what is read, the page of one of these differs."""
LAST_DAY = date(2026, 11, 30)
BIRTH = LAST_DAY - timedelta(days=400)


def a_course(random: Random, family: Family) -> Child:
    """A concern of many months with places and photos, some of them private."""
    child = make_child(family, birth_date=BIRTH)
    condition = random.choice(("eczema", "nappy_rash"))
    concern = make_concern(child, condition=condition, first_noticed_on=BIRTH)
    spot_sites = random.choice((("cheek", "chin"), ("cheek", "genitals")))
    for back in sorted(random.sample(range(300), 14), reverse=True):
        entry = make_entry(
            concern,
            LAST_DAY - timedelta(days=back),
            status=random.choice(("present", "present", "present", "clear")),
            severity=random.choice((None, 0, 1, 2, 3)),
        )
        if random.random() < 0.3:
            entry.spots.create(site=random.choice(spot_sites), side="left")
        if random.random() < 0.3:
            site = random.choice(("", "", "cheek", "genitals"))
            Photo.objects.create(entry=entry, site=site, width=80, height=60)
    return child


def a_choice(random: Random, child: Child, today: date) -> Choice:
    """The last days, or some before, with a photo picked or none."""
    start = today - timedelta(days=random.choice((0, 10, 40, 120)))
    files = [
        photo.file
        for concern in whole_diary(child, with_photos=True).concerns
        for entry in concern.entries
        for photo in entry.photos
    ]
    return Choice(
        Span(start, today - timedelta(days=random.choice((0, 0, 9)))),
        picked=tuple(random.sample(files, min(1, len(files)))),
        with_other_photos=random.random() < 0.5,
    )


def sheets(child: Child, today: date, choice: Choice) -> tuple[Sheet, Sheet]:
    """Returns the doctor's page of the whole diary, and of what is read for it."""
    reading = SummaryReading.of(child, today)
    whole = whole_diary(child, with_photos=True)
    read = reading.diary(choice.span, choice.picked)
    return (
        sheet(summarise(whole, today, choice, STANDARD_RULES)),
        sheet(summarise(read, today, choice, STANDARD_RULES, reading.course_days)),
    )


def test_it_equals_the_page_of_the_whole_diary() -> None:
    family = make_family()
    for number in COURSES:
        random = Random(number)
        child = a_course(random, family)
        choice = a_choice(random, child, LAST_DAY)
        whole, read = sheets(child, LAST_DAY, choice)
        assert read == whole, (number, choice)


def test_a_photo_that_was_picked_changes_no_course() -> None:
    """A picture of the morning of a day on which it was clear in the evening."""
    family = make_family()
    concern = make_concern(make_child(family, birth_date=BIRTH), first_noticed_on=BIRTH)
    morning = make_entry(concern, LAST_DAY, at=time(8), status="present")
    make_entry(concern, LAST_DAY, at=time(20), status="clear")
    Photo.objects.create(entry=morning, width=80, height=60)
    child = concern.child
    (file,) = a_choice(Random(0), child, LAST_DAY).picked
    outline = SummaryReading.of(child, LAST_DAY).outline([file])
    assert [photo.file for row in outline.concerns[0].entries for photo in row.photos] == [file]
    assert default_span(outline, LAST_DAY) == default_span(whole_diary(child), LAST_DAY)


def test_it_equals_that_of_diaries_full_of_flags() -> None:
    family = make_family()
    by = make_member(family)
    for number in range(DIARIES):
        random = Random(number)
        document = generator.diary(random)
        diary = read_diary(json.dumps(document).encode(), today=generator.LAST_DAY)
        child = import_diary(diary=diary, family=family, by=by).child
        today = random.choice(generator.days(document))
        choice = a_choice(random, child, today)
        whole, read = sheets(child, today, choice)
        assert read == whole, (number, today, choice)
