"""Letting people into a family: by a link for one person and one role."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from tracker.actions.events import note_event
from tracker.actions.people import NewAccount, make_account
from tracker.actions.read_only import lock_family_for_writing
from tracker.models import Family, FamilyEvent, Invitation, Member, User
from tracker.queries.invitations import open_invitation, still_open
from tracker.utils.tokens import hash_of

DAYS_TO_ANSWER = 7


class InvitationEnded(Exception):
    """It was used, taken back, is too old, or never was; the answer does not say which."""


class AlreadyMember(Exception):
    """Whoever accepts is in the family already. The invitation stays for somebody else."""


@transaction.atomic
def invite(
    *, family: Family, role: str, for_whom: str, token: str, by: User, now: datetime
) -> Invitation:
    """An invitation for one of ``ROLES``. Made a second time with the same token, it is there
    once. Of the token only the hash is kept.
    """
    invitation, is_new = Invitation.objects.get_or_create(
        family=family,
        token_hash=hash_of(token),
        defaults={
            "role": role,
            "for_whom": for_whom,
            "made_by": by,
            "made_at": now,
            "expires_at": now + timedelta(days=DAYS_TO_ANSWER),
        },
    )
    if is_new:
        kind = FamilyEvent.Kind.INVITED
        note_event(family=family, kind=kind, about=for_whom, role=role, by=by)
    return invitation


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: User, now: datetime) -> None:
    """One that was used or revoked before stays as it is."""
    unanswered = Invitation.objects.filter(pk=invitation.pk, used_at=None, revoked_at=None)
    if unanswered.update(revoked_at=now):
        kind = FamilyEvent.Kind.INVITATION_REVOKED
        note_event(family=invitation.family, kind=kind, about=invitation.for_whom, by=by)


@transaction.atomic
def accept_invitation(*, token: str, user: User, now: datetime) -> Member:
    """The user is in the family from now on, and nobody can use the invitation again.

    Raises InvitationEnded, AlreadyMember and FamilyReadOnly.
    """
    invitation = open_invitation(token, now)
    if invitation is None:
        raise InvitationEnded
    if Member.objects.filter(family=invitation.family, user=user).exists():
        raise AlreadyMember
    return _take(invitation, user, now)


@transaction.atomic
def accept_as_new(*, token: str, account: NewAccount, now: datetime) -> Member:
    """As ``accept_invitation``, with an account that is made for it. Raises InvitationEnded and
    FamilyReadOnly.
    """
    invitation = open_invitation(token, now)
    if invitation is None:
        raise InvitationEnded
    return _take(invitation, make_account(account), now)


def _take(invitation: Invitation, user: User, now: datetime) -> Member:
    """Of two at the same moment one has it: the row itself decides.

    Raises FamilyReadOnly: who joins while a diary is copied would have no copy.
    """
    lock_family_for_writing(invitation.family_id)
    if not still_open(now).filter(pk=invitation.pk).update(used_at=now, used_by=user):
        raise InvitationEnded
    member = Member.objects.create(family=invitation.family, user=user, role=invitation.role)
    note_event(
        family=invitation.family,
        kind=FamilyEvent.Kind.JOINED,
        about=user.shown_name,
        role=invitation.role,
        by=user,
    )
    return member
