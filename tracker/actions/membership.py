"""Roles of a family's members, and the ways out of it.

Owners are equal, so an owner's part ends only after a wait (``farewells``) or by leaving.
"""

from __future__ import annotations

from django.db import transaction

from tracker.actions.events import note_event
from tracker.models import Family, Member, User

_NEXT_TO_OWN = (Member.Role.CAREGIVER, Member.Role.VIEWER)


class OwnersWait(Exception):
    """What an owner is, another owner cannot end at once."""


@transaction.atomic
def change_role(*, member: Member, role: str, by: User) -> None:
    """Of a member who is no owner. Raises OwnersWait for an owner."""
    member = Member.objects.select_for_update().get(pk=member.pk)
    if member.owns:
        raise OwnersWait
    if member.role == role:
        return
    member.role = role
    member.save(update_fields=["role"])
    note_event(family=member.family, kind=f"became_{role}", about=member.user.shown_name, by=by)


@transaction.atomic
def remove_member(*, member: Member, by: User) -> None:
    """Somebody who is no owner is in the family no longer. Raises OwnersWait for an owner."""
    member = Member.objects.select_for_update().get(pk=member.pk)
    if member.owns:
        raise OwnersWait
    note_event(family=member.family, kind="removed", about=member.user.shown_name, by=by)
    member.delete()


@transaction.atomic
def leave(*, member: Member) -> None:
    """Whoever wants to go goes at once; what was written stays with the family.

    Where nobody owns the family then, its longest-standing caregiver does, or else viewer. The
    last person of all does not leave but deletes the family.
    """
    family = Family.objects.select_for_update().get(pk=member.family_id)
    note_event(family=family, kind="left", about=member.user.shown_name, by=member.user)
    member.delete()
    heir_to(family)


def heir_to(family: Family) -> None:
    """Sees to it that a family with members has an owner."""
    members = Member.objects.filter(family=family).order_by("pk")
    if members.filter(role=Member.Role.OWNER).exists():
        return
    heirs = (members.filter(role=role).first() for role in _NEXT_TO_OWN)
    heir = next((member for member in heirs if member is not None), None)
    if heir is None:
        return
    heir.role = Member.Role.OWNER
    heir.save(update_fields=["role"])
    note_event(family=family, kind="became_owner", about=heir.user.shown_name, by=None)
