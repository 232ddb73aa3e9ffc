"""Two people, or one impatient thumb, at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from threading import Barrier
from time import sleep
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection

from tests.factories import make_concern, make_entry, make_family, make_member, make_photo
from tracker.actions import revisions, sample
from tracker.actions.history import CannotUndo, undo
from tracker.actions.people import NewAccount
from tracker.actions.photos import move_photo
from tracker.actions.records import change_record, write_record
from tracker.actions.revisions import ChangedMeanwhile
from tracker.actions.sample import open_sample
from tracker.domain import records
from tracker.models import Change, Child, Concern, Entry, Family, Photo, User
from tracker.operator import sign_up
from tracker.operator.sign_up import SignUpClosed, invite_to_sign_up, open_diary

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 3, 10, 12, 30, tzinfo=UTC)

DAY = date(2026, 3, 1)
LOOK = records.Entry(day=DAY, status="present")


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each act returned, or the error it ended in. Each has a connection of its own."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        start.wait(10)
        try:
            return act()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any, str], None]:
    """Leaves others time to come in between, after a function has answered."""

    def slow(module: Any, name: str) -> None:
        function = getattr(module, name)

        def then_wait(*args: Any, **kwargs: Any) -> Any:
            answer = function(*args, **kwargs)
            sleep(0.3)
            return answer

        monkeypatch.setattr(module, name, then_wait)

    return slow


@pytest.fixture
def concern() -> Concern:
    return make_concern()


@pytest.fixture
def parent(concern: Concern) -> User:
    return make_member(concern.child.family)


def kinds(outcomes: list[Any]) -> set[type]:
    return {type(outcome) for outcome in outcomes}


# Opening


def opens(email: str, token: str = "") -> Callable[[], tuple[User, Child]]:
    return partial(
        open_diary,
        child=records.Child(name="Iris", birth_date=date(2026, 1, 10)),
        concern=None,
        by=NewAccount(email, "milk and honey moon", ""),
        time_zone="Europe/London",
        country="GB",
        now=NOW,
        token=token,
    )


def test_of_two_first_visitors_one_opens_the_diary(slowly) -> None:
    slowly(sign_up, "is_empty")
    outcomes = at_once(opens("one@example.org"), opens("two@example.org"))
    assert kinds(outcomes) == {tuple, SignUpClosed}
    assert (User.objects.count(), Family.objects.count(), Child.objects.count()) == (1, 1, 1)


def test_of_two_with_one_invitation_one_opens_a_diary(settings, slowly) -> None:
    settings.SIGN_UP = "invitation"
    make_family()
    invite_to_sign_up(token="K" * 43, now=NOW)
    slowly(sign_up, "is_empty")
    both = [opens("one@example.org", "K" * 43), opens("two@example.org", "K" * 43)]
    assert kinds(at_once(*both)) == {tuple, SignUpClosed}
    assert (User.objects.count(), Family.objects.count(), Child.objects.count()) == (1, 2, 1)


def test_two_visitors_look_at_one_sample(slowly) -> None:
    slowly(sample, "is_empty")
    record = partial(open_sample, user=None, today=DAY, time_zone="UTC", country="")
    one, other = at_once(record, record)
    assert one == other
    assert (User.objects.count(), Family.objects.count()) == (1, 1)


def test_a_member_who_taps_twice_has_one_sample(parent: User) -> None:
    record = partial(open_sample, user=parent, today=DAY, time_zone="UTC", country="")
    one, other = at_once(record, record)
    assert one == other
    assert Family.objects.filter(is_sample=True).count() == 1


# Writing


def test_the_same_form_twice_writes_once(concern: Concern, parent: User) -> None:
    record = replace(LOOK, spots=(records.Spot("chin"),), signs={"pus": "no"})
    send = partial(write_record, owner=concern, record=record, uuid=uuid4(), by=parent)
    change_sets = [written.change_set for written in at_once(send, send, send)]
    assert sorted(change_set is None for change_set in change_sets) == [False, True, True]
    entry = Entry.objects.get()
    assert (entry.spots.count(), entry.signs.count()) == (1, 1)


def test_of_two_who_change_the_same_entry_the_second_is_told(concern, parent, slowly) -> None:
    entry = make_entry(concern, DAY, notes="first")
    slowly(revisions, "lock_row")

    def write(notes: str) -> UUID | None:
        record = replace(LOOK, notes=notes)
        return change_record(row=Entry.objects.get(), record=record, revision=0, by=parent)

    outcomes = at_once(partial(write, "mother"), partial(write, "father"))
    assert kinds(outcomes) == {UUID, ChangedMeanwhile}
    undo(change_set=Change.objects.get().change_set, child=concern.child, by=parent)
    entry.refresh_from_db()
    assert entry.notes == "first"


def test_an_undo_waits_for_who_is_writing(concern, parent, slowly) -> None:
    change_set = write_record(owner=concern, record=LOOK, uuid=uuid4(), by=parent).change_set
    slowly(revisions, "lock_row")

    def write() -> UUID | None:
        record = replace(LOOK, notes="and a fever")
        return change_record(row=Entry.objects.get(), record=record, revision=0, by=parent)

    def take_back() -> list[Any]:
        sleep(0.1)
        return undo(change_set=change_set, child=concern.child, by=parent)

    assert kinds(at_once(write, take_back)) == {UUID, CannotUndo}
    assert Entry.objects.get().notes == "and a fever"


def test_two_photos_moved_at_once_are_both_moved(concern: Concern, slowly) -> None:
    entry = make_entry(concern, DAY)
    first, second, third, fourth = (make_photo(entry) for _ in range(4))
    at_once(
        partial(move_photo, photo=second, steps=-1), partial(move_photo, photo=fourth, steps=-1)
    )
    assert list(Photo.objects.filter(entry=entry)) == [second, first, fourth, third]
