"""Chosen entries become a concern of their own, and that is undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from tests.actions.random_diaries import TODAY, StoredRandomDiary, export
from tests.factories import make_child, make_concern, make_entry, make_member
from tracker.actions.history import undo
from tracker.actions.mending.rows import WouldSilence
from tracker.actions.mending.split import NotSplit, split_concern
from tracker.domain import records
from tracker.models import Acknowledgement, Child, Concern, Entry, User, Visit
from tracker.queries import timeline_of, whole_diary

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 1)
NOW = date(2026, 3, 20)


@pytest.fixture
def child() -> Child:
    return make_child()


@pytest.fixture
def parent(child: Child) -> User:
    return make_member(child.family)


@pytest.fixture
def rash(child: Child) -> Concern:
    return make_concern(child, condition="cradle_cap", title="scales", first_noticed_on=DAY)


def new_concern(**fields: object) -> records.Concern:
    values = {"id": str(uuid4()), "condition": "milia", "first_noticed_on": DAY, **fields}
    return records.Concern(**values)  # type: ignore[arg-type]


def uuids(*entries: Entry) -> set[UUID]:
    return {entry.uuid for entry in entries}


@pytest.mark.parametrize("seed", range(20))
def test_a_split_diary_is_that_of_two_written_so_from_the_start(seed: int) -> None:
    made = StoredRandomDiary.of(seed)
    concern = max(made.concerns(), key=lambda row: row.entries.count())
    entries = list(concern.entries.order_by("pk"))
    chosen = made.random.sample(entries, max(1, len(entries) // 3))
    new = new_concern(
        condition=concern.condition, first_noticed_on=min(entry.day for entry in chosen)
    )
    before, checked = made.export(), made.check()
    whole = {row.id: row for row in whole_diary(made.child).concerns}[str(concern.uuid)]
    try:
        row, result = split_concern(
            concern=concern, new=new, entries=uuids(*chosen), today=TODAY, by=made.parent
        )
    except (WouldSilence, NotSplit):
        assert (made.export(), made.check()) == (before, checked)
        return
    parts = {row.id: row for row in whole_diary(made.child).concerns}
    ids = {str(entry.uuid) for entry in chosen}
    kept = tuple(entry for entry in whole.entries if entry.id not in ids)
    taken = tuple(entry for entry in whole.entries if entry.id in ids)
    assert parts[str(concern.uuid)] == replace(whole, entries=kept)
    assert parts[str(row.uuid)] == replace(new, entries=taken)
    assert result.change_set is not None
    undo(change_set=result.change_set, child=made.child, by=made.parent)
    assert (made.export(), made.check()) == (before, checked)


def test_answers_go_with_their_entries_and_pauses_stay(
    child: Child, rash: Concern, parent: User
) -> None:
    staying, going = make_entry(rash, DAY), make_entry(rash, DAY, signs=("pus",))
    visit = Visit.objects.create(child=child, day=DAY)
    visit.concerns.set([rash])
    for entry, rule in ((None, "worsening"), (going, "infection_signs")):
        Acknowledgement.objects.create(child=child, concern=rash, entry=entry, day=DAY, rule=rule)
    new = new_concern()
    split_concern(concern=rash, new=new, entries=uuids(going), today=NOW, by=parent)
    diary = whole_diary(child)
    assert [[entry.id for entry in row.entries] for row in diary.concerns] == [
        [str(staying.uuid)],
        [str(going.uuid)],
    ]
    assert [(ack.rule, ack.concern) for ack in diary.acknowledgements] == [
        ("worsening", str(rash.uuid)),
        ("infection_signs", new.id),
    ]
    assert diary.visits[0].concerns == (str(rash.uuid),)


@pytest.mark.parametrize("which", [slice(0, 0), slice(0, 2)], ids=["none", "all"])
def test_some_entries_are_chosen_and_some_stay(
    child: Child, rash: Concern, parent: User, which: slice
) -> None:
    entries = [make_entry(rash, DAY), make_entry(rash, NOW)]
    before = export(child)
    with pytest.raises(NotSplit):
        split_concern(
            concern=rash, new=new_concern(), entries=uuids(*entries[which]), today=NOW, by=parent
        )
    assert export(child) == before


def test_only_entries_of_the_concern_are_taken(child: Child, rash: Concern, parent: User) -> None:
    own = [make_entry(rash, DAY), make_entry(rash, NOW)]
    elsewhere = make_entry(make_concern(child), DAY)
    with pytest.raises(NotSplit):
        split_concern(
            concern=rash,
            new=new_concern(),
            entries=uuids(own[0], elsewhere),
            today=NOW,
            by=parent,
        )


def test_sent_twice_it_is_split_once(child: Child, rash: Concern, parent: User) -> None:
    make_entry(rash, DAY)
    going = make_entry(rash, NOW)
    new = new_concern()
    for _ in range(2):
        row, result = split_concern(
            concern=rash, new=new, entries=uuids(going), today=NOW, by=parent
        )
    assert result.change_set is None
    assert list(row.entries.all()) == [going]


def test_an_open_urgent_sign_is_not_lost_with_the_name(child: Child, parent: User) -> None:
    """A strawberry mark that bleeds is urgent, another mark is not."""
    mark = make_concern(child, condition="haemangioma", first_noticed_on=DAY)
    make_entry(mark, DAY)
    bleeding = make_entry(mark, DAY + timedelta(days=1), bleeding=True)
    assert [flag.rule for flag in timeline_of(child).flags_on(NOW) if flag.is_urgent_sign] == [
        "haemangioma_bleeding"
    ]
    with pytest.raises(WouldSilence):
        split_concern(
            concern=mark, new=new_concern(), entries=uuids(bleeding), today=NOW, by=parent
        )
