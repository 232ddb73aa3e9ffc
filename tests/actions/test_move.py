"""Entries, visits, notes and whole concerns are moved to a sibling's diary and back."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from tests.actions.random_diaries import TODAY, StoredRandomDiary, check, export
from tests.factories import (
    make_child,
    make_concern,
    make_day_note,
    make_entry,
    make_member,
    make_photo,
)
from tracker.actions.deleted import remove_now
from tracker.actions.entries import retract_signs
from tracker.actions.history import CannotUndo, undo
from tracker.actions.mending.move import move_concern, move_entry, move_to_sibling
from tracker.actions.mending.rows import AlsoAboutOthers, BeforeBirth, WouldSilence
from tracker.actions.people import remove_child
from tracker.models import (
    Acknowledgement,
    Change,
    Child,
    Concern,
    DayNote,
    Entry,
    Exposure,
    Spot,
    User,
    Visit,
)
from tracker.queries import timeline_of, whole_diary
from tracker.queries.history import changes_of

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 1)
NOW = date(2026, 3, 20)


@pytest.fixture
def iris() -> Child:
    return make_child()


@pytest.fixture
def finn(iris: Child) -> Child:
    return make_child(iris.family, name="Finn")


@pytest.fixture
def parent(iris: Child) -> User:
    return make_member(iris.family)


@pytest.fixture
def rash(iris: Child) -> Concern:
    return make_concern(iris, condition="cradle_cap", title="scales", first_noticed_on=DAY)


@pytest.fixture
def finns(finn: Child) -> Concern:
    return make_concern(finn, condition="cradle_cap", title="flakes", first_noticed_on=DAY)


def exports(*children: Child) -> list[bytes]:
    return [export(child) for child in children]


@pytest.mark.parametrize("seed", range(20))
def test_a_concern_there_and_back(seed: int) -> None:
    made = StoredRandomDiary.of(seed)
    twin = make_child(
        made.child.family,
        name="Finn",
        birth_date=made.child.birth_date,
        due_date=made.child.due_date,
    )
    concern = made.random.choice(made.concerns())
    for visit in Visit.objects.filter(concerns=concern):
        visit.concerns.set([concern])
    for ack in Acknowledgement.objects.filter(child=made.child, rule="follow_up", concern=None):
        ack.delete()
    before, checked = exports(made.child, twin), made.check()
    spells = checked[1][str(concern.uuid)]
    there = move_concern(concern=concern, sibling=twin, today=TODAY, by=made.parent)
    _flags, spells_there = check(twin, made.asked)
    assert spells_there == {str(concern.uuid): spells}
    results = [there]
    concern = Concern.objects.get(pk=concern.pk)
    try:  # a visit of the first child may answer what is open at the other
        back = move_concern(concern=concern, sibling=made.child, today=TODAY, by=made.parent)
    except WouldSilence:
        assert Visit.objects.filter(child=made.child).exists()
    else:
        assert made.check() == checked
        results = [back, there]
    for result in results:
        assert result.change_set is not None
        undo(change_set=result.change_set, child=twin, by=made.parent)
    assert exports(made.child, twin) == before
    assert made.check() == checked


@pytest.mark.parametrize("seed", range(20))
def test_an_entry_to_another_concern_and_back(seed: int) -> None:
    made = StoredRandomDiary.of(seed)
    entries = list(Entry.objects.filter(concern__child=made.child))
    before, checked = made.export(), made.check()
    entry = made.random.choice(entries)
    source = entry.concern
    other = make_concern(made.child, first_noticed_on=entry.day)
    with_other, checked_with_other = made.export(), made.check()
    try:
        moved = move_entry(entry=entry, target=other, today=TODAY, by=made.parent)
    except WouldSilence:
        assert (made.export(), made.check()) == (with_other, checked_with_other)
        return
    (there,) = [c for c in whole_diary(made.child).concerns if c.id == str(other.uuid)]
    assert [row.id for row in there.entries] == [str(entry.uuid)]
    assert moved.change_set is not None
    entry = Entry.objects.get(pk=entry.pk)
    try:  # a visit about the first concern may answer what is open at the other
        move_entry(entry=entry, target=source, today=TODAY, by=made.parent)
    except WouldSilence:
        undo(change_set=moved.change_set, child=made.child, by=made.parent)
    else:
        with pytest.raises(CannotUndo):
            undo(change_set=moved.change_set, child=made.child, by=made.parent)
    assert (made.export(), made.check()) == (with_other, checked_with_other)
    Concern.objects.filter(pk=other.pk).delete()
    assert (made.export(), made.check()) == (before, checked)


def test_an_entry_goes_to_the_twin_with_photos_and_answers(
    iris: Child, finn: Child, rash: Concern, finns: Concern, parent: User
) -> None:
    entry = make_entry(rash, DAY, at=time(8), signs=("pus",), sites=("scalp",))
    Spot.objects.create(entry=entry, site="chin", track="a")
    photo = make_photo(entry)
    visit = Visit.objects.create(child=iris, day=date(2026, 2, 20))
    entry.come_back.add(visit)
    Acknowledgement.objects.create(
        child=iris, concern=rash, entry=entry, day=DAY, rule="infection_signs"
    )
    before = exports(iris, finn)
    result = move_entry(entry=entry, target=finns, today=NOW, by=parent)
    assert result.unlinked == 1
    moved = whole_diary(finn, with_photos=True)
    (concern,) = moved.concerns
    (row,) = concern.entries
    assert (row.id, row.come_back, len(row.photos)) == (str(entry.uuid), (), 1)
    assert photo.entry == Entry.objects.get(concern=finns)
    (ack,) = moved.acknowledgements
    assert (ack.concern, ack.entry) == (concern.id, row.id)
    assert whole_diary(iris).concerns[0].entries == ()
    assert whole_diary(iris).acknowledgements == ()
    assert result.change_set is not None
    undo(change_set=result.change_set, child=finn, by=parent)
    assert exports(iris, finn) == before


def test_both_histories_tell_of_it(
    iris: Child, finn: Child, rash: Concern, finns: Concern, parent: User
) -> None:
    entry = make_entry(rash, DAY)
    move_entry(entry=entry, target=finns, today=NOW, by=parent)
    for child in (iris, finn):
        (change,) = changes_of(child).changes
        assert (change.kind, change.record_id, change.is_move) == ("entry", entry.pk, True)


def test_a_day_before_the_other_childs_birth_is_refused(
    iris: Child, rash: Concern, parent: User
) -> None:
    later = make_child(iris.family, name="Finn", birth_date=DAY + timedelta(days=1))
    finns = make_concern(later, first_noticed_on=NOW)
    entry, note = make_entry(rash, DAY), make_day_note(iris, DAY)
    visit = Visit.objects.create(child=iris, day=DAY)
    before = exports(iris, later)
    with pytest.raises(BeforeBirth):
        move_entry(entry=entry, target=finns, today=NOW, by=parent)
    for row in (note, visit):
        with pytest.raises(BeforeBirth):
            move_to_sibling(row=row, sibling=later, about=None, today=NOW, by=parent)
    with pytest.raises(BeforeBirth):
        move_concern(concern=rash, sibling=later, today=NOW, by=parent)
    assert exports(iris, later) == before


def test_an_open_urgent_sign_is_not_answered_by_a_visit_of_the_other(
    iris: Child, finn: Child, rash: Concern, finns: Concern, parent: User
) -> None:
    entry = make_entry(rash, DAY, signs=("pus",))
    note = make_day_note(iris, DAY, temperature_c=39.0)
    Visit.objects.create(child=finn, day=DAY + timedelta(days=2))
    before = exports(iris, finn)
    with pytest.raises(WouldSilence) as refused:
        move_entry(entry=entry, target=finns, today=NOW, by=parent)
    assert refused.value.silenced.rule == "infection_signs"
    with pytest.raises(WouldSilence):
        move_to_sibling(row=note, sibling=finn, about=None, today=NOW, by=parent)
    with pytest.raises(WouldSilence):
        move_concern(concern=rash, sibling=finn, today=NOW, by=parent)
    assert exports(iris, finn) == before


def test_a_pause_of_the_other_concern_does_not_silence_what_was_due(
    iris: Child, rash: Concern, parent: User
) -> None:
    other = make_concern(iris, condition="cradle_cap", first_noticed_on=DAY)
    make_entry(rash, NOW - timedelta(days=1), trend="worse")
    entry = make_entry(rash, NOW, trend="worse")
    paused = Acknowledgement.objects.create(child=iris, concern=other, day=NOW, rule="worsening")
    assert [flag.rule for flag in timeline_of(iris).flags_on(NOW)] == ["worsening"]
    result = move_entry(entry=entry, target=other, today=NOW, by=parent)
    assert result.ended_pauses == (paused,)
    assert not Acknowledgement.objects.filter(child=iris).exists()


def test_a_visit_goes_to_the_twin_and_is_about_what_was_chosen(
    iris: Child, finn: Child, rash: Concern, finns: Concern, parent: User
) -> None:
    deleted = make_concern(iris, deleted_at=timezone.now())
    visit = Visit.objects.create(child=iris, day=DAY, who="Dr Okafor")
    visit.concerns.set([rash, deleted])
    entry = make_entry(rash, NOW)
    entry.come_back.add(visit)
    before = exports(iris, finn)
    result = move_to_sibling(row=visit, sibling=finn, about=finns, today=NOW, by=parent)
    assert result.unlinked == 1
    (moved,) = whole_diary(finn).visits
    assert (moved.who, moved.concerns) == ("Dr Okafor", (str(finns.uuid),))
    diary = whole_diary(iris)
    assert (diary.visits, diary.concerns[0].entries[0].come_back) == ((), ())
    assert result.change_set is not None
    undo(change_set=result.change_set, child=iris, by=parent)
    assert exports(iris, finn) == before
    assert set(visit.concerns.through.objects.values_list("concern", flat=True)) == {
        rash.pk,
        deleted.pk,
    }


def test_a_visit_about_the_twin_as_a_whole_is_in_the_diary(
    iris: Child, finn: Child, parent: User
) -> None:
    """It would be left out if it stayed linked to what was deleted."""
    deleted = make_concern(iris, deleted_at=timezone.now())
    visit = Visit.objects.create(child=iris, day=DAY)
    visit.concerns.set([deleted, make_concern(iris)])
    move_to_sibling(row=visit, sibling=finn, about=None, today=NOW, by=parent)
    assert [row.concerns for row in whole_diary(finn).visits] == [()]


def test_a_note_goes_with_its_answer(iris: Child, finn: Child, parent: User) -> None:
    note = make_day_note(iris, DAY, temperature_c=39.0)
    Acknowledgement.objects.create(child=iris, day_note=note, day=DAY, rule="fever_under_3_months")
    before = exports(iris, finn)
    result = move_to_sibling(row=note, sibling=finn, about=None, today=NOW, by=parent)
    (ack,) = whole_diary(finn).acknowledgements
    assert ack.entry == str(note.uuid)
    assert whole_diary(iris).day_notes == ()
    assert result.change_set is not None
    undo(change_set=result.change_set, child=finn, by=parent)
    assert exports(iris, finn) == before


def test_an_exposure_goes_to_the_twin(
    iris: Child, finn: Child, rash: Concern, parent: User
) -> None:
    exposure = Exposure.objects.create(child=iris, day=DAY, kind="food", name="egg")
    exposure.concerns.set([rash])
    before = exports(iris, finn)
    result = move_to_sibling(row=exposure, sibling=finn, about=None, today=NOW, by=parent)
    assert [(row.name, row.concerns) for row in whole_diary(finn).exposures] == [("egg", ())]
    assert result.change_set is not None
    undo(change_set=result.change_set, child=iris, by=parent)
    assert exports(iris, finn) == before


def test_a_form_sent_for_both_twins_stays_two_notes(iris: Child, finn: Child, parent: User) -> None:
    note = make_day_note(iris, DAY)
    make_day_note(finn, DAY, uuid=note.uuid)
    before = exports(iris, finn)
    result = move_to_sibling(row=note, sibling=finn, about=None, today=NOW, by=parent)
    assert DayNote.objects.filter(child=finn).count() == 2
    assert result.change_set is not None
    undo(change_set=result.change_set, child=iris, by=parent)
    assert exports(iris, finn) == before


def test_what_is_linked_across_stays_unlinked(
    iris: Child, finn: Child, rash: Concern, parent: User
) -> None:
    other = make_concern(iris, first_noticed_on=DAY)
    going = Visit.objects.create(child=iris, day=DAY)
    going.concerns.set([rash])
    staying = Visit.objects.create(child=iris, day=DAY)
    own, others = make_entry(rash, DAY), make_entry(other, DAY)
    own.come_back.set([going, staying])
    others.come_back.set([going])
    exposure = Exposure.objects.create(child=iris, day=DAY, kind="food")
    exposure.concerns.set([rash, other])
    before = exports(iris, finn)
    result = move_concern(concern=rash, sibling=finn, today=NOW, by=parent)
    assert result.unlinked == 3
    assert list(Entry.objects.get(pk=own.pk).come_back.all()) == [going]
    assert list(others.come_back.all()) == []
    assert list(exposure.concerns.all()) == [other]
    assert [visit.child for visit in Visit.objects.order_by("pk")] == [finn, iris]
    assert result.change_set is not None
    undo(change_set=result.change_set, child=iris, by=parent)
    assert exports(iris, finn) == before


def test_a_visit_about_another_concern_too_is_in_the_way(
    iris: Child, finn: Child, rash: Concern, parent: User
) -> None:
    visit = Visit.objects.create(child=iris, day=DAY)
    visit.concerns.set([rash, make_concern(iris)])
    before = exports(iris, finn)
    with pytest.raises(AlsoAboutOthers) as refused:
        move_concern(concern=rash, sibling=finn, today=NOW, by=parent)
    assert refused.value.visit == visit
    assert exports(iris, finn) == before


def test_undo_does_not_bring_an_entry_into_a_deleted_concern(
    iris: Child, finn: Child, rash: Concern, finns: Concern, parent: User
) -> None:
    result = move_entry(entry=make_entry(rash, DAY), target=finns, today=NOW, by=parent)
    Concern.objects.filter(pk=rash.pk).update(deleted_at=timezone.now())
    assert result.change_set is not None
    with pytest.raises(CannotUndo):
        undo(change_set=result.change_set, child=finn, by=parent)
    remove_now(record=rash, child=iris, by=parent)
    with pytest.raises(CannotUndo):
        undo(change_set=result.change_set, child=finn, by=parent)
    assert Entry.objects.get().concern == finns


def test_undo_does_not_link_to_what_was_moved_since(
    iris: Child, finn: Child, rash: Concern, finns: Concern, parent: User
) -> None:
    visit = Visit.objects.create(child=iris, day=DAY)
    entry = make_entry(rash, DAY)
    entry.come_back.add(visit)
    result = move_entry(entry=entry, target=finns, today=NOW, by=parent)
    move_to_sibling(row=visit, sibling=finn, about=None, today=NOW, by=parent)
    assert result.change_set is not None
    with pytest.raises(CannotUndo):
        undo(change_set=result.change_set, child=finn, by=parent)


def test_nothing_of_it_is_left_once_the_other_diary_is_deleted(
    iris: Child, finn: Child, rash: Concern, finns: Concern, parent: User
) -> None:
    entry = make_entry(rash, DAY, signs=("pus",))
    retract_signs(record=entry, signs=["pus"], by=parent)
    move_entry(entry=entry, target=finns, today=NOW, by=parent)
    remove_child(child=finn)
    assert not Change.objects.filter(kind="entry", record_id=entry.pk).exists()
    assert whole_diary(iris).concerns[0].entries == ()
