"""Photos of an entry. Their files have random names and no public address."""

from __future__ import annotations

from datetime import timedelta
from secrets import token_hex
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.child import Child
from tracker.models.course import Entry
from tracker.models.record import Record

PHOTO_RESTORE_PERIOD = timedelta(days=7)
"""How long a removed photo can be restored.

Shorter than for other records: long enough to notice a wrong tap, and a photo is often removed
because nobody should have it.
"""


def random_name(*_: object) -> str:
    """Returns a random file name, which cannot be guessed, in one of 256 folders."""
    name = token_hex(16)
    return f"{name[:2]}/{name[2:]}.jpg"


class Photo(Record):
    """A picture, re-encoded without metadata in two sizes. The original is never stored.

    A removed photo keeps its row and its files for ``PHOTO_RESTORE_PERIOD``.
    """

    restore_period: ClassVar[timedelta] = PHOTO_RESTORE_PERIOD

    class View(models.TextChoices):
        WHOLE = "whole", _("whole body part")
        MIDDLE = "middle", _("middle distance")
        CLOSE = "close", _("close up")

    class Turn(models.IntegerChoices):
        """Quarters to the right, from how the photo was sent."""

        AS_SENT = 0, _("as it was added")
        RIGHT = 1, _("a quarter to the right")
        HALF = 2, _("upside down")
        LEFT = 3, _("a quarter to the left")

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="photos")
    position = models.PositiveSmallIntegerField(default=0)
    site = models.CharField(_("where"), max_length=20, blank=True)
    view = models.CharField(_("from how far"), max_length=10, blank=True, choices=View.choices)
    caption = models.CharField(_("caption"), max_length=200, blank=True)
    turned = models.PositiveSmallIntegerField(
        _("turned"), default=Turn.AS_SENT, choices=Turn.choices
    )
    large = models.FileField(upload_to=random_name, max_length=100)
    small = models.FileField(upload_to=random_name, max_length=100)
    large_sha256 = models.CharField(max_length=64, blank=True)
    small_sha256 = models.CharField(max_length=64, blank=True)
    stored_bytes = models.PositiveIntegerField(default=0)
    """Length of both files together. It and the digests are missing until the daily tasks have read
    the files that an older version stored."""
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta(Record.Meta):
        ordering: ClassVar[list[str]] = ["position", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["entry", "uuid"], name="photo_uuid_once_an_entry"),
            models.CheckConstraint(
                condition=models.Q(view__in=["", "whole", "middle", "close"]),
                name="photo_view_known",
            ),
            models.CheckConstraint(
                condition=models.Q(turned__in=[0, 1, 2, 3]), name="photo_turned_known"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            *Record.Meta.indexes,
            models.Index(
                fields=["stored_bytes"],
                condition=models.Q(stored_bytes=0),
                name="photo_without_length",
            ),
        ]

    @property
    def child(self) -> Child:
        """The child of the photo's entry."""
        return self.entry.child
