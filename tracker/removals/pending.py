"""Removals that are announced to every owner and done after seven days unless cancelled."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction

from tracker.actions.events import note_event
from tracker.actions.people import remove_child, remove_families
from tracker.actions.read_only import FamilyReadOnly
from tracker.models import Child, Family, FamilyEvent, Member, PendingRemoval, User
from tracker.queries.membership import owners_besides
from tracker.removals.copies import save_copies, write_copies
from tracker.removals.deletion import deletion

WAITING_DAYS = 7

logger = logging.getLogger(__name__)


class LastOwner(Exception):
    """A family must have an owner: another member must become one first."""


@transaction.atomic
def request_ownership_end(
    *, member: Member, new_role: str, by: User, now: datetime
) -> PendingRemoval:
    """Requests that the owner gets ``new_role``, or leaves the family if it is empty.

    A second request leaves the first as it is. Raises LastOwner.
    """
    if not _can_stop_owning(member):
        raise LastOwner
    kind = PendingRemoval.Kind.OWNERSHIP
    return _request(kind, member.family, by, now, member=member, new_role=new_role)


@transaction.atomic
def request_child_deletion(*, child: Child, by: User, now: datetime) -> PendingRemoval:
    """Requests the deletion of the child's diary. A second request leaves the first as it is."""
    return _request(PendingRemoval.Kind.CHILD, child.family, by, now, child=child)


@transaction.atomic
def request_family_deletion(*, family: Family, by: User, now: datetime) -> PendingRemoval:
    """Requests the deletion of the family and its diaries.

    A second request leaves the first as it is.
    """
    return _request(PendingRemoval.Kind.FAMILY, family, by, now)


@transaction.atomic
def cancel(*, removal: PendingRemoval, by: User) -> None:
    """Deletes the request. Callers check ``queries.membership.may_cancel``."""
    if _delete_request(removal):
        kind = FamilyEvent.Kind.CANCELLED
        note_event(family=removal.family, kind=kind, about=removal.about, by=by)


def run_due_removals(*, now: datetime) -> int:
    """Does the removals that are due, each on its own. Returns how many were done.

    May run in several processes and any number of times. One that fails, such as because photos
    cannot be read, is tried again at the next run and does not stop the others.
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
    """Returns False if it was cancelled, or done by another process, meanwhile."""
    removal = PendingRemoval.objects.filter(pk=pk, due_at__lte=now).first()
    if removal is None:
        return False
    if removal.member is not None:
        return _end_ownership(removal, removal.member, now)
    return _delete(removal, now)


def _delete(removal: PendingRemoval, now: datetime) -> bool:
    """Deletes the diaries, with a copy for every member."""
    children = Child.objects.filter(family=removal.family)
    if removal.child is not None:
        children = children.filter(pk=removal.child.pk)
    readers = User.objects.filter(memberships__family=removal.family)
    with deletion(removal.family_id, children, readers, now) as copies:
        if not _delete_request(removal):
            return False
        save_copies(copies)
        if removal.child is None:
            remove_families(Family.objects.filter(pk=removal.family_id))
            return True
        kind = FamilyEvent.Kind.CHILD_DELETED
        note_event(family=removal.family, kind=kind, about=removal.about, by=None)
        remove_child(child=removal.child)
    return True


def _end_ownership(removal: PendingRemoval, member: Member, now: datetime) -> bool:
    """Ends the ownership; the diaries stay, and the former owner gets a copy of each."""
    children = Child.objects.filter(family=removal.family)
    former_owner = User.objects.filter(memberships=member)
    with write_copies(children, former_owner, now) as copies, transaction.atomic():
        Family.objects.select_for_update().filter(pk=removal.family_id).first()  # one at a time
        if not _delete_request(removal):
            return False
        if _can_stop_owning(member):
            save_copies(copies)
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


def _delete_request(removal: PendingRemoval) -> bool:
    """Deletes the request. Of several concurrent callers one gets True."""
    deleted, _of_each = PendingRemoval.objects.filter(pk=removal.pk).delete()
    return bool(deleted)


def _can_stop_owning(member: Member) -> bool:
    """Whether the member is an owner but not the last, without whom nobody could invite anybody."""
    return member.owns and owners_besides(member).exists()
