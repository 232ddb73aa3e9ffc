"""Anybody goes at once; what nobody else need be told of is deleted at once."""

from __future__ import annotations

import pytest

from tests.removals.people import NOW, copies_of, kinds, member, stored_files
from tracker import removals
from tracker.actions.membership import LastMember, leave
from tracker.models import CalendarLink, Child, Family, FamilyEvent, KeptCopy, Member, SummaryChoice

pytestmark = pytest.mark.django_db


def test_anybody_leaves_at_once_and_has_a_copy(family: Family, ada: Member, child: Child) -> None:
    viewer = member(family, "viewer")
    CalendarLink.objects.create(member=viewer, child=child, token_hash="a" * 64)
    SummaryChoice.objects.create(member=viewer, child=child, query="notes=no")
    removals.leave_with_copies(member=viewer, now=NOW)
    assert [member.pk for member in family.members.all()] == [ada.pk]
    assert copies_of(viewer.user) == [child.name]
    assert kinds(family) == ["left"]
    assert not CalendarLink.objects.exists()
    assert not SummaryChoice.objects.exists()


@pytest.mark.parametrize("role", ["caregiver", "viewer"])
def test_who_is_put_out_goes_at_once_and_has_a_copy(
    family: Family, ada: Member, child: Child, role: str
) -> None:
    other = member(family, role)
    removals.remove_member_with_copies(member=other, by=ada.user, now=NOW)
    assert [member.pk for member in family.members.all()] == [ada.pk]
    assert (copies_of(other.user), copies_of(ada.user)) == ([child.name], [])
    assert kinds(family) == ["removed"]


def test_who_is_put_out_twice_at_the_same_time_has_one_copy(
    family: Family, ada: Member, child: Child
) -> None:
    viewer = member(family, "viewer")
    removals.remove_member_with_copies(member=viewer, by=ada.user, now=NOW)
    before = stored_files()
    with pytest.raises(Member.DoesNotExist):
        removals.remove_member_with_copies(member=viewer, by=ada.user, now=NOW)
    assert (copies_of(viewer.user), stored_files()) == ([child.name], before)


def test_who_left_already_has_one_copy(family: Family, ada: Member, child: Child) -> None:
    viewer = member(family, "viewer")
    removals.leave_with_copies(member=viewer, now=NOW)
    before = stored_files()
    with pytest.raises(Member.DoesNotExist):
        removals.leave_with_copies(member=viewer, now=NOW)
    assert (copies_of(viewer.user), stored_files()) == ([child.name], before)


def test_where_the_last_owner_leaves_the_first_caregiver_owns(family: Family, ada: Member) -> None:
    member(family, "viewer")
    caregiver = member(family, "caregiver")
    member(family, "caregiver")
    leave(member=ada)
    caregiver.refresh_from_db()
    assert caregiver.role == "owner"
    assert kinds(family) == ["left", "became owner"]


def test_while_there_is_another_owner_nobody_inherits(
    family: Family, ada: Member, ben: Member
) -> None:
    caregiver = member(family, "caregiver")
    leave(member=ada)
    caregiver.refresh_from_db()
    assert (caregiver.role, kinds(family)) == ("caregiver", ["left"])


def test_the_last_person_of_all_does_not_leave(family: Family, ada: Member, child: Child) -> None:
    before = stored_files()
    with pytest.raises(LastMember):
        removals.leave_with_copies(member=ada, now=NOW)
    assert Member.objects.filter(pk=ada.pk).exists()
    assert (stored_files(), KeptCopy.objects.count()) == (before, 0)


@pytest.mark.parametrize("with_copy", [True, False], ids=["with a copy", "without"])
def test_who_is_alone_deletes_a_diary_at_once(
    family: Family,
    ada: Member,
    child: Child,
    with_copy: bool,
    django_capture_on_commit_callbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        removals.delete_child_now(child=child, by=ada.user, now=NOW, with_copy=with_copy)
    assert not Child.objects.exists()
    assert copies_of(ada.user) == (["Iris"] if with_copy else [])
    assert stored_files() == {str(copy.file.name) for copy in KeptCopy.objects.all()}
    event = FamilyEvent.objects.get()
    assert (event.kind, event.about, event.by) == ("child_deleted", "Iris", ada.user)


@pytest.mark.parametrize("with_copy", [True, False], ids=["with a copy", "without"])
def test_who_is_alone_deletes_the_family_at_once(
    family: Family,
    ada: Member,
    child: Child,
    with_copy: bool,
    django_capture_on_commit_callbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        removals.delete_family_now(family=family, by=ada.user, now=NOW, with_copy=with_copy)
    assert not Family.objects.exists()
    assert copies_of(ada.user) == (["Iris"] if with_copy else [])
    assert stored_files() == {str(copy.file.name) for copy in KeptCopy.objects.all()}


def test_who_is_not_alone_any_more_deletes_nothing(
    family: Family, ada: Member, child: Child
) -> None:
    member(family, "viewer")
    before = stored_files()
    with pytest.raises(removals.NotAlone):
        removals.delete_child_now(child=child, by=ada.user, now=NOW, with_copy=True)
    with pytest.raises(removals.NotAlone):
        removals.delete_family_now(family=family, by=ada.user, now=NOW, with_copy=True)
    assert Child.objects.filter(pk=child.pk).exists()
    assert (stored_files(), KeptCopy.objects.count()) == (before, 0)
