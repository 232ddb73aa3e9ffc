"""Roles of a family's members, and the ways out of it.

Owners are equal, so an owner's part ends only after a wait or by leaving. Nobody goes without a
copy: ``removals`` makes it, and calls what is here.
"""

from __future__ import annotations

from django.db import transaction

from tracker.actions.events import note_event
from tracker.domain.roles import OWNER
from tracker.models import Family, FamilyEvent, Member, User
from tracker.queries.membership import heir_to


class OwnersWait(Exception):
    """What an owner is, another owner cannot end at once."""


class LastMember(Exception):
    """Nobody would be left who could read or delete what is written."""


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
    kind, name = FamilyEvent.Kind.BECAME, member.user.shown_name
    note_event(family=member.family, kind=kind, about=name, role=role, by=by)


@transaction.atomic
def remove_member(*, member: Member, by: User) -> None:
    """Somebody who is no owner is in the family no longer. Raises OwnersWait for an owner."""
    member = Member.objects.select_for_update().get(pk=member.pk)
    if member.owns:
        raise OwnersWait
    kind = FamilyEvent.Kind.REMOVED
    note_event(family=member.family, kind=kind, about=member.user.shown_name, by=by)
    member.delete()


@transaction.atomic
def leave(*, member: Member) -> None:
    """Whoever wants to go goes at once; what was written stays with the family.

    Where nobody owns the family then, its heir does. Raises LastMember: the last person of all
    does not leave but deletes the family. Raises Member.DoesNotExist for who is gone already.
    """
    family = Family.objects.select_for_update().get(pk=member.family_id)
    member = family.members.select_related("user").get(pk=member.pk)
    if not family.members.exclude(pk=member.pk).exists():
        raise LastMember
    kind = FamilyEvent.Kind.LEFT
    note_event(family=family, kind=kind, about=member.user.shown_name, by=member.user)
    heir = heir_to(family, leaving=member)
    member.delete()
    if heir is not None:
        heir.role = OWNER.key
        heir.save(update_fields=["role"])
        kind, name = FamilyEvent.Kind.BECAME, heir.user.shown_name
        note_event(family=family, kind=kind, about=name, role=heir.role, by=None)
