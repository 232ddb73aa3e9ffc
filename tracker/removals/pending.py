"""What is requested, told to every owner, and done after seven days unless it is cancelled."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction

from tracker.actions.events import note_event
from tracker.actions.people import remove_child, remove_families
from tracker.actions.read_only import FamilyReadOnly
from tracker.models import Child, Family, FamilyEvent, Member, PendingRemoval, User
from tracker.queries.membership import owners_besides
from tracker.removals.copies import copies, keep
from tracker.removals.deletion import deletion

WAITING_DAYS = 7

logger = logging.getLogger(__name__)


class LastOwner(Exception):
    """Somebody has to own the family: another one must do so first."""


@transaction.atomic
def request_ownership_end(
    *, member: Member, new_role: str, by: User, now: datetime
) -> PendingRemoval:
    """In seven days the owner has ``new_role``, or (``""``) is in the family no longer.

    Requested again it stays as it was requested first. Raises LastOwner.
    """
    if not _may_go(member):
        raise LastOwner
    kind = PendingRemoval.Kind.OWNERSHIP
    return _request(kind, member.family, by, now, member=member, new_role=new_role)


@transaction.atomic
def request_child_deletion(*, child: Child, by: User, now: datetime) -> PendingRemoval:
    """In seven days the child's diary is gone. Requested twice it is there once."""
    return _request(PendingRemoval.Kind.CHILD, child.family, by, now, child=child)


@transaction.atomic
def request_family_deletion(*, family: Family, by: User, now: datetime) -> PendingRemoval:
    """In seven days the family is gone with all its diaries. Requested twice it is there once."""
    return _request(PendingRemoval.Kind.FAMILY, family, by, now)


@transaction.atomic
def cancel(*, removal: PendingRemoval, by: User) -> None:
    """It will not be done. Who may is for queries.membership.may_cancel to say."""
    if _take(removal):
        kind = FamilyEvent.Kind.CANCELLED
        note_event(family=removal.family, kind=kind, about=removal.about, by=by)


def run_due_removals(*, now: datetime) -> int:
    """Does what has waited long enough, each on its own. Returns how many were done.

    Safe to be called by several at once and as often as one likes. One that fails, say because
    its photos cannot be read, is left for the next time and keeps no other waiting.
    """
    done = 0
    for pk in list(PendingRemoval.objects.filter(due_at__lte=now).values_list("pk", flat=True)):
        try:
            done += _run(pk, now)
        except FamilyReadOnly:
            logger.info("Something of this family is being removed already")
        except Exception:
            logger.exception("What was due could not be done")
    return done


def _request(
    kind: PendingRemoval.Kind,
    family: Family,
    by: User,
    now: datetime,
    *,
    child: Child | None = None,
    member: Member | None = None,
    new_role: str = "",
) -> PendingRemoval:
    removal, is_new = PendingRemoval.objects.get_or_create(
        kind=kind,
        family=family,
        child=child,
        member=member,
        defaults={
            "new_role": new_role,
            "asked_by": by,
            "asked_at": now,
            "due_at": now + timedelta(days=WAITING_DAYS),
        },
    )
    if is_new:
        asked = FamilyEvent.Kind(f"asked_{kind}")
        note_event(family=family, kind=asked, about=removal.about, by=by)
    return removal


def _run(pk: int, now: datetime) -> bool:
    """False where it was cancelled, or done by somebody else, this very moment."""
    removal = PendingRemoval.objects.filter(pk=pk, due_at__lte=now).first()
    if removal is None:
        return False
    if removal.member is not None:
        return _end_ownership(removal, removal.member, now)
    return _delete(removal, now)


def _delete(removal: PendingRemoval, now: datetime) -> bool:
    """Each who reads a diary that is deleted has a copy."""
    children = Child.objects.filter(family=removal.family)
    if removal.child is not None:
        children = children.filter(pk=removal.child.pk)
    readers = User.objects.filter(memberships__family=removal.family)
    with deletion(removal.family_id, children, readers, now) as made:
        if not _take(removal):
            return False
        keep(made)
        if removal.child is None:
            remove_families(Family.objects.filter(pk=removal.family_id))
            return True
        kind = FamilyEvent.Kind.CHILD_DELETED
        note_event(family=removal.family, kind=kind, about=removal.about, by=None)
        remove_child(child=removal.child)
    return True


def _end_ownership(removal: PendingRemoval, member: Member, now: datetime) -> bool:
    """The diaries go on; who owned them has a copy of each."""
    children = Child.objects.filter(family=removal.family)
    who = User.objects.filter(memberships=member)
    with copies(children, who, now) as made, transaction.atomic():
        Family.objects.select_for_update().filter(pk=removal.family_id).first()  # one at a time
        if not _take(removal):
            return False
        if _may_go(member):
            keep(made)
            _change_or_remove(member, removal.new_role)
    return True


def _change_or_remove(member: Member, new_role: str) -> None:
    family, name = member.family, member.user.shown_name
    if not new_role:
        member.delete()
        note_event(family=family, kind=FamilyEvent.Kind.REMOVED, about=name, by=None)
        return
    member.role = new_role
    member.save(update_fields=["role"])
    kind = FamilyEvent.Kind.BECAME
    note_event(family=family, kind=kind, about=name, role=new_role, by=None)


def _take(removal: PendingRemoval) -> bool:
    """Removes the request. Of several who try at once one gets True."""
    taken, _of_each = PendingRemoval.objects.filter(pk=removal.pk).delete()
    return bool(taken)


def _may_go(member: Member) -> bool:
    """Never the last owner: then nobody could let anybody in or out."""
    return member.owns and owners_besides(member).exists()
