"""A child, and records about the child as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.domain.lengths import (
    MAX_ANSWER_LENGTH,
    MAX_FOLLOWED_LENGTH,
    MAX_KG,
    MAX_NOTES_LENGTH,
    MAX_QUESTION_LENGTH,
    MAX_TEXT_LENGTH,
    MIN_KG,
)
from tracker.domain.vocabulary import MAP_TONES
from tracker.models.people import Family
from tracker.models.record import Record, Versioned, WithFileId, between, temperature_place_known

if TYPE_CHECKING:
    from tracker.models.course import Concern


class Child(Versioned):
    """A child of a family."""

    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="children")
    name = models.CharField(_("name"), max_length=MAX_TEXT_LENGTH)
    birth_date = models.DateField(_("born on"))
    due_date = models.DateField(_("due date"), null=True, blank=True)
    sex = models.CharField(_("sex"), max_length=10, blank=True)
    allergies = models.CharField(_("allergies"), max_length=MAX_TEXT_LENGTH, blank=True)
    medicines = models.CharField(_("medicines"), max_length=MAX_TEXT_LENGTH, blank=True)
    family_atopy = models.JSONField(_("in the family"), default=list, blank=True)
    feeding = models.CharField(_("feeding"), max_length=MAX_TEXT_LENGTH, blank=True)
    skin_tone = models.CharField(_("skin tone"), max_length=MAX_TEXT_LENGTH, blank=True)
    history = models.CharField(_("pregnancy and birth"), max_length=MAX_TEXT_LENGTH, blank=True)
    contacts = models.CharField(
        _("infections in the family or at home"), max_length=MAX_TEXT_LENGTH, blank=True
    )
    map_tone = models.CharField(_("colour of the drawing"), max_length=10, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name_plural = "children"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(sex__in=["", "female", "male", "other"]), name="child_sex_known"
            ),
            models.CheckConstraint(
                condition=models.Q(map_tone__in=["", *MAP_TONES]), name="child_map_tone_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Weight(models.Model):
    """A weight of the child, in kg; part of what is known of it."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="weights")
    day = models.DateField(_("day"))
    kg = models.FloatField(_("weight in kg"))

    class Meta:
        ordering: ClassVar[list[str]] = ["day", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=between("kg", MIN_KG, MAX_KG), name="weight_possible"),
        ]


class Author(models.Model):
    """What an author is to the child, from an imported file; a member's own word comes first."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="authors")
    name = models.CharField(max_length=MAX_TEXT_LENGTH)
    relation = models.CharField(max_length=MAX_TEXT_LENGTH, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["child", "name"], name="author_once_a_child"),
        ]


class ChildRecord(Record):
    """A record that belongs to a child."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="%(class)ss")

    class Meta(Record.Meta):
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["child", "uuid"], name="%(class)s_uuid_once_a_child"),
        ]


class Authored(models.Model):
    """The author: the user, and the name at the time of writing or from an imported file."""

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    author_name = models.CharField(max_length=MAX_TEXT_LENGTH, blank=True)

    class Meta:
        abstract = True


class DayNote(Authored, ChildRecord):
    """A dated note about the child as a whole, without a concern."""

    day = models.DateField(_("day"))
    at = models.TimeField(_("time"), null=True, blank=True)
    temperature_c = models.FloatField(_("temperature"), null=True, blank=True)
    temperature_how = models.CharField(_("where it was taken"), max_length=10, blank=True)
    notes = models.TextField(_("notes"), blank=True, max_length=MAX_NOTES_LENGTH)

    class Meta(ChildRecord.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ChildRecord.Meta.constraints,
            models.CheckConstraint(
                condition=between("temperature_c", 30, 45), name="daynote_temperature_possible"
            ),
            models.CheckConstraint(
                condition=temperature_place_known(), name="daynote_temperature_place_known"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            *ChildRecord.Meta.indexes,
            models.Index(fields=["child", "day"], name="daynote_by_day"),
        ]


class Exposure(WithFileId, ChildRecord):
    """A dated event, such as a new food or a vaccination, and what followed it."""

    day = models.DateField(_("day"))
    at = models.TimeField(_("time"), null=True, blank=True)
    kind = models.CharField(_("what"), max_length=20)
    name = models.CharField(_("name"), max_length=MAX_TEXT_LENGTH, blank=True)
    notes = models.TextField(_("notes"), blank=True, max_length=MAX_NOTES_LENGTH)
    followed = models.TextField(_("what followed"), blank=True, max_length=MAX_FOLLOWED_LENGTH)
    after_minutes = models.PositiveIntegerField(_("how long after"), null=True, blank=True)
    concerns: models.ManyToManyField[Concern, Any] = models.ManyToManyField(
        "tracker.Concern", verbose_name=_("about"), related_name="exposures", blank=True
    )

    class Meta(ChildRecord.Meta):
        indexes: ClassVar[list[models.Index]] = [
            *ChildRecord.Meta.indexes,
            models.Index(fields=["child", "day"], name="exposure_by_day"),
        ]


class Visit(WithFileId, ChildRecord):
    """An appointment or advice of a professional; without concerns it is about the child."""

    day = models.DateField(_("day"))
    at = models.TimeField(_("time"), null=True, blank=True)
    who = models.CharField(_("who"), max_length=MAX_TEXT_LENGTH, blank=True)
    said = models.CharField(_("what was said"), max_length=MAX_TEXT_LENGTH, blank=True)
    follow_up_on = models.DateField(_("come back on"), null=True, blank=True)
    called = models.CharField(
        _("what the doctor called it"), max_length=MAX_TEXT_LENGTH, blank=True
    )
    do = models.CharField(_("what to do meanwhile"), max_length=MAX_TEXT_LENGTH, blank=True)
    expect = models.CharField(_("what to expect"), max_length=MAX_TEXT_LENGTH, blank=True)
    expect_by = models.DateField(_("by when"), null=True, blank=True)
    come_back_if = models.JSONField(_("come back if"), default=list, blank=True)
    come_back_words = models.CharField(
        _("come back if, in their words"), max_length=MAX_TEXT_LENGTH, blank=True
    )
    concerns: models.ManyToManyField[Concern, Any] = models.ManyToManyField(
        "tracker.Concern", verbose_name=_("about"), related_name="visits", blank=True
    )

    class Meta(ChildRecord.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ChildRecord.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(follow_up_on=None) | models.Q(follow_up_on__gt=models.F("day")),
                name="visit_follow_up_later",
            ),
            models.CheckConstraint(
                condition=models.Q(expect_by=None) | models.Q(expect_by__gte=models.F("day")),
                name="visit_expect_by_not_before",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            *ChildRecord.Meta.indexes,
            models.Index(fields=["child", "day"], name="visit_by_day"),
        ]


class Question(ChildRecord):
    """A question that a parent wants to ask the doctor."""

    text = models.TextField(_("question"), max_length=MAX_QUESTION_LENGTH)
    asked_on = models.DateField(_("written on"), null=True, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True, max_length=MAX_ANSWER_LENGTH)

    class Meta(ChildRecord.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ChildRecord.Meta.constraints,
            models.CheckConstraint(condition=~models.Q(text=""), name="question_has_text"),
        ]


class Acknowledgement(Authored, ChildRecord):
    """Marks a flag as dealt with: that of one entry, or all before that day."""

    day = models.DateField(_("day"))
    rule = models.CharField(_("reminder"), max_length=40)
    note = models.CharField(_("note"), max_length=MAX_TEXT_LENGTH, blank=True)
    concern = models.ForeignKey(
        "tracker.Concern",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="acknowledgements",
    )
    entry = models.ForeignKey(
        "tracker.Entry", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    day_note = models.ForeignKey(
        DayNote, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )

    class Meta(ChildRecord.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ChildRecord.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(entry=None) | models.Q(day_note=None),
                name="acknowledgement_of_one_look",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            *ChildRecord.Meta.indexes,
            models.Index(fields=["child", "day"], name="acknowledgement_by_day"),
        ]
