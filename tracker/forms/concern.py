"""Forms of a concern: condition, title, first day, and who named it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.domain import records
from tracker.domain.lengths import MAX_TEXT_LENGTH
from tracker.domain.vocabulary import CONDITIONS, MILIA_TYPES, SEVERITIES
from tracker.forms.base import RecordForm
from tracker.forms.fields import (
    INVALID_CHOICE,
    DayField,
    DegreeField,
    FreeTextField,
    IdempotencyKeyField,
    RevisionField,
    bind_day_fields,
    chip_field,
    choices,
    form_section,
)
from tracker.forms.photos import PhotosForm
from tracker.forms.signs import SignsForm
from tracker.forms.spots import spot_forms
from tracker.models import Child
from tracker.queries.followed import FollowedConcern
from tracker.rendering import default_title

NOT_FOLLOWED = "new"
"""The answer that it is none of the followed concerns."""


class ConcernForm(RecordForm[records.Concern]):
    record_type = records.Concern

    condition = forms.ChoiceField(
        label=gettext_lazy("What does it look like?"),
        choices=lambda: choices({key: row.label for key, row in CONDITIONS.items()}),
        error_messages={
            "required": gettext_lazy("Choose what it looks most like. You can choose “not sure”."),
            **INVALID_CHOICE,
        },
    )
    title = FreeTextField(limit=MAX_TEXT_LENGTH, label=gettext_lazy("In your words"))
    first_noticed_on = DayField(label=gettext_lazy("First noticed on"))

    def __init__(self, *args: Any, child: Child, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bind_day_fields(self, child.name, child.birth_date, today)
        self.helper = form_section("title", "first_noticed_on")

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())


class NewConcernForm(ConcernForm):
    """``same_as``: the id of the followed concern that it is, or ``NOT_FOLLOWED``."""

    uuid = IdempotencyKeyField()
    same_as = forms.CharField(required=False)
    severity = DegreeField(SEVERITIES, label=gettext_lazy("How bad is it today?"))

    def __init__(
        self, *args: Any, followed: Sequence[FollowedConcern], must_answer: bool, **kwargs: Any
    ) -> None:
        """``followed``: the concerns of the child. ``must_answer``: refuses a form that does not
        say whether it is one of those that are like it."""
        super().__init__(*args, **kwargs)
        self.must_answer = must_answer
        self.followed = [each for each in followed if each.id != str(self["uuid"].value())]
        self.same: FollowedConcern | None = None
        self.fields["first_noticed_on"].help_text = _("Today's entry is saved with it.")
        self.helper = form_section("title", "first_noticed_on", chip_field("severity", "scale"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        answer = data.get("same_as")
        condition, title = data.get("condition", ""), data.get("title", "")
        alike = {each.id: each for each in self.followed if each.is_like(condition, title)}
        self.same = alike.get(answer or "")
        if alike and self.same is None and answer != NOT_FOLLOWED and self.must_answer:
            self.add_error("same_as", _("Choose if it's the same one."))
        return data

    def concern(self, entry: records.Entry) -> records.Concern:
        """Returns the new concern with ``entry`` as its first.

        The title defaults to the condition and the sites.
        """
        data = self.cleaned_data
        title = data["title"] or default_title(data["condition"], entry.spots)
        return self.record(id=str(data["uuid"]), title=title, entries=(entry,))


class NewConcernForms:
    """The form of a new concern with those of its first entry: spots, urgent signs, photos."""

    def __init__(self, data: Any, files: Any, **kwargs: Any) -> None:
        """The keyword arguments are those of ``NewConcernForm``."""
        self.concern = NewConcernForm(data, **kwargs)
        self.spots = spot_forms(data)
        self.signs = SignsForm(data)
        self.photos = PhotosForm(data, files)

    def is_valid(self) -> bool:
        """Validates each form, so that each shows its errors."""
        are_valid = [form.is_valid() for form in self._all()]
        return all(are_valid)

    def record(self, day: date, at: time) -> records.Concern:
        """Returns the new concern with its first entry.

        Where it is a followed one after all, the title is kept as notes of the entry.
        """
        data, same = self.concern.cleaned_data, self.concern.same
        is_named = same is None or data["title"].casefold() == same.title.casefold()
        entry = records.Entry(
            day=day,
            at=at,
            status="present",
            severity=data["severity"],
            spots=self.spots.spots(),
            signs=self.signs.answers(),
            notes="" if is_named else data["title"],
        )
        return self.concern.concern(entry)

    def _all(self) -> tuple[Any, ...]:
        return self.concern, self.spots, self.signs, self.photos


class MiliaTypeField(forms.ChoiceField):
    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("Kind of milia, if the doctor named one"),
            required=False,
            choices=lambda: choices(MILIA_TYPES, _("not named")),
            error_messages=INVALID_CHOICE,
        )


def check_milia_type(form: forms.Form, condition: str, *, by_doctor: bool) -> None:
    """Adds an error where a type of milia is given without a doctor, or for other conditions."""
    if not form.cleaned_data.get("milia_type"):
        return
    row = CONDITIONS.get(condition)
    if not by_doctor or row is None or row.group != "milia":
        form.add_error(
            "milia_type",
            _(
                "Choose a kind only if a doctor named one for milk spots. If not, choose “not "
                "named”."
            ),
        )


class ChangeConcernForm(ConcernForm):
    revision = RevisionField()
    named_by = forms.ChoiceField(
        label=gettext_lazy("What is it called?"),
        widget=forms.RadioSelect,
        choices=lambda: [
            ("parent", _("I think it's …")),
            ("doctor", _("The doctor said it's …")),
        ],
        error_messages={
            "required": gettext_lazy("Choose who named it."),
            **INVALID_CHOICE,
        },
    )
    milia_type = MiliaTypeField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["condition"].label = _("Choose from the list")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        by_doctor = data.get("named_by") == "doctor"
        check_milia_type(self, data.get("condition", ""), by_doctor=by_doctor)
        return data
