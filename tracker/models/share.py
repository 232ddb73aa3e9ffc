"""Links that leave the family: a summary for a doctor and a calendar.

And a member's choices for the summary.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone

from tracker.models.child import Child
from tracker.models.people import Member

MAX_WRONG_CODES = 5


class ShareQuerySet(models.QuerySet["Share"]):
    def open_at(self, now: datetime) -> Self:
        """Returns the links for which ``is_open`` is true."""
        return self.filter(revoked_at=None, expires_at__gt=now)


class Share(models.Model):
    """A read-only link to a child's summary, opened by its token and code.

    Token and code are stored only as hashes. ``choice`` is the query of the parent's own summary
    page. A frozen link keeps the diary of the day ``as_of`` as a diary file; a live one has
    neither.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="shares")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=64, blank=True)
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    with_full_name = models.BooleanField(default=False)
    choice = models.TextField(blank=True)
    diary = models.TextField(blank=True)
    as_of = models.DateField(null=True, blank=True)

    objects: ClassVar[models.Manager[Share]] = ShareQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(wrong_codes__lte=MAX_WRONG_CODES), name="share_locks_in_time"
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("made_at")), name="share_ends_later"
            ),
            models.CheckConstraint(
                condition=models.Q(diary="", as_of=None)
                | (~models.Q(diary="") & models.Q(as_of__isnull=False)),
                name="share_frozen_whole",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["expires_at"], name="share_by_end"),
            models.Index(
                fields=["revoked_at"],
                condition=models.Q(revoked_at__isnull=False),
                name="share_revoked",
            ),
        ]

    @property
    def is_frozen(self) -> bool:
        return self.diary != ""

    @property
    def is_locked(self) -> bool:
        """Whether wrong codes closed it to browsers that have not opened it before."""
        return self.wrong_codes >= MAX_WRONG_CODES

    def is_open(self, now: datetime) -> bool:
        """Whether it has not expired and was not revoked; browsers that opened it can read it."""
        return self.revoked_at is None and self.expires_at > now


class ShareOpening(models.Model):
    """One opening of the link."""

    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="openings")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]


class CalendarLink(models.Model):
    """A member's private address at which a calendar reads a child's dates.

    Renewing it replaces the token. It is deleted with the membership.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="calendar_links")
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["member", "child"], name="calendar_link_once"),
        ]


class SummaryChoice(models.Model):
    """The query that a member last chose for a child's summary.

    There is no row for the default. It is deleted with the membership.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="summary_choices")
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="+")
    query = models.TextField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["member", "child"], name="summary_choice_once"),
            models.CheckConstraint(condition=~models.Q(query=""), name="summary_choice_says_what"),
        ]
