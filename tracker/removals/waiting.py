"""What is asked for, told to every owner, and done after seven days unless it is called off."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from tracker.actions.events import note_event
from tracker.actions.people import remove_child, remove_families
from tracker.models import Child, Family, FamilyEvent, Member, PendingRemoval, User
from tracker.queries.membership import owners_besides
from tracker.removals.copies import copies, until_all_is_in

DAYS_OF_WAITING = 7

logger = logging.getLogger(__name__)


class LastOwner(Exception):
    """Somebody has to own the family: another one must do so first."""


@transaction.atomic
def ask_to_end_ownership(
    *, member: Member, role_then: str, by: User, now: datetime
) -> PendingRemoval:
    """In seven days the owner is a caregiver or viewer, or (``""``) in the family no longer.

    Asked for again it stays as it was asked for first; it can be called off. Raises LastOwner.
    """
    if not _may_go(member):
        raise LastOwner
    return _ask(
        PendingRemoval.Kind.OWNER_LEAVES_OFFICE,
        member.family,
        by,
        now,
        member=member,
        role=role_then,
    )


@transaction.atomic
def ask_to_delete_child(*, child: Child, by: User, now: datetime) -> PendingRemoval:
    """In seven days the child's diary is gone. Asked for twice it is there once."""
    return _ask(PendingRemoval.Kind.CHILD, child.family, by, now, child=child)


@transaction.atomic
def ask_to_delete_family(*, family: Family, by: User, now: datetime) -> PendingRemoval:
    """In seven days the family is gone with all its diaries. Asked for twice it is there once."""
    return _ask(PendingRemoval.Kind.FAMILY, family, by, now)


@transaction.atomic
def cancel(*, removal: PendingRemoval, by: User) -> None:
    """It will not be done. Who may is for queries.membership.may_call_off to say."""
    removed, _each = PendingRemoval.objects.filter(pk=removal.pk).delete()
    if removed:
        kind = FamilyEvent.Kind.CALLED_OFF
        note_event(family=removal.family, kind=kind, about=removal.about, by=by)


def carry_out_due(*, now: datetime) -> int:
    """Does what has waited long enough, each on its own. Returns how many were done.

    Safe to be called by several at once and as often as one likes. One that fails, say because
    its photos cannot be read, is left for the next time and keeps no other waiting.
    """
    done = 0
    for pk in list(PendingRemoval.objects.filter(due_at__lte=now).values_list("pk", flat=True)):
        try:
            done += _carry_out(pk, now)
        except Exception:
            logger.exception("What was due could not be done")
    return done


def _ask(
    kind: str,
    family: Family,
    by: User,
    now: datetime,
    *,
    child: Child | None = None,
    member: Member | None = None,
    role: str = "",
) -> PendingRemoval:
    removal, is_new = PendingRemoval.objects.get_or_create(
        kind=kind,
        family=family,
        child=child,
        member=member,
        defaults={
            "role_then": role,
            "asked_by": by,
            "asked_at": now,
            "due_at": now + timedelta(days=DAYS_OF_WAITING),
        },
    )
    if is_new:
        asked = FamilyEvent.Kind(f"asked_{kind}")
        note_event(family=family, kind=asked, about=removal.about, by=by)
    return removal


@until_all_is_in
def _carry_out(pk: int, now: datetime) -> bool:
    """False where it was called off, or done by somebody else, this very moment."""
    removal = PendingRemoval.objects.filter(pk=pk, due_at__lte=now).first()
    if removal is None:
        return False
    with copies(*_lost_by(removal), now) as made, transaction.atomic():
        Family.objects.select_for_update().filter(pk=removal.family_id).first()  # one at a time
        taken, _each = PendingRemoval.objects.filter(pk=pk).delete()
        if not taken:
            return False
        if removal.member is None:
            made.see_that_all_is_in()
        elif not _may_go(removal.member):
            return True
        made.keep()
        _finish(removal)
    return True


def _lost_by(removal: PendingRemoval) -> tuple[QuerySet[Child], QuerySet[User]]:
    """The diaries that somebody loses, or owns no longer, and who that is: of a diary that is
    deleted, all who read it.
    """
    children = Child.objects.filter(family=removal.family)
    if removal.member is not None:
        return children, User.objects.filter(memberships=removal.member)
    if removal.child is not None:
        children = children.filter(pk=removal.child.pk)
    return children, User.objects.filter(memberships__family=removal.family)


def _finish(removal: PendingRemoval) -> None:
    family, name = removal.family, removal.about
    if removal.child is not None:
        remove_child(child=removal.child)
        note_event(family=family, kind=FamilyEvent.Kind.CHILD_DELETED, about=name, by=None)
    elif removal.member is None:
        remove_families(Family.objects.filter(pk=family.pk))
    else:
        _end_ownership(removal.member, removal.role_then)


def _end_ownership(member: Member, role_then: str) -> None:
    family, name = member.family, member.user.shown_name
    if not role_then:
        member.delete()
        note_event(family=family, kind=FamilyEvent.Kind.REMOVED, about=name, by=None)
        return
    member.role = role_then
    member.save(update_fields=["role"])
    note_event(family=family, kind=FamilyEvent.Kind(f"became_{role_then}"), about=name, by=None)


def _may_go(member: Member) -> bool:
    """Never the last owner: then nobody could let anybody in or out."""
    return member.owns and owners_besides(member).exists()
