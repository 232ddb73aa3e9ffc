"""State of the servers and their tasks."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models

from tracker.models.child import Child

LOOK_NOW = date.min
"""Of a child that was written about since its day was worked out."""


class DailyRun(models.Model):
    """A day (UTC) whose tasks are running or done, by the process that inserted the row."""

    day = models.DateField(unique=True)


class FileToRemove(models.Model):
    """A file of a removed photo that may still be in the storage.

    Written in the transaction that removes the photo and deleted after the file, so that the daily
    tasks can finish a removal that failed.
    """

    name = models.CharField(max_length=100)


class ServerKey(models.Model):
    """A fingerprint of the SECRET_KEY that all servers of this database have."""

    fingerprint = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="one_server_key"),
        ]


class LookAgain(models.Model):
    """The coming day on which something may fall due for a child; derived from the diary.

    ``day``: no flag comes before it unless something is written, nor does a silence end; None with
    nothing to come. ``fell_due_on``: the last day on which something had fallen due by the calendar
    alone, within ``FALLEN_DUE_DAYS``. ``revision``: counts the writes, so that a day is not stored
    that was worked out before the last one. ``rules``: a fingerprint of the rules in force then.
    """

    child = models.OneToOneField(
        Child, primary_key=True, on_delete=models.CASCADE, related_name="look_again"
    )
    day = models.DateField(null=True, default=LOOK_NOW)
    fell_due_on = models.DateField(null=True)
    revision = models.PositiveIntegerField(default=0)
    rules = models.CharField(max_length=16, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["day"], name="look_again_by_day"),
            models.Index(fields=["fell_due_on"], name="look_again_by_fell_due_on"),
            models.Index(fields=["rules"], name="look_again_by_rules"),
        ]
