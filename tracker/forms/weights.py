"""The rows of a child's weights."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.domain import records
from tracker.domain.lengths import MAX_KG, MIN_KG
from tracker.forms.base import RecordForm
from tracker.forms.fields import INVALID_DAY, DayInput, SizeField

MAX_WEIGHTS = 200
"""The largest number of weights of a child."""

EXTRA_ROWS = 2

_WRONG_WEIGHT = gettext_lazy("Enter the weight in kilograms, for example 4.2.")


class WeightForm(RecordForm[records.Weight]):
    """One weight. A row without day and weight is empty and ignored."""

    record_type = records.Weight

    day = forms.DateField(
        label=gettext_lazy("Weighed on"),
        widget=DayInput,
        required=False,
        error_messages=INVALID_DAY,
    )
    kg = SizeField(
        label=gettext_lazy("Weight in kg"),
        required=False,
        min_value=MIN_KG,
        max_value=MAX_KG,
        widget=forms.TextInput(
            attrs={"inputmode": "decimal", "autocomplete": "off", "placeholder": "4.2"}
        ),
        error_messages={
            "invalid": _WRONG_WEIGHT,
            "min_value": _WRONG_WEIGHT,
            "max_value": _WRONG_WEIGHT,
        },
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        if day and day > self.today:
            raise forms.ValidationError(_("Enter a date that is not in the future."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors or self.is_empty:
            return data
        if data["day"] is None:
            self.add_error("day", _("Enter the date."))
        if data["kg"] is None:
            self.add_error("kg", _("Enter the weight, or clear the row."))
        return data

    @property
    def is_empty(self) -> bool:
        return self.cleaned_data.get("day") is None and self.cleaned_data.get("kg") is None


class BaseWeightForms(forms.BaseFormSet):  # type: ignore[type-arg,unused-ignore]
    """All rows. A form without them, as sent by an older page, leaves the weights as they are."""

    row_label = gettext_lazy("Weight")

    def check_birth(self, birth: date) -> None:
        """Adds an error to each weight from before ``birth``."""
        for form in self.forms:
            day = form.cleaned_data.get("day")
            if day and day < birth:
                form.add_error("day", _("Enter a date on or after the date of birth."))

    def weights(self) -> tuple[records.Weight, ...]:
        """Returns the weights of valid rows, oldest first."""
        if not self.is_bound:
            return tuple(records.Weight(**row) for row in self.initial or ())
        rows = [form.record() for form in self.forms if not form.is_empty]
        return tuple(sorted(rows, key=lambda row: row.day))


WeightForms = forms.formset_factory(
    WeightForm,
    formset=BaseWeightForms,
    extra=EXTRA_ROWS,
    max_num=MAX_WEIGHTS,
    absolute_max=2 * MAX_WEIGHTS,
)


def weight_forms(
    data: Any, today: date, weights: tuple[records.Weight, ...] = ()
) -> BaseWeightForms:
    """Returns the rows of these weights, and empty ones."""
    is_sent = data is not None and "weights-TOTAL_FORMS" in data
    initial = [WeightForm.initial_of(weight) for weight in weights]
    rows = WeightForms(
        data if is_sent else None,
        prefix="weights",
        initial=None if is_sent else initial,
        form_kwargs={"today": today},
    )
    assert isinstance(rows, BaseWeightForms)
    return rows
