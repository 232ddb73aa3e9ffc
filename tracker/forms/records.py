"""Forms of care, exposures and questions."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from crispy_forms.layout import HTML, Div
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.domain import records
from tracker.domain.days import add_months
from tracker.domain.lengths import MAX_QUESTION_LENGTH, MAX_TEXT_LENGTH
from tracker.domain.vocabulary import (
    CARE_CAUTIONS,
    CARE_KINDS,
    EXPOSURE_KINDS,
    OUTCOMES,
)
from tracker.forms.base import ChildRecordForm
from tracker.forms.fields import (
    DayField,
    DayInput,
    FreeTextField,
    NotesField,
    choices,
    form_section,
    set_choices,
)
from tracker.rendering import render

R = TypeVar("R")


class PlainForm(ChildRecordForm[R]):
    """A form that lays out its fields one below the other."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = form_section(*self.fields)


class CareForm(PlainForm[records.Care]):
    record_type = records.Care

    kind = forms.ChoiceField(label=gettext_lazy("What was done"))
    product = FreeTextField(label=gettext_lazy("Product or details"), limit=MAX_TEXT_LENGTH)
    started_on = DayField(label=gettext_lazy("From"))
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
    notes = NotesField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "kind", choices(CARE_KINDS, _("Choose…")))
        set_choices(self, "outcome", choices(OUTCOMES, _("not known yet")))
        self.helper = form_section(
            "uuid",
            "revision",
            "kind",
            HTML("{% include 'diary/records/_cautions.html' %}"),
            "product",
            Div("started_on", "ended_on", css_class="two-fields"),
            "prescribed",
            "outcome",
            "notes",
        )

    def cautions(self) -> list[tuple[str, str, str]]:
        """Returns text, publisher and address of the cautions that apply at the child's age."""
        return [
            (render(caution.text), caution.source.publisher, caution.source.address)
            for caution in CARE_CAUTIONS.values()
            if self.today < add_months(self.child.birth_date, caution.under_months)
        ]

    def clean_ended_on(self) -> date | None:
        ended: date | None = self.cleaned_data.get("ended_on")
        started = self.cleaned_data.get("started_on")
        if ended and started and ended < started:
            raise forms.ValidationError(_("It cannot end before it began."))
        return ended


class ExposureForm(PlainForm[records.Exposure]):
    record_type = records.Exposure

    day = DayField(label=gettext_lazy("Day"))
    kind = forms.ChoiceField(label=gettext_lazy("What"))
    name = FreeTextField(
        label=gettext_lazy("Name"),
        limit=MAX_TEXT_LENGTH,
        help_text=gettext_lazy("Say, strawberries, a new detergent, the 8-week vaccines."),
    )
    notes = NotesField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "kind", choices(EXPOSURE_KINDS, _("Choose…")))


class QuestionForm(PlainForm[records.Question]):
    record_type = records.Question

    text = FreeTextField(
        label=gettext_lazy("What do you want to ask?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        limit=MAX_QUESTION_LENGTH,
        required=True,
    )
