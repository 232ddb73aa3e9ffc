"""Nobody is cut off from a child's record overnight, or locked into one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.factories import make_concern, make_family
from tests.removals.people import NOW, copies_of, kinds, member, stored_files
from tracker import removals
from tracker.actions.membership import OwnersWait, change_role
from tracker.models import Child, Family, KeptCopy, Member, PendingRemoval, Photo
from tracker.reports.pictures import pictures_of

pytestmark = pytest.mark.django_db

DUE = NOW + timedelta(days=7)


def test_an_owner_goes_after_seven_days_and_with_a_copy(
    family: Family, ada: Member, ben: Member, child: Child, django_capture_on_commit_callbacks: Any
) -> None:
    removals.request_ownership_end(member=ben, new_role="", by=ada.user, now=NOW)
    assert removals.run_due_removals(now=DUE - timedelta(seconds=1)) == 0
    assert Member.objects.filter(pk=ben.pk).exists()
    assert removals.run_due_removals(now=DUE) == 1
    assert not Member.objects.filter(pk=ben.pk).exists()
    assert copies_of(ben.user) == [child.name]
    assert copies_of(ada.user) == []
    assert kinds(family) == ["asked_owner", "removed"]
    assert removals.run_due_removals(now=DUE) == 0


def test_an_owner_who_becomes_a_viewer_has_a_copy(ada: Member, ben: Member, child: Child) -> None:
    removals.request_ownership_end(member=ben, new_role="viewer", by=ada.user, now=NOW)
    removals.run_due_removals(now=DUE)
    ben.refresh_from_db()
    assert (ben.role, copies_of(ben.user)) == ("viewer", [child.name])
    assert copies_of(ada.user) == []


def test_what_is_called_off_is_not_done(family: Family, ada: Member, ben: Member) -> None:
    removal = removals.request_ownership_end(member=ben, new_role="", by=ada.user, now=NOW)
    removals.cancel(removal=removal, by=ada.user)
    removals.cancel(removal=removal, by=ada.user)  # the button pressed twice
    assert removals.run_due_removals(now=DUE) == 0
    assert Member.objects.filter(pk=ben.pk).exists()
    assert kinds(family) == ["asked_owner", "cancelled"]


def test_asked_for_again_it_does_not_wait_longer(ada: Member, ben: Member) -> None:
    first = removals.request_ownership_end(member=ben, new_role="", by=ada.user, now=NOW)
    later = NOW + timedelta(days=6)
    again = removals.request_ownership_end(member=ben, new_role="", by=ada.user, now=later)
    assert (again.pk, again.due_at) == (first.pk, DUE)


def test_two_owners_who_remove_each_other_leave_one(
    family: Family, ada: Member, ben: Member, child: Child
) -> None:
    removals.request_ownership_end(member=ben, new_role="", by=ada.user, now=NOW)
    removals.request_ownership_end(member=ada, new_role="", by=ben.user, now=NOW)
    removals.run_due_removals(now=DUE)
    assert [member.pk for member in family.members.all()] == [ada.pk]
    assert not PendingRemoval.objects.exists()


def test_a_child_goes_with_its_files_and_everybody_has_a_copy(
    family: Family,
    ada: Member,
    ben: Member,
    child: Child,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    others = [member(family, role) for role in ("caregiver", "viewer")]
    before = stored_files()
    removals.request_child_deletion(child=child, by=ada.user, now=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        removals.run_due_removals(now=DUE)
    assert not Child.objects.exists()
    assert not Photo.all_objects.exists()
    assert [copies_of(reader.user) for reader in (ada, ben, *others)] == [[child.name]] * 4
    copies = {str(copy.file.name) for copy in KeptCopy.objects.all()}
    assert (len(before), stored_files()) == (2, copies)
    assert kinds(family) == ["asked_child", "child_deleted"]


def test_a_family_goes_whole_and_everybody_has_a_copy(
    family: Family, ada: Member, child: Child
) -> None:
    others = [member(family, role) for role in ("caregiver", "viewer")]
    removals.request_family_deletion(family=family, by=ada.user, now=NOW)
    removals.run_due_removals(now=DUE)
    assert not Family.objects.filter(pk=family.pk).exists()
    assert [copies_of(reader.user) for reader in (ada, *others)] == [[child.name]] * 3


def disk_is_full(*_: object, **__: object) -> None:
    raise OSError("the disk is full")


@pytest.mark.parametrize(
    "step",
    ["tracker.removals.pending.remove_child", "tracker.removals.copies.default_storage.save"],
    ids=["deleting fails", "copying fails"],
)
def test_what_cannot_be_done_whole_is_left_as_it_was(
    step: str, ada: Member, child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The diary is there, and no half copy; another family's removal does not wait for it."""
    removals.request_child_deletion(child=child, by=ada.user, now=NOW)
    without_a_diary = make_family()
    owner, gran = member(without_a_diary, "owner"), member(without_a_diary, "owner")
    removals.request_ownership_end(member=gran, new_role="viewer", by=owner.user, now=NOW)
    before = stored_files()
    monkeypatch.setattr(step, disk_is_full)
    assert removals.run_due_removals(now=DUE) == 1
    assert Child.objects.filter(pk=child.pk).exists()
    assert [removal.child for removal in PendingRemoval.objects.all()] == [child]
    assert not KeptCopy.objects.exists()
    assert stored_files() == before
    monkeypatch.undo()
    assert removals.run_due_removals(now=DUE) == 1
    assert copies_of(ada.user) == [child.name]


def test_the_last_owner_asks_in_vain(family: Family, ada: Member) -> None:
    member(family, "caregiver")
    with pytest.raises(removals.LastOwner):
        removals.request_ownership_end(member=ada, new_role="viewer", by=ada.user, now=NOW)
    assert not PendingRemoval.objects.exists()


def test_who_is_the_last_owner_by_then_stays_one(ada: Member, ben: Member, child: Child) -> None:
    removals.request_ownership_end(member=ben, new_role="", by=ada.user, now=NOW)
    removals.leave_with_copies(member=ada, now=NOW)
    assert removals.run_due_removals(now=DUE) == 1
    assert Member.objects.get(pk=ben.pk).owns
    assert copies_of(ben.user) == []


@pytest.mark.parametrize("role", ["caregiver", "viewer"])
def test_an_owner_is_not_put_down_or_out_at_once(role: str, ada: Member, ben: Member) -> None:
    with pytest.raises(OwnersWait):
        change_role(member=ben, role=role, by=ada.user)
    with pytest.raises(OwnersWait):
        removals.remove_member_with_copies(member=ben, by=ada.user, now=NOW)
    assert Member.objects.get(pk=ben.pk).owns
    assert not KeptCopy.objects.exists()


def test_others_change_and_go_at_once(family: Family, ada: Member) -> None:
    gran = member(family, "viewer")
    change_role(member=gran, role="caregiver", by=ada.user)
    assert Member.objects.get(pk=gran.pk).role == "caregiver"
    removals.remove_member_with_copies(member=gran, by=ada.user, now=NOW)
    assert not Member.objects.filter(pk=gran.pk).exists()
    assert kinds(family) == ["became caregiver", "removed"]


def test_who_was_an_owner_a_moment_ago_is_not_put_out_without_a_copy(
    ada: Member, ben: Member, child: Child
) -> None:
    removals.request_ownership_end(member=ben, new_role="viewer", by=ada.user, now=NOW)
    removals.run_due_removals(now=DUE)
    make_concern(child)
    removals.remove_member_with_copies(member=ben, by=ada.user, now=DUE)
    assert copies_of(ben.user) == [child.name] * 2, "as it was when each part of it ended"


def test_called_off_while_the_copies_are_being_written_it_is_not_done(
    ada: Member, child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    removal = removals.request_child_deletion(child=child, by=ada.user, now=NOW)
    before = stored_files()

    def cancel_now(child: Child) -> Callable[[str], bytes]:
        removals.cancel(removal=removal, by=ada.user)
        return pictures_of(child)

    monkeypatch.setattr("tracker.removals.copies.pictures_of", cancel_now)
    assert removals.run_due_removals(now=DUE) == 0
    assert Child.objects.filter(pk=child.pk).exists()
    assert stored_files() == before
    assert not KeptCopy.objects.exists()
