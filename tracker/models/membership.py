"""Invitations, removals, copies and events of a family."""

from __future__ import annotations

from enum import StrEnum
from secrets import token_hex
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.domain.lengths import MAX_TEXT_LENGTH
from tracker.domain.roles import NOT_OWNING, ROLES
from tracker.models.child import Child
from tracker.models.people import Family, Member


class Invitation(models.Model):
    """Admits one person to a family, once, with one role. The token is stored only as a hash."""

    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=10)
    for_whom = models.CharField(_("for whom"), max_length=MAX_TEXT_LENGTH, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(role__in=sorted(ROLES)), name="invitation_role_known"
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("made_at")), name="invitation_ends_later"
            ),
        ]


class SignUpInvitation(models.Model):
    """Lets one new family start a diary, once. The token is stored only as a hash."""

    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("made_at")), name="sign_up_ends_later"
            ),
        ]


class PendingRemoval(models.Model):
    """A requested deletion of a diary or a family, or the requested end of an ownership.

    It can be cancelled until ``due_at`` (``queries.membership.may_cancel``). Whoever loses access
    gets a copy before it is done.
    """

    class Kind(models.TextChoices):
        OWNERSHIP = "owner", _("an owner is no owner any more")
        CHILD = "child", _("a child's diary is deleted")
        FAMILY = "family", _("the whole family is deleted")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="pending_removals")
    child = models.ForeignKey(
        Child, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    member = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    new_role = models.CharField(max_length=10, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["due_at", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(kind="owner", member__isnull=False, child=None)
                | models.Q(kind="child", member=None, child__isnull=False)
                | models.Q(kind="family", member=None, child=None),
                name="pending_removal_of_one_thing",
            ),
            models.CheckConstraint(
                condition=models.Q(new_role__in=["", *sorted(NOT_OWNING)]),
                name="pending_removal_role_known",
            ),
            models.CheckConstraint(
                condition=models.Q(due_at__gt=models.F("asked_at")), name="pending_removal_waits"
            ),
            models.UniqueConstraint(fields=["member"], name="pending_removal_once_a_member"),
            models.UniqueConstraint(fields=["child"], name="pending_removal_once_a_child"),
            models.UniqueConstraint(
                fields=["family"],
                condition=models.Q(kind="family"),
                name="pending_removal_once_a_family",
            ),
        ]

    @property
    def about(self) -> str:
        """The name of the member, child or family that it removes."""
        if self.member is not None:
            return self.member.user.shown_name
        return self.child.name if self.child is not None else self.family.name


COPIES = "copies"


def copy_name(*_: object) -> str:
    """Returns a random file name, which cannot be guessed."""
    return f"{COPIES}/{token_hex(16)}.zip"


class KeptCopy(models.Model):
    """A full copy of a child's diary, kept for a person who no longer reads or owns it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="kept_copies"
    )
    child_name = models.CharField(max_length=MAX_TEXT_LENGTH)
    file = models.FileField(upload_to=copy_name, max_length=100)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at", "-pk"]


class FamilyEvent(models.Model):
    """An event of a family: members, invitations, links, copies, removals.

    ``about`` is the name of its subject at that time; ``role`` the role given by an invitation or a
    change. Changes to a diary's content are in ``Change``.
    """

    class Kind(StrEnum):
        INVITED = "invited"
        INVITATION_REVOKED = "invitation_revoked"
        JOINED = "joined"
        BECAME = "became"
        REMOVED = "removed"
        LEFT = "left"
        PASSWORD_LINK = "password_link"
        SHARE_MADE = "share_made"
        SHARE_REVOKED = "share_revoked"
        SHARE_LOCKED = "share_locked"
        ASKED_OWNER = "asked_owner"
        ASKED_CHILD = "asked_child"
        ASKED_FAMILY = "asked_family"
        CANCELLED = "cancelled"
        CHILD_DELETED = "child_deleted"

    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=30)
    role = models.CharField(max_length=10, blank=True)
    about = models.CharField(max_length=MAX_TEXT_LENGTH, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = models.CharField(max_length=MAX_TEXT_LENGTH, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(role__in=["", *sorted(ROLES)]), name="event_role_known"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["family", "-at"], name="event_by_time"),
        ]
