"""Forms of care, exposures and questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any, ClassVar, TypeVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, LayoutObject
from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.domain import records
from tracker.domain.durations import DURATION_UNITS, MINUTES, in_largest_unit
from tracker.domain.lengths import (
    MAX_ANSWER_LENGTH,
    MAX_FOLLOWED_LENGTH,
    MAX_QUESTION_LENGTH,
    MAX_TEXT_LENGTH,
)
from tracker.domain.vocabulary import (
    CARE_KINDS,
    EXPOSURE_KINDS,
    OUTCOMES,
)
from tracker.forms.base import ChildRecordForm
from tracker.forms.fields import (
    INVALID_CHOICE,
    ClockField,
    DayField,
    DayInput,
    FreeTextField,
    NotesField,
    choices,
    form_section,
    not_later,
    set_choices,
)
from tracker.models import Concern
from tracker.rendering import title_of

R = TypeVar("R")

CAUTIONS = "{% include 'diary/records/_cautions.html' %}"


@dataclass(frozen=True)
class Fold:
    """Fields of a form that are shown on request, under a heading.

    ``layout``: how they are laid out where that is not one below the other.
    """

    title: str | Promise
    names: tuple[str, ...]
    layout: tuple[str | LayoutObject, ...] = ()

    @property
    def section(self) -> FormHelper:
        return form_section(*(self.layout or self.names))


class PlainForm(ChildRecordForm[R]):
    """A form that lays out its fields one below the other, those of each fold in its own part."""

    folds: tuple[Fold, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        folded = {name for fold in self.folds for name in fold.names}
        self.helper = form_section(*(name for name in self.fields if name not in folded))

    @property
    def open_folds(self) -> list[Fold]:
        """Returns the folds with a value or an error in them."""
        return [fold for fold in self.folds if any(map(self._is_answered, fold.names))]

    def _is_answered(self, name: str) -> bool:
        return name in self.errors or self[name].value() not in (None, "", [])

    def _set_concerns(self, name: str, concerns: QuerySet[Concern]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = concerns
        field.label_from_instance = title_of  # type: ignore[method-assign, assignment]


class AboutConcernsForm(PlainForm[R]):
    """A form of a record at a time of day that may be about concerns."""

    at = ClockField(label=gettext_lazy("Time, if known"))
    concerns = forms.ModelMultipleChoiceField(
        label=gettext_lazy("About"),
        queryset=Concern.objects.none(),
        to_field_name="uuid",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._set_concerns("concerns", Concern.objects.filter(child=self.child).order_by("pk"))

    def clean_at(self) -> time | None:
        """Refuses a time in the future."""
        at: time | None = self.cleaned_data["at"]
        return not_later(at, self.now) if self.cleaned_data.get("day") == self.today else at

    def record(self, **values: Any) -> R:
        ids = tuple(str(concern.uuid) for concern in self.cleaned_data["concerns"])
        return super().record(concerns=ids, **values)


class CareForm(PlainForm[records.Care]):
    record_type = records.Care

    kind = forms.ChoiceField(
        label=gettext_lazy("What did you use or do?"),
        error_messages={"required": gettext_lazy("Choose what you used or did.")},
    )
    product = FreeTextField(label=gettext_lazy("Product or details"), limit=MAX_TEXT_LENGTH)
    started_on = DayField(label=gettext_lazy("Started on"))
    ended_on = forms.DateField(
        label=gettext_lazy("Ended on"),
        widget=DayInput,
        required=False,
        help_text=gettext_lazy("Leave this blank while it's still going on."),
    )
    prescribed = forms.BooleanField(label=gettext_lazy("Prescribed"), required=False)
    outcome = forms.ChoiceField(
        label=gettext_lazy("Did it help?"), widget=forms.RadioSelect, required=False
    )
    notes = NotesField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "kind", choices(CARE_KINDS, _("Choose…")))
        set_choices(self, "outcome", choices(OUTCOMES, _("too early to say")))
        self.helper = form_section(
            "uuid",
            "revision",
            "kind",
            "product",
            HTML(CAUTIONS),
            Div("started_on", "ended_on", css_class="two-fields"),
            "prescribed",
            "outcome",
            "notes",
        )

    def clean_ended_on(self) -> date | None:
        ended: date | None = self.cleaned_data.get("ended_on")
        started = self.cleaned_data.get("started_on")
        if ended and started and ended < started:
            raise forms.ValidationError(_("Enter an end date on or after the start date."))
        return ended


class ExposureForm(AboutConcernsForm[records.Exposure]):
    """``after`` and its unit are stored as minutes."""

    record_type = records.Exposure
    record_field_names: ClassVar[Mapping[str, str]] = {"after": "after_minutes"}
    folds = (
        Fold(
            gettext_lazy("Did anything happen afterwards?"),
            ("followed", "after", "concerns"),
            ("followed", Div("after", "after_unit", css_class="two-fields"), "concerns"),
        ),
    )

    day = DayField(label=gettext_lazy("Day"))
    kind = forms.ChoiceField(
        label=gettext_lazy("What was it?"),
        error_messages={"required": gettext_lazy("Choose what it was.")},
    )
    name = FreeTextField(
        label=gettext_lazy("Name"),
        limit=MAX_TEXT_LENGTH,
        help_text=gettext_lazy(
            "For example, strawberries, a new detergent or the 8-week vaccines."
        ),
    )
    notes = NotesField()
    followed = FreeTextField(
        label=gettext_lazy("What happened?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        limit=MAX_FOLLOWED_LENGTH,
        help_text=gettext_lazy(
            "For example, weals on both cheeks, a rash on the tummy or being sick."
        ),
    )
    after = forms.IntegerField(
        label=gettext_lazy("How long afterwards?"),
        required=False,
        min_value=0,
        max_value=9999,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=gettext_lazy("For example, 10 minutes, 2 hours or 3 days."),
        error_messages={
            "invalid": gettext_lazy("Enter a whole number, for example 10."),
            "min_value": gettext_lazy("Enter 0 or more."),
            "max_value": gettext_lazy("Enter 9,999 or less, or choose another unit."),
        },
    )
    after_unit = forms.ChoiceField(
        label=gettext_lazy("Minutes, hours or days?"), required=False, error_messages=INVALID_CHOICE
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "kind", choices(EXPOSURE_KINDS, _("Choose…")))
        set_choices(self, "after_unit", choices(DURATION_UNITS))
        self.fields["concerns"].label = _("Do you think it's linked to one of these?")
        self.helper = form_section(
            "uuid",
            "revision",
            "kind",
            "name",
            HTML(CAUTIONS),
            Div("day", "at", css_class="two-fields"),
            "notes",
        )

    @classmethod
    def initial_of(cls, record: records.Exposure, **extra: Any) -> dict[str, Any]:
        initial = super().initial_of(record, **extra)
        if record.after_minutes is not None:
            initial["after"], initial["after_unit"] = in_largest_unit(record.after_minutes)
        return initial

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        after = data.get("after")
        if after is not None:
            data["after"] = after * MINUTES[data.get("after_unit") or "minutes"]
        return data


class QuestionForm(PlainForm[records.Question]):
    """A new question."""

    record_type = records.Question

    text = FreeTextField(
        label=gettext_lazy("What do you want to ask?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        limit=MAX_QUESTION_LENGTH,
        required=True,
        error_messages={"required": gettext_lazy("Enter what you want to ask.")},
    )


class AnsweredQuestionForm(QuestionForm):
    """Changes a question, and has the answer. An answer without a day was given today."""

    asked_on = forms.DateField(widget=forms.HiddenInput, required=False)
    answer = FreeTextField(
        label=gettext_lazy("What was the answer?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        limit=MAX_ANSWER_LENGTH,
        help_text=gettext_lazy("For example, it can stay and needs no treatment."),
    )
    answered_on = DayField(
        label=gettext_lazy("Answered on"),
        required=False,
        help_text=gettext_lazy("Leave this blank until you have an answer."),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("answer") and "answer" in self.changed_data and "answered_on" in data:
            data["answered_on"] = data["answered_on"] or self.today
        return data
