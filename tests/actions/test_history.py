"""Whatever was written, changed or deleted can be taken back, and nothing newer is overwritten."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from uuid import UUID, uuid4

import pytest

from tests.factories import make_child, make_concern, make_day_note, make_entry, make_member
from tracker.actions.concerns import begin_concern, change_concern
from tracker.actions.entries import retract_signs, write_tapped_entries
from tracker.actions.history import CannotUndo, undo
from tracker.actions.records import change_record, delete_record, write_record
from tracker.domain import records
from tracker.models import Change, Concern, Entry, User
from tracker.queries import whole_diary

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 1)
LOOK = records.Entry(
    day=DAY,
    status="present",
    at=time(7, 30),
    trend="worse",
    severity=2,
    appearance=("raised", "white"),
    spots=(records.Spot("cheek", "left", "face", 0.7, 0.6, 3, 1.5, "a"), records.Spot("chin")),
    signs={"warmth": "yes", "pus": "no"},
    temperature_c=37.5,
    notes="after the bath",
)


@pytest.fixture
def concern() -> Concern:
    return make_concern()


@pytest.fixture
def parent(concern: Concern) -> User:
    return make_member(concern.child.family)


def diary(concern: Concern) -> records.Diary:
    return whole_diary(concern.child)


def test_a_written_entry_is_read_back_whole(concern: Concern, parent: User) -> None:
    uuid = uuid4()
    write_record(owner=concern, record=LOOK, uuid=uuid, by=parent)
    (read,) = diary(concern).concerns[0].entries
    assert read == replace(LOOK, id=str(uuid), author=parent.shown_name)


def test_the_same_form_sent_twice_makes_one_entry(concern: Concern, parent: User) -> None:
    uuid = uuid4()
    first = write_record(owner=concern, record=LOOK, uuid=uuid, by=parent)
    second = write_record(owner=concern, record=LOOK, uuid=uuid, by=parent)
    assert (second.rows, second.change_set) == (first.rows, None)
    assert Entry.all_objects.count() == 1


def test_undo_of_writing(concern: Concern, parent: User) -> None:
    before = diary(concern)
    written = write_record(owner=concern, record=LOOK, uuid=uuid4(), by=parent)
    assert written.change_set is not None
    undo(change_set=written.change_set, child=concern.child, by=parent)
    assert diary(concern) == before


def test_what_was_taken_back_and_is_sent_again_is_there_again(
    concern: Concern, parent: User
) -> None:
    uuid = uuid4()
    written = write_record(owner=concern, record=LOOK, uuid=uuid, by=parent)
    after = diary(concern)
    assert written.change_set is not None
    undo(change_set=written.change_set, child=concern.child, by=parent)
    write_record(owner=concern, record=LOOK, uuid=uuid, by=parent)
    assert diary(concern) == after


def test_undo_of_changing_brings_back_spots_and_signs(concern: Concern, parent: User) -> None:
    written = write_record(owner=concern, record=LOOK, uuid=uuid4(), by=parent)
    before = diary(concern)
    entry = Entry.objects.get(pk=written.rows[0].pk)
    changed = records.Entry(day=DAY, status="clear", signs={"pus": "yes"})
    change_set = change_record(row=entry, record=changed, revision=0, by=parent)
    assert diary(concern) != before
    undo(change_set=change_set, child=concern.child, by=parent)
    assert diary(concern) == before


def test_undo_of_deleting(concern: Concern, parent: User) -> None:
    entry = make_entry(concern, DAY, signs=("pus",), sites=("chin",))
    before = diary(concern)
    change_set = delete_record(row=entry, by=parent)
    assert diary(concern).concerns[0].entries == ()
    undo(change_set=change_set, child=concern.child, by=parent)
    assert diary(concern) == before


def test_undo_of_renaming_takes_the_former_name_back(concern: Concern, parent: User) -> None:
    before = diary(concern)
    change_set = change_concern(
        row=concern,
        concern=records.Concern(
            str(concern.uuid), "eczema", date(2026, 1, 20), "dry patch", named_by="doctor"
        ),
        today=DAY,
        revision=0,
        by=parent,
    )
    renamed = diary(concern).concerns[0]
    assert renamed.former_names == (records.FormerName("milia", "parent", DAY),)
    undo(change_set=change_set, child=concern.child, by=parent)
    assert diary(concern) == before


def test_an_earlier_entry_leaves_the_day_first_noticed_as_typed(
    concern: Concern, parent: User
) -> None:
    typed, early = date(2026, 2, 1), replace(LOOK, day=date(2026, 1, 15))
    written = write_record(owner=concern, record=early, uuid=uuid4(), by=parent)
    (after,) = diary(concern).concerns
    assert (after.first_noticed_on, after.begins_on) == (typed, early.day)
    assert not Change.objects.filter(kind="concern").exists()
    assert written.change_set is not None
    undo(change_set=written.change_set, child=concern.child, by=parent)
    (undone,) = diary(concern).concerns
    assert (undone.first_noticed_on, undone.begins_on) == (typed, typed)


def begun(concern: Concern, parent: User) -> tuple[Concern, UUID]:
    record = records.Concern(str(uuid4()), "unsure_rash", DAY, entries=(LOOK,))
    new, change_set = begin_concern(child=concern.child, concern=record, by=parent)
    assert change_set is not None
    return new, change_set


def test_undo_of_beginning_a_concern_takes_its_first_entry_too(
    concern: Concern, parent: User
) -> None:
    before = diary(concern)
    new, change_set = begun(concern, parent)
    undo(change_set=change_set, child=concern.child, by=parent)
    assert diary(concern) == before
    assert not Entry.objects.filter(concern=new).exists()


@pytest.mark.parametrize("later", ["look", "care", "visit", "exposure"])
def test_a_concern_about_which_more_was_written_is_not_taken_back(
    concern: Concern, parent: User, later: str
) -> None:
    """An old notice may stand in another tab; nothing would bring those looks back."""
    new, change_set = begun(concern, parent)
    if later == "look":
        write_record(owner=new, record=LOOK, uuid=uuid4(), by=parent)
    elif later == "care":
        write_record(owner=new, record=records.Care("bath", DAY), uuid=uuid4(), by=parent)
    else:
        kind = {"visit": records.Visit(DAY), "exposure": records.Exposure(DAY, "food")}[later]
        about = replace(kind, concerns=(str(new.uuid),))
        write_record(owner=new.child, record=about, uuid=uuid4(), by=parent)
    after = diary(concern)
    with pytest.raises(CannotUndo):
        undo(change_set=change_set, child=concern.child, by=parent)
    assert diary(concern) == after


def test_several_entries_are_one_act(concern: Concern, parent: User) -> None:
    other = make_concern(concern.child)
    entries = [(concern, LOOK, uuid4()), (other, LOOK, uuid4())]
    written = write_tapped_entries(child=concern.child, entries=entries, by=parent)
    assert Entry.objects.count() == 2
    assert written.change_set is not None
    undo(change_set=written.change_set, child=concern.child, by=parent)
    assert Entry.objects.count() == 0


def test_undo_of_a_day_note_change(concern: Concern, parent: User) -> None:
    note = make_day_note(concern.child, DAY, signs=("worried",), temperature_c=38.2)
    before = diary(concern)
    change_set = change_record(row=note, record=records.DayNote(day=DAY), revision=0, by=parent)
    assert diary(concern) != before
    undo(change_set=change_set, child=concern.child, by=parent)
    assert diary(concern) == before


def test_a_sign_written_by_mistake_becomes_not_checked(concern: Concern, parent: User) -> None:
    entry = make_entry(concern, DAY, signs=("pus", "warmth", "bruise"))
    change_set = retract_signs(record=entry, signs=("pus", "warmth"), by=parent)
    (read,) = diary(concern).concerns[0].entries
    assert read.signs == {"pus": "not_checked", "warmth": "not_checked", "bruise": "yes"}
    undo(change_set=change_set, child=concern.child, by=parent)
    (read,) = diary(concern).concerns[0].entries
    assert read.signs == {"pus": "yes", "warmth": "yes", "bruise": "yes"}


def test_undo_does_not_overwrite_what_came_later(concern: Concern, parent: User) -> None:
    entry = make_entry(concern, DAY)
    first = change_record(row=entry, record=LOOK, revision=0, by=parent)
    change_record(row=entry, record=replace(LOOK, notes="newer"), revision=1, by=parent)
    after = diary(concern)
    with pytest.raises(CannotUndo):
        undo(change_set=first, child=concern.child, by=parent)
    assert diary(concern) == after


def test_an_act_is_undone_once(concern: Concern, parent: User) -> None:
    change_set = delete_record(row=make_entry(concern, DAY), by=parent)
    undo(change_set=change_set, child=concern.child, by=parent)
    with pytest.raises(CannotUndo):
        undo(change_set=change_set, child=concern.child, by=parent)


def test_an_act_of_another_child_cannot_be_undone(concern: Concern, parent: User) -> None:
    change_set = delete_record(row=make_entry(concern, DAY), by=parent)
    with pytest.raises(CannotUndo):
        undo(change_set=change_set, child=make_child(), by=parent)


def test_a_visit_only_about_a_deleted_concern_goes_with_it(concern: Concern, parent: User) -> None:
    """It must not turn into a visit about the child, which answers other flags."""
    visit = records.Visit(day=DAY, who="Dr Okafor", concerns=(str(concern.uuid),))
    uuid = uuid4()
    write_record(owner=concern.child, record=visit, uuid=uuid, by=parent)
    before = diary(concern)
    assert before.visits == (replace(visit, id=str(uuid)),)
    change_set = delete_record(row=concern, by=parent)
    assert diary(concern).visits == ()
    undo(change_set=change_set, child=concern.child, by=parent)
    assert diary(concern) == before
