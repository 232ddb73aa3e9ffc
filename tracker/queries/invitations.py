"""Invitations into a family that can still be answered."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from tracker.domain.roles import OWNING
from tracker.models import Family, Invitation, Member
from tracker.utils.tokens import hash_of


def open_invitation(token: str, now: datetime) -> Invitation | None:
    """With its family and who made it; None for one that ended as for one that never was.

    One query.
    """
    found = still_open(now).filter(token_hash=hash_of(token))
    return found.select_related("family", "made_by").first()


def open_invitations(family: Family, now: datetime) -> QuerySet[Invitation]:
    """Newest first, each with who made it. One query."""
    return still_open(now).filter(family=family).select_related("made_by")


def still_open(now: datetime) -> QuerySet[Invitation]:
    """One ends with its maker's ownership: nobody comes back by a link they made before they
    went.
    """
    maker = Member.objects.filter(
        family=OuterRef("family"), user=OuterRef("made_by"), role__in=OWNING
    )
    return Invitation.objects.filter(
        Exists(maker), used_at=None, revoked_at=None, expires_at__gt=now
    )
