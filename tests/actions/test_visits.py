"""A visit, and the name that a doctor gave there: one act, taken back as one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from tests.factories import make_child, make_concern, make_member
from tracker.actions.concerns import change_concern, named_by_doctor, write_visit
from tracker.actions.history import CannotUndo, undo
from tracker.actions.idempotency import AlreadySaved
from tracker.actions.records import change_record, delete_record
from tracker.domain import records
from tracker.models import Concern, FormerName, User, Visit
from tracker.models.rows import record_of

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 10)
VISIT = records.Visit(day=date(2026, 3, 9), who="a doctor")


@pytest.fixture
def concern() -> Concern:
    return make_concern(make_child(), condition="unsure_bumps", title="bumps, chin")


@pytest.fixture
def parent(concern: Concern) -> User:
    return make_member(concern.child.family)


def named(concern: Concern, condition: str = "milia", kind: str = "") -> records.Concern:
    row = Concern.objects.get(pk=concern.pk)
    return named_by_doctor(record_of(records.Concern, row), condition, kind)


def write(
    concern: Concern, by: User, name: records.Concern | None = None, uuid: UUID | None = None
) -> UUID | None:
    return write_visit(
        child=concern.child,
        visit=replace(VISIT, concerns=(str(concern.uuid),)),
        uuid=uuid or uuid4(),
        by=by,
        named=name,
    ).change_set


def state(concern: Concern) -> tuple[str, str, str, str]:
    row = Concern.objects.get(pk=concern.pk)
    return (row.title, row.condition, row.named_by, row.milia_type)


def former(concern: Concern) -> list[tuple[str, str, date]]:
    rows = FormerName.objects.filter(concern=concern)
    return [(row.condition, row.named_by, row.until) for row in rows]


def test_without_a_name_the_concern_stays_as_it_is(concern: Concern, parent: User) -> None:
    write(concern, parent)
    assert state(concern) == ("bumps, chin", "unsure_bumps", "parent", "")
    assert former(concern) == []


def test_a_name_is_the_doctors_and_the_parents_word_is_kept(concern: Concern, parent: User) -> None:
    write(concern, parent, named(concern, kind="neonatal"))
    assert state(concern) == ("milk spots, chin", "milia", "doctor", "neonatal")
    assert former(concern) == [("unsure_bumps", "parent", VISIT.day)]


def test_a_title_in_the_parents_own_words_stays(concern: Concern, parent: User) -> None:
    Concern.objects.update(title="pearls")
    concern.refresh_from_db()
    write(concern, parent, named(concern))
    assert state(concern)[0] == "pearls"


def test_a_doctor_who_says_the_same_is_a_new_name_too(concern: Concern, parent: User) -> None:
    write(concern, parent, named(concern, "unsure_bumps"))
    assert state(concern)[1:3] == ("unsure_bumps", "doctor")
    assert former(concern) == [("unsure_bumps", "parent", VISIT.day)]


def test_the_same_name_from_a_doctor_again_leaves_no_trace(concern: Concern, parent: User) -> None:
    write(concern, parent, named(concern, kind="primary"))
    write(concern, parent, named(concern))
    assert state(concern)[1:] == ("milia", "doctor", "primary")
    assert len(former(concern)) == 1


def test_a_kind_of_milia_goes_with_the_milia(concern: Concern, parent: User) -> None:
    write(concern, parent, named(concern, kind="primary"))
    write(concern, parent, named(concern, "eczema"))
    assert state(concern)[1:] == ("eczema", "doctor", "")


def test_one_undo_takes_back_the_visit_and_the_name(concern: Concern, parent: User) -> None:
    change_set = write(concern, parent, named(concern, kind="neonatal"))
    assert change_set
    undo(change_set=change_set, child=concern.child, by=parent)
    assert not Visit.objects.exists()
    assert state(concern) == ("bumps, chin", "unsure_bumps", "parent", "")
    assert former(concern) == []


def test_an_undo_leaves_the_names_before(concern: Concern, parent: User) -> None:
    write(concern, parent, named(concern, "eczema"))
    change_set = write(concern, parent, named(concern))
    assert change_set
    undo(change_set=change_set, child=concern.child, by=parent)
    assert state(concern)[1:3] == ("eczema", "doctor")
    assert former(concern) == [("unsure_bumps", "parent", VISIT.day)]


def test_sent_twice_it_is_there_once(concern: Concern, parent: User) -> None:
    uuid = uuid4()
    assert write(concern, parent, named(concern), uuid) is not None
    assert write(concern, parent, named(concern), uuid) is None
    assert Visit.objects.count() == 1
    assert len(former(concern)) == 1


def test_sent_again_with_another_name_it_is_no_repetition(concern: Concern, parent: User) -> None:
    uuid = uuid4()
    write(concern, parent, named(concern), uuid)
    with pytest.raises(AlreadySaved):
        write(concern, parent, named(concern, "eczema"), uuid)
    assert state(concern)[1] == "milia"


def test_sent_again_after_an_undo_the_name_comes_back_with_it(
    concern: Concern, parent: User
) -> None:
    uuid = uuid4()
    change_set = write(concern, parent, named(concern), uuid)
    assert change_set
    undo(change_set=change_set, child=concern.child, by=parent)
    concern.refresh_from_db()
    assert write(concern, parent, named(concern), uuid) is not None
    assert Visit.objects.count() == 1
    assert state(concern)[1:3] == ("milia", "doctor")
    assert former(concern) == [("unsure_bumps", "parent", VISIT.day)]


def test_changing_or_deleting_the_visit_later_leaves_the_name(
    concern: Concern, parent: User
) -> None:
    write(concern, parent, named(concern))
    change_record(row=Visit.objects.get(), record=VISIT, revision=0, by=parent)
    delete_record(row=Visit.objects.get(), by=parent)
    assert state(concern)[1:3] == ("milia", "doctor")
    assert former(concern) == [("unsure_bumps", "parent", VISIT.day)]


def test_a_name_changed_since_is_not_taken_back_with_the_visit(
    concern: Concern, parent: User
) -> None:
    change_set = write(concern, parent, named(concern))
    assert change_set
    concern.refresh_from_db()
    change_concern(
        row=concern,
        concern=records.Concern(
            str(concern.uuid), "milia", concern.first_noticed_on, "pearls", named_by="doctor"
        ),
        today=TODAY,
        revision=concern.revision,
        by=parent,
    )
    with pytest.raises(CannotUndo):
        undo(change_set=change_set, child=concern.child, by=parent)
    assert state(concern)[0] == "pearls"
    assert Visit.objects.count() == 1
