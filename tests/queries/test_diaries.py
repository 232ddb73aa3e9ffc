"""A child's diary out of the database."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pytest_django import DjangoAssertNumQueries

from tests import cases
from tests.factories import make_child, make_concern, make_day_note, make_entry, make_photo
from tracker.domain import records
from tracker.domain.photos.pictures import picture_file
from tracker.domain.timeline import check
from tracker.models import Acknowledgement, Care, Entry, Exposure, FormerName, Question, Sign, Visit
from tracker.queries import diary_for_check, whole_diary

pytestmark = pytest.mark.django_db

MAY = date(2026, 5, 1)


def deleted(row: Any) -> Any:
    row.deleted_at = datetime(2026, 5, 9, tzinfo=ZoneInfo("UTC"))
    row.save()
    return row


def test_the_eczema_is_read_with_18_queries_and_one_for_its_photos(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    child = cases.eczema_over_eight_months()
    # spots, signs, visits to come back from, entries, former names, care, concerns, exposures and
    # their concerns, day notes and their signs, visits and their concerns, questions,
    # acknowledgements, weights, members and authors
    with django_assert_num_queries(18):
        bare = whole_diary(child)
    with django_assert_num_queries(19):
        whole = whole_diary(child, with_photos=True)
    assert [len(entry.photos) for entry in bare.concerns[0].entries] == [0] * 240
    assert sum(len(entry.photos) for entry in whole.concerns[0].entries) == 30
    # the same without spots, care, former names and questions
    with django_assert_num_queries(9):
        checked = diary_for_check(child)
    assert check(checked, cases.AS_OF) == check(whole, cases.AS_OF)


def test_a_strawberry_mark_gives_the_same_flags_as_read_for_the_check(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    concern = make_concern(condition="haemangioma", first_noticed_on=MAY)
    entry = make_entry(concern, MAY, sites=("eyelid",))
    Entry.objects.filter(pk=entry.pk).update(bleeding=True)
    with django_assert_num_queries(9):
        checked = diary_for_check(concern.child)
    flags = check(checked, MAY)
    assert flags == check(whole_diary(concern.child), MAY)
    assert [flag.rule for flag in flags] == ["haemangioma_bleeding", "at_first_sight"]
    assert str(flags[1].sentence).endswith(
        "It also says that a mark in this place can cause trouble."
    )


def test_an_empty_diary_is_read() -> None:
    child = make_child()
    assert whole_diary(child) == diary_for_check(child)
    assert whole_diary(child) == records.Diary(records.Child("Iris", child.birth_date))


def test_what_was_deleted_is_not_in_it() -> None:
    child = make_child()
    there, gone = make_concern(child, title="there"), deleted(make_concern(child, title="gone"))
    record = make_entry(there, MAY)
    deleted(make_entry(there, MAY, signs=("pus",)))
    make_photo(deleted(make_entry(there, MAY)))
    make_entry(gone, MAY, signs=("pus",), sites=("chin",))
    FormerName.objects.create(concern=gone, condition="other", named_by="parent", until=MAY)
    for row in (
        Care(concern=there, kind="bath", started_on=MAY),
        Exposure(child=child, kind="soap", day=MAY),
        Question(child=child, text="?"),
        Acknowledgement(child=child, rule="pus", day=MAY),
        Visit(child=child, day=MAY),
    ):
        deleted(row)
    deleted(make_day_note(child, MAY, signs=("unwell",)))
    diary = whole_diary(child, with_photos=True)
    (concern,) = diary.concerns
    assert [entry.id for entry in concern.entries] == [str(record.uuid)]
    assert concern == records.Concern(
        str(there.uuid), "milia", there.first_noticed_on, "there", entries=concern.entries
    )
    assert (diary.day_notes, diary.exposures, diary.questions, diary.visits) == ((), (), (), ())
    assert diary.acknowledgements == ()


def test_what_was_said_of_an_entry_counts_unless_the_entry_is_later_now() -> None:
    """A diary file that has it is refused."""
    child = make_child()
    concern = make_concern(child)
    entries = {
        "entry": make_entry(concern, MAY, signs=("pus",)),
        "day_note": make_day_note(child, MAY, signs=("unwell",)),
    }
    for name, record in entries.items():
        Acknowledgement.objects.create(child=child, rule="pus", day=MAY, **{name: record})
    Acknowledgement.objects.create(child=child, rule="pus", day=MAY)
    assert len(whole_diary(child).acknowledgements) == 3
    for record in entries.values():
        record.day = MAY + timedelta(days=1)
        record.save()
    assert [ack.entry for ack in whole_diary(child).acknowledgements] == [None]


def test_a_visit_names_its_concerns_as_they_were_begun_and_goes_with_the_last_of_them() -> None:
    child = make_child()
    first, second = make_concern(child), make_concern(child)
    gone = deleted(make_concern(child))
    for day, about in ((1, [second, first]), (2, [gone, first]), (3, [gone]), (4, [])):
        visit = Visit.objects.create(child=child, day=MAY.replace(day=day), who=f"Dr {day}")
        visit.concerns.set(about)
    expected = [
        ("Dr 1", (str(first.uuid), str(second.uuid))),
        ("Dr 2", (str(first.uuid),)),
        ("Dr 4", ()),
    ]
    assert [(visit.who, visit.concerns) for visit in whole_diary(child).visits] == expected


def test_former_names_and_care_stay_with_their_concern() -> None:
    child = make_child()
    for title in ("a", "b"):
        concern = make_concern(child, title=title)
        for number, condition in enumerate(("other", "hives"), start=1):
            FormerName.objects.create(
                concern=concern, condition=condition, named_by="parent", until=MAY
            )
            day = MAY.replace(day=9 - number)
            Care.objects.create(concern=concern, kind="bath", started_on=day, product=title)
    make_concern(child, title="c")
    assert [
        (
            concern.title,
            [name.condition for name in concern.former_names],
            [(care.product, care.started_on.day) for care in concern.care],
        )
        for concern in whole_diary(child).concerns
    ] == [
        ("a", ["other", "hives"], [("a", 7), ("a", 8)]),
        ("b", ["other", "hives"], [("b", 7), ("b", 8)]),
        ("c", [], []),
    ]


def test_signs_stay_with_their_entry_in_the_order_they_were_written() -> None:
    child = make_child()
    concern = make_concern(child)
    entry = make_entry(concern, MAY)
    note = make_day_note(child, MAY, pk=entry.pk)  # so that one can be taken for the other
    for key, record in (("pus", {"entry": entry}), ("unwell", {"day_note": note})):
        Sign.objects.create(key=key, answer="no", **record)
    Sign.objects.create(key="blister", answer="yes", entry=entry)
    diary, checked = whole_diary(child), diary_for_check(child)
    assert list(diary.concerns[0].entries[0].signs.items()) == [("pus", "no"), ("blister", "yes")]
    assert list(checked.concerns[0].entries[0].signs.items()) == [("blister", "yes")]
    for read in (diary, checked):
        assert dict(read.day_notes[0].signs) == {"unwell": "no"}


def test_exposures_stand_by_day_and_questions_as_they_were_asked() -> None:
    child = make_child()
    for day in (3, 1, 2):
        Exposure.objects.create(
            child=child, kind="soap", name=f"soap {day}", day=MAY.replace(day=day)
        )
        Question.objects.create(child=child, text=f"question {day}", asked_on=None)
    diary = whole_diary(child)
    assert [row.name for row in diary.exposures] == ["soap 1", "soap 2", "soap 3"]
    assert diary.questions == tuple(records.Question(f"question {day}") for day in (3, 1, 2))


def test_photos_stand_with_their_entry_in_the_order_of_the_parent() -> None:
    entry = make_entry(make_concern(), MAY)
    second = make_photo(entry, position=2, site="chin", view="close", caption="c")
    first = make_photo(entry, position=1)
    (concern,) = whole_diary(entry.concern.child, with_photos=True).concerns
    files = [picture_file(str(entry.uuid), str(photo.uuid)) for photo in (first, second)]
    assert concern.entries[0].photos == (
        records.Photo(files[0]),
        records.Photo(files[1], "chin", "close", "c"),
    )
