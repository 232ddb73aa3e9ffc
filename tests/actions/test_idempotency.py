"""A form sent twice writes once; one that says something else changes what it has written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from tests.factories import make_concern, make_user
from tracker.actions.concerns import begin_concern
from tracker.actions.entries import write_tapped_entries
from tracker.actions.history import ChangeRecorder, undo
from tracker.actions.idempotency import AlreadySaved
from tracker.actions.records import (
    WriteResult,
    change_record,
    child_of,
    delete_record,
    write_record,
)
from tracker.actions.revisions import save_fields
from tracker.domain import records
from tracker.models import (
    Acknowledgement,
    Care,
    Concern,
    DayNote,
    Entry,
    Exposure,
    FormerName,
    Question,
    User,
    Visit,
)
from tracker.models.record import Record

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)
Write = Callable[[Concern, str, UUID, User], object]


def an_entry(concern: Concern, words: str, uuid: UUID, by: User) -> object:
    record = records.Entry(
        day=DAY, status="present", notes=words, spots=(records.Spot("chin", track=words),)
    )
    return write_record(owner=concern, record=record, uuid=uuid, by=by).change_set


def a_note(concern: Concern, words: str, uuid: UUID, by: User) -> object:
    note = records.DayNote(day=DAY, notes=words, signs={"worried": "no"})
    return write_record(owner=concern.child, record=note, uuid=uuid, by=by).change_set


def a_concern(concern: Concern, words: str, uuid: UUID, by: User) -> object:
    entry = records.Entry(day=DAY, at=time(8), status="present")
    record = records.Concern(str(uuid), "milia", DAY, words, entries=(entry,))
    return begin_concern(child=concern.child, concern=record, by=by)[1]


def a_care(concern: Concern, words: str, uuid: UUID, by: User) -> object:
    care = records.Care("bath", DAY, notes=words)
    return write_record(owner=concern, record=care, uuid=uuid, by=by).change_set


def an_exposure(concern: Concern, words: str, uuid: UUID, by: User) -> object:
    exposure = records.Exposure(DAY, "food", words)
    return write_record(owner=concern.child, record=exposure, uuid=uuid, by=by).change_set


def a_visit(concern: Concern, words: str, uuid: UUID, by: User) -> object:
    visit = records.Visit(day=DAY, said=words, concerns=(str(concern.uuid),))
    return write_record(owner=concern.child, record=visit, uuid=uuid, by=by).change_set


KINDS: dict[str, tuple[type[Record], Write]] = {
    "entry": (Entry, an_entry),
    "note": (DayNote, a_note),
    "concern": (Concern, a_concern),
    "care": (Care, a_care),
    "exposure": (Exposure, an_exposure),
    "visit": (Visit, a_visit),
}


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> tuple[type[Record], Write]:
    return KINDS[request.param]


@pytest.fixture
def concern() -> Concern:
    return make_concern()


@pytest.fixture
def by() -> User:
    return make_user()


def rows(model: type[Record], concern: Concern) -> list[Record]:
    """Those that are there, but for the concern that was there before."""
    return list(model.objects.exclude(uuid=concern.uuid).order_by("pk"))


def test_sent_twice_it_is_there_once(
    concern: Concern, by: User, kind: tuple[type[Record], Write]
) -> None:
    model, write = kind
    uuid = uuid4()
    assert write(concern, "one", uuid, by) is not None
    before = rows(model, concern)
    assert write(concern, "one", uuid, by) is None
    assert rows(model, concern) == before
    assert len(before) == 1


def test_another_person_who_sends_it_again_finds_it_there(
    concern: Concern, by: User, kind: tuple[type[Record], Write]
) -> None:
    _model, write = kind
    uuid = uuid4()
    write(concern, "one", uuid, by)
    assert write(concern, "one", uuid, make_user()) is None


def words_of(row: Record) -> str:
    row.refresh_from_db()
    names = {Concern: "title", Exposure: "name", Visit: "said"}
    return str(getattr(row, names.get(type(row), "notes")))


def test_with_other_words_it_changes_what_it_saved_as_often_as_it_is_sent(
    concern: Concern, by: User, kind: tuple[type[Record], Write]
) -> None:
    model, write = kind
    uuid = uuid4()
    write(concern, "one", uuid, by)
    (saved,) = rows(model, concern)
    for words in ("two", "three", "one"):
        assert write(concern, words, uuid, by) is not None
        assert rows(model, concern) == [saved]
        assert words_of(saved) == words
        assert write(concern, words, uuid, by) is None


def test_a_change_by_the_same_form_can_be_undone(
    concern: Concern, by: User, kind: tuple[type[Record], Write]
) -> None:
    model, write = kind
    uuid = uuid4()
    write(concern, "one", uuid, by)
    (saved,) = rows(model, concern)
    change_set = write(concern, "two", uuid, by)
    assert isinstance(change_set, UUID)
    undo(change_set=change_set, child=concern.child, by=by)
    assert words_of(saved) == "one"


def test_another_person_changes_nothing_with_the_same_form(
    concern: Concern, by: User, kind: tuple[type[Record], Write]
) -> None:
    model, write = kind
    uuid = uuid4()
    write(concern, "one", uuid, by)
    (saved,) = rows(model, concern)
    stored = model.objects.filter(pk=saved.pk).values().get()
    with pytest.raises(AlreadySaved) as before:
        write(concern, "two", uuid, make_user())
    assert before.value.row == saved
    assert rows(model, concern) == [saved]
    assert model.objects.filter(pk=saved.pk).values().get() == stored


def edited(row: Record, by: User) -> None:
    with transaction.atomic(), ChangeRecorder(child_of(row), by).changing(row):
        save_fields(row, {"title" if isinstance(row, Concern) else "notes": "edited"})


@pytest.mark.parametrize("name", ["entry", "note", "concern", "care"])
@pytest.mark.parametrize("is_own", [True, False], ids=["by themselves", "by somebody else"])
def test_what_was_edited_since_is_not_overwritten(
    concern: Concern, by: User, name: str, is_own: bool
) -> None:
    model, write = KINDS[name]
    uuid = uuid4()
    write(concern, "one", uuid, by)
    write(concern, "two", uuid, by)
    (saved,) = rows(model, concern)
    edited(saved, by if is_own else make_user())
    for _ in range(2):
        with pytest.raises(AlreadySaved) as before:
            write(concern, "three", uuid, by)
        assert before.value.row == saved
        assert words_of(saved) == "edited"


def test_what_was_undone_since_is_a_conflict(concern: Concern, by: User) -> None:
    uuid = uuid4()
    an_entry(concern, "one", uuid, by)
    change_set = an_entry(concern, "two", uuid, by)
    assert isinstance(change_set, UUID)
    undo(change_set=change_set, child=concern.child, by=by)
    with pytest.raises(AlreadySaved) as before:
        an_entry(concern, "three", uuid, by)
    assert before.value.conflict
    assert words_of(Entry.objects.get()) == "one"


def test_who_has_seen_the_conflict_changes_it_and_then_goes_on(concern: Concern, by: User) -> None:
    uuid = uuid4()
    an_entry(concern, "one", uuid, by)
    edited(Entry.objects.get(), make_user())
    for words in ("mine", "mine, again"):
        record = records.Entry(day=DAY, status="present", notes=words)
        write_record(owner=concern, record=record, uuid=uuid, by=by, revision=1)
        assert words_of(Entry.objects.get()) == words


def test_deleted_meanwhile_it_comes_back_as_it_was(
    concern: Concern, by: User, kind: tuple[type[Record], Write]
) -> None:
    model, write = kind
    uuid = uuid4()
    write(concern, "one", uuid, by)
    (saved,) = rows(model, concern)
    delete_record(row=saved, by=by)
    assert write(concern, "one", uuid, by) is not None
    assert rows(model, concern) == [saved]
    assert write(concern, "one", uuid, by) is None


def test_deleted_and_sent_with_other_words_it_is_another_one_once(
    concern: Concern, by: User, kind: tuple[type[Record], Write]
) -> None:
    model, write = kind
    uuid = uuid4()
    write(concern, "one", uuid, by)
    (first,) = rows(model, concern)
    delete_record(row=first, by=by)
    write(concern, "two", uuid, by)
    (second,) = rows(model, concern)
    assert second != first
    assert write(concern, "two", uuid, by) is None
    assert rows(model, concern) == [second]


def test_a_concern_comes_back_with_its_first_entry(concern: Concern, by: User) -> None:
    uuid = uuid4()
    a_concern(concern, "one", uuid, by)
    entry = Entry.objects.get()
    for record in (entry, entry.concern):
        delete_record(row=record, by=by)
    a_concern(concern, "one", uuid, by)
    assert Entry.objects.get(concern__deleted_at=None) == entry


def a_strong_concern(concern: Concern, uuid: UUID, by: User) -> object:
    entry = records.Entry(day=DAY, at=time(9), status="present", severity=3)
    record = records.Concern(str(uuid), "milia", DAY, "one", entries=(entry,))
    return begin_concern(child=concern.child, concern=record, by=by)[1]


def test_a_concern_sent_again_changes_its_first_entry_and_keeps_the_time(
    concern: Concern, by: User
) -> None:
    uuid = uuid4()
    a_concern(concern, "one", uuid, by)
    change_set = a_strong_concern(concern, uuid, by)
    entry = Entry.objects.get()
    assert (entry.severity, entry.at) == (3, time(8))
    assert isinstance(change_set, UUID)
    undo(change_set=change_set, child=concern.child, by=by)
    assert Entry.objects.get().severity is None


@pytest.mark.parametrize("change", [edited, lambda row, by: delete_record(row=row, by=by)])
def test_a_concern_whose_first_entry_was_changed_since_stays(
    concern: Concern, by: User, change: Callable[[Record, User], object]
) -> None:
    uuid = uuid4()
    a_concern(concern, "one", uuid, by)
    change(Entry.objects.get(), by)
    with pytest.raises(AlreadySaved):
        a_strong_concern(concern, uuid, by)


def test_a_slip_in_a_new_concern_is_no_former_name(concern: Concern, by: User) -> None:
    uuid = uuid4()
    a_concern(concern, "one", uuid, by)
    entry = records.Entry(day=DAY, at=time(8), status="present")
    record = records.Concern(str(uuid), "eczema", DAY, "one", entries=(entry,))
    begin_concern(child=concern.child, concern=record, by=by)
    assert Concern.objects.get(uuid=uuid).condition == "eczema"
    assert not FormerName.objects.exists()


def test_a_concern_that_a_doctor_named_since_is_there_once(concern: Concern, by: User) -> None:
    uuid = uuid4()
    a_concern(concern, "one", uuid, by)
    Concern.objects.filter(uuid=uuid).update(named_by="doctor", milia_type="primary")
    assert a_concern(concern, "one", uuid, by) is None
    assert Concern.objects.get(uuid=uuid).named_by == "doctor"


# What the id itself says


def tapped(concern: Concern, uuid: UUID, by: User, at: time) -> WriteResult:
    record = records.Entry(day=DAY, at=at, status="present", trend="same")
    return write_tapped_entries(child=concern.child, entries=[(concern, record, uuid)], by=by)


def test_a_tap_that_comes_again_later_is_the_same_tap(concern: Concern, by: User) -> None:
    uuid = uuid4()
    (entry,) = tapped(concern, uuid, by, time(8)).rows
    assert tapped(concern, uuid, by, time(9)).change_set is None
    assert Entry.objects.get().at == time(8)
    record = records.Entry(day=DAY, status="present", notes="more")
    change_record(row=entry, record=record, revision=0, by=by)
    assert tapped(concern, uuid, by, time(10)).change_set is None
    assert Entry.objects.get().notes == "more"


@pytest.mark.parametrize("words", ["Can it stay?", "Does it itch?"])
def test_another_question_is_another_one(concern: Concern, by: User, words: str) -> None:
    uuid = uuid4()
    for text in ("Can it stay?", words, words):
        question = records.Question(text, DAY)
        write_record(owner=concern.child, record=question, uuid=uuid, by=by)
    assert {row.text for row in Question.objects.all()} == {"Can it stay?", words}
    assert Question.objects.count() == len({"Can it stay?", words})


def test_a_reminder_is_dealt_with_once_whoever_sends_it(concern: Concern, by: User) -> None:
    uuid = uuid4()
    dealt_with = records.Acknowledgement(DAY, "worsening", concern=str(concern.uuid))
    change_sets = [
        write_record(owner=concern.child, record=dealt_with, uuid=uuid, by=user).change_set
        for user in (by, make_user())
    ]
    assert Acknowledgement.objects.get().author == by
    assert change_sets[1] is None
