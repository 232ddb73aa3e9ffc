"""Work that is due later."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tracker.models.people import Member

MAX_KIND_LENGTH = 30
MAX_KEY_LENGTH = 100

_IS_OPEN = models.Q(ended_at=None)


class Job(models.Model):
    """Work that one of the processes does once ``due_at`` has come; ``jobs.queue`` writes it.

    ``key`` is unique in its kind, also among the ended ones: what was done is not done again. A
    job of a member ends with the membership. ``claim`` is of the process that does it, until
    ``claimed_until``. ``tries`` counts the claims. After ``give_up_at`` it is ended as missed;
    without one it is tried for ever. ``error`` is the name of the last exception, nothing more.
    """

    kind = models.CharField(max_length=MAX_KIND_LENGTH)
    key = models.CharField(max_length=MAX_KEY_LENGTH)
    member = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="jobs")
    due_at = models.DateTimeField()
    give_up_at = models.DateTimeField(null=True)
    claim = models.UUIDField(null=True)
    claimed_until = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    is_missed = models.BooleanField(default=False)
    error = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "key"], name="job_once"),
            models.CheckConstraint(
                condition=models.Q(claim=None, claimed_until=None)
                | models.Q(claim__isnull=False, claimed_until__isnull=False),
                name="job_claim_ends",
            ),
            models.CheckConstraint(
                condition=models.Q(is_missed=False) | ~_IS_OPEN, name="job_missed_has_ended"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["due_at"], condition=_IS_OPEN, name="job_open_by_due"),
            models.Index(
                fields=["claim"], condition=models.Q(claim__isnull=False), name="job_claimed"
            ),
            models.Index(fields=["ended_at"], condition=~_IS_OPEN, name="job_ended"),
        ]
