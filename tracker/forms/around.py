"""Care, exposures, visits and questions, as forms."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Layout
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.domain import records
from tracker.domain.days import add_months
from tracker.domain.vocabulary import (
    CARE_CAUTIONS,
    CARE_KINDS,
    CONDITIONS,
    EXPOSURE_KINDS,
    OUTCOMES,
)
from tracker.models import Concern
from tracker.presenters.words import say

NOTES = 10_000
TEXT = 200
QUESTION = 2_000


def choices(labels: Any, empty: str | None = None) -> list[tuple[str, str]]:
    """A vocabulary list as the choices of a field."""
    first = [("", empty)] if empty is not None else []
    return [*first, *((key, say(text)) for key, text in labels.items())]


class RecordForm(forms.Form):
    """A dated thing about a child. ``uuid`` makes sending it twice write once."""

    uuid = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, born: date, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.born = born
        self.today = today
        self.helper = FormHelper()
        self.helper.form_tag = False

    def past_day(self, name: str) -> date | None:
        """Refuses a day that is still to come or before birth."""
        day: date | None = self.cleaned_data.get(name)
        if day is None:
            return None
        if day > self.today:
            raise forms.ValidationError(_("This day is still to come."))
        if day < self.born:
            raise forms.ValidationError(_("This day is before the birth day."))
        return day


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ClockInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class CareForm(RecordForm):
    kind = forms.ChoiceField(label=gettext_lazy("What was done"))
    product = forms.CharField(
        label=gettext_lazy("Product or details"), max_length=TEXT, required=False
    )
    started_on = forms.DateField(label=gettext_lazy("From"), widget=DayInput)
    ended_on = forms.DateField(
        label=gettext_lazy("To"),
        widget=DayInput,
        required=False,
        help_text=gettext_lazy("Leave it empty while it goes on."),
    )
    prescribed = forms.BooleanField(label=gettext_lazy("Prescribed"), required=False)
    outcome = forms.ChoiceField(
        label=gettext_lazy("What came of it"), widget=forms.RadioSelect, required=False
    )
    notes = forms.CharField(
        label=gettext_lazy("Notes"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=NOTES,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "kind", choices(CARE_KINDS, _("Choose…")))
        _choices(self, "outcome", choices(OUTCOMES, _("not known yet")))
        self.helper.layout = Layout(
            "uuid",
            "kind",
            HTML("{% include 'records/_cautions.html' %}"),
            "product",
            Div(Field("started_on"), Field("ended_on"), css_class="two-fields"),
            "prescribed",
            Field("outcome", wrapper_class="chips"),
            "notes",
        )

    def cautions(self) -> list[tuple[str, str, str]]:
        """Text, publisher and address of each caution for this age."""
        return [
            (say(caution.text), caution.source.publisher, caution.source.address)
            for caution in CARE_CAUTIONS.values()
            if self.today < add_months(self.born, caution.under_months)
        ]

    def clean_started_on(self) -> date | None:
        return self.past_day("started_on")

    def clean_ended_on(self) -> date | None:
        ended: date | None = self.cleaned_data.get("ended_on")
        started = self.cleaned_data.get("started_on")
        if ended and started and ended < started:
            raise forms.ValidationError(_("It cannot end before it began."))
        return ended

    def record(self) -> records.Care:
        data = self.cleaned_data
        return records.Care(
            kind=data["kind"],
            started_on=data["started_on"],
            ended_on=data["ended_on"],
            product=data["product"],
            prescribed=data["prescribed"],
            outcome=data["outcome"] or None,
            notes=data["notes"],
        )


class ExposureForm(RecordForm):
    day = forms.DateField(label=gettext_lazy("Day"), widget=DayInput)
    kind = forms.ChoiceField(label=gettext_lazy("What"))
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=TEXT,
        required=False,
        help_text=gettext_lazy("Say, strawberries, a new detergent, the 8-week vaccines."),
    )
    notes = forms.CharField(
        label=gettext_lazy("Notes"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=NOTES,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "kind", choices(EXPOSURE_KINDS, _("Choose…")))

    def clean_day(self) -> date | None:
        return self.past_day("day")

    def record(self) -> records.Exposure:
        data = self.cleaned_data
        return records.Exposure(data["day"], data["kind"], data["name"], data["notes"])


class VisitForm(RecordForm):
    day = forms.DateField(label=gettext_lazy("Day"), widget=DayInput)
    at = forms.TimeField(
        label=gettext_lazy("Time, if you know it"), widget=ClockInput, required=False
    )
    who = forms.CharField(
        label=gettext_lazy("Who"),
        max_length=TEXT,
        required=False,
        help_text=gettext_lazy("Doctor, nurse, pharmacist, advice line…"),
    )
    concerns = forms.ModelMultipleChoiceField(
        label=gettext_lazy("About"),
        queryset=Concern.objects.none(),
        to_field_name="uuid",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("None ticked: it was about the child as a whole."),
    )
    said = forms.CharField(label=gettext_lazy("What was said"), max_length=TEXT, required=False)
    follow_up_on = forms.DateField(
        label=gettext_lazy("Come back on"), widget=DayInput, required=False
    )

    def __init__(self, *args: Any, concerns: QuerySet[Concern], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["concerns"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = concerns
        field.label_from_instance = concern_title  # type: ignore[method-assign]
        self.helper.layout = Layout(
            "uuid",
            Div(Field("day"), Field("at"), css_class="two-fields"),
            "who",
            Field("concerns", wrapper_class="chips"),
            "said",
            "follow_up_on",
        )

    def clean_day(self) -> date | None:
        return self.past_day("day")

    def clean_follow_up_on(self) -> date | None:
        follow_up: date | None = self.cleaned_data.get("follow_up_on")
        day = self.cleaned_data.get("day")
        if follow_up and day and follow_up <= day:
            raise forms.ValidationError(_("The day to come back is after the visit."))
        return follow_up

    def record(self) -> records.Visit:
        data = self.cleaned_data
        return records.Visit(
            day=data["day"],
            at=data["at"],
            who=data["who"],
            said=data["said"],
            follow_up_on=data["follow_up_on"],
        )


class QuestionForm(RecordForm):
    text = forms.CharField(
        label=gettext_lazy("What do you want to ask?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=QUESTION,
    )


def concern_title(concern: Concern) -> str:
    """The concern in the parent's words, or else what it is taken for."""
    return concern.title or say(CONDITIONS[concern.condition].label)


def _choices(form: forms.Form, name: str, values: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = values
