"""Removals at once: leaving, and deletions that affect nobody else."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime
from functools import partial
from pathlib import Path
from shutil import copyfileobj

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet

from tracker.actions.events import note_event
from tracker.actions.membership import LastMember, leave, remove_member
from tracker.actions.people import remove_child, remove_families
from tracker.actions.waiting_photos import delete_waiting_photos
from tracker.models import Child, Family, FamilyEvent, KeptCopy, Member, User
from tracker.removals.copies import remove_copies, save_copies, whole_diary_file, write_copies
from tracker.removals.deletion import deletion
from tracker.utils.atomic_write import atomic_write


class NotAlone(Exception):
    """The family has another member, to whom the removal must be announced."""


def leave_with_copies(*, member: Member, now: datetime) -> None:
    """Ends the membership at once, with a copy of every diary of the family for thirty days.

    Raises LastMember, CopyFailed, and Member.DoesNotExist if the member has left already.
    """
    with _copies_for(member, now) as copies, transaction.atomic():
        save_copies(copies)
        leave(member=member)


def remove_member_with_copies(*, member: Member, by: User, now: datetime) -> None:
    """Removes a member who is not an owner at once, with copies as in ``leave_with_copies``.

    Raises OwnersWait, CopyFailed, and Member.DoesNotExist if the member has left already.
    """
    with _copies_for(member, now) as copies, transaction.atomic():
        save_copies(copies)
        remove_member(member=member, by=by)


def delete_child_now(*, child: Child, by: User, now: datetime, with_copy: bool) -> None:
    """Deletes the child's diary permanently, with a copy for thirty days if wanted.

    Raises NotAlone, CopyFailed and FamilyReadOnly.
    """
    only = Child.objects.filter(pk=child.pk)
    with deletion(child.family_id, only, _copy_receivers(by, with_copy), now) as copies:
        _require_alone(child.family)
        save_copies(copies)
        kind = FamilyEvent.Kind.CHILD_DELETED
        note_event(family=child.family, kind=kind, about=child.name, by=by)
        remove_child(child=child)


def delete_family_now(*, family: Family, by: User, now: datetime, with_copy: bool) -> None:
    """Deletes the family with all its diaries permanently, with copies as in ``delete_child_now``.

    Raises NotAlone, CopyFailed and FamilyReadOnly.
    """
    children = Child.objects.filter(family=family)
    with deletion(family.pk, children, _copy_receivers(by, with_copy), now) as copies:
        _require_alone(family)
        save_copies(copies)
        remove_families(Family.objects.filter(pk=family.pk))


def close_family(*, family: Family, now: datetime, folder: Path | None = None) -> list[Path]:
    """Deletes a family with all its diaries, for the person who hosts the server.

    Every member keeps their account and gets a copy of each diary for thirty days. With ``folder``
    a zip of each is written there too; returns these. Raises CopyFailed and FamilyReadOnly, and
    OSError if a zip cannot be written: then nothing is deleted.
    """
    children = Child.objects.filter(family=family)
    members = User.objects.filter(memberships__family=family)
    with deletion(family.pk, children, members, now) as copies:
        written = [_export_to(folder, child) for child in children] if folder else []
        save_copies(copies)
        remove_families(Family.objects.filter(pk=family.pk))
    return written


def _export_to(folder: Path, child: Child) -> Path:
    path = folder / f"diary-{child.pk}.zip"
    with whole_diary_file(child) as source, atomic_write(path) as target:
        copyfileobj(source, target)
    return path


@transaction.atomic
def delete_account(*, user: User) -> None:
    """Deletes the account and what belongs to this person alone.

    That is families without another member, copies, waiting photos and sessions. Other families
    keep what the person wrote, under the person's name.
    """
    for member in list(Member.objects.filter(user=user)):
        try:
            leave(member=member)
        except LastMember:
            remove_families(Family.objects.filter(pk=member.family_id))
    remove_copies(KeptCopy.objects.filter(user=user))
    _remove_sessions(user)
    transaction.on_commit(partial(delete_waiting_photos, user_id=user.pk))
    user.delete()


def _copies_for(member: Member, now: datetime) -> AbstractContextManager[list[KeptCopy]]:
    """Copies every diary of the member's family, which stays writable.

    Copies nothing for a member who has left.
    """
    children = Child.objects.filter(family=member.family_id)
    return write_copies(children, User.objects.filter(memberships=member), now)


def _require_alone(family: Family) -> None:
    """Raises NotAlone. Nobody can join meanwhile, since the family is read-only."""
    if family.members.count() > 1:
        raise NotAlone


def _copy_receivers(user: User, with_copy: bool) -> QuerySet[User]:
    return User.objects.filter(pk=user.pk) if with_copy else User.objects.none()


def _remove_sessions(user: User) -> None:
    """Deletes the user's sessions; the user is stored only inside the encoded session."""
    own_sessions = [
        session.pk
        for session in Session.objects.iterator()
        if session.get_decoded().get("_auth_user_id") == str(user.pk)
    ]
    Session.objects.filter(pk__in=own_sessions).delete()
