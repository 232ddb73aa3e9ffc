"""A stored diary that is read while it is written out: the same, few at a time, of one moment."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import date, time, timedelta

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from tests.factories import make_child, make_concern, make_day_note, make_entry, make_photo
from tracker.domain import records
from tracker.domain.diary_reader import InMemoryDiary
from tracker.interchange import diary_parts, write_diary
from tracker.models import Child, Concern, Entry, Sign, Spot
from tracker.queries import whole_diary
from tracker.queries.snapshot import iterate_snapshot
from tracker.queries.stored import StoredDiary

DAY = date(2026, 3, 1)


@pytest.fixture
def few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.queries.stored.CHUNK_SIZE", 2)


def a_child(entries: int = 5) -> Child:
    """Two concerns; the second was deleted, as was one entry of the first."""
    child = make_child(allergies="none known")
    concern, deleted = make_concern(child), make_concern(child, deleted_at="2026-03-02T00:00Z")
    for number in range(entries):
        at = time(9) if number % 2 else None
        entry = make_entry(concern, DAY + timedelta(days=number // 2), at=at, signs=("pus",))
        Spot.objects.create(entry=entry, site="chin", side="left", count=number + 1)
        Spot.objects.create(entry=entry, site="nose")
        Sign.objects.create(entry=entry, key="nonblanching", answer="no")
    photographed = Entry.objects.filter(concern=concern).first()
    make_photo(photographed, position=2, site="chin", view="close", caption="by the window")
    make_photo(photographed, position=1)
    make_photo(photographed, position=3, deleted_at="2026-03-02T00:00Z")
    make_entry(concern, DAY, deleted_at="2026-03-02T00:00Z", sites=("foot",))
    make_entry(deleted, DAY, sites=("foot",))
    make_entry(make_concern(), DAY, sites=("foot",))
    make_day_note(child, DAY, signs=("worried",))
    return child


@pytest.mark.django_db
def test_photo_files_are_in_the_order_of_the_entries(few_at_a_time: None) -> None:
    concern = make_concern()
    for at, day in ((time(9), DAY), (None, DAY), (time(8), DAY), (None, DAY - timedelta(days=1))):
        entry = make_entry(concern, day, at=at)
        for position in (2, 1):
            make_photo(entry, position=position)
    source = StoredDiary(concern.child, with_photos=True)
    (record,) = source.diary.concerns
    files = [photo.file for entry in source.entries_of(record) for photo in entry.photos]
    assert len(files) == 8
    assert list(source.photo_files_of(record)) == files


@pytest.mark.django_db
@pytest.mark.parametrize("with_photos", [False, True], ids=["without photos", "with photos"])
def test_it_is_the_diary_that_is_read_at_once(few_at_a_time: None, with_photos: bool) -> None:
    child = a_child()
    source = StoredDiary(child, with_photos=with_photos)
    whole = whole_diary(child, with_photos=with_photos)
    held = InMemoryDiary(whole)
    assert source.diary == held.diary
    (concern,) = source.diary.concerns
    assert list(source.entries_of(concern)) == held.entries_of(concern)
    assert list(source.photo_files_of(concern)) == held.photo_files_of(concern)
    assert source.sites_of(concern) == held.sites_of(concern) == {"chin", "nose"}
    assert [
        (entry.id, entry.day, entry.at, entry.status) for entry in source.outlines_of(concern)
    ] == [(entry.id, entry.day, entry.at, entry.status) for entry in held.entries_of(concern)]
    assert b"".join(diary_parts(source)) == write_diary(whole)


@pytest.mark.django_db
@pytest.mark.parametrize("hidden", [None, "2026-03-02T00:00Z"], ids=["shown", "deleted"])
@pytest.mark.parametrize("answer", [True, False, None])
def test_it_has_an_answer_no_where_an_entry_says_no(
    answer: bool | None, hidden: str | None
) -> None:
    child = a_child()
    make_entry(make_concern(child), DAY, bleeding=answer, deleted_at=hidden)
    make_entry(make_concern(child, deleted_at="2026-03-02T00:00Z"), DAY, bleeding=False)
    make_entry(make_concern(), DAY, bleeding=False)
    source, held = StoredDiary(child), InMemoryDiary(whole_diary(child))
    expected = answer is False and hidden is None
    assert (source.has_answer_no, held.has_answer_no) == (expected, expected)


@pytest.mark.django_db
@pytest.mark.parametrize("entries", [2, 6], ids=["few", "many"])
def test_all_but_the_entries_costs_thirteen_queries(
    django_assert_num_queries: DjangoAssertNumQueries, entries: int
) -> None:
    child = a_child(entries)
    # Former names, care, concerns, exposures and theirs, day notes and their signs, visits (none
    # here), questions, acknowledgements, weights, members and authors.
    with django_assert_num_queries(13):
        assert len(StoredDiary(child).diary.concerns) == 1


@pytest.mark.django_db
def test_entries_are_read_a_few_at_a_time(
    few_at_a_time: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    source = StoredDiary(a_child(entries=5), with_photos=True)
    entries = source.entries_of(source.diary.concerns[0])
    with django_assert_num_queries(5):  # entries; spots, signs, visits, photos of two of them
        next(entries)
    with django_assert_num_queries(0):
        next(entries)
    with django_assert_num_queries(4):  # spots, signs, visits, photos of the next two
        next(entries)
    assert len(list(entries)) == 2


# Somebody writes meanwhile


def elsewhere(write: Callable[[], object]) -> None:
    """In another connection; waits until it is written."""
    errors: list[Exception] = []

    def run() -> None:
        try:
            write()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(timeout=5)
    assert not thread.is_alive(), "the writer waits for the reader"
    assert errors == []


def told(source: StoredDiary) -> Iterator[records.Entry]:
    for concern in source.diary.concerns:
        yield from source.entries_of(concern)


@pytest.mark.django_db(transaction=True)
def test_what_is_written_meanwhile_waits_for_nobody_and_is_not_in_it(few_at_a_time: None) -> None:
    child = a_child(entries=5)
    concern = make_concern(child)
    make_entry(concern, DAY)

    def write() -> None:
        Entry.objects.filter(concern__child=child).update(notes="changed", day=date(2026, 3, 9))
        Spot.objects.filter(entry__concern__child=child).delete()
        make_entry(concern, date(2026, 3, 30))

    before = list(told(StoredDiary(child)))
    reading = iterate_snapshot(told(StoredDiary(child)))
    first = next(reading)
    elsewhere(write)
    assert [first, *reading] == before
    assert [entry.notes for entry in told(StoredDiary(child))] == ["changed"] * 6 + [""]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", ["to the end", "broken off", "failed"])
def test_the_moment_ends_with_its_reader(few_at_a_time: None, how: str) -> None:
    source = StoredDiary(a_child(entries=5))
    entries = iterate_snapshot(source.entries_of(source.diary.concerns[0]))
    next(entries)
    if how == "to the end":
        list(entries)
    elif how == "broken off":
        entries.close()  # type: ignore[attr-defined]
    else:
        with pytest.raises(ZeroDivisionError):
            entries.throw(ZeroDivisionError)  # type: ignore[attr-defined]
    make_concern()  # a transaction can begin
    assert Concern.objects.count() == 3
