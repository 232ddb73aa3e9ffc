"""State of the servers and their tasks."""

from __future__ import annotations

from django.db import models


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
