"""A user's ways to log in, and who may send them a password link."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, QuerySet

from tracker.domain.roles import OWNING, ROLES
from tracker.models import Acceptance, Member, User
from tracker.models.terms import digest_of


@dataclass(frozen=True)
class SecondStepStatus:
    """The second factors of a user."""

    has_app: bool
    passkeys: int

    @property
    def is_on(self) -> bool:
        return self.has_app or self.passkeys > 0


def second_step_of(user: User) -> SecondStepStatus:
    """Returns the user's second factors. One query."""
    kinds = Counter(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    return SecondStepStatus(
        has_app=kinds[Authenticator.Type.TOTP] > 0, passkeys=kinds[Authenticator.Type.WEBAUTHN]
    )


def may_make_password_link(owner: User, user: User) -> bool:
    """Whether an owner may send this user a link to a new password. At most three queries.

    Whoever has the link can log in as the user, so it must give access to nothing beyond the
    owner's own families: no other family, no kept copy. Owners are equal, so none can take over
    another's account.
    """
    if user == owner or user.kept_copies.exists():
        return False
    owned = set(Member.objects.filter(user=owner, role__in=OWNING).values_list("family", flat=True))
    memberships = Member.objects.filter(user=user, family__is_sample=False)
    roles = memberships.values_list("family", "role")
    return bool(roles) and all(family in owned and not ROLES[role].owns for family, role in roles)


def time_zone_of(user: User) -> str:
    """Returns the IANA time zone of the user's first family, or else the server's. One query."""
    zone = Member.objects.filter(user=user).order_by("pk").values_list("family__time_zone").first()
    return zone[0] if zone else settings.TIME_ZONE


def sessions_of(user: User, now: datetime) -> QuerySet[UserSession]:
    """Returns the user's sessions that are still valid, the last used first."""
    valid = Session.objects.filter(pk=OuterRef("session_key"), expire_date__gt=now)
    rows: QuerySet[UserSession] = UserSession.objects.filter(Exists(valid), user=user)
    return rows.order_by("-last_seen_at")


def acceptances_of(user: User) -> QuerySet[Acceptance]:
    """Returns what the user agreed to, with its text, the earliest first. One query."""
    rows = Acceptance.objects.filter(user=user).select_related("terms")
    return rows.order_by("accepted_at", "pk")


def accepted_at(user: User, text: str) -> datetime | None:
    """Returns when the user agreed to these terms. None if they did not. One query."""
    rows = Acceptance.objects.filter(user=user, terms__sha256=digest_of(text))
    return rows.values_list("accepted_at", flat=True).first()
