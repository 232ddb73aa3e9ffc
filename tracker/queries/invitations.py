"""Open invitations to a family."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from tracker.domain.roles import OWNING
from tracker.models import Family, Invitation, Member
from tracker.utils.tokens import hash_of


def open_invitation(token: str, now: datetime) -> Invitation | None:
    """Returns the open invitation with this token, its family and maker, or None. One query."""
    found = still_open(now).filter(token_hash=hash_of(token))
    return found.select_related("family", "made_by").first()


def open_invitations(family: Family, now: datetime) -> QuerySet[Invitation]:
    """Returns the family's open invitations, newest first, with their makers. One query."""
    return still_open(now).filter(family=family).select_related("made_by")


def still_open(now: datetime) -> QuerySet[Invitation]:
    """Returns open invitations.

    An invitation ends when its maker stops being an owner, so that nobody returns by a link that
    they made before they left.
    """
    maker = Member.objects.filter(
        family=OuterRef("family"), user=OuterRef("made_by"), role__in=OWNING
    )
    return Invitation.objects.filter(
        Exists(maker), used_at=None, revoked_at=None, expires_at__gt=now
    )
