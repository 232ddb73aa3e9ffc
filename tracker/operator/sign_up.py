"""Who may start a diary for a new family, and starting it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from tracker.actions.concerns import begin_concern
from tracker.actions.people import (
    GUEST_EMAIL,
    NewAccount,
    add_child,
    lock_tables,
    make_account,
    make_family,
    remove_samples,
)
from tracker.domain import records
from tracker.models import Child, Family, SignUpInvitation, User
from tracker.queries import is_empty
from tracker.utils.tokens import hash_of

OPEN, BY_INVITATION, CLOSED = "open", "invitation", "closed"

DAYS_TO_ANSWER = 14


class SignUpClosed(Exception):
    """This visitor may not start a diary here."""


def may_sign_up(token: str, now: datetime) -> bool:
    """Whether a visitor with this token, or none, may start a diary. At most two queries."""
    return settings.SIGN_UP == OPEN or is_empty() or open_sign_ups(token, now).exists()


def open_sign_ups(token: str, now: datetime) -> QuerySet[SignUpInvitation]:
    """Returns the invitation with this token, unless it was used or has expired."""
    if settings.SIGN_UP != BY_INVITATION:
        return SignUpInvitation.objects.none()
    return SignUpInvitation.objects.filter(
        token_hash=hash_of(token), used_at=None, expires_at__gt=now
    )


def invite_to_sign_up(*, token: str, now: datetime) -> SignUpInvitation:
    """Creates an invitation for one new family, open for two weeks. Stores the token's hash only.

    Raises SignUpClosed unless SIGN_UP is ``invitation``.
    """
    if settings.SIGN_UP != BY_INVITATION:
        raise SignUpClosed
    return SignUpInvitation.objects.create(
        token_hash=hash_of(token), made_at=now, expires_at=now + timedelta(days=DAYS_TO_ANSWER)
    )


@transaction.atomic
def open_diary(
    *,
    child: records.Child,
    concern: records.Concern | None,
    by: User | NewAccount,
    time_zone: str,
    country: str,
    now: datetime,
    token: str = "",
) -> tuple[User, Child]:
    """Creates a family with a child and the first concern, and uses up the invitation.

    Creates the account too unless ``by`` is a user. Raises SignUpClosed.
    """
    _take_turn(token, now)
    user = by if isinstance(by, User) else make_account(by)
    family = make_family(name=child.name, time_zone=time_zone, country=country, owner=user)
    row = add_child(family=family, child=child)
    if concern is not None:
        begin_concern(child=row, concern=concern, by=user)
    if settings.SIGN_UP == BY_INVITATION:
        SignUpInvitation.objects.filter(token_hash=hash_of(token)).update(used_by=user)
    return user, row


def _take_turn(token: str, now: datetime) -> None:
    """Clears the sample away for the first family; of two that use an invitation one gets it."""
    if is_empty():
        lock_tables(Family)
        if is_empty():
            User.objects.filter(email=GUEST_EMAIL).delete()
            remove_samples()
            return
    if settings.SIGN_UP != OPEN and not open_sign_ups(token, now).update(used_at=now):
        raise SignUpClosed
