"""What every written-down thing has in common."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

RESTORE_PERIOD = timedelta(days=30)
"""For so long what was deleted can be brought back; then it is removed for good."""


def _user() -> Any:
    """Who did it, until their account goes."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        db_index=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )


class Versioned(models.Model):
    """What several people may change. The revision counts the changes of what it says, so that
    nobody overwrites what they have not seen.

    ``changed_by`` and ``changed_at`` tell of the last of these changes.
    """

    revision = models.PositiveIntegerField(default=0, editable=False)
    changed_by = _user()
    changed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True


class RecordQuerySet(models.QuerySet[Any]):
    """Reads that every record shares."""

    def in_order(self) -> Self:
        """By day, then time of day (none first), then as written."""
        return self.order_by("day", models.F("at").asc(nulls_first=True), "pk")

    def newest_first(self) -> Self:
        return self.order_by("-day", models.F("at").desc(nulls_last=True), "-pk")


class PresentManager(models.Manager.from_queryset(RecordQuerySet)):  # type: ignore[misc]
    """Hides what was deleted; ``all_objects`` shows it, so that it can be brought back."""

    def get_queryset(self) -> RecordQuerySet:
        queryset: RecordQuerySet = super().get_queryset()
        return queryset.filter(deleted_at=None)


class Record(Versioned):
    """Something a member wrote down.

    ``uuid`` may be chosen by the client: sending the same form twice makes one record. The order
    of the primary keys is the order in which records were written. A deleted record keeps its row
    for ``RESTORE_PERIOD``.
    """

    uuid = models.UUIDField(default=uuid4, editable=False)
    created_at = models.DateTimeField(default=timezone.now, db_default=Now(), editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)
    deleted_by = _user()

    objects: ClassVar[Any] = PresentManager()
    all_objects: ClassVar[Any] = models.Manager()

    class Meta:
        abstract = True
        base_manager_name = "all_objects"


def between(field: str, low: float, high: float) -> models.Q:
    """The field is empty or within the bounds, both included."""
    return models.Q(**{field: None}) | models.Q(**{f"{field}__gte": low, f"{field}__lte": high})
