"""A concern and its records: entries, spots, signs, care and former names."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.domain.lengths import MAX_NOTES_LENGTH, MAX_TEXT_LENGTH
from tracker.models.child import Authored, Child, ChildRecord, DayNote
from tracker.models.record import Record, between, temperature_place_known


class Concern(ChildRecord):
    """A skin problem of a child that the family follows.

    ``joined_into``: the one that it was joined with. A joined concern has no records left, and
    keeps its hidden row as long as that one, so that its old addresses lead there.
    """

    title = models.CharField(_("in your words"), max_length=MAX_TEXT_LENGTH, blank=True)
    condition = models.CharField(_("what you take it for"), max_length=30)
    named_by = models.CharField(_("named by"), max_length=10, default="parent")
    milia_type = models.CharField(_("kind of milia"), max_length=20, blank=True)
    first_noticed_on = models.DateField(_("first noticed on"))
    joined_into = models.ForeignKey(
        "self",
        verbose_name=_("joined with"),
        null=True,
        editable=False,
        on_delete=models.CASCADE,
        related_name="joined",
    )

    class Meta(ChildRecord.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ChildRecord.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(named_by__in=["parent", "doctor"]), name="concern_namer_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(joined_into=models.F("id")), name="concern_joined_with_another"
            ),
            models.CheckConstraint(
                condition=models.Q(joined_into=None) | models.Q(deleted_at__isnull=False),
                name="concern_joined_is_hidden",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.condition


class FormerName(models.Model):
    """A former condition of the concern, who named it, and until which day."""

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="former_names")
    condition = models.CharField(max_length=30)
    named_by = models.CharField(max_length=10)
    until = models.DateField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(named_by__in=["parent", "doctor"]), name="former_namer_known"
            ),
        ]


class ConcernRecord(Record):
    """A record that belongs to a concern."""

    concern: Any

    class Meta(Record.Meta):
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["concern", "uuid"], name="%(class)s_uuid_once_a_concern"
            ),
        ]

    @property
    def child(self) -> Child:
        """The concern's child."""
        child: Child = self.concern.child
        return child


class Entry(Authored, ConcernRecord):
    """A dated observation of a concern; photos belong to it."""

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="entries")
    day = models.DateField(_("day"))
    at = models.TimeField(_("time"), null=True, blank=True)
    status = models.CharField(_("still there?"), max_length=10)
    trend = models.CharField(_("compared with last time"), max_length=10, blank=True)
    severity = models.PositiveSmallIntegerField(_("how strong"), null=True, blank=True)
    itch = models.PositiveSmallIntegerField(_("itch"), null=True, blank=True)
    sleep_lost = models.BooleanField(_("lost sleep over it"), null=True, blank=True)
    scratched = models.BooleanField(_("scratched"), null=True, blank=True)
    bleeding = models.BooleanField(_("bleeding"), null=True, blank=True)
    dry = models.BooleanField(_("dry skin"), null=True, blank=True)
    appearance = models.JSONField(_("how it looks"), default=list, blank=True)
    temperature_c = models.FloatField(_("temperature"), null=True, blank=True)
    temperature_how = models.CharField(_("where it was taken"), max_length=10, blank=True)
    notes = models.TextField(_("notes"), blank=True, max_length=MAX_NOTES_LENGTH)
    come_back = models.ManyToManyField(
        "tracker.Visit", verbose_name=_("come back if"), related_name="+", blank=True
    )

    class Meta(ConcernRecord.Meta):
        verbose_name_plural = "entries"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ConcernRecord.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(status__in=["present", "clear"]), name="entry_status_known"
            ),
            models.CheckConstraint(
                condition=models.Q(trend__in=["", "new", "better", "same", "worse"]),
                name="entry_trend_known",
            ),
            models.CheckConstraint(
                condition=models.Q(status="present") | models.Q(trend=""),
                name="entry_clear_without_trend",
            ),
            models.CheckConstraint(
                condition=between("severity", 0, 3), name="entry_severity_possible"
            ),
            models.CheckConstraint(condition=between("itch", 0, 3), name="entry_itch_possible"),
            models.CheckConstraint(
                condition=between("temperature_c", 30, 45), name="entry_temperature_possible"
            ),
            models.CheckConstraint(
                condition=temperature_place_known(), name="entry_temperature_place_known"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            *ConcernRecord.Meta.indexes,
            # With the status, so that the spells of a long diary are read from the index alone.
            models.Index(
                fields=["concern", "day", "at", "status"],
                condition=models.Q(deleted_at=None),
                name="entry_present_by_day",
            ),
            models.Index(
                fields=["concern", "day"],
                condition=models.Q(temperature_c__isnull=False),
                name="entry_with_temperature",
            ),
        ]


class Spot(models.Model):
    """A location of an entry.

    ``x`` and ``y`` are fractions of the view (0 to 1), ``size_mm`` is in millimetres.
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="spots")
    site = models.CharField(_("where"), max_length=20)
    side = models.CharField(_("side"), max_length=10, blank=True)
    view = models.CharField(max_length=10, blank=True)
    x = models.FloatField(null=True, blank=True)
    y = models.FloatField(null=True, blank=True)
    count = models.PositiveIntegerField(_("how many"), null=True, blank=True)
    size_mm = models.FloatField(_("size in mm"), null=True, blank=True)
    track = models.CharField(max_length=MAX_TEXT_LENGTH, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(side__in=["", "left", "right", "both", "middle"]),
                name="spot_side_known",
            ),
            models.CheckConstraint(
                condition=models.Q(view__in=["", "front", "back", "face"]), name="spot_view_known"
            ),
            models.CheckConstraint(condition=between("x", 0, 1), name="spot_x_on_the_map"),
            models.CheckConstraint(condition=between("y", 0, 1), name="spot_y_on_the_map"),
            models.CheckConstraint(
                condition=models.Q(x=None, y=None)
                | (models.Q(x__isnull=False, y__isnull=False) & ~models.Q(view="")),
                name="spot_point_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(count=None) | models.Q(count__gte=1), name="spot_count_positive"
            ),
            models.CheckConstraint(
                condition=models.Q(size_mm=None) | models.Q(size_mm__gt=0),
                name="spot_size_positive",
            ),
        ]


class Sign(models.Model):
    """The answer about an urgent sign, of an entry or a day note."""

    entry = models.ForeignKey(
        Entry, null=True, blank=True, on_delete=models.CASCADE, related_name="signs"
    )
    day_note = models.ForeignKey(
        DayNote, null=True, blank=True, on_delete=models.CASCADE, related_name="signs"
    )
    key = models.CharField(max_length=30)
    answer = models.CharField(max_length=12)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(entry__isnull=False, day_note=None)
                | models.Q(entry=None, day_note__isnull=False),
                name="sign_of_one_look",
            ),
            models.CheckConstraint(
                condition=models.Q(answer__in=["yes", "no", "not_checked"]),
                name="sign_answer_known",
            ),
            models.UniqueConstraint(fields=["entry", "key"], name="sign_once_an_entry"),
            models.UniqueConstraint(fields=["day_note", "key"], name="sign_once_a_day_note"),
        ]
        # The few that were seen, which every page asks for (``queries.urgent``).
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["entry"], condition=models.Q(answer="yes"), name="sign_seen_of_entry"
            ),
            models.Index(
                fields=["day_note"], condition=models.Q(answer="yes"), name="sign_seen_of_day_note"
            ),
        ]


class Care(ConcernRecord):
    """A treatment or measure for a concern, from one day to another."""

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="care")
    kind = models.CharField(_("what"), max_length=20)
    product = models.CharField(_("product"), max_length=MAX_TEXT_LENGTH, blank=True)
    started_on = models.DateField(_("from"))
    ended_on = models.DateField(_("to"), null=True, blank=True)
    prescribed = models.BooleanField(_("prescribed"), default=False)
    outcome = models.CharField(_("what came of it"), max_length=10, blank=True)
    notes = models.TextField(_("notes"), blank=True, max_length=MAX_NOTES_LENGTH)

    class Meta(ConcernRecord.Meta):
        verbose_name_plural = "care"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ConcernRecord.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(ended_on=None) | models.Q(ended_on__gte=models.F("started_on")),
                name="care_ends_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=["", "better", "same", "worse"]),
                name="care_outcome_known",
            ),
        ]
