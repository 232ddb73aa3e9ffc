"""Two people change the same thing: the second is told, and nothing is silently overwritten."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection

from tests.actions.edits import DAY, KINDS, RECORDS, fresh, make_edited
from tests.factories import make_concern, make_entry, make_user
from tracker.actions.concerns import named_by_doctor, write_visit
from tracker.actions.entries import measure_spot, retract_signs
from tracker.actions.history import undo
from tracker.actions.records import change_record, delete_record, write_record
from tracker.actions.revisions import ChangedMeanwhile, RecordDeleted
from tracker.domain import records
from tracker.models import Change, Child, Entry, Spot, User, Visit
from tracker.models.record import Record
from tracker.models.rows import record_of

pytestmark = pytest.mark.django_db
LOOK = records.Entry(
    day=DAY,
    status="present",
    spots=(records.Spot("cheek", "left", "face", 0.7, 0.6, 3, 1.5, "a"),),
    signs={"warmth": "no"},
)


@pytest.fixture
def anna() -> User:
    return make_user(name="Anna")


@pytest.fixture
def ben() -> User:
    return make_user(name="Ben")


@pytest.mark.parametrize("kind", KINDS)
def test_who_has_seen_what_stands_there_changes_it(kind: str, anna: User, ben: User) -> None:
    edited = make_edited(kind)
    edited.change("one", 0, anna)
    edited.change("two", 1, ben)
    row = fresh(edited.row)
    assert (edited.words, row.revision, row.changed_by) == ("two", 2, ben)
    assert row.changed_at is not None


@pytest.mark.parametrize("kind", KINDS)
def test_who_has_not_is_told_by_whom_and_overwrites_nothing(
    kind: str, anna: User, ben: User
) -> None:
    edited = make_edited(kind)
    edited.change("one", 0, anna)
    changes = Change.objects.count()
    with pytest.raises(ChangedMeanwhile) as met:
        edited.change("two", 0, ben)
    row, field = met.value.row, edited.field
    assert (row.revision, row.changed_by) == (1, anna)
    assert met.value.theirs[0]["fields"][field] == "one"
    assert met.value.yours[0]["fields"][field] == "two"
    assert (edited.words, fresh(edited.row).revision) == ("one", 1)
    assert Change.objects.count() == changes


@pytest.mark.parametrize("revision", [0, 1, 2], ids=["seen before", "seen", "never was"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_says_the_same_already_changes_nothing(kind: str, revision: int, anna: User) -> None:
    """The form of a change sent twice, say: there is nothing to be told."""
    edited = make_edited(kind)
    edited.change("one", 0, anna)
    changes = Change.objects.count()
    assert edited.change("one", revision, anna) is None
    assert (fresh(edited.row).revision, Change.objects.count()) == (1, changes)


@pytest.mark.parametrize("kind", RECORDS)
def test_what_was_deleted_meanwhile_takes_no_change(kind: str, anna: User, ben: User) -> None:
    edited = make_edited(kind)
    child = Child.objects.get()
    assert isinstance(edited.row, Record)
    change_set = delete_record(row=edited.row, by=anna)
    with pytest.raises(RecordDeleted) as met:
        edited.change("two", 0, ben)
    assert (met.value.row, met.value.row.deleted_by) == (edited.row, anna)
    assert edited.words != "two"
    assert change_set
    undo(change_set=change_set, child=child, by=anna)
    edited.change("two", 0, ben)
    assert edited.words == "two"


@pytest.mark.parametrize("kind", RECORDS)
def test_a_change_that_was_taken_back_was_one_too(kind: str, anna: User, ben: User) -> None:
    edited = make_edited(kind)
    before = edited.words
    edited.change("one", 0, anna)
    undo(change_set=Change.objects.get().change_set, child=Child.objects.get(), by=ben)
    row = fresh(edited.row)
    assert (edited.words, row.revision, row.changed_by) == (before, 2, ben)
    with pytest.raises(ChangedMeanwhile):
        edited.change("two", 1, anna)


@pytest.fixture
def entry(anna: User) -> Entry:
    written = write_record(owner=make_concern(), record=LOOK, uuid=uuid4(), by=anna)
    return written.rows[0]


@pytest.mark.parametrize(
    "mine",
    [
        {"signs": {"warmth": "yes"}},
        {"signs": {}},
        {"spots": ()},
        {"spots": (replace(LOOK.spots[0], count=4),)},
        {"spots": (replace(LOOK.spots[0], x=0.1),)},
        {"spots": (*LOOK.spots, records.Spot("chin"))},
    ],
    ids=["sign", "no signs", "no spots", "count", "moved", "one more"],
)
def test_signs_and_spots_are_part_of_what_an_entry_says(
    entry: Entry, anna: User, ben: User, mine: dict[str, object]
) -> None:
    change_record(row=fresh(entry), record=replace(LOOK, notes="one"), revision=0, by=anna)
    record = replace(LOOK, notes="one", **mine)
    with pytest.raises(ChangedMeanwhile):
        change_record(row=fresh(entry), record=record, revision=0, by=ben)
    assert change_record(row=fresh(entry), record=record, revision=1, by=ben) is not None


def test_a_sign_that_is_said_not_to_be_checked_is_as_one_that_is_not_there(
    entry: Entry, ben: User
) -> None:
    """The list of signs was opened, and nothing ticked in it."""
    record = replace(LOOK, signs={"warmth": "no", "pus": "not_checked"})
    assert change_record(row=entry, record=record, revision=0, by=ben) is None


def test_the_same_spot_marked_anew_is_the_same(entry: Entry, ben: User) -> None:
    """The diary gives each new spot a track by itself, another one each time a form is sent."""
    spot = Spot.objects.get()
    record = replace(LOOK, spots=(replace(LOOK.spots[0], track="b"),))
    assert change_record(row=entry, record=record, revision=0, by=ben) is None
    assert Spot.objects.get() == spot


@pytest.mark.parametrize("what", ["measured", "sign taken back"])
def test_what_only_adds_needs_nothing_seen_and_is_seen_by_who_edits(
    entry: Entry, anna: User, ben: User, what: str
) -> None:
    if what == "measured":
        measure_spot(spot=Spot.objects.get(), size_mm=4, by=anna)
    else:
        retract_signs(record=entry, signs=["warmth"], by=anna)
    assert fresh(entry).revision == 1
    with pytest.raises(ChangedMeanwhile):
        change_record(row=fresh(entry), record=replace(LOOK, notes="x"), revision=0, by=ben)


def test_a_change_saves_only_what_it_is_about(entry: Entry, anna: User, ben: User) -> None:
    """This process read the look before the other one changed it."""
    stale = fresh(entry)
    change_record(row=fresh(entry), record=replace(LOOK, notes="one"), revision=0, by=anna)
    retract_signs(record=stale, signs=["warmth"], cleared={"temperature_c": None}, by=ben)
    assert fresh(entry).notes == "one"


def test_a_concern_named_at_a_visit_was_changed(anna: User, ben: User) -> None:
    concern = make_concern(condition="unsure_bumps")
    write_visit(
        child=concern.child,
        visit=records.Visit(day=DAY, concerns=(str(concern.uuid),)),
        uuid=uuid4(),
        by=anna,
        named=named_by_doctor(record_of(records.Concern, concern), "milia", None),
    )
    row = fresh(concern)
    assert (row.revision, row.changed_by) == (1, anna)


def test_what_a_visit_is_about_is_part_of_it(anna: User, ben: User) -> None:
    concern = make_concern()
    visit = Visit.objects.create(child=concern.child, day=DAY)
    plain = records.Visit(day=DAY)
    about = replace(plain, concerns=(str(concern.uuid),))
    change_record(row=fresh(visit), record=about, revision=0, by=anna)
    with pytest.raises(ChangedMeanwhile) as met:
        change_record(row=fresh(visit), record=replace(plain, said="x"), revision=0, by=ben)
    assert met.value.theirs[0]["fields"]["concerns"] == [concern.pk]
    assert list(visit.concerns.all()) == [concern]


def test_an_earlier_entry_does_not_change_the_concern(anna: User) -> None:
    concern = make_concern()
    record = replace(LOOK, day=date(2026, 1, 15))
    write_record(owner=concern, record=record, uuid=uuid4(), by=anna)
    assert fresh(concern).revision == 0


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_is_told(anna: User, ben: User) -> None:
    entry = make_entry(make_concern(), DAY)
    start, told, saved = Barrier(2), [], []

    def edit(by: User) -> None:
        row = fresh(entry)
        record = records.Entry(day=DAY, status="present", notes=by.name)
        start.wait(10)
        try:
            change_record(row=row, record=record, revision=0, by=by)
            saved.append(by.name)
        except ChangedMeanwhile as met:
            told.append((by.name, met.row.changed_by.name))
        finally:
            connection.close()

    threads = [Thread(target=edit, args=[user]) for user in (anna, ben)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (winner,) = saved
    (loser,) = {"Anna", "Ben"} - {winner}
    assert told == [(loser, winner)]
    assert fresh(entry).notes == winner
