"""What is done at once: going oneself, and deleting where nobody else need be told first."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime
from functools import partial

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet

from tracker.actions.events import note_event
from tracker.actions.membership import LastMember, leave, remove_member
from tracker.actions.people import remove_child, remove_families
from tracker.actions.waiting_photos import forget_waiting
from tracker.models import Child, Family, FamilyEvent, KeptCopy, Member, User
from tracker.removals.copies import copies, keep, remove_copies
from tracker.removals.deletion import deletion


class NotAlone(Exception):
    """Somebody else belongs to the family, who is to be told first."""


def leave_with_copies(*, member: Member, now: datetime) -> None:
    """Whoever leaves goes at once, and has a copy of every diary of the family for thirty days.

    Raises LastMember, CopyFailed, and Member.DoesNotExist for who is gone already.
    """
    with _copies_for(member, now) as made, transaction.atomic():
        keep(made)
        leave(member=member)


def remove_member_with_copies(*, member: Member, by: User, now: datetime) -> None:
    """Who is no owner is put out at once, and has a copy as who leaves.

    Raises OwnersWait, CopyFailed, and Member.DoesNotExist for who is gone already.
    """
    with _copies_for(member, now) as made, transaction.atomic():
        keep(made)
        remove_member(member=member, by=by)


def delete_child_now(*, child: Child, by: User, now: datetime, with_copy: bool) -> None:
    """The child's diary is gone for good. Who wants to has a copy for thirty days.

    Raises NotAlone, CopyFailed and FamilyReadOnly.
    """
    only = Child.objects.filter(pk=child.pk)
    with deletion(child.family_id, only, _reader(by, with_copy), now) as made:
        _require_alone(child.family)
        keep(made)
        kind = FamilyEvent.Kind.CHILD_DELETED
        note_event(family=child.family, kind=kind, about=child.name, by=by)
        remove_child(child=child)


def delete_family_now(*, family: Family, by: User, now: datetime, with_copy: bool) -> None:
    """The family is gone for good with all its diaries; copies as for a child.

    Raises NotAlone, CopyFailed and FamilyReadOnly.
    """
    children = Child.objects.filter(family=family)
    with deletion(family.pk, children, _reader(by, with_copy), now) as made:
        _require_alone(family)
        keep(made)
        remove_families(Family.objects.filter(pk=family.pk))


@transaction.atomic
def delete_account(*, user: User) -> None:
    """Nothing stays that is only this person's: families where nobody else is, copies, photos that
    wait for their look, log-ins.

    Other families go on, and keep under the person's name what the person wrote for them.
    """
    for member in list(Member.objects.filter(user=user)):
        try:
            leave(member=member)
        except LastMember:
            remove_families(Family.objects.filter(pk=member.family_id))
    remove_copies(KeptCopy.objects.filter(user=user))
    _remove_sessions(user)
    transaction.on_commit(partial(forget_waiting, user_id=user.pk))
    user.delete()


def _copies_for(member: Member, now: datetime) -> AbstractContextManager[list[KeptCopy]]:
    """Of every diary of the family, which goes on meanwhile; none for who is gone already."""
    children = Child.objects.filter(family=member.family_id)
    return copies(children, User.objects.filter(memberships=member), now)


def _require_alone(family: Family) -> None:
    """While the family is read-only nobody can join it."""
    if family.members.count() > 1:
        raise NotAlone


def _reader(user: User, with_copy: bool) -> QuerySet[User]:
    return User.objects.filter(pk=user.pk) if with_copy else User.objects.none()


def _remove_sessions(user: User) -> None:
    """Whose a session is stands only within it."""
    theirs = [
        session.pk
        for session in Session.objects.iterator()
        if session.get_decoded().get("_auth_user_id") == str(user.pk)
    ]
    Session.objects.filter(pk__in=theirs).delete()
