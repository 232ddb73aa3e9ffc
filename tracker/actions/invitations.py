"""Invitations to a family: a link for one person and one role."""

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
    """The invitation was used, revoked, has expired or never existed."""


class AlreadyMember(Exception):
    """The user is in the family already. The invitation stays open."""


@transaction.atomic
def invite(
    *, family: Family, role: str, for_whom: str, token: str, by: User, now: datetime
) -> Invitation:
    """Creates an invitation for one of ``ROLES``, once for each token.

    Only the token's hash is stored.
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
    """Revokes an invitation, unless it was used or revoked before."""
    unanswered = Invitation.objects.filter(pk=invitation.pk, used_at=None, revoked_at=None)
    if unanswered.update(revoked_at=now):
        kind = FamilyEvent.Kind.INVITATION_REVOKED
        note_event(family=invitation.family, kind=kind, about=invitation.for_whom, by=by)


@transaction.atomic
def accept_invitation(*, token: str, user: User, now: datetime) -> Member:
    """Makes the user a member of the family and uses up the invitation.

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
    """Creates the account and accepts the invitation. Raises InvitationEnded and FamilyReadOnly."""
    invitation = open_invitation(token, now)
    if invitation is None:
        raise InvitationEnded
    return _take(invitation, make_account(account), now)


def _take(invitation: Invitation, user: User, now: datetime) -> Member:
    """Uses up the invitation with one conditional update, so that only one of two users gets it.

    Raises FamilyReadOnly: somebody who joins while a diary is being copied would get no copy.
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
