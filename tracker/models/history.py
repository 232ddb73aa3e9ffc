"""Changes, so that they can be shown and undone."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from tracker.models.child import Acknowledgement, Child, DayNote, Exposure, Question, Visit
from tracker.models.course import Care, Concern, Entry
from tracker.models.photo import Photo
from tracker.models.record import Record

KINDS: dict[str, type[Record]] = {
    model.__name__.lower(): model
    for model in (
        Acknowledgement,
        Care,
        Concern,
        DayNote,
        Entry,
        Exposure,
        Photo,
        Question,
        Visit,
    )
}
"""The models of a diary's records, by the ``kind`` of a change."""


OWNER_FIELDS = ("child", "concern")
"""The foreign keys of a record to what it belongs to. An acknowledgement has both."""


def kind_of(row: models.Model) -> str:
    """Returns the ``kind`` under which changes of this row are stored."""
    return type(row).__name__.lower()


class Change(models.Model):
    """A record was written, changed, deleted, restored or removed, or a child's data changed.

    Changes of one act share a ``change_set``. ``before`` and ``after`` hold the content of a
    changed record and its related rows in Django's serialised form; None if the content stayed the
    same. Changes of a record are removed with it, except the one that names who removed it.

    ``other_child`` is the sibling to whose diary the act moved something: both histories show it.

    A change of a photo refers to its ``entry``, which is all that is known once the photo is gone.
    """

    class Verb(models.TextChoices):
        WRITTEN = "written"
        CHANGED = "changed"
        DELETED = "deleted"
        RESTORED = "restored"
        REMOVED = "removed"

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="changes")
    other_child = models.ForeignKey(
        Child, null=True, on_delete=models.CASCADE, related_name="changes_with_sibling"
    )
    change_set = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=20)
    record_id = models.BigIntegerField()
    entry = models.ForeignKey(Entry, null=True, on_delete=models.CASCADE, related_name="+")
    verb = models.CharField(max_length=10, choices=Verb.choices)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(
                    verb__in=["written", "changed", "deleted", "restored", "removed"]
                ),
                name="change_verb_known",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="photo", entry__isnull=False)
                | (~models.Q(kind="photo") & models.Q(entry=None)),
                name="change_of_photo_has_its_entry",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["child", "-made_at"], name="change_by_time"),
            models.Index(fields=["kind", "record_id"], name="change_of_record"),
        ]

    @property
    def is_move(self) -> bool:
        """Whether the record got to another concern or child."""
        if self.before is None or self.after is None:
            return False
        before, after = self.before[0]["fields"], self.after[0]["fields"]
        return any(before.get(name) != after.get(name) for name in OWNER_FIELDS)
