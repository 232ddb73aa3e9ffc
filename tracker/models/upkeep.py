"""What the daily work remembers."""

from __future__ import annotations

from django.db import models


class DailyRun(models.Model):
    """A day (UTC) on which somebody does the work, or has done it. Who writes the row does it."""

    day = models.DateField(unique=True)


class FileToRemove(models.Model):
    """A photo's file that belongs to nothing any more and may still lie in the storage.

    Written with the removal of its photo, gone with the file: whatever fails in between, the
    daily work finds it.
    """

    name = models.CharField(max_length=100)
