"""A member's own address at which a calendar reads a child's days."""

from __future__ import annotations

from django.db import transaction
from django.db.models.functions import Now

from tracker.models import CalendarLink, Child, Member
from tracker.utils.tokens import new_token


@transaction.atomic
def renew_calendar(*, member: Member, child: Child) -> str:
    """Makes the address, or a new one in the place of the old, which is no more from then on.

    Returns the token that stands in it. Only its hash is kept: nobody can be told it again.
    """
    token, token_hash = new_token()
    CalendarLink.objects.update_or_create(
        member=member, child=child, defaults={"token_hash": token_hash, "made_at": Now()}
    )
    return token


def stop_calendar(*, member: Member, child: Child) -> None:
    """Ends the address, if there is one."""
    CalendarLink.objects.filter(member=member, child=child).delete()
