"""How somebody can log in, and who may help them back in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.conf import settings

from tracker.domain.roles import OWNING, ROLES
from tracker.models import Member, User


@dataclass(frozen=True)
class SecondStepOf:
    """What a user is asked for besides the password."""

    has_app: bool
    passkeys: int

    @property
    def is_on(self) -> bool:
        return self.has_app or self.passkeys > 0


def second_step_of(user: User) -> SecondStepOf:
    """One query."""
    kinds = Counter(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    return SecondStepOf(
        has_app=kinds[Authenticator.Type.TOTP] > 0, passkeys=kinds[Authenticator.Type.WEBAUTHN]
    )


def may_make_password_link(owner: User, user: User) -> bool:
    """Whether an owner may help this person to a new password. At most three queries.

    Whoever holds the link can get in as that person. So it must open nothing that is not the
    owner's anyway: neither another family nor a kept copy. And owners are equal: none can put
    another out by it.
    """
    if user == owner or user.kept_copies.exists():
        return False
    owned = set(Member.objects.filter(user=owner, role__in=OWNING).values_list("family", flat=True))
    theirs = Member.objects.filter(user=user, family__is_sample=False)
    places = theirs.values_list("family", "role")
    return bool(places) and all(family in owned and not ROLES[role].owns for family, role in places)


def zone_of(user: User) -> str:
    """The time zone of the user's first family, or of the server. One query."""
    zone = Member.objects.filter(user=user).order_by("pk").values_list("family__time_zone").first()
    return zone[0] if zone else settings.TIME_ZONE
