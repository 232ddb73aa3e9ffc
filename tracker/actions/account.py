"""A person's own account: their name, their address, and what helps who is locked out."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction

from tracker.models import User


def change_name(*, user: User, name: str) -> None:
    user.name = name
    user.save(update_fields=["name"])


@transaction.atomic
def change_address(*, user: User, email: str) -> None:
    """From now on the user logs in with ``email`` and no longer with what was before it."""
    EmailAddress.objects.filter(user=user).delete()  # the library's own list, which it obeys first
    user.email = email.lower()
    user.save(update_fields=["email"])


def remove_second_step(*, user: User) -> int:
    """Removes the app, the passkeys and the recovery codes; says how many things that were."""
    removed, _ = Authenticator.objects.filter(user=user).delete()
    return removed
