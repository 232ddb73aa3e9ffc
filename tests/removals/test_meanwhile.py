"""What is written while the copies are being made is in them, or else nothing is deleted."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import timedelta
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from tests.factories import make_child, make_concern, make_entry, make_member, make_photo
from tests.removals.people import NOW, member, stored_files
from tracker import removals
from tracker.actions.entries import write_entry
from tracker.actions.people import remove_child
from tracker.domain import records
from tracker.interchange import write_diary
from tracker.models import Child, Concern, Entry, Family, KeptCopy, Member, PendingRemoval, Photo
from tracker.models.membership import copy_name
from tracker.queries import whole_diary

pytestmark = pytest.mark.django_db

DUE = NOW + timedelta(days=7)
Happens = Callable[..., None]


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Happens:
    """Has something happen, so many times, once a diary was read for its copies."""

    def happens(what: Callable[[], object], times: int = 1) -> None:
        left = iter(range(times))

        def named(*_: object) -> str:
            if next(left, None) is not None:
                what()
            return copy_name()

        monkeypatch.setattr("tracker.removals.copies.copy_name", named)

    return happens


def an_entry(child: Child) -> None:
    make_entry(make_concern(child), NOW.date())


def a_photo(child: Child) -> None:
    make_photo(Entry.objects.get(concern__child=child))


def a_caption(child: Child) -> None:
    Photo.objects.filter(entry__concern__child=child).update(caption="on the chin")


def what_was_deleted(child: Child) -> None:
    Entry.all_objects.filter(concern__child=child).update(deleted_at=None)


def diary_of(child: Child) -> bytes:
    return write_diary(whole_diary(child, with_photos=True))


def diaries_of(reader: Member) -> list[bytes]:
    found = []
    for copy in KeptCopy.objects.filter(user=reader.user).order_by("pk"):
        with copy.file.open("rb") as file, ZipFile(file) as archive:
            found.append(archive.read("diary.json"))
    return found


@pytest.mark.parametrize("write", [an_entry, a_photo, a_caption, what_was_deleted])
def test_what_is_written_meanwhile_is_in_every_copy(
    family: Family, ada: Member, child: Child, meanwhile: Happens, write: Callable[[Child], None]
) -> None:
    viewer = member(family, "viewer")
    make_entry(make_concern(child), NOW.date(), deleted_at=timezone.now())
    removals.ask_to_delete_child(child=child, by=ada.user, now=NOW)
    stood: list[bytes] = []

    def written() -> None:
        write(child)
        stood.append(diary_of(child))

    meanwhile(written)
    assert removals.carry_out_due(now=DUE) == 1
    assert not Child.objects.exists()
    assert diaries_of(ada) == diaries_of(viewer) == stood


@pytest.mark.parametrize("delete", [removals.delete_child_alone, removals.delete_family_alone])
def test_it_is_also_in_the_copy_of_who_is_alone(
    ada: Member, child: Child, meanwhile: Happens, delete: Callable[..., None]
) -> None:
    what = {"child": child} if delete is removals.delete_child_alone else {"family": child.family}
    stood: list[bytes] = []

    def written() -> None:
        an_entry(child)
        stood.append(diary_of(child))

    meanwhile(written)
    delete(**what, by=ada.user, now=NOW, with_copy=True)
    assert not Child.objects.exists()
    assert diaries_of(ada) == stood


def test_who_comes_in_meanwhile_has_copies_and_a_new_baby_is_in_them(
    family: Family, ada: Member, child: Child, meanwhile: Happens
) -> None:
    removals.ask_to_delete_family(family=family, by=ada.user, now=NOW)

    def come() -> None:
        make_member(family, "viewer")
        make_child(family, name="Rose")

    meanwhile(come)
    assert removals.carry_out_due(now=DUE) == 1
    assert not Family.objects.exists()
    assert KeptCopy.objects.exclude(user=ada.user).count() == 2
    names = KeptCopy.objects.filter(user=ada.user).values_list("child_name", flat=True)
    assert sorted(names) == ["Iris", "Rose"]


def test_while_somebody_writes_on_and_on_nothing_is_deleted(
    ada: Member, child: Child, meanwhile: Happens
) -> None:
    removals.ask_to_delete_child(child=child, by=ada.user, now=NOW)
    before = stored_files()
    meanwhile(lambda: an_entry(child), times=100)
    assert removals.carry_out_due(now=DUE) == 0
    with pytest.raises(removals.CopyFailed):
        removals.delete_child_alone(child=child, by=ada.user, now=NOW, with_copy=True)
    assert PendingRemoval.objects.get().child == child
    assert (stored_files(), KeptCopy.objects.count()) == (before, 0)
    meanwhile(lambda: None)
    assert removals.carry_out_due(now=DUE) == 1


def test_who_writes_on_and_on_keeps_nobody_in_the_family(
    family: Family, ada: Member, child: Child, meanwhile: Happens
) -> None:
    """The diary stays, so nothing is lost that a copy does not have yet."""
    gran = member(family, "viewer")
    meanwhile(lambda: an_entry(child), times=100)
    removals.remove_with_copies(member=gran, by=ada.user, now=NOW)
    assert not Member.objects.filter(pk=gran.pk).exists()
    assert len(diaries_of(gran)) == 1


@pytest.mark.django_db(transaction=True)
def test_who_writes_in_the_very_moment_is_not_told_that_it_is_kept(
    ada: Member, child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    concern = make_concern(child)
    removals.ask_to_delete_child(child=child, by=ada.user, now=NOW)
    entry = records.Entry(day=NOW.date(), status="present")

    def write() -> None:
        try:
            write_entry(concern=concern, record=entry, uuid=uuid4(), by=ada.user)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        writing: list[Future[None]] = []

        def remove(*, child: Child) -> None:
            writing.append(other.submit(write))
            wait(writing, timeout=0.5)
            remove_child(child=child)

        monkeypatch.setattr("tracker.removals.waiting.remove_child", remove)
        assert removals.carry_out_due(now=DUE) == 1
        error = writing[0].exception()
    assert isinstance(error, (Concern.DoesNotExist, IntegrityError))
    assert len(diaries_of(ada)) == 1
