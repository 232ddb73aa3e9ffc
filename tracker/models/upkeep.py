"""What the daily tasks remember."""

from __future__ import annotations

from django.db import models


class DailyRun(models.Model):
    """A day (UTC) whose tasks are being done or are done: whoever inserts the row does them."""

    day = models.DateField(unique=True)


class FileToRemove(models.Model):
    """A photo's file that belongs to nothing any more and may still lie in the storage.

    Written with the removal of its photo, gone with the file: whatever fails in between, the
    daily tasks find it.
    """

    name = models.CharField(max_length=100)
