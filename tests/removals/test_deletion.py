"""While a diary is copied before it is deleted nobody writes: what was written is in the copies."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import datetime, timedelta
from threading import Event
from time import sleep
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, connection, transaction
from django.db.models.functions import Now
from django.utils import timezone

from tests.factories import (
    make_child,
    make_concern,
    make_invitation,
    make_member,
    make_user,
)
from tests.removals.people import NOW, copies_of, member, stored_files
from tracker import removals
from tracker.actions.invitations import accept_invitation
from tracker.actions.people import add_child, remove_child
from tracker.actions.read_only import FamilyReadOnly
from tracker.actions.records import write_record
from tracker.domain import records
from tracker.interchange import write_diary
from tracker.models import Child, Concern, Entry, Family, KeptCopy, Member, PendingRemoval, User
from tracker.models.membership import copy_name
from tracker.queries import whole_diary

pytestmark = pytest.mark.django_db

DUE = NOW + timedelta(days=7)
LOOK = records.Entry(day=NOW.date(), status="present")
Meanwhile = Callable[[Callable[[], object]], None]


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    """Has something happen once, after a diary was read for its copies."""

    def happens(what: Callable[[], object]) -> None:
        left = iter([what])

        def named(*_: object) -> str:
            next(left, lambda: None)()
            return copy_name()

        monkeypatch.setattr("tracker.removals.copies.copy_name", named)

    return happens


@pytest.fixture
def concern(child: Child) -> Concern:
    return Concern.objects.get(child=child)


def write(concern: Concern, by: User) -> None:
    write_record(owner=concern, record=LOOK, uuid=uuid4(), by=by)


def refused(*acts: Callable[[], object]) -> Callable[[], None]:
    """Tries each of the acts, and sees it refused."""

    def each() -> None:
        for act in acts:
            with pytest.raises(FamilyReadOnly):
                act()

    return each


def read_only_until(family: Family) -> datetime | None:
    return Family.objects.values_list("read_only_until", flat=True).get(pk=family.pk)


def diary_of(child: Child) -> bytes:
    return write_diary(whole_diary(child, with_photos=True))


def diaries_of(reader: Member) -> list[bytes]:
    found = []
    for copy in KeptCopy.objects.filter(user=reader.user).order_by("pk"):
        with copy.file.open("rb") as file, ZipFile(file) as archive:
            found.append(archive.read("diary.json"))
    return found


# Nobody writes


@pytest.mark.parametrize("kind", ["child", "family"])
def test_while_a_diary_is_copied_nobody_writes_and_each_reader_has_all_of_it(
    family: Family, ada: Member, child: Child, concern: Concern, meanwhile: Meanwhile, kind: str
) -> None:
    viewer = member(family, "viewer")
    if kind == "child":
        removals.request_child_deletion(child=child, by=ada.user, now=NOW)
    else:
        removals.request_family_deletion(family=family, by=ada.user, now=NOW)
    write(concern, ada.user)
    stood = diary_of(child)
    meanwhile(refused(lambda: write(concern, ada.user)))
    assert removals.run_due_removals(now=DUE) == 1
    assert not Child.objects.exists()
    assert diaries_of(ada) == diaries_of(viewer) == [stood]


@pytest.mark.parametrize("delete", [removals.delete_child_now, removals.delete_family_now])
@pytest.mark.parametrize("with_copy", [True, False], ids=["with a copy", "without"])
def test_nor_while_who_is_alone_deletes_it(
    ada: Member,
    child: Child,
    concern: Concern,
    meanwhile: Meanwhile,
    delete: Callable[..., None],
    with_copy: bool,
) -> None:
    what = {"child": child} if delete is removals.delete_child_now else {"family": child.family}
    stood = diary_of(child)
    meanwhile(refused(lambda: write(concern, ada.user)))
    delete(**what, by=ada.user, now=NOW, with_copy=with_copy)
    assert not Child.objects.exists()
    assert diaries_of(ada) == ([stood] if with_copy else [])


def test_nobody_comes_in_who_would_have_no_copy(
    family: Family, ada: Member, child: Child, meanwhile: Meanwhile
) -> None:
    make_invitation(family, ada.user, token="J" * 43, now=timezone.now())
    gran = make_user()
    baby = records.Child(name="Rose", birth_date=NOW.date())
    removals.request_family_deletion(family=family, by=ada.user, now=NOW)
    meanwhile(
        refused(
            lambda: accept_invitation(token="J" * 43, user=gran, now=timezone.now()),
            lambda: add_child(family=family, child=baby),
        )
    )
    assert removals.run_due_removals(now=DUE) == 1
    assert not Family.objects.exists()
    assert (copies_of(ada.user), copies_of(gran)) == (["Iris"], [])


def test_nobody_deletes_in_the_family_meanwhile(
    family: Family, ada: Member, child: Child, meanwhile: Meanwhile
) -> None:
    removals.request_child_deletion(child=child, by=ada.user, now=NOW)
    counts = []

    def once_more() -> None:
        counts.append(removals.run_due_removals(now=DUE))
        with pytest.raises(FamilyReadOnly):
            removals.delete_child_now(child=child, by=ada.user, now=NOW, with_copy=True)

    meanwhile(once_more)
    assert removals.run_due_removals(now=DUE) == 1
    assert (counts, copies_of(ada.user)) == ([0], ["Iris"])


def test_another_family_goes_on_writing(ada: Member, child: Child, meanwhile: Meanwhile) -> None:
    elsewhere = make_concern(make_child())
    by = make_member(elsewhere.child.family)
    removals.request_child_deletion(child=child, by=ada.user, now=NOW)
    meanwhile(lambda: write(elsewhere, by))
    assert removals.run_due_removals(now=DUE) == 1
    assert Entry.objects.get().concern == elsewhere


def test_where_somebody_leaves_the_others_go_on_writing(
    family: Family, ada: Member, child: Child, concern: Concern, meanwhile: Meanwhile
) -> None:
    """The diary stays, so nothing is lost that a copy does not have yet."""
    gran, ben = member(family, "viewer"), member(family, "owner")
    meanwhile(lambda: write(concern, ada.user))
    removals.remove_member_with_copies(member=gran, by=ada.user, now=NOW)
    meanwhile(lambda: write(concern, ada.user))
    removals.request_ownership_end(member=ben, new_role="", by=ada.user, now=NOW)
    assert removals.run_due_removals(now=DUE) == 1
    assert (copies_of(gran.user), copies_of(ben.user)) == (["Iris"], ["Iris"])
    assert Entry.objects.count() == 3


def test_the_other_diary_is_written_again_afterwards(
    family: Family, ada: Member, child: Child
) -> None:
    other = make_concern(make_child(family, name="Rose"))
    removals.request_child_deletion(child=child, by=ada.user, now=NOW)
    assert removals.run_due_removals(now=DUE) == 1
    assert read_only_until(family) is None
    write(other, ada.user)


# What fails


def disk_is_full(*_: object, **__: object) -> None:
    raise OSError("the disk is full")


@pytest.mark.parametrize(
    "step",
    ["tracker.removals.pending.remove_child", "tracker.removals.copies.default_storage.save"],
    ids=["deleting fails", "copying fails"],
)
def test_what_fails_leaves_the_family_open(
    family: Family,
    ada: Member,
    child: Child,
    concern: Concern,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
) -> None:
    removals.request_child_deletion(child=child, by=ada.user, now=NOW)
    monkeypatch.setattr(step, disk_is_full)
    assert removals.run_due_removals(now=DUE) == 0
    assert read_only_until(family) is None
    write(concern, ada.user)


def leave_read_only(family: Family, until: timedelta) -> None:
    """As where the program was killed while it copied."""
    Family.objects.filter(pk=family.pk).update(read_only_until=Now() + until)


def test_after_a_crash_the_family_is_open_again_by_itself(
    family: Family, ada: Member, child: Child, concern: Concern
) -> None:
    removals.request_child_deletion(child=child, by=ada.user, now=NOW)
    leave_read_only(family, until=timedelta(minutes=1))
    refused(lambda: write(concern, ada.user))()
    assert removals.run_due_removals(now=DUE) == 0
    leave_read_only(family, until=timedelta(seconds=-1))
    write(concern, ada.user)
    stood = diary_of(child)
    assert removals.run_due_removals(now=DUE) == 1
    assert diaries_of(ada) == [stood]


@pytest.mark.parametrize(
    "then", [None, timedelta(hours=1)], ids=["it is open", "another one copies"]
)
def test_a_copy_that_took_too_long_deletes_nothing(
    family: Family,
    ada: Member,
    child: Child,
    concern: Concern,
    meanwhile: Meanwhile,
    then: timedelta | None,
) -> None:
    removals.request_child_deletion(child=child, by=ada.user, now=NOW)
    before = stored_files()

    def too_long() -> None:
        leave_read_only(family, until=timedelta(seconds=-1))
        write(concern, ada.user)
        if then:
            leave_read_only(family, until=then)

    meanwhile(too_long)
    assert removals.run_due_removals(now=DUE) == 0
    assert Entry.objects.count() == 2
    assert PendingRemoval.objects.get().child == child
    assert (stored_files(), KeptCopy.objects.count()) == (before, 0)
    if then:
        refused(lambda: write(concern, ada.user))()


# In the very moment


@pytest.mark.django_db(transaction=True)
def test_what_is_being_written_when_it_begins_is_waited_for(
    ada: Member, child: Child, concern: Concern
) -> None:
    removals.request_child_deletion(child=child, by=ada.user, now=NOW)
    began = Event()

    def write_slowly() -> None:
        try:
            with transaction.atomic():
                write(concern, ada.user)
                began.set()
                sleep(0.5)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        writing = other.submit(write_slowly)
        assert began.wait(10)
        assert removals.run_due_removals(now=DUE) == 1
        writing.result()
    (diary,) = diaries_of(ada)
    assert diary.count(b'"status":') == 2


@pytest.mark.django_db(transaction=True)
def test_who_writes_in_the_very_moment_is_not_told_that_it_is_kept(
    ada: Member, child: Child, concern: Concern, monkeypatch: pytest.MonkeyPatch
) -> None:
    removals.request_child_deletion(child=child, by=ada.user, now=NOW)

    def try_to_write() -> None:
        try:
            write(concern, ada.user)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        writing: list[Future[None]] = []

        def remove(*, child: Child) -> None:
            writing.append(other.submit(try_to_write))
            wait(writing, timeout=0.5)
            remove_child(child=child)

        monkeypatch.setattr("tracker.removals.pending.remove_child", remove)
        assert removals.run_due_removals(now=DUE) == 1
        error = writing[0].exception()
    assert isinstance(error, (FamilyReadOnly, ObjectDoesNotExist, IntegrityError))
    assert len(diaries_of(ada)) == 1
