"""Base classes of records."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from tracker.domain.vocabulary import TEMPERATURE_PLACES

RESTORE_PERIOD = timedelta(days=30)
"""How long a deleted record can be restored; after that it is removed permanently."""


def _user() -> Any:
    """Returns a field for the user who acted; null once their account is deleted."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        db_index=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )


class Versioned(models.Model):
    """A row that several people may change.

    ``revision`` counts changes of its content, so that nobody overwrites a change that they have
    not seen. ``changed_by`` and ``changed_at`` belong to the last of these changes.
    """

    revision = models.PositiveIntegerField(default=0, editable=False)
    changed_by = _user()
    changed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True


class RecordQuerySet(models.QuerySet[Any]):
    """Orderings that all dated records share."""

    def in_order(self) -> Self:
        """By day, then time (none first), then order of writing."""
        return self.order_by("day", models.F("at").asc(nulls_first=True), "pk")

    def newest_first(self) -> Self:
        """The reverse of ``in_order``."""
        return self.order_by("-day", models.F("at").desc(nulls_last=True), "-pk")


class PresentManager(models.Manager.from_queryset(RecordQuerySet)):  # type: ignore[misc]
    """Hides deleted records; ``all_objects`` includes them."""

    def get_queryset(self) -> RecordQuerySet:
        queryset: RecordQuerySet = super().get_queryset()
        return queryset.filter(deleted_at=None)


class Record(Versioned):
    """A record that a member wrote.

    The client may choose ``uuid``, so that a form sent twice creates one record. Primary keys are
    in the order of writing. A deleted record keeps its row for ``restore_period``.
    """

    restore_period: ClassVar[timedelta] = RESTORE_PERIOD

    uuid = models.UUIDField(default=uuid4, editable=False)
    created_at = models.DateTimeField(default=timezone.now, db_default=Now(), editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)
    deleted_by = _user()

    objects: ClassVar[Any] = PresentManager()
    all_objects: ClassVar[Any] = models.Manager()

    class Meta:
        abstract = True
        base_manager_name = "all_objects"
        # The few that the daily tasks look for.
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["deleted_at"],
                condition=models.Q(deleted_at__isnull=False),
                name="%(class)s_deleted",
            ),
        ]


class WithFileId(models.Model):
    """A record whose id is in the diary file.

    ``has_id`` is false for records from before the file had ids for their kind, and for those
    imported without one, so that such a diary is written as it was read.
    """

    has_id = models.BooleanField(default=True, editable=False)

    class Meta:
        abstract = True


def temperature_place_known() -> models.Q:
    """The place where a temperature was taken is empty or one of the vocabulary."""
    return models.Q(temperature_how__in=["", *TEMPERATURE_PLACES])


def between(field: str, low: float, high: float) -> models.Q:
    """The field is empty or within the bounds, both included."""
    return models.Q(**{field: None}) | models.Q(**{f"{field}__gte": low, f"{field}__lte": high})
