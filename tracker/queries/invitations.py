"""Invitations into a family that can still be answered."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from tracker.models import Family, Invitation
from tracker.tokens import hash_of


def open_invitation(token: str, now: datetime) -> Invitation | None:
    """With its family; None for one that ended as for one that never was. One query."""
    return _open(now).filter(token_hash=hash_of(token)).select_related("family").first()


def open_invitations(family: Family, now: datetime) -> QuerySet[Invitation]:
    """Newest first, each with who made it. One query."""
    return _open(now).filter(family=family).select_related("made_by")


def _open(now: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(used_at=None, revoked_at=None, expires_at__gt=now)
