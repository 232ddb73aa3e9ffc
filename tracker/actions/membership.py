"""Roles of a family's members, and leaving it.

Owners are equal, so an owner cannot be demoted or removed at once, only after a wait
(``removals.pending``). Whoever leaves or is removed gets copies of the diaries, which ``removals``
makes before it calls these functions.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from tracker.actions.events import note_event
from tracker.actions.read_only import lock_family_for_writing
from tracker.domain.roles import OWNER
from tracker.models import Family, FamilyEvent, Member, User
from tracker.queries.membership import heir_to


class OwnersWait(Exception):
    """An owner's membership cannot be changed at once by another owner."""


class LastMember(Exception):
    """The last member cannot leave: nobody could read or delete the records any more."""


@transaction.atomic
def change_role(*, member: Member, role: str, by: User) -> None:
    """Changes the role of a member who is not an owner. Raises OwnersWait for an owner."""
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
def set_relation(*, member: Member, relation: str) -> None:
    """Saves what a member is to the child; shown beside their name. Raises FamilyReadOnly."""
    lock_family_for_writing(member.family_id)
    member.relation = relation
    member.save(update_fields=["relation"])


@transaction.atomic
def close_notices(*, member: Member, keys: Iterable[str]) -> None:
    """Saves which notices the member has closed, in place of those closed before.

    Raises FamilyReadOnly.
    """
    lock_family_for_writing(member.family_id)
    member.closed_notices = sorted(keys)
    member.save(update_fields=["closed_notices"])


@transaction.atomic
def remove_member(*, member: Member, by: User) -> None:
    """Removes a member who is not an owner. Raises OwnersWait for an owner."""
    member = Member.objects.select_for_update().get(pk=member.pk)
    if member.owns:
        raise OwnersWait
    kind = FamilyEvent.Kind.REMOVED
    note_event(family=member.family, kind=kind, about=member.user.shown_name, by=by)
    member.delete()


@transaction.atomic
def leave(*, member: Member) -> None:
    """Ends the membership at once; the records stay with the family.

    If no owner remains, the heir becomes one. Raises LastMember for the only member, who can delete
    the family instead, and Member.DoesNotExist if the member has left already.
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
