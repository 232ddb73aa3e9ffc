"""What was deleted comes back whole for thirty days; then nothing of it is left anywhere."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.apps import apps
from django.core import serializers

from tests.factories import (
    make_child,
    make_concern,
    make_day_note,
    make_entry,
    make_member,
    make_photo,
)
from tracker.actions.concerns import change_concern
from tracker.actions.deleted import remove_deleted, remove_now
from tracker.actions.history import CannotUndo, undo
from tracker.actions.records import (
    CannotRestore,
    change_record,
    delete_record,
    restore_record,
    write_record,
)
from tracker.domain import records
from tracker.models import (
    KINDS,
    Acknowledgement,
    Care,
    Change,
    Child,
    Concern,
    Entry,
    Exposure,
    Photo,
    Question,
    User,
    Visit,
    kind_of,
)
from tracker.models.record import RESTORE_PERIOD, Record
from tracker.queries import whole_diary

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
A_SECOND = timedelta(seconds=1)
OVER = NOW + RESTORE_PERIOD
"""When what was deleted before NOW goes."""


@pytest.fixture
def child() -> Child:
    return make_child()


@pytest.fixture
def by(child: Child) -> User:
    return make_member(child.family)


@pytest.fixture
def entry(child: Child, by: User) -> Entry:
    """A look with everything that can hang on it, and that was changed."""
    record = records.Entry(
        day=DAY,
        status="present",
        notes="MARK one",
        spots=(records.Spot("chin"),),
        signs={"pus": "no"},
    )
    concern = make_concern(child, title="MARK concern")
    entry = write_record(owner=concern, record=record, uuid=uuid4(), by=by).rows[0]
    assert isinstance(entry, Entry)
    record = records.Entry(day=DAY, status="present", notes="MARK two")
    change_record(row=entry, record=record, revision=0, by=by)
    make_photo(entry, caption="MARK photo")
    return entry


def put_away(record: Record, at: datetime = NOW) -> None:
    """Deleted at that moment."""
    delete_record(row=record, by=User.objects.get())
    type(record).all_objects.filter(pk=record.pk).update(deleted_at=at)
    record.refresh_from_db()


def traces(mark: str) -> list[str]:
    """Every row of every table in which the mark stands."""
    found = []
    for model in apps.get_models():
        rows = json.loads(serializers.serialize("json", model._base_manager.all()))
        found += [model.__name__ for row in rows if mark in json.dumps(row["fields"])]
    return sorted(found)


def files(media: Path) -> list[Path]:
    return [path for path in media.rglob("*") if path.is_file()]


# Bringing back


def test_an_entry_comes_back_whole(child: Child, by: User, entry: Entry) -> None:
    before = whole_diary(child, with_photos=True)
    put_away(entry)
    assert whole_diary(child, with_photos=True) != before
    assert restore_record(row=entry, by=by) == [entry]
    assert whole_diary(child, with_photos=True) == before
    change = Change.objects.latest("pk")
    assert (change.verb, change.kind, change.record_id, change.by) == (
        "restored",
        "entry",
        entry.pk,
        by,
    )


def test_a_concern_comes_back_with_all_that_hung_on_it(
    child: Child, by: User, entry: Entry
) -> None:
    Care.objects.create(concern=entry.concern, kind="bath", started_on=DAY)
    before = whole_diary(child, with_photos=True)
    put_away(entry.concern)
    assert whole_diary(child, with_photos=True).concerns == ()
    restore_record(row=entry.concern, by=by)
    assert whole_diary(child, with_photos=True) == before


def test_an_entry_of_a_deleted_concern_brings_that_first(
    child: Child, by: User, entry: Entry
) -> None:
    before = whole_diary(child, with_photos=True)
    put_away(entry)
    put_away(entry.concern)
    entry = Entry.all_objects.get()
    assert restore_record(row=entry, by=by) == [entry.concern, entry]
    assert whole_diary(child, with_photos=True) == before


def test_what_two_want_back_comes_back_once(child: Child, by: User, entry: Entry) -> None:
    put_away(entry)
    restore_record(row=Entry.all_objects.get(), by=by)
    assert restore_record(row=entry, by=by) == []
    assert Change.objects.filter(verb="restored").count() == 1


@pytest.mark.parametrize("how", ["brought back", "undone"])
def test_nothing_comes_back_from_before_the_birth(child: Child, by: User, how: str) -> None:
    note = make_day_note(child, DAY)
    change_set = delete_record(row=note, by=by)
    Child.objects.update(birth_date=DAY + timedelta(days=1))
    child.refresh_from_db()
    if how == "undone":
        assert change_set
        with pytest.raises(CannotUndo):
            undo(change_set=change_set, child=child, by=by)
    else:
        with pytest.raises(CannotRestore):
            restore_record(row=note, by=by)
    assert whole_diary(child).day_notes == ()


def test_what_came_back_is_not_taken_away_by_an_old_undo_button(
    child: Child, by: User, entry: Entry
) -> None:
    change_set = delete_record(row=entry, by=by)
    restore_record(row=entry, by=by)
    assert change_set
    with pytest.raises(CannotUndo):
        undo(change_set=change_set, child=child, by=by)
    assert Entry.objects.get() == entry


# After thirty days


@pytest.mark.parametrize(
    ("age", "is_there"), [(timedelta(0), True), (A_SECOND, False)], ids=["to the second", "past it"]
)
def test_it_goes_when_its_time_is_over(entry: Entry, age: timedelta, is_there: bool) -> None:
    put_away(entry, NOW - age)
    assert remove_deleted(now=OVER) == (0 if is_there else 1)
    assert Entry.all_objects.exists() is is_there


def test_of_an_entry_nothing_is_left_and_of_its_concern_everything(
    entry: Entry, by: User, media: Path, django_capture_on_commit_callbacks
) -> None:
    change_concern(
        row=entry.concern,
        concern=records.Concern(str(entry.concern.uuid), "milia", DAY, "KEPT concern"),
        today=DAY,
        revision=0,
        by=by,
    )
    put_away(entry, NOW - A_SECOND)
    with django_capture_on_commit_callbacks(execute=True):
        remove_deleted(now=OVER)
    assert traces("MARK one") == traces("MARK two") == traces("MARK photo") == []
    assert traces("MARK concern") == ["Change"]
    assert traces("KEPT concern") == ["Change", "Concern"]
    assert files(media) == []
    assert not Change.objects.filter(kind="entry").exists()


def test_of_a_concern_nothing_is_left(
    child: Child, by: User, entry: Entry, media: Path, django_capture_on_commit_callbacks
) -> None:
    concern = entry.concern
    care = Care.objects.create(concern=concern, kind="bath", started_on=DAY, notes="MARK care")
    change_record(row=care, record=records.Care("bath", DAY, notes="MARK"), revision=0, by=by)
    visit = records.Visit(day=DAY, said="MARK visit", concerns=(str(concern.uuid),))
    write_record(owner=child, record=visit, uuid=uuid4(), by=by)
    dealt_with = records.Acknowledgement(
        DAY, "worsening", concern=str(concern.uuid), note="MARK note"
    )
    write_record(owner=child, record=dealt_with, uuid=uuid4(), by=by)
    assert len(traces("MARK")) > 6
    put_away(concern, NOW - A_SECOND)
    with django_capture_on_commit_callbacks(execute=True):
        assert remove_deleted(now=OVER) == 5
    assert traces("MARK") == []
    assert files(media) == []
    assert not Change.objects.exists()


def test_a_visit_about_others_too_stays_and_is_about_those(child: Child, by: User) -> None:
    gone, kept = make_concern(child), make_concern(child)
    for about in ([gone], [gone, kept], [kept], []):
        visit = records.Visit(DAY, concerns=tuple(str(concern.uuid) for concern in about))
        write_record(owner=child, record=visit, uuid=uuid4(), by=by)
    only, both, other, of_child = Visit.objects.order_by("pk")
    put_away(gone, NOW - A_SECOND)
    remove_deleted(now=OVER)
    assert only not in Visit.all_objects.all()
    assert [list(row.concerns.all()) for row in (both, other, of_child)] == [[kept], [kept], []]


def test_a_visit_about_another_deleted_concern_waits_for_that(child: Child, by: User) -> None:
    first, second = make_concern(child), make_concern(child)
    visit = records.Visit(day=DAY, concerns=(str(first.uuid), str(second.uuid)))
    (row,) = write_record(owner=child, record=visit, uuid=uuid4(), by=by).rows
    put_away(first, NOW - A_SECOND)
    put_away(second, NOW)
    remove_deleted(now=OVER)
    assert whole_diary(child).visits == ()
    restore_record(row=Concern.all_objects.get(), by=by)
    (left,) = whole_diary(child).visits
    assert left == records.Visit(DAY, concerns=(str(second.uuid),), id=str(row.uuid))


def test_an_answer_to_a_sign_goes_with_the_entry(child: Child, by: User) -> None:
    note = make_day_note(child, DAY, signs=("worried",))
    dealt_with = records.Acknowledgement(DAY, "worried", entry=str(note.uuid))
    write_record(owner=child, record=dealt_with, uuid=uuid4(), by=by)
    assert Acknowledgement.objects.get().day_note == note
    put_away(note, NOW - A_SECOND)
    assert remove_deleted(now=OVER) == 2
    assert not Acknowledgement.all_objects.exists()
    assert not Change.objects.exists()


def one_of_each(child: Child) -> list[Record]:
    concern = make_concern(child)
    entry = make_entry(concern, DAY)
    return [
        entry,
        make_photo(entry),
        make_day_note(child, DAY),
        Care.objects.create(concern=concern, kind="bath", started_on=DAY),
        Exposure.objects.create(child=child, kind="food", day=DAY),
        Visit.objects.create(child=child, day=DAY),
        Question.objects.create(child=child, text="?"),
        Acknowledgement.objects.create(child=child, day=DAY, rule="worsening"),
        concern,
    ]


def test_every_kind_goes_and_what_is_there_stays(child: Child, by: User) -> None:
    gone, kept = one_of_each(child), one_of_each(child)
    assert {kind_of(row) for row in gone} == set(KINDS)
    for row in gone:
        put_away(row, NOW - A_SECOND)
    assert remove_deleted(now=OVER) == len(gone)
    assert remove_deleted(now=OVER) == 0
    assert [type(row).all_objects.get() for row in kept] == kept


def test_what_came_back_in_time_stays(child: Child, by: User, entry: Entry) -> None:
    put_away(entry, NOW - A_SECOND)
    restore_record(row=entry, by=by)
    assert remove_deleted(now=OVER) == 0
    assert Photo.objects.get().entry == entry


# At once


@pytest.mark.parametrize("kind", ["entry", "concern"])
def test_removed_now_all_that_stays_is_who_did_it(
    child: Child,
    by: User,
    entry: Entry,
    media: Path,
    kind: str,
    django_capture_on_commit_callbacks,
) -> None:
    record: Record = entry if kind == "entry" else entry.concern
    put_away(record)
    with django_capture_on_commit_callbacks(execute=True):
        remove_now(record=record, child=child, by=by)
    assert traces("MARK") == (["Concern"] if kind == "entry" else [])
    assert files(media) == []
    (change,) = Change.objects.filter(kind=kind)
    assert (change.verb, change.by, change.before, change.after) == ("removed", by, None, None)
    with pytest.raises(CannotUndo):
        undo(change_set=change.change_set, child=child, by=by)


def test_what_came_back_meanwhile_is_not_removed_now(child: Child, by: User, entry: Entry) -> None:
    put_away(entry)
    restore_record(row=Entry.all_objects.get(), by=by)
    remove_now(record=entry, child=child, by=by)
    assert Entry.objects.get() == entry
    assert not Change.objects.filter(verb="removed").exists()
