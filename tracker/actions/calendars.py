"""A member's private address at which a calendar reads a child's dates."""

from __future__ import annotations

from django.db import transaction
from django.db.models.functions import Now

from tracker.models import CalendarLink, Child, Member
from tracker.utils.tokens import new_token


@transaction.atomic
def renew_calendar(*, member: Member, child: Child) -> str:
    """Creates the address, or replaces it, which ends the old one. Returns the new token.

    Only the token's hash is stored, so it cannot be shown again.
    """
    token, token_hash = new_token()
    CalendarLink.objects.update_or_create(
        member=member, child=child, defaults={"token_hash": token_hash, "made_at": Now()}
    )
    return token


def stop_calendar(*, member: Member, child: Child) -> None:
    """Ends the address, if there is one."""
    CalendarLink.objects.filter(member=member, child=child).delete()
