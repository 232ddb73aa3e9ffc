"""What every written-down thing has in common."""

from __future__ import annotations

from typing import Any, ClassVar, Self
from uuid import uuid4

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone


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


class Record(models.Model):
    """Something a member wrote down.

    ``uuid`` may be chosen by the client: sending the same form twice makes one record. The order
    of the primary keys is the order in which records were written. A deleted record keeps its row
    until it is purged, so that deleting can be undone.
    """

    uuid = models.UUIDField(default=uuid4, editable=False)
    created_at = models.DateTimeField(default=timezone.now, db_default=Now(), editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[Any] = PresentManager()
    all_objects: ClassVar[Any] = models.Manager()

    class Meta:
        abstract = True
        base_manager_name = "all_objects"


def between(field: str, low: float, high: float) -> models.Q:
    """The field is empty or within the bounds, both included."""
    return models.Q(**{field: None}) | models.Q(**{f"{field}__gte": low, f"{field}__lte": high})
