"""Nobody is cut off from a child's record overnight, or locked into one."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage

from tests.factories import (
    make_child,
    make_concern,
    make_entry,
    make_family,
    make_member,
    make_photo,
)
from tracker import farewells
from tracker.actions.membership import OwnersWait, change_role, leave, remove_member
from tracker.interchange import DiaryZip
from tracker.models import Child, Family, FamilyEvent, Farewell, KeptCopy, Member, Photo, User

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DUE = NOW + timedelta(days=7)


def member(family: Family, role: str) -> Member:
    return Member.objects.get(user=make_member(family, role))


@pytest.fixture
def family() -> Family:
    return make_family()


@pytest.fixture
def ada(family: Family) -> Member:
    return member(family, "owner")


@pytest.fixture
def ben(family: Family) -> Member:
    return member(family, "owner")


@pytest.fixture
def child(family: Family) -> Child:
    child = make_child(family=family)
    make_photo(make_entry(make_concern(child), NOW.date()))
    return child


def kinds(family: Family) -> list[str]:
    return list(
        FamilyEvent.objects.filter(family=family).order_by("pk").values_list("kind", flat=True)
    )


def copies_of(user: User) -> list[str]:
    """The names of the children in somebody's copies, each read as a diary with its photo."""
    names = []
    for copy in KeptCopy.objects.filter(user=user).order_by("pk"):
        with copy.file.open("rb") as file:
            archive = DiaryZip(io.BytesIO(file.read()))
        diary = archive.diary(NOW.date(), to_keep=True)
        assert len(list(archive.pictures(diary))) == 1
        names.append(diary.child.name)
    return names


def stored_files() -> set[str]:
    folders, _ = default_storage.listdir("")
    return {f"{folder}/{name}" for folder in folders for name in default_storage.listdir(folder)[1]}


def test_an_owner_goes_after_seven_days_and_with_a_copy(
    family: Family, ada: Member, ben: Member, child: Child, django_capture_on_commit_callbacks: Any
) -> None:
    farewells.ask_to_end_ownership(member=ben, role_then="", by=ada.user, now=NOW)
    assert farewells.carry_out_due(now=DUE - timedelta(seconds=1)) == 0
    assert Member.objects.filter(pk=ben.pk).exists()
    assert farewells.carry_out_due(now=DUE) == 1
    assert not Member.objects.filter(pk=ben.pk).exists()
    assert copies_of(ben.user) == [child.name]
    assert copies_of(ada.user) == []
    assert kinds(family) == ["asked_owner", "removed"]
    assert farewells.carry_out_due(now=DUE) == 0


def test_an_owner_who_becomes_a_viewer_still_reads_and_needs_no_copy(
    ada: Member, ben: Member, child: Child
) -> None:
    farewells.ask_to_end_ownership(member=ben, role_then="viewer", by=ada.user, now=NOW)
    farewells.carry_out_due(now=DUE)
    ben.refresh_from_db()
    assert (ben.role, copies_of(ben.user)) == ("viewer", [])


def test_what_is_called_off_is_not_done(family: Family, ada: Member, ben: Member) -> None:
    farewell = farewells.ask_to_end_ownership(member=ben, role_then="", by=ada.user, now=NOW)
    farewells.call_off(farewell=farewell, by=ada.user)
    assert farewells.carry_out_due(now=DUE) == 0
    assert Member.objects.filter(pk=ben.pk).exists()
    assert kinds(family) == ["asked_owner", "called_off"]


def test_asked_for_again_it_does_not_wait_longer(ada: Member, ben: Member) -> None:
    first = farewells.ask_to_end_ownership(member=ben, role_then="", by=ada.user, now=NOW)
    later = NOW + timedelta(days=6)
    again = farewells.ask_to_end_ownership(member=ben, role_then="", by=ada.user, now=later)
    assert (again.pk, again.due_at) == (first.pk, DUE)


def test_two_owners_who_remove_each_other_leave_one(
    family: Family, ada: Member, ben: Member, child: Child
) -> None:
    farewells.ask_to_end_ownership(member=ben, role_then="", by=ada.user, now=NOW)
    farewells.ask_to_end_ownership(member=ada, role_then="", by=ben.user, now=NOW)
    farewells.carry_out_due(now=DUE)
    assert [member.pk for member in family.members.all()] == [ada.pk]
    assert not Farewell.objects.exists()


def test_a_child_goes_with_its_files_and_each_owner_has_a_copy(
    family: Family,
    ada: Member,
    ben: Member,
    child: Child,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    viewer = member(family, "viewer")
    before = stored_files()
    farewells.ask_to_delete_child(child=child, by=ada.user, now=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        farewells.carry_out_due(now=DUE)
    assert not Child.objects.exists()
    assert not Photo.all_objects.exists()
    assert copies_of(ada.user) == copies_of(ben.user) == [child.name]
    assert copies_of(viewer.user) == []
    copies = {str(copy.file.name) for copy in KeptCopy.objects.all()}
    assert (len(before), stored_files()) == (2, copies)
    assert kinds(family) == ["asked_child", "child_deleted"]


def test_a_family_goes_whole_and_each_owner_has_a_copy(
    family: Family, ada: Member, child: Child
) -> None:
    farewells.ask_to_delete_family(family=family, by=ada.user, now=NOW)
    farewells.carry_out_due(now=DUE)
    assert not Family.objects.filter(pk=family.pk).exists()
    assert copies_of(ada.user) == [child.name]


def test_what_cannot_be_copied_is_not_deleted(
    ada: Member, child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full in the middle: the diary is there, and no half copy."""
    farewells.ask_to_delete_child(child=child, by=ada.user, now=NOW)
    before = stored_files()

    def full(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(farewells, "remove_child", full)
    with pytest.raises(OSError, match="full"):
        farewells.carry_out_due(now=DUE)
    assert Child.objects.filter(pk=child.pk).exists()
    assert Farewell.objects.count() == 1
    assert not KeptCopy.objects.exists()
    assert stored_files() == before


def test_a_copy_is_kept_thirty_days(
    ada: Member, ben: Member, child: Child, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    farewells.leave_with_copies(member=ben, now=NOW)
    ends = NOW + timedelta(days=30)
    assert farewells.remove_old_copies(now=ends - timedelta(seconds=1)) == 0
    file = str(KeptCopy.objects.get().file.name)
    assert default_storage.exists(file)
    with django_capture_on_commit_callbacks(execute=True):
        assert farewells.remove_old_copies(now=ends) == 1
    assert not default_storage.exists(file)


def test_anybody_leaves_at_once_and_has_a_copy(family: Family, ada: Member, child: Child) -> None:
    viewer = member(family, "viewer")
    farewells.leave_with_copies(member=viewer, now=NOW)
    assert [member.pk for member in family.members.all()] == [ada.pk]
    assert copies_of(viewer.user) == [child.name]
    assert kinds(family) == ["left"]


def test_where_the_last_owner_leaves_the_first_caregiver_owns(family: Family, ada: Member) -> None:
    member(family, "viewer")
    caregiver = member(family, "caregiver")
    member(family, "caregiver")
    leave(member=ada)
    caregiver.refresh_from_db()
    assert caregiver.role == "owner"
    assert kinds(family) == ["left", "became_owner"]


@pytest.mark.parametrize("role", ["caregiver", "viewer"])
def test_an_owner_is_not_put_down_or_out_at_once(role: str, ada: Member, ben: Member) -> None:
    with pytest.raises(OwnersWait):
        change_role(member=ben, role=role, by=ada.user)
    with pytest.raises(OwnersWait):
        remove_member(member=ben, by=ada.user)


def test_others_change_and_go_at_once(family: Family, ada: Member) -> None:
    gran = member(family, "viewer")
    change_role(member=gran, role="caregiver", by=ada.user)
    assert Member.objects.get(pk=gran.pk).role == "caregiver"
    remove_member(member=gran, by=ada.user)
    assert not Member.objects.filter(pk=gran.pk).exists()
    assert kinds(family) == ["became_caregiver", "removed"]
