"""Letting people into a family: by a link for one person and one role."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from tracker.actions.events import note_event
from tracker.models import Family, Invitation, Member, User
from tracker.queries.invitations import open_invitation
from tracker.tokens import new_token

DAYS_TO_ANSWER = 7


class InvitationEnded(Exception):
    """It was used, taken back, is too old, or never was; the answer does not say which."""


class AlreadyMember(Exception):
    """Whoever accepts is in the family already. The invitation stays for somebody else."""


@transaction.atomic
def invite(
    *, family: Family, role: str, for_whom: str, by: User, now: datetime
) -> tuple[Invitation, str]:
    """A new invitation and its token, which is nowhere kept. ``role`` is one of Member.Role."""
    token, token_hash = new_token()
    invitation = Invitation.objects.create(
        family=family,
        role=role,
        for_whom=for_whom,
        token_hash=token_hash,
        made_by=by,
        made_at=now,
        expires_at=now + timedelta(days=DAYS_TO_ANSWER),
    )
    note_event(family=family, kind="invited", about=for_whom, by=by)
    return invitation, token


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: User, now: datetime) -> None:
    """One that was used or revoked before stays as it is."""
    still_open = Invitation.objects.filter(pk=invitation.pk, used_at=None, revoked_at=None)
    if still_open.update(revoked_at=now):
        note_event(
            family=invitation.family, kind="invitation_revoked", about=invitation.for_whom, by=by
        )


@transaction.atomic
def accept_invitation(*, token: str, user: User, now: datetime) -> Member:
    """The user is in the family from now on, and nobody can use the invitation again.

    Raises InvitationEnded and AlreadyMember.
    """
    invitation = open_invitation(token, now)
    if invitation is None:
        raise InvitationEnded
    if Member.objects.filter(family=invitation.family, user=user).exists():
        raise AlreadyMember
    return _take(invitation, user, now)


@transaction.atomic
def accept_as_new(
    *, token: str, email: str, password: str, name: str, now: datetime
) -> tuple[User, Member]:
    """As ``accept_invitation``, with an account that is made for it.

    The address is one that has no account yet; the form sees to it. Raises InvitationEnded.
    """
    invitation = open_invitation(token, now)
    if invitation is None:
        raise InvitationEnded
    user = User.objects.create_user(email, password, name=name)
    return user, _take(invitation, user, now)


def _take(invitation: Invitation, user: User, now: datetime) -> Member:
    """Of two at the same moment one has it: the row itself decides."""
    unused = Invitation.objects.filter(pk=invitation.pk, used_at=None, revoked_at=None)
    if not unused.update(used_at=now, used_by=user):
        raise InvitationEnded
    member = Member.objects.create(family=invitation.family, user=user, role=invitation.role)
    note_event(family=invitation.family, kind="joined", about=user.shown_name, by=user)
    return member
