"""What was changed, so that it can be undone."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from tracker.models.child import Child


class Change(models.Model):
    """One record written, changed or deleted. Changes of one act share a ``batch``.

    ``before`` holds the record and what hangs on it as it was, in Django's own serialised form;
    None where the record was written anew.
    """

    class Verb(models.TextChoices):
        WRITTEN = "written"
        CHANGED = "changed"
        DELETED = "deleted"

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="changes")
    batch = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=20)
    record_id = models.BigIntegerField()
    verb = models.CharField(max_length=10, choices=Verb.choices)
    before = models.JSONField(null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(verb__in=["written", "changed", "deleted"]),
                name="change_verb_known",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["child", "-made_at"], name="change_by_time"),
        ]
